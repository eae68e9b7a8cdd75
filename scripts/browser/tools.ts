/** The tools of a lab's bench, each fetched when the reader first reaches for it. */

import type { Bench } from "./bench";
import { Ended } from "./kernel";
import { say } from "./words";

/** A tool that has a place in the lab and hears of its buttons. */
export interface Tool {
  act(action: string, button: HTMLElement): void | Promise<void>;
  close(): void;
}

type Make = (bench: Bench) => Promise<Tool>;

/** Which tool has which buttons. */
const TOOLS: readonly { readonly actions: readonly string[]; readonly make: Make }[] = [
  {
    actions: ["pin", "unpin", "recall", "unpin-all"],
    make: async (bench) => new (await import("./compare")).Compare(bench),
  },
  { actions: ["luck", "luck-stop"], make: async (bench) => new (await import("./luck")).Luck(bench) },
  {
    actions: ["play", "pause", "step"],
    make: async (bench) => new (await import("./player")).Player(bench),
  },
  {
    actions: ["predict", "predict-show", "predict-skip", "predict-again"],
    make: async (bench) => new (await import("./sketch")).Sketch(bench),
  },
  {
    actions: ["json", "png", "vega", "ipynb", "qr", "embed", "cite", "print", "printable"],
    make: async (bench) => new (await import("./take")).Take(bench),
  },
  {
    actions: ["sweep", "sweep-start", "sweep-pause", "sweep-resume", "sweep-stop", "sweep-csv", "sweep-forget"],
    make: async (bench) => new (await import("./sweep")).Sweep(bench),
  },
];

export class Tools {
  readonly #made = new Map<Make, Promise<Tool>>();

  constructor(private readonly bench: Bench) {}

  /** A button of one of the tools was pressed. */
  async act(action: string, button: HTMLElement): Promise<void> {
    const found = TOOLS.find(({ actions }) => actions.includes(action));
    if (found === undefined) return;
    let tool = this.#made.get(found.make);
    if (tool === undefined) {
      tool = found.make(this.bench);
      this.#made.set(found.make, tool);
    }
    try {
      await (await tool).act(action, button);
    } catch (error) {
      if (error instanceof TypeError) this.#made.delete(found.make); // its script did not come: some browsers ask again
      const { language } = this.bench.config;
      const message = (error instanceof Error ? error.message : String(error)).slice(0, 200);
      if (error instanceof TypeError && /module/i.test(message)) return this.bench.note(say("tool.script", language));
      const known = error instanceof Ended && error.why !== "superseded";
      this.bench.note(known ? say(`status.${error.why}`, language, { message }) : say("tool.failed", language, { message }));
    }
  }

  close(): void {
    for (const tool of this.#made.values()) tool.then((one) => one.close()).catch(() => {});
  }
}
