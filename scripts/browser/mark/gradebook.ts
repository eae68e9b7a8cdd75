/** The gradebook as CSV, for a spreadsheet in the page's language. Pure. */

import type { Language } from "../protocol";

/** UTF-8 with a mark, so that a spreadsheet reads it right; semicolons and decimal commas in Dutch. */
export function gradebook(rows: readonly (readonly (string | number)[])[], language: Language): string {
  const separator = language === "nl" ? ";" : ",";
  const lines = rows.map((row) => row.map((cell) => written(cell, language, separator)).join(separator));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function written(cell: string | number, language: Language, separator: string): string {
  if (typeof cell === "number") return language === "nl" ? String(cell).replace(".", ",") : String(cell);
  const text = harmless(cell);
  return text.includes(separator) || /["\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What a spreadsheet would take for a formula is made a text: a student has written it. */
export function harmless(text: string): string {
  return /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}
