/** The controls of a lab: reads and writes values, and keeps each number box beside its slider. */

import type { LabConfig, ParameterSpec } from "./config";
import { decimals, number, parseNumber, plain } from "./format";
import { nearest, SEEDS, snap } from "./permalink";
import type { Language, Value, Values } from "./protocol";
import { say } from "./words";

type Control = HTMLInputElement | HTMLSelectElement;

export interface Setting {
  readonly values: Values;
  readonly seed: number;
}

export class Controls {
  readonly #specs: Map<string, ParameterSpec>;
  readonly #language: Language;
  /** What may not be changed, by whatever way: the names in the lab's `data-pinned`. */
  readonly #pinned: ReadonlySet<string>;
  #held: Record<string, Value>;
  #seed: number;

  constructor(
    private readonly root: HTMLElement,
    config: LabConfig,
    start: Setting,
  ) {
    this.#specs = new Map(config.parameters.map((spec) => [spec.name, spec]));
    this.#language = config.language;
    this.#pinned = new Set((root.dataset["pinned"] ?? "").split(" ").filter(Boolean));
    this.#seed = start.seed;
    this.#held = {};
    for (const spec of config.parameters) this.#held[spec.name] = start.values[spec.name] ?? spec.default;
  }

  /** Whether an event on `target` changes what is to be run. */
  owns(target: EventTarget | null): boolean {
    return this.#nameOf(target) !== null;
  }

  /** What the controls say now. A parameter without a control keeps the value it had. */
  read(): Setting {
    for (const control of this.#controls()) {
      if (this.#pinned.has(control.name)) continue;
      if (control.name === "seed") {
        const seed = Number(control.value);
        if (control.value !== "" && Number.isInteger(seed) && seed >= SEEDS.low && seed <= SEEDS.high) {
          this.#seed = seed;
        }
      } else {
        const spec = this.#specs.get(control.name)!;
        this.#held[spec.name] = nearest(spec, control.value, this.#held[spec.name]!).value;
      }
    }
    return { values: { ...this.#held }, seed: this.#seed };
  }

  /** Set everything that may be changed, to its default where `values` does not name it; dispatches nothing. */
  write({ values, seed }: Setting): void {
    if (!this.#pinned.has("seed")) this.#seed = seed;
    for (const spec of this.#specs.values()) {
      if (!this.#pinned.has(spec.name)) this.#held[spec.name] = values[spec.name] ?? spec.default;
    }
    for (const control of this.#controls()) {
      control.value = String(control.name === "seed" ? this.#seed : this.#held[control.name]);
      this.follow(control);
    }
  }

  /** The labels of what is pinned and would be another thing in `setting`. */
  refused({ values, seed }: Setting): string[] {
    const labels = [...this.#specs.values()]
      .filter(({ name, default: usual }) => this.#pinned.has(name) && (values[name] ?? usual) !== this.#held[name])
      .map(({ label }) => label);
    return this.#pinned.has("seed") && seed !== this.#seed ? [...labels, say("seed", this.#language)] : labels;
  }

  /** Whether they say anything else than `setting`, in which a parameter left out has its default. */
  differ({ values, seed }: Setting): boolean {
    const now = this.read();
    const specs = [...this.#specs.values()];
    return now.seed !== seed || specs.some(({ name, default: usual }) => now.values[name] !== (values[name] ?? usual));
  }

  /** Write a slider's value into its number box, if `target` is a slider. */
  follow(target: EventTarget | null): void {
    const name = this.#nameOf(target);
    const spec = name === null ? undefined : this.#specs.get(name);
    if (spec === undefined || spec.choices !== null) return;
    const slider = target as Control;
    const text = this.#written(spec, Number(slider.value));
    slider.setAttribute("aria-valuetext", `${text} ${spec.unit}`.trim());
    const box = this.root.querySelector<HTMLInputElement>(`input[data-number="${spec.name}"]`);
    if (box) box.value = text;
  }

  /**
   * Take what was typed in a number box: sets the slider to the nearest value it has.
   * Returns a sentence if that is another value than was typed, else "".
   */
  take(box: HTMLInputElement): string {
    const spec = this.#specs.get(box.dataset["number"] ?? "");
    const slider = [...this.#controls()].find((control) => control.name === spec?.name);
    if (spec === undefined || slider === undefined) return "";
    const given = box.value;
    const label = spec.label;
    const typed = parseNumber(given, digitsOf(spec), this.#language);
    if (typed === null) {
      this.follow(slider);
      return say("number.garbage", this.#language, { given: given.slice(0, 40), label, value: box.value });
    }
    const [low, high, step] = [spec.low ?? -Infinity, spec.high ?? Infinity, spec.step ?? 0];
    const value = snap(Math.min(high, Math.max(low, typed)), low, high, step);
    slider.value = String(value);
    this.follow(slider);
    if (value === typed) return "";
    const words = (one: number): string => number(one, digitsOf(spec), this.#language);
    if (typed < low || typed > high) {
      return say("number.bounds", this.#language, { label, low: words(low), high: words(high), value: words(value) });
    }
    return say("number.step", this.#language, { label, step: words(step), value: words(value) });
  }

  /** A value as the reader sees it: a choice by its label, a number in the page's language. */
  words(name: string, value: Value): string {
    const spec = this.#specs.get(name);
    const choice = spec?.choices?.find((one) => one.value === value);
    if (choice) return choice.label;
    return typeof value === "number" && spec ? this.#written(spec, value) : String(value);
  }

  *#controls(): Iterable<Control> {
    for (const control of this.root.querySelectorAll<Control>("input[name], select[name]")) {
      if (this.#nameOf(control) !== null) yield control;
    }
  }

  #nameOf(target: EventTarget | null): string | null {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return null;
    return target.name === "seed" || this.#specs.has(target.name) ? target.name : null;
  }

  #written(spec: ParameterSpec, value: number): string {
    return plain(value, digitsOf(spec), this.#language);
  }
}

function digitsOf(spec: ParameterSpec): number {
  return spec.whole ? 0 : decimals(spec.step ?? 0.01);
}
