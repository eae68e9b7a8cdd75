/** What a reader does in the lab, as the platform keeps it: score, status, interactions, and where they were. */

import type { Language, Result } from "../protocol";
import { type Api, clock, span } from "./scormapi";
import { tell } from "./packwords";

/** Characters that SCORM 1.2 allows for what is kept, less one: some platforms count to 4,095. */
export const ROOM = 4095;

/** When the lab has come where it must. */
export interface Until {
  readonly measure: string;
  readonly above: number | null;
  readonly below: number | null;
  readonly closed: boolean;
}

/** What there is to do: a prediction, of which `right` is the right option, and a task or just a run. */
export interface Course {
  readonly language: Language;
  readonly right: number | null;
  readonly until: Until | null;
}

/** What is kept between two visits. `link` is the fragment of the lab's own permalink. */
export interface Kept {
  readonly link: string;
  readonly picked: number | null;
  readonly done: boolean;
}

type Shown = Pick<Result, "parameters" | "seed" | "summary"> & { readonly source: string };

export function courseOf(place: HTMLElement): Course {
  return JSON.parse(place.dataset["course"] ?? "{}") as Course;
}

/** Whether a run's measure is where it must be. */
export function met(until: Until, summary: Result["summary"]): boolean {
  const value = summary[until.measure];
  if (value == null) return false;
  const { above, below, closed } = until;
  if (closed) return above !== null && below !== null && above <= value && value <= below;
  return (above === null || value > above) && (below === null || value < below);
}

/** The state as text, always short enough; a link that does not fit is given up. */
export function pack(kept: Kept): string {
  const text = JSON.stringify(kept);
  return text.length <= ROOM ? text : JSON.stringify({ ...kept, link: "" });
}

/** The state that a platform has kept; what is not ours is nothing. */
export function unpack(text: string): Kept {
  try {
    const given = JSON.parse(text) as Partial<Record<keyof Kept, unknown>> | null;
    const { link, picked, done } = given ?? {};
    return {
      link: typeof link === "string" && link.startsWith("#lab=") ? link : "",
      picked: Number.isInteger(picked) ? (picked as number) : null,
      done: done === true,
    };
  } catch {
    return { link: "", picked: null, done: false };
  }
}

export class Visit {
  #kept: Kept = { link: "", picked: null, done: false };
  #began = 0;
  #open = false;
  #writing = false;
  #restoring = false;
  #interactions = 0;
  #task: number | null = null;

