/** A report on paper: one page of HTML that stands alone, without a script, in which every text is text. */

import type { LabConfig } from "../config";
import { decimals, plain } from "../format";
import type { Language, Result } from "../protocol";
import { qr } from "../qr";
import type { Report } from "../report";
import { tell } from "./words";

export interface PaperRun {
  readonly lab: string;
  readonly number: string;
  readonly config: LabConfig;
  readonly result: Result;
  readonly link: string;
  /** An SVG of our own drawing, or "". */
  readonly picture: string;
}

const STYLE = `body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 Georgia,serif;color:#1b2a41;background:#fff}
h1,h2,h3{line-height:1.25}section{break-inside:avoid;border-top:1px solid #999;margin-top:1.5rem}
svg{max-width:100%;height:auto}.qr{width:35mm;float:right;margin:0 0 1rem 1rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere;border-left:3px solid #0b6e99;padding-left:1rem}
table{border-collapse:collapse}th,td{text-align:left;padding:.2rem 1rem .2rem 0;border-bottom:1px solid #ccc;vertical-align:top}
code,a{overflow-wrap:anywhere}@media print{body{margin:0;max-width:none;font-size:10.5pt}}`;

/** The page as text; `titleOf` says what a model is called. */
export function paper(report: Report, runs: readonly PaperRun[], language: Language, titleOf: (model: string) => string): string {
  const say: (word: Parameters<typeof tell>[0], filling?: Record<string, string>) => string = (word, filling) =>
    escaped(tell(word, language, filling));
  const { assignment, student } = report;
  const answers = new Map(report.answers.map(({ question, text }) => [question, text]));
  const foreseen = new Map((report.predictions ?? []).map(({ lab, text }) => [lab, text]));
  const question = (one: { id: string; text: string }): string =>
    `<h3 class="asked">${escaped(one.text)}</h3><p class="text">${escaped(answers.get(one.id) ?? tell("paper.none", language))}</p>`;
  const labs = (assignment?.labs ?? []).map((lab, at) => {
    const mine = runs.filter((one) => one.lab === lab.id);
    const parts = [`<section><h2>${say("lab", { number: String(at + 1), title: titleOf(lab.model) })}</h2>`];
    if (lab.predict) parts.push(`<h3>${escaped(lab.predict)}</h3><p class="text">${escaped(foreseen.get(lab.id) ?? tell("paper.none", language))}</p>`);
    parts.push(...mine.map((run) => ran(run, language)));
    if (mine.length === 0) parts.push(`<p>${say("paper.no.run")}</p>`);
    parts.push(...(assignment?.questions ?? []).filter((one) => one.lab === lab.id).map(question), "</section>");
    return parts.join("\n");
  });
  const loose = (assignment?.questions ?? []).filter((one) => one.lab === undefined).map(question);
  const title = assignment?.title || tell("paper.title", language);
  const facts = [
    [tell("name", language), student?.name ?? ""],
    [tell("number", language), student?.number ?? ""],
    [tell("paper.due", language), assignment?.due ?? ""],
    [tell("paper.made", language), report.made ?? ""],
    [tell("paper.book", language), `${report.book} ${report.bookVersion ?? ""}`.trim()],
  ].filter(([, value]) => value);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}${student?.name ? ` · ${escaped(student.name)}` : ""}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${rows(facts)}
${labs.join("\n")}
${loose.length ? `<section><h2>${say("questions")}</h2>${loose.join("\n")}</section>` : ""}
<section><h2>${say("paper.seal")}</h2><p><code>${escaped(report.sha256)}</code></p><p>${say("hand.proves")}</p></section>
</body>
</html>
`;
}

function ran({ config, result, link, picture }: PaperRun, language: Language): string {
  const shown = config.parameters.map((spec): [string, string] => {
    const value = result.parameters[spec.name]!;
    const choice = spec.choices?.find((one) => one.value === value)?.label;
    const digits = spec.whole ? 0 : decimals(spec.step ?? 0.01);
    const text = choice ?? (typeof value === "number" ? `${plain(value, digits, language)} ${spec.unit}`.trim() : value);
    return [spec.label, text];
  });
  shown.push([tell("paper.seed", language), String(result.seed)], [tell("paper.fingerprint", language), result.fingerprint]);
  const label = escaped(tell("paper.run", language));
  return `${code(link, tell("paper.run", language))}${picture}
<p>${escaped(result.sentence)}</p>
${rows(Object.entries(result.measures))}
<h3>${escaped(tell("paper.settings", language))}</h3>
${rows(shown)}
<p>${label}: <a href="${escaped(link)}">${escaped(link)}</a></p>`;
}

/** The code of a link as SVG; nothing for one that is too long. */
function code(link: string, label: string): string {
  try {
    return new XMLSerializer().serializeToString(qr(link, label));
  } catch {
    return "";
  }
}

function rows(pairs: readonly (readonly string[])[]): string {
  return `<table>${pairs.map(([key = "", value = ""]) => `<tr><th scope="row">${escaped(key)}</th><td>${escaped(value)}</td></tr>`).join("")}</table>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
