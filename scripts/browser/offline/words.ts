/** The words of reading offline, from offlinewords.json; a file of its own, for they come when they are needed. */

import type { Language } from "../protocol";
import words from "./offlinewords.json";

export type OfflineWord = keyof typeof words;

/** The words of `key` in the page's language, with each `{name}` filled in. */
export function tell(key: OfflineWord, filling: Readonly<Record<string, string>> = {}): string {
  return words[key][language()].replace(/\{(\w+)\}/g, (whole, name: string) => filling[name] ?? whole);
}

export function language(): Language {
  return document.documentElement.lang === "en" ? "en" : "nl";
}
