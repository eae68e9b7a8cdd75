/** What a report must look like: the twin of Python's `core/shape.py`. Keys that are not known do no harm. Pure. */

import { NoAssignment, readAssignment, type Assignment } from "../assign/assignment";

const MOST_RUNS = 100;
const MOST_ANSWERS = 200;

type Thing = Readonly<Record<string, unknown>>;

export interface HandedRun {
  readonly model: string;
  readonly version: string;
  readonly parameters: Thing;
  readonly seed: number;
  readonly fingerprint: string;
  readonly lab?: string;
  readonly rows?: string;
  readonly summary?: Thing;
}

/** A report as it was handed in: of the right form, and nothing more is known of it. */
export interface Handed {
  readonly runs: readonly HandedRun[];
  readonly assignment: Assignment | null;
  readonly student: { readonly name: string; readonly number: string };
  readonly answers: readonly { readonly question: string; readonly text: string }[];
  readonly predictions: readonly { readonly lab: string; readonly text: string }[];
  readonly made: string;
  /** All that was in the file: the seal is of that. */
  readonly whole: Thing;
}

/** The report in `data`, or null if it has another form. */
export function shaped(data: unknown): Handed | null {
  if (!thing(data)) return null;
  const get = (name: string): unknown => own(data, name);
  if (get("kind") !== "report" || get("format") !== 1) return null;
  const runs = get("runs");
  if (!list(runs, MOST_RUNS, run)) return null;
  for (const name of ["book", "bookVersion", "made"]) if (get(name) !== undefined && !text(get(name))) return null;
  const student = get("student") ?? (Object.hasOwn(data, "student") ? 0 : NOBODY);
  if (!thing(student) || !texts(student, "name", "number")) return null;
  const answers = Object.hasOwn(data, "answers") ? get("answers") : [];
  if (!list(answers, MOST_ANSWERS, answer)) return null;
  const predictions = Object.hasOwn(data, "predictions") ? get("predictions") : [];
  if (!list(predictions, MOST_ANSWERS, prediction)) return null;
  let assignment: Assignment | null = null;
  try {
    if (Object.hasOwn(data, "assignment")) assignment = readAssignment(data["assignment"]);
  } catch (error) {
    if (error instanceof NoAssignment) return null;
    throw error;
  }
  return {
    runs,
    assignment,
    student: { name: String(student["name"]), number: String(student["number"]) },
    answers: answers.map((one) => (typeof one === "string" ? { question: "", text: one } : one)),
    predictions,
    made: String(get("made") ?? ""),
    whole: data,
  };
}

const NOBODY = { name: "", number: "" };

function run(value: unknown): value is HandedRun {
  if (!thing(value) || !texts(value, "model", "version", "fingerprint")) return false;
  const optional = ["lab", "rows"].every((name) => !Object.hasOwn(value, name) || text(value[name]));
  const summary = !Object.hasOwn(value, "summary") || thing(value["summary"]);
  return optional && summary && thing(own(value, "parameters")) && typeof own(value, "seed") === "number";
}

function answer(value: unknown): value is string | { question: string; text: string } {
  return text(value) || (thing(value) && texts(value, "question", "text"));
}

function prediction(value: unknown): value is { lab: string; text: string } {
  return thing(value) && texts(value, "lab", "text");
}

function list<One>(value: unknown, most: number, fits: (one: unknown) => one is One): value is readonly One[] {
  return Array.isArray(value) && value.length <= most && value.every(fits);
}

function thing(value: unknown): value is Thing {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function texts(value: Thing, ...names: string[]): boolean {
  return names.every((name) => text(own(value, name)));
}

function text(value: unknown): value is string {
  return typeof value === "string";
}

function own(value: Thing, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
