/**
 * An assignment: what an instructor asks of students, as data that is checked field by field. Pure.
 *
 * It travels in the fragment of an address or as a file, so nothing in it is trusted: unknown keys are
 * dropped, wrong types refused, sizes bounded. Python's `core/assignment.py` does the same; both are
 * held to one table of examples (tests/assignments.json).
 */

import { canonical, type Json } from "../canonical";
import type { ParameterSpec } from "../config";
import type { Language, Value, Values } from "../protocol";
import { sha256 } from "../sha256";

export type SeedRule = { readonly rule: "fixed"; readonly value: number } | { readonly rule: "student" };

export interface AssignedLab {
  readonly id: string;
  readonly model: string;
  readonly values: Values;
  readonly locked: readonly string[];
  readonly hidden: readonly string[];
  /** What the student has to foresee before the lab opens. */
  readonly predict?: string;
}

export interface AssignedQuestion {
  readonly id: string;
  readonly kind: "text" | "number" | "choice";
  readonly lab?: string;
  readonly text: string;
  readonly options?: readonly string[];
}

export interface Criterion {
  readonly id: string;
  readonly title: string;
  readonly weight: number;
  readonly levels: readonly string[];
}

export interface Assignment {
  readonly kind: "assignment";
  readonly format: 1;
  readonly book: string;
  readonly version: string;
  readonly language: Language;
  readonly title: string;
  readonly due: string;
  readonly chapters: readonly string[];
  readonly seed: SeedRule;
  readonly labs: readonly AssignedLab[];
  readonly questions: readonly AssignedQuestion[];
  readonly rubric: readonly Criterion[];
}

export const MOST = { chapters: 40, labs: 20, questions: 40, criteria: 12, values: 60, options: 12, levels: 6 } as const;
/** Characters of a text, of a line in a list, of a title. */
export const LENGTH = { text: 4000, line: 400, name: 200 } as const;
const SEED = [0, 2 ** 32 - 1] as const;
const SLUG = /^[a-z0-9][a-z0-9-]{0,79}$/;
const WORD = /^[a-z][a-z0-9_]{0,79}$/;
const NUMBER = /^[!-~]{1,64}$/;
const BLANKS = /^[ \t\n\v\f\r\u00a0\ufeff]+|[ \t\n\v\f\r\u00a0\ufeff]+$/g;
const HALF = /\p{Surrogate}/u;

/** What is offered is no assignment; `part` names the part that is wrong. */
export class NoAssignment extends Error {
  override readonly name = "NoAssignment";
  constructor(readonly part: string) {
    super(`not an assignment: ${part}`);
  }
}

type Thing = Readonly<Record<string, unknown>>;

/** The assignment in `data`, with nothing in it but what is known; throws NoAssignment. */
export function readAssignment(data: unknown): Assignment {
  const given = thing(data, "kind");
  if (own(given, "kind") !== "assignment") throw new NoAssignment("kind");
  if (whole(own(given, "format"), "format", 0, 1000) !== 1) throw new NoAssignment("format");
  const language = own(given, "language");
  if (language !== "nl" && language !== "en") throw new NoAssignment("language");
  const labs = list(given, "labs", MOST.labs, lab);
  different(labs.map(({ id }) => id), "labs");
  const questions = list(given, "questions", MOST.questions, question);
  different(questions.map(({ id }) => id), "questions");
  const known = new Set(labs.map(({ id }) => id));
  if (questions.some((one) => one.lab !== undefined && !known.has(one.lab))) throw new NoAssignment("questions");
  const rubric = list(given, "rubric", MOST.criteria, criterion);
  different(rubric.map(({ id }) => id), "rubric");
  return {
    kind: "assignment",
    format: 1,
    book: text(own(given, "book") ?? "", "book", LENGTH.name),
    version: text(own(given, "version") ?? "", "version", LENGTH.name),
    language,
    title: text(own(given, "title") ?? "", "title", LENGTH.name),
    due: text(own(given, "due") ?? "", "due", LENGTH.line),
    chapters: names(given, "chapters", MOST.chapters, SLUG),
    seed: seed(own(given, "seed")),
    labs,
    questions,
    rubric,
  };
}

/** Sixteen hexadecimal digits that tell this assignment from any other. */
export function assignmentId(assignment: Assignment): string {
  return sha256(canonical(assignment as unknown as Json)).slice(0, 16);
}

/** A student's number as it counts: without blanks around it, in small letters; null if it is none. */
export function studentNumber(given: string): string | null {
  const number = given.replace(BLANKS, "");
  return NUMBER.test(number) ? number.toLowerCase() : null;
}

/** The seed of the student with that number, in the assignment with that id, from 1 to 999999; null without a number. */
export function studentSeed(id: string, given: string): number | null {
  const number = studentNumber(given);
  if (number === null) return null;
  return 1 + (parseInt(sha256(`${id}\n${number}`).slice(0, 12), 16) % 999_999);
}

/** The seed that the student with that number has to use; null if the number must be known and is none. */
export function seedOf(assignment: Assignment, number: string): number | null {
  if (assignment.seed.rule === "fixed") return assignment.seed.value;
  return studentSeed(assignmentId(assignment), number);
}

/**
 * What a run of a report has against the assignment. `specs` are the parameters of the run's model.
 * A run of no lab of the assignment, or of another model than the lab's, is "locked": it is not what was asked.
 */
