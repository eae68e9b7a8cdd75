/** What stands in the books of a class: points, the gradebook, and whether all did the same assignment. */

import { type Assignment, assignmentId } from "../assign/assignment";
import { plain } from "../format";
import type { Language } from "../protocol";
import { alikeInWords, type Entry, verdictInWords } from "./entry";
import { gradebook } from "./gradebook";
import { points, recallScore } from "./scores";
import { type MarkWord, tell } from "./words";

/** What a report is checked against and scored by: the assignment given, else its own. */
export function assignmentOf({ report }: Entry, given: Assignment | null): Assignment | null {
  return given ?? report?.assignment ?? null;
}

/** The points of a report, of how many; "" while it has no score. */
export function pointsInWords(entry: Entry, given: Assignment | null, language: Language): string {
  const rubric = assignmentOf(entry, given)?.rubric ?? [];
  const score = recallScore(entry.digest);
  if (rubric.length === 0 || Object.keys(score.levels).length === 0) return "";
  const sum = points(score, rubric);
  if (sum === null) return tell("points.partly", language);
  return tell("points.of", language, { points: plain(sum, 2, language), most: plain(mostOf(rubric), 2, language) });
}

/** The gradebook: a line a file, with a column for each criterion of all rubrics. */
export function ledger(entries: readonly Entry[], given: Assignment | null, language: Language): string {
  const say = (word: MarkWord): string => tell(word, language);
  const criteria = new Map<string, string>();
  for (const entry of entries) {
    for (const { id, title } of assignmentOf(entry, given)?.rubric ?? []) if (!criteria.has(id)) criteria.set(id, title);
  }
  const fixed = (["csv.number", "csv.student", "csv.file", "csv.verdict", "csv.runs", "csv.remarks"] as const).map(say);
  const head = [...fixed, ...criteria.values(), say("csv.total"), say("csv.most"), say("csv.note")];
  const rows = entries.map((entry): (string | number)[] => {
    const { report } = entry;
    const rubric = assignmentOf(entry, given)?.rubric ?? [];
    const score = recallScore(entry.digest);
    const { outcome, why } = verdictInWords(entry, language);
    const scored = [...criteria.keys()].map((id) => {
      const one = rubric.find((criterion) => criterion.id === id);
      return one ? (points(score, [one]) ?? "") : "";
    });
    return [
      report?.student.number.trim() ?? "",
      report?.student.name.trim() ?? "",
      entry.path,
      why ? `${outcome}: ${why}` : outcome,
      report?.runs.length ?? "",
      alikeInWords(entry, entries, language).join("; "),
      ...scored,
      rubric.length ? (points(score, rubric) ?? "") : "",
      rubric.length ? mostOf(rubric) : "",
      score.note,
    ];
  });
  return gradebook([head, ...rows], language);
}

/** What to say where the reports are not all of one assignment, or not of the one given. */
export function warnings(entries: readonly Entry[], given: Assignment | null, language: Language): string[] {
  const counts = new Map<string, { title: string; count: number }>();
  for (const { report } of entries) {
    if (report === null) continue;
    const id = report.assignment ? assignmentId(report.assignment) : "";
    counts.set(id, { title: report.assignment?.title ?? "", count: 1 + (counts.get(id)?.count ?? 0) });
  }
  if (given !== null) {
    const all = [...counts.values()].reduce((sum, { count }) => sum + count, 0);
    const others = all - (counts.get(assignmentId(given))?.count ?? 0);
    return others > 0 ? [tell("warn.other", language, { count: String(others) })] : [];
  }
  if (counts.size < 2) return [];
  const most = [...counts].sort(([, one], [, other]) => other.count - one.count).slice(0, 5);
  const list = most.map(([id, { title, count }]) =>
    tell(id ? "warn.assignment" : "warn.none", language, { title, id, count: String(count) }),
  );
  return [tell("warn.assignments", language, { list: list.join("; ") })];
}

function mostOf(rubric: Assignment["rubric"]): number {
  return rubric.reduce((sum, { weight, levels }) => sum + weight * (levels.length - 1), 0);
}
