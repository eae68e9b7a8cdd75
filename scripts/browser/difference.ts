/** How one result differs from another, in numbers and in words. Pure. */

import type { LabConfig } from "./config";
import type { Controls, Setting } from "./controls";
import { number, quantity } from "./format";
import type { Cell, Language, Result } from "./protocol";
import { say } from "./words";

/** `now` minus `then` as a reader writes it: signed, shares in percentage points; "" where there is none. */
export function difference(kind: string, now: Cell, then: Cell, language: Language): string {
  if (now === null || then === null) return "";
  const by = now - then;
  if (kind === "flag") return "";
  const sign = by > 0 ? "+" : "";
  if (kind === "share") {
    const points = number(100 * by, 1, language);
    return points === "0" ? "0" : say("points", language, { points: sign + points });
  }
  return sign + quantity(kind, by, language);
}

/** What sets a run apart from the book's setting, in the reader's words. */
export function apart(config: LabConfig, controls: Controls, book: Setting, result: Result): string {
  const { language } = config;
  const said = config.parameters
    .filter(({ name, default: usual }) => result.parameters[name] !== (book.values[name] ?? usual))
    .map(({ name, label }) => `${label} ${controls.words(name, result.parameters[name]!)}`);
  if (result.seed !== book.seed) said.push(say("seed.is", language, { seed: String(result.seed) }));
  return said.length ? said.join(", ") : say("book.setting", language);
}

/** The value below which a share `part` of the sorted numbers lies, between neighbours in proportion. */
export function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const low = Math.floor(place);
  const [below = NaN, above = below] = [sorted[low], sorted[low + 1]];
  return below + (above - below) * (place - low);
}
