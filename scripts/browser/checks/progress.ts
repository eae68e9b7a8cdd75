/** How far a reader is with the checks of a chapter: kept in this browser alone, the same in every language. */

import type { Language } from "../protocol";
import { tell } from "./words";

/** Indices (a choice, an order, the pairs), what was typed, or the fingerprint of a run. */
export type Answer = readonly number[] | string;

export interface Kept {
  /** The check as it was: another one's answers mean nothing. */
  readonly version: string;
  readonly answer: Answer | null;
  readonly tries: number;
  /** right: answered rightly; shown: the reader had the answer shown. */
  readonly state: "open" | "right" | "shown";
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const sections = new WeakMap<Element, Progress>();

/** The progress of the chapter in which `check` stands. */
export function progressOf(check: Element, language: Language): Progress {
  const section = check.closest(".checks") ?? check;
  let found = sections.get(section);
  if (found === undefined) sections.set(section, (found = new Progress(section, language)));
  return found;
}

export class Progress {
  readonly key: string;
  readonly #kept: Map<string, Kept>;
  readonly #watchers = new Set<() => void>();
  #told = false;

  constructor(
    private readonly section: Element,
    private readonly language: Language,
    private readonly storage: () => Store = () => localStorage,
  ) {
    const { root = "", chapter = "" } = section instanceof HTMLElement ? section.dataset : {};
    this.key = `checks:${new URL(root, document.baseURI).pathname}:${chapter}`;
    this.#kept = new Map(Object.entries(this.#read()));
    const script = section.querySelector<HTMLElement>("[data-role=checks-script]");
    if (script) script.hidden = true;
    section.querySelector("[data-check=reset-all]")?.addEventListener("click", () => this.reset());
    this.#count();
  }

  get(name: string, version: string): Kept | null {
    const kept = this.#kept.get(name);
    return kept?.version === version ? kept : null;
  }

  put(name: string, kept: Kept | null): void {
    if (kept === null) this.#kept.delete(name);
    else this.#kept.set(name, kept);
    this.#write();
    this.#count();
  }

  /** Forget all answers of the chapter. */
  reset(): void {
    this.#kept.clear();
    this.#write();
    for (const watcher of this.#watchers) watcher();
    this.#count();
    this.section.querySelector<HTMLElement>("book-check :is(input, select, button)")?.focus();
  }

  /** Be told when all is forgotten; returns how to stop that. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #count(): void {
    const all = [...this.section.querySelectorAll<HTMLElement>("book-check")];
    const right = all.filter(({ dataset }) => this.get(dataset["name"] ?? "", dataset["version"] ?? "")?.state === "right");
    const place = this.section.querySelector<HTMLElement>("[data-role=checks-tally]");
    if (!place) return;
    place.textContent = tell("checks.tally", this.language, { right: `${right.length}`, count: `${all.length}` });
    if (place.parentElement) place.parentElement.hidden = this.#kept.size === 0;
  }

  #write(): void {
    try {
      const storage = this.storage();
      if (this.#kept.size === 0) storage.removeItem(this.key);
      else storage.setItem(this.key, JSON.stringify(Object.fromEntries(this.#kept)));
    } catch {
      if (this.#told) return;
      this.#told = true;
      const place = this.section.querySelector("[data-role=checks-status]");
      if (place) place.textContent = tell("checks.unkept", this.language);
    }
  }

  #read(): Record<string, Kept> {
    const found: Record<string, Kept> = {};
    try {
      const stored: unknown = JSON.parse(this.storage().getItem(this.key) ?? "{}");
      if (typeof stored !== "object" || stored === null) return {};
      for (const [name, kept] of Object.entries(stored)) if (isKept(kept)) found[name] = kept;
    } catch {
      // nothing can be read: nothing was kept
    }
    return found;
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null) return false;
  const { version, answer, tries, state } = value as Record<string, unknown>;
  const indices = Array.isArray(answer) && answer.every((one) => Number.isInteger(one));
  return (
    typeof version === "string" &&
    (answer === null || typeof answer === "string" || indices) &&
    Number.isInteger(tries) &&
    Number(tries) >= 0 &&
    (state === "open" || state === "right" || state === "shown")
  );
}
