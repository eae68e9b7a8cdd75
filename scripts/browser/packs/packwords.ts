/** The words of course packs, from packwords.json; a file of its own, for they come when they are needed. */

import type { Language } from "../protocol";
import words from "./packwords.json";

export type PackWord = keyof typeof words;

/** The words of `key`, with each `{name}` filled in. */
export function tell(key: PackWord, language: Language, filling: Readonly<Record<string, string>> = {}): string {
  return words[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => filling[name] ?? whole);
}
