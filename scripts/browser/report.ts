/** A report: runs that whoever receives it can do again (`regelkring verify`). Pure. */

import type { Result } from "./protocol";
import { sha256 } from "./sha256";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The one way a value is written, as in Python's `run.canonical`: keys sorted, no spaces. */
export function canonical(value: Json): string {
  if (typeof value === "number") return written(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(",")}]`;
  const entries = Object.entries(value as { readonly [key: string]: Json });
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(",")}}`;
}

/** A number as Python writes what it reads of ours: exponents have two digits, and begin below 0.0001. */
function written(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && size < 1e-4) return value.toExponential().replace(/e-(\d)$/, "e-0$1");
  return JSON.stringify(value);
}

/** A report of some runs. */
export function report(book: string, results: readonly Result[]): string {
  const runs = results.map(({ model, version, parameters, seed, fingerprint }) => ({ model, version, parameters, seed, fingerprint }));
  const bare = { kind: "report", format: 1, book, runs, answers: [] };
  return `${JSON.stringify({ ...bare, sha256: sha256(canonical(bare)) }, null, 2)}\n`;
}
