/** What the build knows of a lab's model: words, bounds, charts and the default run. */

import type { Language, Result, Value, Values } from "./protocol";
import { digestIn, fetchSound, verify } from "./sound";

export { Missing } from "./sound";

export interface Observable {
  readonly name: string;
  readonly label: string;
  /** share, count, number, money, euro or flag, as in Python's `Observable`. */
  readonly kind: string;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface ParameterSpec {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly unit: string;
  readonly default: Value;
  readonly low: number | null;
  readonly high: number | null;
  readonly step: number | null;
  readonly whole: boolean;
  readonly choices: readonly Choice[] | null;
}

export interface Preset {
  readonly name: string;
  readonly label: string;
  readonly values: Values;
}

/** A Vega specification with a data set `rows`, and the width it was made for. */
export interface ChartSpec {
  readonly width: number;
  readonly spec: object;
}

export interface Charts {
  readonly narrow: ChartSpec;
  readonly wide: ChartSpec;
}

export interface LabConfig {
  readonly model: string;
  readonly version: string;
  readonly language: Language;
  readonly title: string;
  readonly claim: string;
  readonly axis: Observable;
  readonly columns: readonly Observable[];
  readonly summary: readonly Observable[];
  readonly parameters: readonly ParameterSpec[];
  readonly presets: readonly Preset[];
  readonly cells: readonly string[];
  readonly charts: Charts;
  readonly result: Result;
  /** Whether the axis is time, so that a run can be watched as it grows. */
  readonly time: boolean;
  /** Which parameter says how many rows a run has, and how many there are besides; null where none does. */
  readonly length: { readonly parameter: string; readonly more: number } | null;
  readonly book: { readonly title: string; readonly version: string };
  /** Where more lies, relative to this configuration: the chart in Vega-Lite, the notebook, the bare page. */
  readonly places: { readonly vegalite: string; readonly notebook: string; readonly embed: string };
}

const asked = new Map<string, Promise<LabConfig>>();

/** The configuration at `address`; asked for once a page, again after a failure. */
export function loadConfig(address: string): Promise<LabConfig> {
  let config = asked.get(address);
  if (config === undefined) {
    config = fetchJson<LabConfig>(address);
    asked.set(address, config);
    config.catch(() => asked.delete(address));
  }
  return config;
}

/** JSON from our own build; rejects with Missing, Damaged or the network's own error. */
export function fetchJson<T>(address: string): Promise<T> {
  return fetchSound(address, async (response) => {
    const bytes = await response.arrayBuffer();
    await verify(bytes, digestIn(address), address);
    return JSON.parse(new TextDecoder().decode(bytes)) as T;
  });
}
