/** An assignment that is being made: it may still lack things, but is never of another form. Pure. */

import type { Language, Value } from "../protocol";
import { type Assignment, readAssignment } from "./assignment";
import type { Course } from "./course";
import type { AssignWord } from "./words";

export interface DraftLab {
  id: string;
  model: string;
  values: Record<string, Value>;
  locked: string[];
  hidden: string[];
  predict?: string;
}

export interface DraftQuestion {
  id: string;
  kind: "text" | "number" | "choice";
  lab?: string;
  text: string;
  options?: string[];
}

export interface DraftCriterion {
  id: string;
  title: string;
  weight: number;
  levels: string[];
}

export interface Draft {
  kind: "assignment";
  format: 1;
  book: string;
  version: string;
  language: Language;
  title: string;
  due: string;
  chapters: string[];
  seed: { rule: "fixed"; value: number } | { rule: "student" };
  labs: DraftLab[];
  questions: DraftQuestion[];
  rubric: DraftCriterion[];
}

/** Nothing yet. */
export function blank({ data }: Course): Draft {
  return {
    kind: "assignment", format: 1, book: data.book, version: data.version, language: data.language, title: "", due: "",
    chapters: [], seed: { rule: "student" }, labs: [], questions: [], rubric: [],
  };
}

export function draftOf(assignment: Assignment): Draft {
  return structuredClone(assignment) as unknown as Draft;
}

/** The assignment that a draft is; throws NoAssignment for what no form can repair. */
export function settled(draft: Draft): Assignment {
  return readAssignment({
    ...draft,
    questions: draft.questions.map((one) => (one.kind === "choice" ? { ...one, options: atLeast(one.options) } : one)),
    rubric: draft.rubric.map((one) => ({ ...one, levels: atLeast(one.levels) })),
  });
}

/** What was kept, or null. */
export function readDraft(data: unknown): Draft | null {
  try {
    return draftOf(settled(data as Draft));
  } catch {
    return null;
  }
}

/** What has still to be filled in. */
export function lacks(draft: Draft): { word: AssignWord; name: string }[] {
  const found: { word: AssignWord; name: string }[] = [];
  if (!draft.title.trim()) found.push({ word: "lacks.title", name: "" });
  if (draft.labs.length + draft.questions.length + draft.chapters.length === 0) found.push({ word: "lacks.all", name: "" });
  draft.questions.forEach(({ text, kind, options = [] }, at) => {
    const name = String(at + 1);
    if (!text.trim()) found.push({ word: "lacks.question", name });
    const filled = options.filter((one) => one.trim());
    if (kind === "choice" && (filled.length < 2 || new Set(filled).size < options.length)) found.push({ word: "lacks.options", name });
  });
  draft.rubric.forEach(({ title, levels }, at) => {
    if (!title.trim() || levels.length < 2 || levels.some((one) => !one.trim())) found.push({ word: "lacks.criterion", name: String(at + 1) });
  });
  return found;
}

function atLeast(lines: readonly string[] | undefined): string[] {
  return [...(lines ?? []), "", ""].slice(0, Math.max(2, lines?.length ?? 0));
}
