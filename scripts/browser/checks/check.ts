/** One self-check at work: judges an answer, says why, counts tries, and keeps all that in this browser. */

import type { Language } from "../protocol";
import { ChoiceForm, type Form, MatchForm, NumericForm, type Secret, verdictMark } from "./forms";
import { listen, type Reached, type Until } from "./labtask";
import { OrderForm } from "./order";
import { type Answer, type Kept, progressOf, type Progress } from "./progress";
import { unseal } from "./seal";
import { emphasised, tell } from "./words";

/** After so many tries the answer can be shown. */
const PATIENCE = 2;
/** A lab's results come fast while a slider moves; what is said of them waits for a pause. */
const PAUSE = 600;

interface Sealed {
  readonly salt: string;
  readonly options?: readonly string[];
  readonly answer?: string;
  readonly why?: string;
}

export class Check {
  readonly #life = new AbortController();
  readonly #name: string;
  readonly #version: string;
  readonly #kind: string;
  readonly #language: Language;
  readonly #form: Form | null;
  readonly #progress: Progress;
  readonly #unwatch: () => void;
  readonly #secret: Secret;
  #kept: Kept;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly root: HTMLElement) {
    const { name = "", version = "", kind = "", sealed = "{}", until = "null" } = root.dataset;
    [this.#name, this.#version, this.#kind] = [name, version, kind];
    this.#language = root.lang === "en" ? "en" : "nl";
    const cover = JSON.parse(sealed) as Sealed;
    this.#secret = (part) => {
      const option = /^option (\d+)$/.exec(part);
      const text = option ? cover.options?.[Number(option[1])] : cover[part as "answer" | "why"];
      return text === undefined ? null : unseal(text, cover.salt, part);
    };
    this.#form = this.#makeForm();
    this.#progress = progressOf(root, this.#language);
    this.#kept = this.#progress.get(name, version) ?? this.#fresh();
    this.#unwatch = this.#progress.watch(() => this.#clear());
    const { signal } = this.#life;
    root.addEventListener("click", (event) => this.#pressed(event), { signal });
    if (this.#form) {
      for (const kind of ["input", "change"]) root.addEventListener(kind, () => this.#touched(), { signal });
    }
    root.addEventListener("keydown", (event) => this.#entered(event), { signal });
    const task = JSON.parse(until) as Until | null;
    if (task) listen(root, task, this.#language, (result) => this.#reached(result), signal);
    const actions = root.querySelector<HTMLElement>(".check-actions");
    if (actions) actions.hidden = false;
    this.#recall();
    root.dataset["ready"] = "";
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#life.abort();
    this.#unwatch();
  }

  #makeForm(): Form | null {
    const { root } = this;
    switch (this.#kind) {
      case "choice":
        return new ChoiceForm(root, this.#secret, this.#language);
      case "numeric":
        return new NumericForm(root, this.#secret, this.#language);
      case "match":
        return new MatchForm(root, this.#secret, this.#language);
      case "order":
        return new OrderForm(root, this.#secret, this.#language, (words) => this.#moved(words), this.#life.signal);
      default:
        return null;
    }
  }

  #fresh(): Kept {
    return { version: this.#version, answer: null, tries: 0, state: "open" };
  }

  /** Show again what was answered before. */
  #recall(): void {
    const { answer, state } = this.#kept;
    if (state === "shown") this.#show();
    else if (answer !== null && this.#form) {
      this.#form.write(answer);
      const now = this.#form.read(); // what is kept may be no answer at all
      if (JSON.stringify(now) === JSON.stringify(answer)) this.#judge(answer);
    } else if (state === "right") this.#say(true, "", this.#why());
    this.#buttons();
  }

  #pressed({ target }: Event): void {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-check]") : null;
    switch (button?.dataset["check"]) {
      case "check":
        return this.#checked();
      case "answer":
        this.#kept = { ...this.#kept, state: "shown", answer: null };
        this.#show();
        this.#keep(false);
        return this.root.querySelector<HTMLElement>("[data-check=reset]")?.focus(); // the button is gone
      case "reset":
        this.#progress.put(this.#name, null);
        this.#clear();
        return this.root.querySelector<HTMLElement>(":is(input, select, button):not([data-action])")?.focus();
    }
  }

  #entered(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.target instanceof Element)) return;
    if (event.target.matches(".check-box input, .check-option input")) {
      event.preventDefault();
      this.#checked();
    }
  }

  #checked(): void {
    if (!this.#form) return;
    this.#form.unmark();
    const answer = this.#form.read();
    if (typeof answer === "object" && "not" in answer) {
      return void this.#verdict().replaceChildren(paragraph(tell(answer.not, this.#language)));
    }
    const right = this.#judge(answer);
    const again = JSON.stringify(answer) === JSON.stringify(this.#kept.answer);
    const done = this.#kept.state !== "open";
    const tries = this.#kept.tries + (again || done ? 0 : 1);
    this.#kept = { ...this.#kept, answer, tries, state: done ? this.#kept.state : right ? "right" : "open" };
    this.#judge(answer); // with the count
    this.#keep(right);
  }

  /** A lab has come to a result of its own. */
  #reached({ fingerprint, right, words }: Reached): void {
    clearTimeout(this.#timer);
    const { answer, state, tries } = this.#kept;
    if (state !== "open") return right ? this.#say(true, words, this.#why()) : undefined;
    if (answer === fingerprint) return;
    this.#kept = { ...this.#kept, answer: fingerprint, tries: tries + 1, state: right ? "right" : "open" };
    this.#keep(right);
    if (right) return this.#say(true, words, this.#why());
    this.#timer = setTimeout(() => {
      this.#verdict().replaceChildren(paragraph(`${words} ${tell("check.lab.not", this.#language)}`));
    }, PAUSE);
  }

  #judge(answer: Answer): boolean {
    const verdict = this.#form?.judge(answer);
    if (!verdict) return false;
    const { tries, state } = this.#kept;
    const count = !verdict.right && state === "open" && tries > 0 ? tell("check.tries", this.#language, { tries: `${tries}` }) : "";
    this.#say(verdict.right, [verdict.words, count].filter(Boolean).join(" "), verdict.why);
    return verdict.right;
  }

  #show(): void {
    this.#form?.unmark();
    const ways = this.#form ? null : (this.#secret("answer") as string[]).join("; ");
    const shown = this.#form?.show() ?? { words: tell("check.shown.lab", this.#language, { values: ways ?? "" }), why: this.#why() };
    this.#verdict().replaceChildren(paragraph(shown.words), this.#because(shown.why));
  }

  #say(right: boolean, words: string, why: string): void {
    const line = paragraph(verdictMark(right, this.#language), words && ` ${words}`);
    line.dataset["right"] = String(right);
    this.#verdict().replaceChildren(line, this.#because(why));
  }

  /** The reason; a choice has it beside its options already, so there it is only read out. */
  #because(why: string): HTMLElement {
    const made = paragraph(...emphasised(why));
    made.className = this.#kind === "choice" ? "check-spoken" : "check-because";
    made.hidden = why === "";
    return made;
  }

  #why(): string {
    return String(this.#secret("why") ?? "");
  }

  /** What was judged no longer stands there. */
  #touched(): void {
    this.#form?.unmark();
    this.#verdict().replaceChildren();
  }

