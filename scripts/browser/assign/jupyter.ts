/** A report as a notebook: code that runs its runs again, and the answers as text that stays text. Pure. */

import { escaped } from "../design";
import type { Language, Value } from "../protocol";
import type { Report } from "../report";
import type { PaperRun } from "./paper";
import { tell } from "./words";

/** A value as Python writes it. */
const python = (value: Value): string => (typeof value === "string" ? JSON.stringify(value) : String(value));

/** The notebook as text, in nbformat 4.5. `name`: of the Python package; `titleOf`: what a model is called. */
export function jupyter(
  report: Report,
  runs: readonly PaperRun[],
  name: string,
  language: Language,
  titleOf: (model: string) => string,
): string {
  const { assignment, student } = report;
  const cells: object[] = [];
  let count = 0;
  const id = (): string => `cell-${cells.length + 1}`;
  const text = (...lines: string[]): void => {
    cells.push({ cell_type: "markdown", id: id(), metadata: {}, source: lines.join("\n\n") });
  };
  const code = (...lines: string[]): void => {
    cells.push({ cell_type: "code", id: id(), metadata: {}, execution_count: null, outputs: [], source: lines.join("\n") });
  };
  const answers = new Map(report.answers.map((one) => [one.question, one.text]));
  const foreseen = new Map((report.predictions ?? []).map((one) => [one.lab, one.text]));
  const asked = (question: { id: string; text: string }): void =>
    text(`**${tell("paper.question", language)}**`, quiet(question.text), quiet(answers.get(question.id) ?? tell("paper.none", language)));

  const who = [student?.name, student?.number].filter(Boolean).map((one) => quiet(one!)).join(" · ");
  text(`# ${line(assignment?.title || tell("paper.title", language))}`, ...(who ? [who] : []), quiet(tell("jupyter.how", language, { package: name })));
  code(`import ${name}`);
  (assignment?.labs ?? []).forEach((lab, at) => {
    const mine = runs.filter((one) => one.lab === lab.id);
    text(`## ${line(tell("lab", language, { number: String(at + 1), title: titleOf(lab.model) }))}`);
    if (lab.predict) text(quiet(lab.predict), quiet(foreseen.get(lab.id) ?? tell("paper.none", language)));
    for (const run of mine) {
      const { model, seed, parameters, fingerprint } = run.result;
      const given = Object.entries(parameters).map(([key, value]) => `    ${key}=${python(value)},`);
      const variable = `run_${++count}`;
      code(
        `${variable} = ${name}.run(`,
        `    ${JSON.stringify(model)},`,
        `    seed=${seed},`,
        ...given,
        ")",
        `assert ${variable}.fingerprint == ${JSON.stringify(fingerprint)}`,
        `${variable}.summary`,
      );
    }
    if (mine.length === 0) text(quiet(tell("paper.no.run", language)));
    assignment?.questions.filter((one) => one.lab === lab.id).forEach(asked);
  });
  assignment?.questions.filter((one) => one.lab === undefined).forEach(asked);
  text(quiet(`${tell("paper.seal", language)}: ${report.sha256}`));
  const kernel = { display_name: "Python 3", language: "python", name: "python3" };
  const notebook = { cells, metadata: { kernelspec: kernel, language_info: { name: "python" } }, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

/** Text that stays text: no heading, link, formula or HTML comes of it. */
function quiet(given: string): string {
  return escaped(given).replaceAll("$", "\\$").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function line(given: string): string {
  return quiet(given.replace(/\s+/g, " "));
}
