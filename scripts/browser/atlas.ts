/** The lab's atlas: results computed at build, from which a move is answered before Python is there. */

import { fetchJson, type LabConfig } from "./config";
import { quantity } from "./format";
import type { Cell, Order, Result, Value, Values } from "./protocol";
import { say } from "./words";

/** As `scripts/atlas.py` writes it. Rows are on their side, each value the step from the one before. */
export interface AtlasFile {
  readonly version: string;
  readonly seed: number;
  readonly axes: readonly string[];
  readonly base: Values;
  readonly columns: readonly string[];
  readonly digits: readonly number[];
  readonly measures: readonly string[];
  readonly points: readonly Point[];
}

interface Point {
  readonly at: readonly Value[];
  readonly fingerprint: string;
  readonly sentence: string;
  readonly summary: readonly Cell[];
  readonly columns: readonly (readonly Cell[])[];
}

/** A result, and how it is called. Its fingerprint is empty where other values were asked for. */
export interface Found {
  readonly result: Result;
  readonly badge: string;
}

const asked = new Map<string, Promise<AtlasFile>>();

/** The file at `address`; asked for once a page, again after a failure. */
export function fetchAtlas(address: string): Promise<AtlasFile> {
  let file = asked.get(address);
  if (file === undefined) {
    file = fetchJson<AtlasFile>(address);
    asked.set(address, file);
    file.catch(() => asked.delete(address));
  }
  return file;
}

export class Atlas {
  constructor(
    private readonly config: LabConfig,
    private readonly file: AtlasFile,
  ) {}

  /** The atlas at `address`; null where there is none to be had: `failed` is told if there should have been one. */
  static async load(address: string, config: LabConfig, failed: () => void = () => {}): Promise<Atlas | null> {
    if (address === "") return null;
    try {
      const file = await fetchAtlas(address);
      return file.version === config.version ? new Atlas(config, file) : null;
    } catch (error) {
      console.warn("The atlas is not there; the lab waits for Python.", error);
      failed();
      return null;
    }
  }

  /** The point nearest to `order`; null where it differs in what the atlas does not vary. */
  find(order: Order, words: (name: string, value: Value) => string): Found | null {
    const { axes, base, seed } = this.file;
    const fixed = Object.keys(base).filter((name) => !axes.includes(name));
    if (order.seed !== seed || fixed.some((name) => order.parameters[name] !== base[name])) return null;
    let best: Point | null = null;
    let least = Infinity;
    for (const point of this.file.points) {
      const distance = this.#distance(point, order);
      if (distance < least) [best, least] = [point, distance];
    }
    if (best === null) return null;
    const { at } = best;
    const values = axes.map((name, axis) => `${this.#label(name)} ${words(name, at[axis]!)}`).join(", ");
    const badge = say(least === 0 ? "badge.atlas" : "badge.atlas.near", this.config.language, { values });
    return { result: this.#result(best, least === 0), badge };
  }

  /** In lengths of the sliders; another choice is infinitely far. */
  #distance({ at }: Point, { parameters }: Order): number {
    let sum = 0;
    this.file.axes.forEach((name, axis) => {
      const [here, there] = [at[axis], parameters[name]];
      const spec = this.config.parameters.find((one) => one.name === name);
      if (here === there) return;
      if (typeof here !== "number" || typeof there !== "number") sum = Infinity;
      else sum += Math.abs(here - there) / ((spec?.high ?? 1) - (spec?.low ?? 0) || 1);
    });
    return sum;
  }

  #label(name: string): string {
    return this.config.parameters.find((one) => one.name === name)?.label ?? name;
  }

  #result(point: Point, exact: boolean): Result {
    const { axes, base, columns, digits, measures, seed, version } = this.file;
    const { language, model, summary: observables } = this.config;
    const summary = Object.fromEntries(measures.map((name, at) => [name, point.summary[at] ?? null]));
    return {
      model,
      version,
      seed,
      parameters: { ...base, ...Object.fromEntries(axes.map((name, axis) => [name, point.at[axis]!])) },
      columns: Object.fromEntries(columns.map((name, at) => [name, summed(point.columns[at] ?? [], digits[at] ?? 0)])),
      summary,
      measures: Object.fromEntries(
        observables.map(({ name, label, kind }) => [label, quantity(kind, summary[name] ?? null, language)]),
      ),
      sentence: point.sentence,
      fingerprint: exact ? point.fingerprint : "",
    };
  }
}

/** The values that steps of 10^-digits lead to; null stays and does not count. */
function summed(steps: readonly Cell[], digits: number): Cell[] {
  const unit = 10 ** digits;
  let sum = 0;
  return steps.map((step) => (step === null ? null : (sum += step) / unit));
}
