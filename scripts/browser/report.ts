/** A report: runs that whoever receives it can do again (`verify` on the command line). Pure. */

import type { Assignment } from "./assign/assignment";
import { canonical, type Json } from "./canonical";
import type { Result, Values } from "./protocol";
import { sha256 } from "./sha256";

export interface ReportRun {
  readonly model: string;
  readonly version: string;
  readonly parameters: Values;
  readonly seed: number;
  readonly fingerprint: string;
  /** The lab of the assignment that it is a run of. */
  readonly lab?: string;
  /** SHA-256 of the rows: of the canonical form of the columns, by name. */
  readonly rows?: string;
  readonly summary?: Result["summary"];
}

export interface Answer {
  readonly question: string;
  readonly text: string;
}

export interface Prediction {
  readonly lab: string;
  readonly text: string;
}

export interface Report {
  readonly kind: "report";
  readonly format: 1;
  readonly book: string;
  readonly bookVersion?: string;
  readonly assignment?: Assignment;
  readonly student?: { readonly name: string; readonly number: string };
  readonly runs: readonly ReportRun[];
  readonly answers: readonly Answer[];
  readonly predictions?: readonly Prediction[];
  readonly made?: string;
  readonly sha256: string;
}

/** The seal of a report: SHA-256 of its canonical form without `sha256`. Throws for what has no such form. */
export function seal(report: object): string {
  const { sha256: _, ...bare } = report as { readonly [key: string]: Json };
  return sha256(canonical(bare));
}

/** The report with its seal. */
export function sealed(bare: Omit<Report, "sha256">): Report {
  return { ...bare, sha256: seal(bare) };
}

/** A run as a report records it; `lab` of the assignment, if it is of one. */
export function recorded(result: Result, lab = ""): ReportRun {
  const { model, version, parameters, seed, fingerprint } = result;
  const run = { model, version, parameters, seed, fingerprint };
  return lab ? { ...run, lab, rows: rowsDigest(result), summary: result.summary } : run;
}

/** What a report says of the rows of a run. */
export function rowsDigest({ columns }: Result): string {
  return sha256(canonical(columns as unknown as Json));
}

/** A report of some runs, as text. */
export function report(book: string, results: readonly Result[]): string {
  return written(sealed({ kind: "report", format: 1, book, runs: results.map((one) => recorded(one)), answers: [] }));
}

/** A report as a file has it. */
export function written(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
