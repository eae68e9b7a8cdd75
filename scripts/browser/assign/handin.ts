/** What a student hands in: the report as data, on paper, and as a notebook. */

import type { LabConfig } from "../config";
import { make } from "../dom";
import { save, standalone } from "../files";
import { kernelFor } from "../kernel";
import { formatLink } from "../permalink";
import type { Language, Result } from "../protocol";
import { recorded, type Report, sealed, written } from "../report";
import { seedOf } from "./assignment";
import { jupyter } from "./jupyter";
import { plainName } from "./name";
import { paper, type PaperRun } from "./paper";
import type { Student } from "./student";

/** Every kept run made again, with all that a report says of it. */
export async function handIn(student: Student, what: "json" | "html" | "ipynb"): Promise<void> {
  const { assignment, course, kept } = student;
  const { language } = course;
  const kernel = kernelFor(course.runtime);
  const runs: PaperRun[] = [];
  const missing: string[] = [];
  for (const [at, lab] of assignment.labs.entries()) {
    const number = String(at + 1);
    const seed = seedOf(assignment, kept.student.number);
    const last = kept.runs[lab.id];
    const saved = kept.saved[lab.id] ?? [];
    const wanted = (saved.length > 0 || last === undefined ? saved : [last]).filter((one) => one.seed === seed);
    if (wanted.length === 0 || course.model(lab.model) === null) {
      missing.push(number);
      continue;
    }
    const config = await course.config(lab.model);
    for (const { parameters, seed: used } of wanted) {
      const result = await kernel.run(Symbol("report"), { model: lab.model, parameters, seed: used, language });
      const link = `${course.place(`models/${lab.model}/`)}${linkOf(result)}`;
      const picture = what === "html" ? await pictureOf(config, result) : "";
      runs.push({ lab: lab.id, number, config, result, link, picture });
    }
  }
  const report = reportOf(student, runs);
  const titleOf = (model: string): string => course.model(model)?.title ?? model;
  const name = fileName(assignment.title, kept.student.number, language);
  if (what === "json") save(`${name}.json`, "application/json", written(report));
  if (what === "html") save(`${name}.html`, "text/html;charset=utf-8", paper(report, runs, language, titleOf));
  if (what === "ipynb") save(`${name}.ipynb`, "application/x-ipynb+json", jupyter(report, runs, course.data.package, language, titleOf));
  if (missing.length > 0) student.say("report.missing", { labs: missing.join(", "), name });
  else student.say("report.saved", { name });
}

/** The report, sealed; a student's answers stand in the order of the questions. */
export function reportOf({ assignment, course, kept }: Pick<Student, "assignment" | "course" | "kept">, runs: readonly PaperRun[]): Report {
  const { name, number } = kept.student;
  return sealed({
    kind: "report",
    format: 1,
    book: course.data.book,
    bookVersion: course.data.version,
    assignment,
    student: { name: whole(name.trim()), number: whole(number.trim()) },
    runs: runs.map(({ lab, result }) => recorded(result, lab)),
    answers: assignment.questions.flatMap(({ id }) => {
      const text = Object.hasOwn(kept.answers, id) ? kept.answers[id] : "";
      return text ? [{ question: id, text: whole(text) }] : [];
    }),
    predictions: assignment.labs.flatMap(({ id }) => {
      const text = Object.hasOwn(kept.predictions, id) ? kept.predictions[id] : "";
      return text ? [{ lab: id, text: whole(text) }] : [];
    }),
    made: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
  });
}

/** A text without half characters, which have no canonical form. */
function whole(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

function linkOf({ model, version, seed, parameters: values, fingerprint }: Result): string {
  return formatLink({ model, version, seed, values, fingerprint, at: "" });
}

/** The chart of a result, drawn aside. */
async function pictureOf(config: LabConfig, result: Result): Promise<string> {
  const { Chart } = await import("../chart");
  const place = make("div", {}, make("div", { "data-width": "narrow" }), make("div", { "data-width": "wide" }));
  const chart = new Chart(place, config.charts);
  try {
    await chart.draw(result);
    return chart.drawing === null ? "" : standalone(chart.drawing, config.title, result.sentence).replace(/^<\?xml[^>]*\?>\s*/, "");
  } finally {
    chart.close();
  }
}

/** A name that says whose it is. */
function fileName(title: string, number: string, language: Language): string {
  return [language === "nl" ? "rapport" : "report", plainName(title), plainName(number)].filter(Boolean).join("_");
}
