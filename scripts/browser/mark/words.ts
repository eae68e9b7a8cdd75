/** The words of marking, from markwords.json; a file of its own, for they come when they are needed. */

import type { Language } from "../protocol";
import words from "./markwords.json";

export type MarkWord = keyof typeof words;

/** The words of `key`, with each `{name}` filled in. */
export function tell(key: MarkWord, language: Language, filling: Readonly<Record<string, string>> = {}): string {
  return words[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => filling[name] ?? whole);
}
