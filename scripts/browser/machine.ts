/** The states of a lab and how it goes from one to another. Pure: it starts nothing and shows nothing. */

export type Name = "figure" | "booting" | "ready" | "running" | "stopped" | "failed";

/** `wanted`: a run waits for the boot. Only a booting lab has it. */
export type State =
  | { readonly name: Exclude<Name, "booting"> }
  | { readonly name: "booting"; readonly wanted: boolean };

/**
 * What can happen to a lab.
 *
 * `warm`: the reader shows intent. `run`, `retry`: the reader asks for a result; `booted` says whether
 * Python is there. `result`: one came in; `more` says that a newer one is still to come.
 */
export type Event =
  | { readonly kind: "warm" }
  | { readonly kind: "run" | "retry"; readonly booted: boolean }
  | { readonly kind: "booted" }
  | { readonly kind: "result"; readonly more: boolean }
  | { readonly kind: "stop" }
  | { readonly kind: "fail" };

export const START: State = { name: "figure" };

/** The state after `event`. An event that means nothing in a state leaves it as it is (the same object). */
export function next(state: State, event: Event): State {
  switch (event.kind) {
    case "warm":
      return state.name === "figure" ? { name: "booting", wanted: false } : state;
    case "retry":
      return state.name === "failed" ? asked(event.booted) : state;
    case "run":
      if (state.name === "running" && event.booted) return state;
      return asked(event.booted);
    case "booted":
      if (state.name !== "booting") return state;
      return { name: state.wanted ? "running" : "ready" };
    case "result":
      if (state.name !== "running" || event.more) return state;
      return { name: "ready" };
    case "stop":
      return busy(state) ? { name: "stopped" } : state;
    case "fail":
      return busy(state) ? { name: "failed" } : state;
  }
}

/** Whether Stop means anything. */
export function busy(state: State): boolean {
  return state.name === "booting" || state.name === "running";
}

function asked(booted: boolean): State {
  return booted ? { name: "running" } : { name: "booting", wanted: true };
}
