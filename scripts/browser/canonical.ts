/** JSON in canonical form (RFC 8785), as in Python's `core/canonical.py`. Pure. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const HALF = /\p{Surrogate}/u;

/** The one text of a value; throws for what has none: an infinity, half a character. */
export function canonical(value: Json): string {
  if (typeof value === "string") return text(value);
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("no JSON");
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(",")}]`;
  const entries = Object.entries(value as { readonly [key: string]: Json });
  entries.sort(([one], [other]) => (one < other ? -1 : 1)); // by UTF-16 code units
  return `{${entries.map(([key, one]) => `${text(key)}:${canonical(one)}`).join(",")}}`;
}

function text(value: string): string {
  if (HALF.test(value)) throw new RangeError("half a character");
  return JSON.stringify(value);
}
