/** The prediction box: the reader picks an outcome, and hears in words where the model's falls. */

import type { LabConfig } from "./config";
import { quantity } from "./format";
import type { Cell } from "./protocol";
import { say } from "./words";

/** An outcome to pick: everything below `below` that no earlier option holds; the last takes the rest. */
export interface Option {
  readonly label: string;
  readonly below?: number | null;
}

interface Question {
  readonly measure: string;
  readonly options: readonly Option[];
}

/** The index of the option that holds `value`; null (no result) belongs to the last. */
export function place(options: readonly Option[], value: Cell): number {
  const found = options.findIndex(({ below }) => value !== null && below != null && value < below);
  return found < 0 ? options.length - 1 : found;
}

/** Answer the pick in `box` from `summary`, the measures of the result that is shown. */
export function answer(box: HTMLElement, config: LabConfig, summary: Readonly<Record<string, Cell>>): void {
  const picked = box.querySelector<HTMLInputElement>("input[type=radio]:checked");
  const output = box.querySelector<HTMLElement>("[data-role=predict-answer]");
  const { measure, options } = JSON.parse(box.dataset["predict"] ?? "{}") as Question;
  const observable = config.summary.find((one) => one.name === measure);
  const pick = picked && options[Number(picked.value)];
  const value = summary[measure];
  if (!pick || !output || !observable || value === undefined) return;
  const right = options[place(options, value)]!;
  output.textContent = say(right === pick ? "predict.right" : "predict.after", config.language, {
    pick: pick.label,
    measure: observable.label,
    value: quantity(observable.kind, value, config.language),
    answer: right.label,
  });
  output.hidden = false;
}
