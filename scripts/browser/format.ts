/** Numbers in Dutch and English: the twin of `core/words.py`, to the character. */

import type { Cell, Language } from "./protocol";

const NO_BREAK = "\u00a0";

/** `value` with at most `digits` decimals: 1.234,5 in Dutch, 1,234.5 in English. */
export function number(value: number, digits: number, language: Language): string {
  let text = rounded(Math.abs(value), digits);
  const [whole = "0", fraction = ""] = text.split(".");
  const kept = fraction.replace(/0+$/, "");
  const [group, point] = language === "nl" ? [".", ","] : [",", "."];
  text = whole.replace(/\B(?=(\d{3})+$)/g, group) + (kept ? point + kept : "");
  return value < 0 && text !== "0" ? `−${text}` : text;
}

/** A value as its kind is written; null is "geen" or "none". */
export function quantity(kind: string, value: Cell, language: Language): string {
  const dutch = language === "nl";
  if (value === null) return dutch ? "geen" : "none";
  switch (kind) {
    case "share": {
      const percent = 100 * value;
      const size = Math.abs(percent);
      const digits = (size > 0 && size < 10) || (percent > 99 && percent < 100) ? 1 : 0;
      return `${number(percent, digits, language)}${dutch ? NO_BREAK : ""}%`;
    }
    case "count":
      return number(value, 0, language);
    case "money": {
      const text = number(value, 1, language);
      return dutch ? `€${NO_BREAK}${text}${NO_BREAK}duizend` : `€${text} thousand`;
    }
    case "euro":
      return `€${dutch ? NO_BREAK : ""}${number(value, 0, language)}`;
    case "flag":
      return dutch ? (value ? "ja" : "nee") : value ? "yes" : "no";
    default:
      return number(value, 2, language);
  }
}

/** At most `digits` decimals, no grouping: what stands in a number box beside a slider. */
export function plain(value: number, digits: number, language: Language): string {
  const text = String(Number(value.toFixed(digits)));
  return language === "nl" ? text.replace(".", ",") : text;
}

/**
 * The number a reader typed, or null. Comma and point both serve as decimal sign; with both, the last
 * one does. A lone group sign of the language before three digits groups only where whole numbers are
 * asked (`digits` 0): "1.000" is a thousand rules, but one share.
 */
export function parseNumber(text: string, digits: number, language: Language): number | null {
  let bare = text.replace(/[\s\u00a0\u202f'%€]/g, "").replace("−", "-");
  const group = language === "nl" ? "." : ",";
  const grouped = language === "nl" ? /^[+-]?\d{1,3}(\.\d{3})+$/ : /^[+-]?\d{1,3}(,\d{3})+$/;
  if (digits === 0 && grouped.test(bare)) bare = bare.replaceAll(group, "");
  const last = Math.max(bare.lastIndexOf(","), bare.lastIndexOf("."));
  if (last >= 0) bare = `${bare.slice(0, last).replace(/[.,]/g, "")}.${bare.slice(last + 1)}`;
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(bare) ? Number(bare) : null;
}

/** The number of decimals that multiples of `step` need. */
export function decimals(step: number): number {
  const [, fraction = "", exponent = "0"] = /^\d+(?:\.(\d+))?(?:e(-?\d+))?$/.exec(String(step)) ?? [];
  return Math.max(0, fraction.length - Number(exponent));
}

/** Rounds half to even where the value lies exactly between, as Python does; toFixed rounds up. */
function rounded(value: number, digits: number): string {
  if (value >= 1e21) return BigInt(value).toString();
  const text = value.toFixed(digits);
  const long = value.toFixed(Math.min(100, digits + 40));
  const cut = long.length - 40;
  if (!/^50*$/.test(long.slice(cut))) return text;
  const down = long.slice(0, cut).replace(/\.$/, "");
  return Number(down.at(-1)) % 2 === 0 ? down : text;
}
