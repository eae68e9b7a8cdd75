/** What a student has written and run, as it is kept in the browser. Pure. */

import type { Value, Values } from "../protocol";
import { LENGTH } from "./assignment";

/** Runs of one lab in a report. */
export const MOST_SAVED = 10;

export interface Kept {
  student: { name: string; number: string };
  answers: Record<string, string>;
  predictions: Record<string, string>;
  /** The last live run of each lab. */
  runs: Record<string, KeptRun>;
  /** The runs that the student wants in the report instead, by lab. */
  saved: Record<string, KeptRun[]>;
}

export interface KeptRun {
  readonly parameters: Values;
  readonly seed: number;
  readonly fingerprint: string;
}

/** What was kept, as far as it is what it should be. */
export function keptOf(data: unknown): Kept {
  // Without a prototype: a question may be called "constructor".
  const empty = <One>(): Record<string, One> => Object.create(null) as Record<string, One>;
  const kept: Kept = { student: { name: "", number: "" }, answers: empty(), predictions: empty(), runs: empty(), saved: empty() };
  const thing = (one: unknown): Record<string, unknown> =>
    typeof one === "object" && one !== null && !Array.isArray(one) ? (one as Record<string, unknown>) : {};
  const given = thing(data);
  const student = thing(given["student"]);
  for (const key of ["name", "number"] as const) if (typeof student[key] === "string") kept.student[key] = student[key];
  for (const key of ["answers", "predictions"] as const) {
    for (const [id, text] of Object.entries(thing(given[key]))) if (typeof text === "string") kept[key][id] = text.slice(0, LENGTH.text);
  }
  const runOf = (data: unknown): KeptRun[] => {
    const { parameters, seed, fingerprint } = thing(data);
    if (typeof seed !== "number" || typeof fingerprint !== "string") return [];
    const values = Object.entries(thing(parameters)).filter(([, one]) => typeof one === "number" || typeof one === "string");
    return [{ parameters: Object.fromEntries(values) as Record<string, Value>, seed, fingerprint }];
  };
  for (const [id, data] of Object.entries(thing(given["runs"]))) for (const run of runOf(data)) kept.runs[id] = run;
  for (const [id, list] of Object.entries(thing(given["saved"]))) {
    if (Array.isArray(list)) kept.saved[id] = list.slice(0, MOST_SAVED).flatMap(runOf);
  }
  return kept;
}
