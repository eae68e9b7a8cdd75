/**
 * Every state of a lab is a link: `#lab=<model>&v=<version>&seed=<n>&<parameter>=<value>…&fp=<fingerprint>`,
 * with `at=<element id>` where a page has several labs of one model. Read strictly as data.
 */

import type { ParameterSpec } from "./config";
import { decimals } from "./format";
import type { Value, Values } from "./protocol";

/** As in Python's `run.SEEDS`. */
export const SEEDS = { low: 0, high: 2 ** 32 - 1 } as const;
const FINGERPRINT = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/;
/** Words of a link that are not parameters; no parameter may be called so. */
const RESERVED = new Set(["lab", "v", "seed", "fp", "at"]);

export interface LinkState {
  readonly model: string;
  readonly version: string;
  readonly seed: number;
  readonly values: Values;
  readonly fingerprint: string;
  readonly at: string;
}

/** One thing in a link that could not be taken as it stood. `used` is undefined where it was left out. */
export interface Change {
  readonly why: "unknown" | "bounds" | "step" | "garbage" | "fingerprint";
  readonly name: string;
  readonly given: string;
  readonly used?: Value;
}

export interface Reading {
  readonly state: LinkState;
  readonly changes: readonly Change[];
}

/** The link of a state, with its `#`. */
export function formatLink(state: LinkState): string {
  const words: [string, string][] = [
    ["lab", state.model],
    ["v", state.version],
    ["seed", String(state.seed)],
  ];
  for (const [name, value] of Object.entries(state.values)) words.push([name, String(value)]);
  if (state.fingerprint) words.push(["fp", state.fingerprint]);
  if (state.at) words.push(["at", state.at]);
  return `#${words.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&")}`;
}

/** The model and element a fragment speaks of, or null when it is no link of ours. */
export function target(fragment: string): { model: string; at: string } | null {
  const words = new URLSearchParams(fragment.replace(/^#/, ""));
  const model = words.get("lab");
  return model === null ? null : { model, at: words.get("at") ?? "" };
}

/**
 * The nearest valid state to what `fragment` says, and what had to be changed for it.
 * A parameter that is not named has its default, as on the command line; so has the seed, which is 1.
 */
export function parseLink(fragment: string, specs: readonly ParameterSpec[]): Reading {
  const words = new URLSearchParams(fragment.replace(/^#/, ""));
  const changes: Change[] = [];
  const values: Record<string, Value> = {};
  const known = new Map(specs.map((spec) => [spec.name, spec]));

  for (const spec of specs) {
    const given = words.get(spec.name);
    const near: Near<Value> = given === null ? { value: spec.default } : nearest(spec, given, spec.default);
    values[spec.name] = near.value;
    if (given !== null && near.why) changes.push({ why: near.why, name: spec.name, given, used: near.value });
  }
  for (const [name, given] of words) {
    if (!RESERVED.has(name) && !known.has(name)) changes.push({ why: "unknown", name, given });
  }

  let seed = 1;
  const seedGiven = words.get("seed");
  if (seedGiven !== null) {
    const near = nearestNumber(seedGiven, { ...SEEDS, step: 1 }, seed);
    seed = near.value;
    if (near.why) changes.push({ why: near.why, name: "seed", given: seedGiven, used: seed });
  }
  let fingerprint = words.get("fp") ?? "";
  if (fingerprint && !FINGERPRINT.test(fingerprint)) {
    changes.push({ why: "fingerprint", name: "fp", given: fingerprint });
    fingerprint = "";
  }
  return {
    state: {
      model: words.get("lab") ?? "",
      version: words.get("v") ?? "",
      seed,
      values,
      fingerprint,
      at: words.get("at") ?? "",
    },
    changes,
  };
}

type Near<T> = { readonly value: T; readonly why?: "bounds" | "step" | "garbage" };

/** The allowed value nearest to the text `given`; `base` where it means nothing. */
export function nearest(spec: ParameterSpec, given: string, base: Value): Near<Value> {
  if (spec.choices !== null) {
    const found = spec.choices.some((choice) => choice.value === given);
    return found ? { value: given } : { value: base, why: "garbage" };
  }
  const bounds = { low: spec.low ?? -Infinity, high: spec.high ?? Infinity, step: spec.step ?? 0 };
  return nearestNumber(given, bounds, Number(base));
}

function nearestNumber(
  given: string,
  { low, high, step }: { low: number; high: number; step: number },
  base: number,
): Near<number> {
  const read = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given) ? Number(given) : NaN;
  if (Number.isNaN(read)) return { value: base, why: "garbage" };
  if (read < low) return { value: low, why: "bounds" };
  if (read > high) return { value: high, why: "bounds" };
  const value = snap(read, low, high, step);
  return value === read ? { value } : { value, why: "step" };
}

/** `value` on the grid that a slider has: whole steps from its lower end. */
export function snap(value: number, low: number, high: number, step: number): number {
  if (!(step > 0)) return value;
  const digits = Math.max(decimals(step), decimals(Math.abs(low)));
  const most = Math.floor((high - low) / step + 1e-9);
  const steps = Math.min(most, Math.round((value - low) / step));
  return Number((low + steps * step).toFixed(Math.min(100, digits))) + 0;
}
