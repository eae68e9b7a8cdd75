/** The words of the design canvas, from canvaswords.json; a file of its own, for they come when they are needed. */

import words from "./canvaswords.json";
import type { Language } from "./protocol";

export type CanvasWord = keyof typeof words;

/** The words of `key`, with each `{name}` filled in. */
export function phrase(key: CanvasWord, language: Language, filling: Readonly<Record<string, string>> = {}): string {
  return words[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => filling[name] ?? whole);
}
