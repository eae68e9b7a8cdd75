/** The words of editable cells, from codewords.json; a file of its own, for they come when they are needed. */

import words from "./codewords.json";
import type { Language } from "./protocol";

export type CodeWord = keyof typeof words;

/** The words of `key`, with each `{name}` filled in. */
export function tell(key: CodeWord, language: Language, filling: Readonly<Record<string, string>> = {}): string {
  return words[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => filling[name] ?? whole);
}
