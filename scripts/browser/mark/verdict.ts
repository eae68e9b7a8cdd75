/** What is said of a report: the twin of Python's `core/verify.py`, with the same words in the same order. Pure. */

import { type Assignment, breach } from "../assign/assignment";
import { canonical, type Json } from "../canonical";
import { seal } from "../report";
import type { Cell, Language, Order, Value, Values } from "../protocol";
import type { Handed, HandedRun } from "./shape";

export type Outcome = "reproduced" | "differs" | "other version" | "not a report";
export type Reason = "" | "size" | "json" | "shape" | "version" | "parameters" | "fingerprint" | "locked" | "seed" | "seal";

export interface Verdict {
  readonly outcome: Outcome;
  /** The first run that does not come out, counted from 1. */
  readonly run: number | null;
  readonly why: Reason;
}

/** A model as far as marking needs it; `parameters` by name. */
export interface MarkedModel {
  readonly title: string;
  readonly version: string;
  readonly parameters: Readonly<Record<string, { readonly label: string; readonly default: Value; readonly choices: Readonly<Record<string, string>> | null }>>;
  readonly summary: Readonly<Record<string, { readonly label: string; readonly kind: string }>>;
}
export type Models = Readonly<Record<string, MarkedModel>>;

/** What a run came to here: its result in short, or that its parameters were refused. */
export type Again =
  | { readonly refused: true }
  | { readonly refused: false; readonly fingerprint: string; readonly rows: string; readonly summary: Readonly<Record<string, Cell>> };

const said = (outcome: Outcome, why: Reason = "", run: number | null = null): Verdict => ({ outcome, run, why });

export const noReport = (why: "size" | "json" | "shape"): Verdict => said("not a report", why);

/** Whether all models of the report are here in the versions it names; if not, nothing has to be run. */
export function sameVersions(report: Handed, models: Models): boolean {
  return report.runs.every((run) => Object.hasOwn(models, run.model) && models[run.model]!.version === run.version);
}

/** What to ask of Python for a run. What it makes of the parameters is its own to say. */
export function orderOf(run: HandedRun, language: Language): Order {
  return { model: run.model, parameters: run.parameters as Values, seed: run.seed, language };
}

/** Runs that are asked for alike have one key: they are done once. */
export function keyOf(run: HandedRun): string {
  return canonical([run.model, run.parameters as Json, run.seed]);
}

/** Whether a run came out as it was recorded. */
export function agrees(run: HandedRun, again: Again): Reason {
  if (again.refused) return "parameters";
  if (run.fingerprint !== again.fingerprint) return "fingerprint";
  if (run.rows !== undefined && run.rows !== again.rows) return "fingerprint";
  const same = run.summary === undefined || canonical(run.summary as Json) === canonical(again.summary as Json);
  return same ? "" : "fingerprint";
}

/** The verdict, once all runs were done again; `given` goes before the report's own assignment. */
export function judge(report: Handed, models: Models, again: readonly Again[], given: Assignment | null): Verdict {
  if (!sameVersions(report, models)) return said("other version", "version");
  for (const [at, run] of report.runs.entries()) {
    const why = agrees(run, again[at]!);
    if (why) return said("differs", why, at + 1);
  }
  const assignment = given ?? report.assignment;
  if (assignment !== null) {
    const found = report.runs.map((run) => breach(assignment, run, report.student.number, specsOf(models, run.model)));
    for (const why of ["locked", "seed"] as const) if (found.includes(why)) return said("differs", why);
  }
  return report.whole["sha256"] === seal(report.whole) ? said("reproduced") : said("differs", "seal");
}

function specsOf(models: Models, model: string): { name: string; default: Value }[] {
  return Object.entries(models[model]!.parameters).map(([name, one]) => ({ name, default: one.default }));
}
