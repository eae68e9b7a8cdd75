/** Shows a result in the lab's own markup: sentence, measures, table, fingerprint, where it comes from. */

import type { LabConfig } from "./config";
import { quantity } from "./format";
import type { Result } from "./protocol";
import { say } from "./words";

export type Source = "build" | "atlas" | "live";

/** More rows than anyone reads in a page (the build's table has as many); the CSV has them all. */
const MOST_ROWS = 60;

/** Put `result` into `root`, all but the chart. */
export function show(root: HTMLElement, config: LabConfig, result: Result, source: Source, badge?: string): void {
  const { language } = config;
  root.dataset["source"] = source;
  root.dataset["fingerprint"] = result.fingerprint;
  root.dataset["seed"] = String(result.seed);
  write(root, "[data-role=badge]", badge ?? say(source === "live" ? "badge.live" : "badge.build", language));
  write(root, "[data-role=summary]", result.sentence);
  write(root, "[data-role=fingerprint]", result.fingerprint);
  const list = root.querySelector("dl[data-role=measures]");
  if (list) measures(list, result.measures);
  const table = root.querySelector<HTMLTableElement>("table[data-role=data]");
  if (table) rows(table, config, result);
}

function measures(list: Element, words: Result["measures"]): void {
  const entries = Object.entries(words);
  const terms = [...list.querySelectorAll("dt")].map((term) => term.textContent);
  if (terms.length === entries.length && entries.every(([label], at) => label === terms[at])) {
    [...list.querySelectorAll("dd")].forEach((place, at) => change(place, entries[at]?.[1] ?? ""));
    return;
  }
  list.replaceChildren(
    ...entries.map(([label, value]) => {
      const pair = document.createElement("div");
      pair.append(cell("dt", label), cell("dd", value));
      return pair;
    }),
  );
}

/** Cells are changed in place: building hundreds anew would be felt while a slider moves. */
function rows(table: HTMLTableElement, config: LabConfig, { columns }: Result): void {
  const observables = [config.axis, ...config.columns];
  const chosen = thinned(columns[config.axis.name]?.length ?? 0);
  const body = table.querySelector("tbody") ?? table.appendChild(document.createElement("tbody"));
  while (body.children.length > chosen.length) body.lastElementChild?.remove();
  chosen.forEach((step, at) => {
    const row = body.children[at] ?? body.appendChild(document.createElement("tr"));
    observables.forEach(({ name, kind }, column) => {
      const text = quantity(kind, columns[name]?.[step] ?? null, config.language);
      change(row.children[column] ?? row.appendChild(document.createElement("td")), text);
    });
  });
}

/** Indices of at most about MOST_ROWS of `length` rows, evenly chosen, the last included. */
function thinned(length: number): number[] {
  const stride = Math.ceil(length / MOST_ROWS);
  return Array.from({ length }, (_, at) => at).filter((at) => at % stride === 0 || at === length - 1);
}

function write(root: Element, selector: string, text: string): void {
  const place = root.querySelector(selector);
  if (place) change(place, text);
}

function change(place: Element, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}

function cell(name: "dt" | "dd", text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
