/** Today's run and the design's side by side: the curves, the measures, the difference in words. */

import { phrase } from "./canvaswords";
import type { LabConfig } from "./config";
import { number, quantity } from "./format";
import { formatLink } from "./permalink";
import type { Plan } from "./canvasplan";
import type { Result } from "./protocol";
import { say } from "./words";

export type Pair = readonly [today: Result, circle: Result];

/** What the chart draws: one column a run, called as the legend calls it. */
export function curves(plan: Plan, config: LabConfig, pair: Pair): Result["columns"] {
  const [today, circle] = pair;
  const [one, other] = plan.series;
  return {
    step: today.columns[config.axis.name] ?? [],
    [one]: today.columns[plan.curve] ?? [],
    [other]: circle.columns[plan.curve] ?? [],
  };
}

/** What the design saves, in a sentence; canvas.py says the same. */
export function difference(plan: Plan, config: LabConfig, [today, circle]: Pair): string {
  const { language } = config;
  const kind = config.summary.find(({ name }) => name === plan.waste)?.kind ?? "share";
  const [now, then] = [today.summary[plan.waste] ?? 0, circle.summary[plan.waste] ?? 0];
  const whole = (share: number): number => Number(number(100 * share, 0, "en").replaceAll(",", "").replace("−", "-"));
  const points = number(Math.abs(whole(now) - whole(then)), 0, language); // of what is read, so that it adds up
  const word = points === "0" ? "same" : then < now ? "less" : "more";
  return phrase(`canvas.${word}`, language, {
    label: config.summary.find(({ name }) => name === plan.waste)?.label ?? "",
    now: quantity(kind, now, language),
    then: quantity(kind, then, language),
    points,
  });
}

/** The table as text: the head, the measures, the fingerprints. */
export function cells(plan: Plan, config: LabConfig, pair: Pair): string[][] {
  const measures = config.summary.filter(({ name }) => plan.measures.includes(name));
  measures.sort((one, other) => plan.measures.indexOf(one.name) - plan.measures.indexOf(other.name));
  return [
    ["", ...plan.series],
    ...measures.map(({ name, kind, label }) => {
      return [label, ...pair.map((run) => quantity(kind, run.summary[name] ?? null, config.language))];
    }),
    [say("fingerprint", config.language), ...pair.map((run) => run.fingerprint)],
  ];
}

/** The address of a run: a lab on the model's own page takes it from there. */
export function address(page: string, result: Result): string {
  const { model, version, seed, parameters: values, fingerprint } = result;
  return page + formatLink({ model, version, seed, values, fingerprint, at: "" });
}

/** Put both runs into the canvas's markup, all but the chart. */
export function showPair(root: HTMLElement, plan: Plan, config: LabConfig, pair: Pair): void {
  const rows = [...root.querySelectorAll<HTMLTableRowElement>("table[data-role=data] tbody tr")];
  const [, ...text] = cells(plan, config, pair);
  rows.forEach((row, at) => {
    pair.forEach((run, column) => {
      const cell = row.cells[column + 1];
      const link = cell?.querySelector("a");
      if (link) link.setAttribute("href", address(root.dataset["modelPage"] ?? "", run));
      else if (cell) (cell.querySelector("code") ?? cell).textContent = text[at]?.[column + 1] ?? "";
    });
  });
  const summary = root.querySelector("[data-role=summary]");
  if (summary) summary.textContent = difference(plan, config, pair);
  root.dataset["source"] = "live";
  root.dataset["fingerprint"] = pair[1].fingerprint;
}
