/** The words of assignments, from the words.json beside this module; they come when they are needed. */

import type { Language } from "../protocol";
import words from "./words.json";

export type AssignWord = keyof typeof words;

/** The words of `key`, with each `{name}` filled in. */
export function tell(key: AssignWord, language: Language, filling: Readonly<Record<string, string>> = {}): string {
  return words[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => filling[name] ?? whole);
}
