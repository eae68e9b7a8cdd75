/** The words of what scripts write into the page; those of the static markup are in scripts/words.json. */

import first from "./firstwords.json";
import type { Language } from "./protocol";
import more from "./words.json";

const words = { ...first, ...more };

export type Word = keyof typeof words;

/** The words of `key`, with each `{name}` filled in. */
export function say(key: Word, language: Language, filling: Readonly<Record<string, string>> = {}): string {
  return words[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => filling[name] ?? whole);
}