  #moved(words: string): void {
    this.#verdict().replaceChildren(paragraph(words));
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#kept = this.#fresh();
    this.#form?.clear();
    this.#verdict().replaceChildren();
    this.#buttons();
  }

  #keep(right: boolean): void {
    this.#progress.put(this.#name, this.#kept);
    this.#buttons();
    const { tries, state } = this.#kept;
    const chapter = this.root.closest<HTMLElement>(".checks")?.dataset["chapter"] ?? "";
    const detail = { chapter, check: this.#name, kind: this.#kind, right, tries, state };
    this.root.dispatchEvent(new CustomEvent("check:result", { bubbles: true, detail }));
  }

  #buttons(): void {
    const { tries, state, answer } = this.#kept;
    this.root.dataset["state"] = state;
    const show = (name: string, on: boolean): void => {
      const button = this.root.querySelector<HTMLElement>(`.check-actions [data-check=${name}]`);
      if (button) button.hidden = !on;
    };
    show("answer", state === "open" && tries >= PATIENCE);
    show("reset", state !== "open" || answer !== null);
  }

  #verdict(): Element {
    return this.root.querySelector("[data-role=verdict]") ?? this.root.appendChild(document.createElement("div"));
  }
}

/** What `<book-check>` does; until then its sentence says that checking needs a script. */
export function open(root: HTMLElement, signal: AbortSignal): void {
  const check = new Check(root);
  signal.addEventListener("abort", () => check.close(), { once: true });
}

function paragraph(...parts: (Node | string)[]): HTMLParagraphElement {
  const made = document.createElement("p");
  made.append(...parts.filter((part) => part !== ""));
  return made;
}
