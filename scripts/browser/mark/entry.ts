/** One file that was handed in, and all that is known of it. Pure. */

import type { Language } from "../protocol";
import type { Alike } from "./alike";
import type { Handed } from "./shape";
import { tell } from "./words";
import type { Again, Outcome, Verdict } from "./verdict";

export interface Entry {
  readonly path: string;
  report: Handed | null;
  /** The digest of all that is in the report: its score is kept under it. */
  digest: string;
  /** Null while its runs are still to be done, "failed" where one of them could not be. */
  verdict: Verdict | null | "failed";
  again: (Again | undefined)[];
  alike: readonly Alike[];
}

export type Kind = Outcome | "waiting" | "failed";

export const KINDS: readonly Kind[] = ["reproduced", "differs", "other version", "not a report", "failed", "waiting"];

/** A sign beside the words, so that the eye finds it; it says nothing that the words do not. */
export const MARKS: Readonly<Record<Kind, string>> = {
  reproduced: "✓",
  differs: "≠",
  "other version": "↻",
  "not a report": "✕",
  failed: "?",
  waiting: "…",
};

const WORDS = {
  reproduced: "outcome.reproduced",
  differs: "outcome.differs",
  "other version": "outcome.version",
  "not a report": "outcome.none",
  failed: "outcome.failed",
  waiting: "outcome.waiting",
} as const;

export function kindOf({ verdict }: Entry): Kind {
  if (verdict === null) return "waiting";
  return verdict === "failed" ? "failed" : verdict.outcome;
}

/** A kind of verdict in words. */
export function kindInWords(kind: Kind, language: Language): string {
  return tell(WORDS[kind], language);
}

/** The verdict in words, and why. */
export function verdictInWords(entry: Entry, language: Language): { readonly outcome: string; readonly why: string } {
  const { verdict, report } = entry;
  if (verdict === null) return { outcome: kindInWords("waiting", language), why: "" };
  if (verdict === "failed") return { outcome: kindInWords("failed", language), why: tell("outcome.failed.why", language) };
  const why = verdict.why === "" ? "" : tell(`why.${verdict.why}`, language);
  if (verdict.run !== null) return { outcome: tell("outcome.differs.run", language, { run: String(verdict.run) }), why };
  if (verdict.outcome === "reproduced" && report?.runs.length === 0) {
    return { outcome: tell("outcome.reproduced.empty", language), why };
  }
  return { outcome: kindInWords(verdict.outcome, language), why };
}

/** What a report is called in the list: its student, else its file. */
export function nameOf({ report, path }: Entry): string {
  return report?.student.name.trim() || report?.student.number.trim() || path.split("/").at(-1)!;
}

/** What a report shares with others, a sentence each. */
export function alikeInWords(entry: Entry, all: readonly Entry[], language: Language): string[] {
  return entry.alike.map(({ what, part, others }) => {
    const names = others.slice(0, 3).map((at) => nameOf(all[at]!)).join(", ");
    const more = others.length - 3;
    const known = part || tell(what === "answer" || what === "near" ? "alike.question" : "alike.lab", language);
    return tell(`alike.${what}`, language, {
      part: known,
      others: more > 0 ? tell("alike.more", language, { names, count: String(more) }) : names,
    });
  });
}
