/** The words of the self-checks, from words.json beside this file; Python reads the same. */

import type { Language } from "../protocol";
import words from "./words.json";

export type CheckWord = keyof typeof words;

/** The words of `key`, with each `{name}` filled in. */
export function tell(key: CheckWord, language: Language, filling: Readonly<Record<string, string>> = {}): string {
  return words[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => filling[name] ?? whole);
}

/** A text with its emphasis as elements; no other mark means anything. */
export function emphasised(text: string): (Node | string)[] {
  return text.trim().replace(/\s+/g, " ").split(/(\*\*[^*]+\*\*|\*[^*]+\*)/).filter(Boolean).map((part) => {
    const [, strong, em] = /^(?:\*\*([^*]+)\*\*|\*([^*]+)\*)$/.exec(part) ?? [];
    if (strong === undefined && em === undefined) return part;
    const made = document.createElement(strong === undefined ? "em" : "strong");
    made.textContent = strong ?? em ?? "";
    return made;
  });
}
