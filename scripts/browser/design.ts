/**
 * A design as a file: JSON of kind "design", format 1, and Markdown. What is read is a stranger's: every
 * part is checked, nothing else is taken along, and it becomes text and settings only.
 */

import type { LabConfig } from "./config";
import { SEEDS } from "./permalink";
import { allowed, type Design, OWN, type Plan } from "./canvasplan";
import type { Language, Result } from "./protocol";

export const FORMAT = 1;
/** Bytes; a design of the longest answers in any script is smaller. */
export const LARGEST = 100_000;
const QUOTED = 40;
const KEYS = new Set(["kind", "format", "language", "field", "texts", "switches", "assumptions", "seed", "runs"]);
const RUN = new Set(["model", "version", "parameters", "seed", "fingerprint"]);

/** Why a file is not a design, and the part of it that is wrong. */
export interface Fault {
  readonly why: "size" | "json" | "kind" | "format" | "part";
  readonly part: string;
}

type Thing = Readonly<Record<string, unknown>>;

class Wrong extends Error {
  constructor(readonly fault: Fault) {
    super(fault.why);
  }
}

/** The design as an object for JSON; with `runs`, what it gave. */
export function written(design: Design, plan: Plan, runs: readonly Result[] = []): Thing {
  const switches: Record<string, boolean> = {};
  for (const name of Object.keys(plan.switches)) switches[name] = design.switches.includes(name);
  const { field, language, texts, assumptions, seed } = design;
  const kept = runs.map(({ model, version, parameters, seed: one, fingerprint }) => {
    return { model, version, parameters, seed: one, fingerprint };
  });
  return { kind: "design", format: FORMAT, language, field, texts, switches, assumptions, seed, runs: kept };
}

/** The design in a file, or what is wrong with it. */
export function readDesign(text: string, plan: Plan, config: LabConfig): Design | Fault {
  if (text.length > LARGEST) return { why: "size", part: "" };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { why: "json", part: "" };
  }
  return checked(data, plan, config);
}

/** The design in parsed JSON, or what is wrong with it. */
export function checked(data: unknown, plan: Plan, config: LabConfig): Design | Fault {
  try {
    return taken(data, plan, config);
  } catch (error) {
    if (error instanceof Wrong) return error.fault;
    throw error;
  }
}

export function isFault(read: Design | Fault): read is Fault {
  return "why" in read;
}

function taken(data: unknown, plan: Plan, config: LabConfig): Design {
  if (!isThing(data) || own(data, "kind") !== "design") throw new Wrong({ why: "kind", part: "" });
  const format = own(data, "format");
  if (format !== FORMAT) throw new Wrong({ why: "format", part: short(typeof format === "number" ? String(format) : "?") });
  for (const key of Object.keys(data)) if (!KEYS.has(key)) throw wrong(key);

  const language = own(data, "language") ?? config.language;
  if (language !== "nl" && language !== "en") throw wrong("language");
  const field = own(data, "field");
  if (typeof field !== "string" || field.length > QUOTED) throw wrong("field");
  const seed = own(data, "seed") ?? plan.seed;
  if (!Number.isInteger(seed) || Number(seed) < SEEDS.low || Number(seed) > SEEDS.high) throw wrong("seed");

  const texts: Record<string, string> = {};
  const said = part(data, "texts", plan.questions);
  for (const name of Object.keys(plan.questions)) {
    const text = own(said, name) ?? "";
    if (typeof text !== "string" || text.length > plan.length) throw wrong(`texts.${name}`);
    texts[name] = text;
  }
  const set = part(data, "switches", plan.switches);
  const switches = Object.keys(plan.switches).filter((name) => {
    const on = own(set, name) ?? false;
    if (typeof on !== "boolean") throw wrong(`switches.${name}`);
    return on;
  });
  const assumptions: Record<string, number> = {};
  const assumed = part(data, "assumptions", plan.assumptions);
  for (const [name, usual] of Object.entries(plan.assumptions)) {
    const given = own(assumed, name) ?? usual;
    const value = typeof given === "number" ? allowed(config, name, given) : null;
    if (value === null) throw wrong(`assumptions.${name}`);
    assumptions[name] = value;
  }
  checkRuns(own(data, "runs") ?? []);
  // A field of another book is one's own here; a bare lookup would find "constructor" too.
  const known = Object.hasOwn(plan.fields, field) ? field : OWN;
  return { field: known, language: language as Language, texts, switches, assumptions, seed: Number(seed) };
}