  constructor(
    private readonly api: Api | null,
    private readonly course: Course,
    private readonly lab: HTMLElement,
    private readonly place: HTMLElement,
  ) {
    lab.addEventListener("lab:result", (event) => this.#ran((event as CustomEvent<Shown>).detail));
    lab.addEventListener("change", ({ target }) => this.#picked(target));
  }

  /** Begin a visit: say hello, and take up what was kept. */
  begin(): void {
    if (this.#open) return;
    this.#began = performance.now();
    this.#open = String(this.api?.LMSInitialize("")) === "true"; // some platforms answer with a boolean
    this.#writing = this.#open && !["review", "browse"].includes(this.#get("cmi.core.lesson_mode"));
    if (!this.#open) return this.#say("course.alone");
    this.#interactions = Number(this.#get("cmi.interactions._count")) || 0;
    this.#task = null;
    this.#restore(unpack(this.#get("cmi.suspend_data")));
    const status = this.#get("cmi.core.lesson_status");
    if (status === "" || status === "not attempted") this.#set("cmi.core.lesson_status", "incomplete");
    this.#set("cmi.core.score.min", "0");
    this.#set("cmi.core.score.max", "100");
    this.keep();
  }

  /** Have the platform keep all there is. */
  keep(): void {
    if (!this.#open) return;
    const score = this.#score();
    this.#set("cmi.core.score.raw", String(score));
    if (score === 100 && this.#get("cmi.core.lesson_status") !== "passed") {
      this.#set("cmi.core.lesson_status", "completed");
    }
    this.#set("cmi.suspend_data", pack(this.#kept));
    this.#set("cmi.core.exit", score === 100 ? "" : "suspend");
    this.#set("cmi.core.session_time", span(performance.now() - this.#began));
    if (this.#writing) this.api?.LMSCommit("");
    this.#say(this.#writing ? "course.score" : "course.review");
  }

  /** End the visit. */
  finish(): void {
    if (!this.#open) return;
    this.keep();
    this.api?.LMSFinish("");
    this.#open = false;
  }

  /** Of two things to do one is half the score. */
  #score(): number {
    const parts = [this.#kept.done];
    if (this.course.right !== null) parts.push(this.#kept.picked !== null);
    return Math.round((100 * parts.filter(Boolean).length) / parts.length);
  }

  #restore(kept: Kept): void {
    this.#kept = kept;
    this.#restoring = true;
    if (kept.picked !== null) {
      const box = this.lab.querySelector<HTMLInputElement>(`[data-predict] input[value="${kept.picked}"]`);
      if (box !== null) box.checked = true;
      box?.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.#restoring = false;
    if (kept.link) location.replace(kept.link); // the lab follows it: runs that very state and says whether it came out
  }

  #picked(target: EventTarget | null): void {
    if (this.#restoring || !(target instanceof HTMLInputElement) || target.closest("[data-predict]") === null) return;
    const first = this.#kept.picked === null;
    this.#kept = { ...this.#kept, picked: Number(target.value) };
    const { right } = this.course;
    if (!first || right === null) return; // a second guess is no guess
    this.#interaction("prediction", "choice", letter(Number(target.value)), letter(right), Number(target.value) === right);
    this.keep();
  }

  #ran(shown: Shown): void {
    if (shown.source !== "live") return;
    const link = this.lab.querySelector<HTMLAnchorElement>("a[data-role=permalink]")?.hash ?? "";
    const { until } = this.course;
    const good = until === null || met(until, shown.summary);
    const before = this.#kept.done;
    this.#kept = { ...this.#kept, link, done: before || good };
    if (until !== null && !before) {
      const values = Object.entries({ ...shown.parameters, seed: shown.seed }).map(([name, value]) => `${name}=${value}`);
      this.#task = this.#interaction("task", "performance", values.join(";"), wanted(until), good, this.#task);
    }
    this.keep();
  }

  /** Tell of something done, or tell better of it at `index`; returns where it stands. */
  #interaction(
    id: string, type: "choice" | "performance", response: string, pattern: string, right: boolean, index: number | null = null,
  ): number {
    const at = index ?? this.#interactions++;
    const set = (name: string, value: string): void => this.#set(`cmi.interactions.${at}.${name}`, value);
    if (index === null) {
      set("id", id);
      set("type", type);
      set("weighting", "1");
    }
    set("time", clock(new Date()));
    set("correct_responses.0.pattern", pattern.slice(0, 255));
    set("student_response", response.slice(0, 255));
    set("result", right ? "correct" : "wrong");
    set("latency", span(performance.now() - this.#began));
    return at;
  }

  #get(name: string): string {
    return String(this.api?.LMSGetValue(name) ?? "");
  }

  #set(name: string, value: string): void {
    if (this.#writing) this.api?.LMSSetValue(name, value);
  }

  #say(word: "course.alone" | "course.score" | "course.review"): void {
    const output = this.place.querySelector("[role=status]");
    const done = this.#kept.done && this.course.until !== null ? ` ${tell("course.done", this.course.language)}` : "";
    const text = tell(word, this.course.language, { score: String(this.#score()) });
    if (output && output.textContent !== text + done) output.textContent = text + done;
  }
}

/** SCORM 1.2 names the answers to a choice by a letter. */
function letter(index: number): string {
  return String.fromCharCode(97 + index);
}

function wanted({ measure, above, below, closed }: Until): string {
  if (closed) return `${above}<=${measure}<=${below}`;
  return [above === null ? "" : `${measure}>${above}`, below === null ? "" : `${measure}<${below}`].filter(Boolean).join(";");
}
