/** What the reader did to the controls: undo, redo, a preset, one control or all back to the book's. */

import type { LabConfig } from "./config";
import type { Controls, Setting } from "./controls";

/** Moves of one control within this many milliseconds are one move. */
const TOGETHER = 1000;
const MOST = 100;

/** A line of settings with a place in it. Pure. */
export class Trail {
  #line: Setting[];
  #at = 0;
  #moved: { name: string; when: number } | null = null;

  constructor(start: Setting) {
    this.#line = [start];
  }

  get canUndo(): boolean {
    return this.#at > 0;
  }

  get canRedo(): boolean {
    return this.#at < this.#line.length - 1;
  }

  /** Take down a setting; what was undone is forgotten. A drag of one control is one entry. */
  add(setting: Setting, when: number): void {
    const now = this.#line[this.#at]!;
    const names = changed(now, setting);
    if (names.length === 0) return;
    const name = names.join();
    const same = this.#moved !== null && this.#moved.name === name && when - this.#moved.when < TOGETHER;
    this.#line = this.#line.slice(Math.max(0, this.#at - MOST), this.#at + 1);
    if (same && this.#line.length > 1) this.#line.pop();
    this.#line.push(setting);
    this.#at = this.#line.length - 1;
    this.#moved = { name, when };
  }

  /** One back or forth; null at either end. */
  go(by: -1 | 1): Setting | null {
    const found = this.#line[this.#at + by];
    if (found === undefined) return null;
    this.#at += by;
    this.#moved = null;
    return found;
  }
}

/** The names of what differs between two whole settings; "seed" is one. */
export function changed(one: Setting, other: Setting): string[] {
  const names = Object.keys(other.values).filter((name) => one.values[name] !== other.values[name]);
  return one.seed === other.seed ? names : [...names, "seed"];
}

export class History {
  readonly #trail: Trail;

  constructor(
    private readonly root: HTMLElement,
    private readonly config: LabConfig,
    private readonly controls: Controls,
    private readonly book: Setting,
  ) {
    this.#trail = new Trail(this.#whole(book));
    this.note();
  }

  /** The controls have been moved. */
  note(): void {
    this.#trail.add(this.controls.read(), performance.now());
    this.#mark();
  }

  /** The setting that a button asks for, or null if it asks for something else (or for nothing new). */
  act(action: string, button: HTMLElement): Setting | null {
    const now = this.controls.read();
    switch (action) {
      case "undo":
        return this.#trail.go(-1);
      case "redo":
        return this.#trail.go(1);
      case "reset":
        return this.book;
      case "reset-one": {
        const name = button.dataset["for"] ?? "";
        if (name === "seed") return { ...now, seed: this.book.seed };
        return { ...now, values: { ...now.values, [name]: this.#whole(this.book).values[name]! } };
      }
      case "preset": {
        const preset = this.config.presets.find((one) => one.name === button.dataset["preset"]);
        return preset ? { values: preset.values, seed: now.seed } : null;
      }
      default:
        return null;
    }
  }

  /** Show which buttons mean something, and which preset the controls stand at. */
  #mark(): void {
    const now = this.controls.read();
    const moved = new Set(changed(this.#whole(this.book), now));
    const able = (action: string, can: boolean): void =>
      this.root.querySelector(`[data-action=${action}]`)?.setAttribute("aria-disabled", String(!can));
    able("undo", this.#trail.canUndo);
    able("redo", this.#trail.canRedo);
    for (const button of this.root.querySelectorAll<HTMLElement>("[data-action=reset-one]")) {
      button.setAttribute("aria-disabled", String(!moved.has(button.dataset["for"] ?? "")));
    }
    for (const button of this.root.querySelectorAll<HTMLElement>("[data-action=preset]")) {
      const preset = this.config.presets.find((one) => one.name === button.dataset["preset"]);
      const there = preset && changed(this.#whole({ ...preset, seed: now.seed }), now).length === 0;
      button.setAttribute("aria-pressed", String(there === true));
    }
  }

  /** A setting with every parameter named. */
  #whole({ values, seed }: Setting): Setting {
    const all = this.config.parameters.map(({ name, default: usual }) => [name, values[name] ?? usual] as const);
    return { values: Object.fromEntries(all), seed };
  }
}