/** Runs are not taken over: they are made again. They must be what they say all the same. */
function checkRuns(runs: unknown): void {
  if (!Array.isArray(runs) || runs.length > 2) throw wrong("runs");
  for (const run of runs) {
    if (!isThing(run) || Object.keys(run).some((key) => !RUN.has(key))) throw wrong("runs");
    if (["model", "version", "fingerprint"].some((key) => typeof own(run, key) !== "string")) throw wrong("runs");
    const parameters = own(run, "parameters");
    if (!isThing(parameters) || typeof own(run, "seed") !== "number") throw wrong("runs");
    if (Object.values(parameters).some((one) => typeof one !== "number" && typeof one !== "string")) throw wrong("runs");
  }
}

/** An object of the file of which every key is one of `known`; an absent one is empty. */
function part(data: Thing, name: string, known: object): Thing {
  const found = own(data, name) ?? {};
  if (!isThing(found)) throw wrong(name);
  for (const key of Object.keys(found)) if (!Object.hasOwn(known, key)) throw wrong(`${name}.${key}`);
  return found;
}

function isThing(value: unknown): value is Thing {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(data: Thing, key: string): unknown {
  return Object.hasOwn(data, key) ? data[key] : undefined;
}

function wrong(part: string): Wrong {
  return new Wrong({ why: "part", part: short(part) });
}

function short(text: string): string {
  return text.slice(0, QUOTED);
}

/** What the Markdown says besides the design itself, in the page's language. */
export interface Headings {
  readonly title: string;
  readonly field: string;
  readonly switches: string;
  readonly on: string;
  readonly off: string;
  readonly assumptions: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The design as Markdown, with `table` (rows of cells, the head first) if it has been run. */
export function markdown(design: Design, plan: Plan, words: Headings, table: readonly (readonly string[])[] = []): string {
  const lines = [`# ${escaped(words.title)}: ${escaped(words.field)}`];
  for (const [name, { label }] of Object.entries(plan.questions)) {
    lines.push(`## ${escaped(label)}`, escaped(design.texts[name] || "…"));
  }
  const list = (entries: readonly string[]): string => entries.map((one) => `- ${escaped(one)}`).join("\n");
  lines.push(`## ${escaped(words.switches)}`);
  lines.push(
    list(Object.entries(plan.switches).map(([name, { label }]) => {
      return `${label}: ${design.switches.includes(name) ? words.on : words.off}`;
    })),
  );
  lines.push(`## ${escaped(words.assumptions)}`);
  lines.push(list(Object.entries(words.labels).map(([name, label]) => `${label}: ${design.assumptions[name] ?? design.seed}`)));
  const [head, ...rows] = table;
  if (head) {
    const row = (cells: readonly string[]): string => `| ${cells.map((one) => escaped(one)).join(" | ")} |`;
    lines.push([row(head), row(head.map(() => "---")).replaceAll("\\-", "-"), ...rows.map(row)].join("\n"));
  }
  return `${lines.join("\n\n")}\n`;
}

/** Text that Markdown shows as it stands: nothing a reader wrote becomes a heading, a link or HTML. */
export function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\\`*_{}[\]<>#|&~]/g, "\\$&")
    .replace(/^([ \t]*)([-+=]|\d+[.)])/gm, (_, space: string, mark: string) => {
      return `${space.replace(/./g, " ").slice(0, 3)}${mark.slice(0, -1)}\\${mark.slice(-1)}`;
    })
    .replace(/^[ \t]{4,}|^\t+/gm, "");
}
