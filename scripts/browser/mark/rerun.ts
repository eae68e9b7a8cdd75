/** Does the runs of many reports again; what is asked for twice is done once. */

import type { Ended } from "../kernel";
import type { Pool } from "../pool";
import { rowsDigest } from "../report";
import type { Language, Result } from "../protocol";
import { type Handed, type HandedRun } from "./shape";
import { type Again, keyOf, orderOf } from "./verdict";

/** What runs came to, by key; "silent" is one that gave no sign for too long. */
export type Known = Map<string, Again | "silent">;

/** The runs of some reports that are not known yet, each once. */
export function unknown(reports: readonly Handed[], known: Known): Map<string, HandedRun> {
  const left = new Map<string, HandedRun>();
  for (const { runs } of reports) {
    for (const run of runs) if (!known.has(keyOf(run))) left.set(keyOf(run), run);
  }
  return left;
}

/** Do the runs; `tell` is told of each. Rejects as Pool.run does. */
export async function rerun(
  pool: Pick<Pool, "run">,
  left: ReadonlyMap<string, HandedRun>,
  known: Known,
  language: Language,
  tell: (key: string) => void,
  signal: AbortSignal,
  hold: () => Promise<void> | null,
): Promise<void> {
  const keys = [...left.keys()];
  const put = (number: number, again: Again | "silent"): void => {
    known.set(keys[number]!, again);
    tell(keys[number]!);
  };
  await pool.run(
    [...left.values()].map((run) => orderOf(run, language)),
    (result, number) => put(number, short(result)),
    signal,
    hold,
    (reason: Ended, number) => put(number, reason.why === "silent" ? "silent" : { refused: true }),
  );
}

function short(result: Result): Again {
  return { refused: false, fingerprint: result.fingerprint, rows: rowsDigest(result), summary: result.summary };
}
