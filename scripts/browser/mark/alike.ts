/** What reports have in common that they should not: answers, seeds, runs, a student's number. Pure. */

import { type Assignment, studentNumber } from "../assign/assignment";
import type { Handed } from "./shape";

/** Answers shorter than this are alike by themselves: a number, a choice, a yes. */
const SHORT = 25;
/** Two answers of at least this many words are nearly the same when so many of their word triples are shared. */
const WORDS = 15;
const SHARED = 0.7;

export type Likeness = "answer" | "near" | "run" | "seed" | "student" | "file";

/** One thing that a report shares with others; `part` names the question or the lab. */
export interface Alike {
  readonly what: Likeness;
  readonly part: string;
  readonly others: readonly number[];
}

/** An answer without what does not count: capitals, spaces, signs. */
export function bare(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/**
 * For each report, what it shares with others. `given` is the assignment that goes before a report's own;
 * runs and seeds count only where the assignment gives every student their own.
 */
export function alike(reports: readonly (Handed | null)[], given: Assignment | null): readonly (readonly Alike[])[] {
  const found: Alike[][] = reports.map(() => []);
  const groups = new Map<string, { what: Likeness; part: string; who: Set<number> }>();
  const put = (what: Likeness, part: string, value: string, who: number): void => {
    const key = JSON.stringify([what, part, value]);
    const group = groups.get(key) ?? { what, part, who: new Set() };
    groups.set(key, group);
    group.who.add(who);
  };
  const texts = new Map<string, { who: number; text: string; triples: Set<string> }[]>();
  reports.forEach((report, who) => {
    if (report === null) return;
    const number = studentNumber(report.student.number);
    if (number !== null) put("student", "", number, who);
    if (typeof report.whole["sha256"] === "string") put("file", "", report.whole["sha256"], who);
    for (const { question, text } of report.answers) {
      const words = bare(text);
      if (words.length < SHORT) continue;
      put("answer", question, words, who);
      const of = texts.get(question) ?? [];
      texts.set(question, of);
      of.push({ who, text: words, triples: triples(words) });
    }
    if ((given ?? report.assignment)?.seed.rule !== "student") return;
    for (const run of report.runs) {
      put("run", run.lab ?? "", run.fingerprint, who);
      put("seed", run.lab ?? "", String(run.seed), who);
    }
  });
  for (const { what, part, who } of groups.values()) {
    if (who.size < 2) continue;
    for (const one of who) found[one]!.push({ what, part, others: [...who].filter((other) => other !== one) });
  }
  for (const [question, of] of texts) near(question, of, found);
  return found.map(plainest);
}

/** Of the same thing said twice, the stronger: a copied run has the same seed, a copied file has all. */
function plainest(all: readonly Alike[]): readonly Alike[] {
  const stronger = (weak: Alike, strong: Alike): boolean =>
    (strong.what === "file" || (strong.what === "run" && weak.what === "seed" && strong.part === weak.part)) &&
    weak.what !== strong.what &&
    weak.what !== "student" &&
    weak.others.every((other) => strong.others.includes(other));
  return all.filter((weak) => !all.some((strong) => stronger(weak, strong)));
}

function near(question: string, of: readonly { who: number; text: string; triples: Set<string> }[], found: Alike[][]): void {
  const close = new Map<number, number[]>();
  of.forEach((one, at) => {
    for (const other of of.slice(at + 1)) {
      if (one.who === other.who || one.text === other.text || !resemble(one.triples, other.triples)) continue;
      for (const [a, b] of [[one.who, other.who], [other.who, one.who]] as const) close.set(a, [...(close.get(a) ?? []), b]);
    }
  });
  for (const [who, others] of close) found[who]!.push({ what: "near", part: question, others });
}

function triples(text: string): Set<string> {
  const words = text.split(" ");
  if (words.length < WORDS) return new Set();
  return new Set(words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`));
}

function resemble(one: Set<string>, other: Set<string>): boolean {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  if (small.size === 0 || small.size < SHARED * large.size) return false;
  let both = 0;
  for (const triple of small) if (large.has(triple)) both++;
  return both >= SHARED * (one.size + other.size - both);
}
