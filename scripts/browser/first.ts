/** The few words that every page comes with: what may be said before anything else has been fetched. */

import words from "./firstwords.json";
import type { Language } from "./protocol";

/** The words of `key`. */
export function sayFirst(key: keyof typeof words, language: Language): string {
  return words[key][language];
}
