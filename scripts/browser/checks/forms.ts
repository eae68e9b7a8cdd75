/** The kinds of questions: each reads what the reader has answered, judges it, and can show the answer. */

import { parseNumber } from "../format";
import type { Language } from "../protocol";
import type { Answer } from "./progress";
import { type CheckWord, emphasised, tell } from "./words";

/** Uncovers a part of what the build has covered. */
export type Secret = (name: string) => unknown;

export interface Verdict {
  readonly right: boolean;
  /** What more there is to say, and why. */
  readonly words: string;
  readonly why: string;
}

export interface Form {
  /** The answer that stands there, or the word that says why it cannot be judged. */
  read(): Answer | { readonly not: CheckWord };
  /** Put an answer there; what cannot stand there is passed over. */
  write(answer: Answer): void;
  judge(answer: Answer): Verdict;
  /** The right answer, put there; returns what to say. */
  show(): { readonly words: string; readonly why: string };
  /** Take away what was said of single parts. */
  unmark(): void;
  /** As it was in the beginning. */
  clear(): void;
}

/** Say of a part of a question whether it is right, in a mark and in words, and why. */
export function mark(place: Element | null, right: boolean, why: string, language: Language): void {
  if (!(place instanceof HTMLElement)) return;
  place.replaceChildren(verdictMark(right, language), " ", ...emphasised(why));
  place.dataset["right"] = String(right);
  place.hidden = false;
}

export function verdictMark(right: boolean, language: Language): HTMLElement {
  const sign = document.createElement("span");
  sign.setAttribute("aria-hidden", "true");
  sign.textContent = right ? "✓ " : "✗ ";
  const made = document.createElement("strong");
  made.append(sign, tell(right ? "check.right" : "check.wrong", language));
  return made;
}

function unmarkAll(root: Element): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-role=why]")) {
    place.replaceChildren();
    place.hidden = true;
  }
}

const same = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((value, at) => value === other[at]);

export class ChoiceForm implements Form {
  readonly #inputs: HTMLInputElement[];

  constructor(private readonly root: Element, private readonly secret: Secret, private readonly language: Language) {
    this.#inputs = [...root.querySelectorAll<HTMLInputElement>(".check-option input")];
  }

  read(): number[] | { not: CheckWord } {
    const chosen = this.#inputs.flatMap((input, at) => (input.checked ? [at] : []));
    return chosen.length > 0 ? chosen : { not: "check.empty" };
  }

  write(answer: Answer): void {
    this.#inputs.forEach((input, at) => (input.checked = answer.includes(at as never)));
  }

  judge(answer: Answer): Verdict {
    const chosen = answer as readonly number[];
    for (const at of chosen) this.#mark(at);
    const right = same(chosen, this.#right());
    const missing = !right && chosen.every((at) => this.#option(at).right);
    const why = chosen.map((at) => this.#option(at).why).join(" ");
    return { right, words: missing ? tell("check.missing", this.language) : "", why };
  }

  show(): { words: string; why: string } {
    this.write(this.#right());
    for (const at of this.#right()) this.#mark(at);
    return { words: tell("check.shown", this.language), why: this.#right().map((at) => this.#option(at).why).join(" ") };
  }

  unmark(): void {
    unmarkAll(this.root);
  }

  clear(): void {
    this.unmark();
    this.write([]);
  }

  #right(): number[] {
    return this.#inputs.flatMap((_, at) => (this.#option(at).right ? [at] : []));
  }

  #option(at: number): { readonly right: boolean; readonly why: string } {
    return (this.secret(`option ${at}`) ?? { right: false, why: "" }) as { right: boolean; why: string };
  }

  #mark(at: number): void {
    const { right, why } = this.#option(at);
    mark(this.root.querySelector(`[data-option="${at}"] [data-role=why]`), right, why, this.language);
  }
}

export class NumericForm implements Form {
  readonly #box: HTMLInputElement;

  constructor(root: Element, private readonly secret: Secret, private readonly language: Language) {
    this.#box = root.querySelector<HTMLInputElement>(".check-box input") ?? document.createElement("input");
  }

  read(): string | { not: CheckWord } {
    const text = this.#box.value.trim();
    if (text === "") return { not: "check.empty" };
    const values = this.#readings(text);
    const { low = "-Infinity", high = "Infinity" } = this.#box.dataset;
    const within = values.some((value) => value >= Number(low) && value <= Number(high));
    if (!within) this.#box.setAttribute("aria-invalid", "true");
    return values.length === 0 ? { not: "check.number.not" } : within ? text : { not: "check.number.out" };
  }

  write(answer: Answer): void {
    if (typeof answer === "string") this.#box.value = answer;
  }

  judge(answer: Answer): Verdict {
    const { answer: right, tolerance } = this.#answer();
    const close = (value: number): boolean => Math.abs(value - right) <= tolerance + 1e-9 * Math.max(1, Math.abs(right));
    const good = typeof answer === "string" && this.#readings(answer).some(close);
    return { right: good, words: "", why: good ? String(this.secret("why")) : "" };
  }

  show(): { words: string; why: string } {
    const right = String(this.#answer().answer);
    const answer = this.language === "nl" ? right.replace(".", ",") : right;
    this.#box.value = answer;
    return { words: tell("check.shown.number", this.language, { answer }), why: String(this.secret("why")) };
  }

  unmark(): void {
    this.#box.removeAttribute("aria-invalid");
  }

  clear(): void {
    this.unmark();
    this.#box.value = "";
  }

  /** What a text may mean as a number: "1.200" can be a little more than one, or twelve hundred. */
  #readings(text: string): number[] {
    const both = [parseNumber(text, 0, this.language), parseNumber(text, 2, this.language)];
    return both.filter((value) => value !== null);
  }

  #answer(): { answer: number; tolerance: number } {
    return this.secret("answer") as { answer: number; tolerance: number };
  }
}

export class MatchForm implements Form {
  readonly #lists: HTMLSelectElement[];

  constructor(private readonly root: Element, private readonly secret: Secret, private readonly language: Language) {
    this.#lists = [...root.querySelectorAll("select")];
  }

  read(): number[] | { not: CheckWord } {
    const chosen = this.#lists.map(({ value }) => (value === "" ? -1 : Number(value)));
    return chosen.includes(-1) ? { not: "check.empty.match" } : chosen;
  }

  write(answer: Answer): void {
    this.#lists.forEach((list, at) => (list.value = String(answer[at] ?? "")));
  }

  judge(answer: Answer): Verdict {
    const key = this.#key();
    const good = key.map((other, at) => answer[at] === other);
    good.forEach((right, at) => {
      mark(this.root.querySelector(`[data-item="${at}"] [data-role=why]`), right, "", this.language);
    });
    const count = good.filter(Boolean).length;
    const right = count === key.length;
    const words = tell("check.pairs", this.language, { right: `${count}`, count: `${key.length}` });
    return { right, words: right ? "" : words, why: right ? String(this.secret("why")) : "" };
  }

  show(): { words: string; why: string } {
    this.unmark();
    this.write(this.#key());
    return { words: tell("check.shown", this.language), why: String(this.secret("why")) };
  }

  unmark(): void {
    unmarkAll(this.root);
  }

  clear(): void {
    this.unmark();
    this.write([]);
  }

  #key(): readonly number[] {
    return this.secret("answer") as readonly number[];
  }
}