export function breach(
  assignment: Assignment,
  run: { readonly lab?: unknown; readonly model?: unknown; readonly seed?: unknown; readonly parameters?: Thing },
  number: string,
  specs: readonly Pick<ParameterSpec, "name" | "default">[],
): "seed" | "locked" | null {
  const asked = assignment.labs.find(({ id }) => id === run.lab);
  if (asked === undefined || asked.model !== run.model) return "locked";
  const wanted = seedOf(assignment, number);
  if (wanted === null || run.seed !== wanted) return "seed";
  const parameters = run.parameters ?? {};
  for (const name of pinned(asked)) {
    const spec = specs.find((one) => one.name === name);
    if (spec === undefined) continue;
    const value = own(asked.values, name) ?? spec.default;
    if ((own(parameters, name) ?? spec.default) !== value) return "locked";
  }
  return null;
}

/** The controls of a lab that the student cannot move. */
export function pinned({ locked, hidden }: AssignedLab): readonly string[] {
  return [...locked, ...hidden];
}

function lab(data: unknown, at: string): AssignedLab {
  const given = thing(data, at);
  const values = Object.entries(thing(own(given, "values") ?? {}, `${at}.values`));
  if (values.length > MOST.values) throw new NoAssignment(`${at}.values`);
  const made = {
    id: name(own(given, "id"), `${at}.id`, SLUG),
    model: name(own(given, "model"), `${at}.model`, SLUG),
    values: Object.fromEntries(
      values.map(([key, one]) => [name(key, `${at}.values`, WORD), value(one, `${at}.values`)]),
    ),
    locked: names(given, "locked", MOST.values, WORD, `${at}.locked`),
    hidden: names(given, "hidden", MOST.values, WORD, `${at}.hidden`),
  };
  const predict = text(own(given, "predict") ?? "", `${at}.predict`, LENGTH.text);
  return predict ? { ...made, predict } : made;
}

function question(data: unknown, at: string): AssignedQuestion {
  const given = thing(data, at);
  const kind = own(given, "kind");
  if (kind !== "text" && kind !== "number" && kind !== "choice") throw new NoAssignment(`${at}.kind`);
  const id = name(own(given, "id"), `${at}.id`, SLUG);
  const place = Object.hasOwn(given, "lab") ? { lab: name(own(given, "lab"), `${at}.lab`, SLUG) } : {};
  const made = { id, kind, ...place, text: text(own(given, "text"), `${at}.text`, LENGTH.text) } as const;
  if (kind !== "choice") return made;
  const options = list(given, "options", MOST.options, (one, here) => text(one, here, LENGTH.line), `${at}.options`);
  if (options.length < 2) throw new NoAssignment(`${at}.options`);
  return { ...made, options };
}

function criterion(data: unknown, at: string): Criterion {
  const given = thing(data, at);
  const weight = value(own(given, "weight"), `${at}.weight`);
  if (typeof weight === "string" || !(weight > 0 && weight <= 100)) throw new NoAssignment(`${at}.weight`);
  const levels = list(given, "levels", MOST.levels, (one, here) => text(one, here, LENGTH.text), `${at}.levels`);
  if (levels.length < 2) throw new NoAssignment(`${at}.levels`);
  const id = name(own(given, "id"), `${at}.id`, SLUG);
  return { id, title: text(own(given, "title"), `${at}.title`, LENGTH.name), weight, levels };
}

function seed(data: unknown): SeedRule {
  const given = thing(data, "seed");
  if (own(given, "rule") === "student") return { rule: "student" };
  if (own(given, "rule") !== "fixed") throw new NoAssignment("seed");
  return { rule: "fixed", value: whole(own(given, "value"), "seed", ...SEED) };
}

function thing(data: unknown, part: string): Thing {
  if (typeof data !== "object" || data === null || Array.isArray(data)) throw new NoAssignment(part);
  return data as Thing;
}

function own(data: Thing, key: string): unknown {
  return Object.hasOwn(data, key) ? data[key] : undefined;
}

function list<One>(
  data: Thing,
  key: string,
  most: number,
  read: (one: unknown, at: string) => One,
  part = key,
): readonly One[] {
  const given = Object.hasOwn(data, key) ? data[key] : [];
  if (!Array.isArray(given) || given.length > most) throw new NoAssignment(part);
  return given.map((one: unknown, at) => read(one, `${part}.${at + 1}`));
}

function names(data: Thing, key: string, most: number, form: RegExp, part = key): readonly string[] {
  const found = list(data, key, most, (one) => name(one, part, form), part);
  different(found, part);
  return found;
}

function name(value: unknown, part: string, form: RegExp): string {
  if (typeof value !== "string" || !form.test(value)) throw new NoAssignment(part);
  return value;
}

/** A text of at most `most` UTF-16 code units, with no half characters. */
function text(value: unknown, part: string, most: number): string {
  if (typeof value !== "string" || value.length > most || HALF.test(value)) throw new NoAssignment(part);
  return value;
}

function value(given: unknown, part: string): Value {
  if (typeof given === "string") return text(given, part, LENGTH.name);
  if (typeof given !== "number" || !(Math.abs(given) <= 1e15)) throw new NoAssignment(part);
  return given + 0; // one zero
}

function whole(given: unknown, part: string, low: number, high: number): number {
  const number = value(given, part);
  if (typeof number === "string" || !Number.isInteger(number) || number < low || number > high) throw new NoAssignment(part);
  return number;
}

function different(found: readonly string[], part: string): void {
  if (new Set(found).size !== found.length) throw new NoAssignment(part);
}
