/**
 * Scores and notes, kept in this browser until they are forgotten. What is kept has no name in it: a report
 * is known by the digest of all that is in it, so that one that was changed since has no score.
 */

import { store } from "../drafts";

const PREFIX = "report-marking:";

export interface Score {
  /** The level chosen, by criterion. */
  readonly levels: Readonly<Record<string, number>>;
  readonly note: string;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const NONE: Score = { levels: {}, note: "" };

/** The score kept of a report; none if there is none, or none that can be read. */
export function recallScore(report: string, from: Store | null = store() as Store | null): Score {
  try {
    const data = JSON.parse(from?.getItem(PREFIX + report) ?? "null") as { levels?: unknown; note?: unknown } | null;
    if (data === null || typeof data !== "object") return NONE;
    const { levels, note } = data;
    const entries = typeof levels === "object" && levels !== null ? Object.entries(levels) : [];
    const right = entries.filter((one): one is [string, number] => Number.isInteger(one[1]) && one[1] >= 0);
    return { levels: Object.fromEntries(right), note: typeof note === "string" ? note : "" };
  } catch {
    return NONE;
  }
}

/** Keep it; says whether that worked. */
export function keepScore(report: string, score: Score, to: Store | null = store() as Store | null): boolean {
  try {
    if (to === null) return false;
    to.setItem(PREFIX + report, JSON.stringify(score));
    return true;
  } catch {
    return false;
  }
}

/** Forget every score of every report. */
export function forgetScores(from: Store | null = store() as Store | null): void {
  try {
    if (from === null) return;
    const keys = Array.from({ length: from.length }, (_, at) => from.key(at) ?? "");
    for (const key of keys) if (key.startsWith(PREFIX)) from.removeItem(key);
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}

/** Points at the levels chosen, or null while a criterion has none. */
export function points(score: Score, rubric: readonly { readonly id: string; readonly weight: number; readonly levels: readonly string[] }[]): number | null {
  let sum = 0;
  for (const { id, weight, levels } of rubric) {
    const level = Object.hasOwn(score.levels, id) ? score.levels[id]! : -1;
    if (level < 0 || level >= levels.length) return null;
    sum += weight * level;
  }
  return Math.round(1e6 * sum) / 1e6;
}
