/** One report, open: what the student wrote as text, the runs beside what they came to here, and the rubric. */

import type { Assignment } from "../assign/assignment";
import { button, make } from "../dom";
import { plain, quantity } from "../format";
import type { Cell, Language } from "../protocol";
import { alikeInWords, type Entry, kindOf, MARKS, nameOf, verdictInWords } from "./entry";
import { type Score } from "./scores";
import type { Handed, HandedRun } from "./shape";
import { agrees, type Again, type Models } from "./verdict";
import { type MarkWord, tell } from "./words";

/** No more of one value than this is repeated; answers are shown whole. */
const QUOTED = 200;

export class Sheet {
  constructor(
    private readonly id: string,
    private readonly models: Models,
    private readonly language: Language,
  ) {}

  /** The whole sheet; `assignment` is what the report is checked against. */
  draw(entries: readonly Entry[], at: number, assignment: Assignment | null, score: Score): HTMLElement {
    const entry = entries[at]!;
    const report = entry.report!;
    const { outcome, why } = verdictInWords(entry, this.language);
    const heading = make("h2", { id: `${this.id}-sheet`, tabindex: -1, class: "mark-heading" }, nameOf(entry));
    const sign = make("span", { class: "mark-sign", "aria-hidden": "true" }, MARKS[kindOf(entry)]);
    const facts = [report.student.number.trim() || this.#say("number.none"), entry.path];
    if (report.made) facts.push(`${this.#say("made")}: ${cut(report.made)}`);
    const remarks = alikeInWords(entry, entries, this.language).map((text) => make("li", {}, text));
    return make(
      "section",
      { class: "mark-sheet", "aria-labelledby": heading.id },
      make("div", { class: "mark-steps" }, button("back", this.#say("back")), button("previous", this.#say("previous")), button("next", this.#say("next"))),
      heading,
      make("p", { class: "mark-file" }, facts.join(" · ")),
      make("p", { class: "mark-outcome", "data-kind": kindOf(entry) }, sign, why ? `${outcome}: ${why}` : outcome),
      ...(remarks.length ? [make("ul", { class: "mark-remarks" }, ...remarks)] : []),
      this.#part("answers"),
      ...this.#answers(report, assignment),
      this.#part("runs"),
      ...(report.runs.length ? report.runs.map((run, number) => this.#run(run, number, report, entry.again[number])) : [make("p", {}, this.#say("runs.none"))]),
      this.#part("rubric"),
      this.#rubric(assignment, score),
    );
  }

  #part(word: "answers" | "runs" | "rubric"): HTMLElement {
    return make("h3", {}, this.#say(word));
  }

  #answers(report: Handed, assignment: Assignment | null): HTMLElement[] {
    if (report.answers.length === 0) return [make("p", {}, this.#say("answers.none"))];
    return report.answers.map(({ question, text }) => {
      const asked = assignment?.questions.find(({ id }) => id === question)?.text ?? "";
      return make(
        "div",
        { class: "mark-answer" },
        make("p", { class: "mark-question" }, [cut(question), asked].filter(Boolean).join(". ")),
        make("p", { class: "mark-text", dir: "auto" }, text),
      );
    });
  }

  #run(run: HandedRun, number: number, report: Handed, again: Again | undefined): HTMLElement {
    const model = Object.hasOwn(this.models, run.model) ? this.models[run.model]! : null;
    const title = model?.title ?? this.#say("run.unknown", { model: cut(run.model) });
    const came = again === undefined ? "run.none" : agrees(run, again) === "" ? "run.matches" : "run.differs";
    const caption = `${this.#say("run.title", { run: String(number + 1), model: title })} (${this.#say(came)})`;
    const here = again === undefined || again.refused ? null : again;
    const row = (name: string, recorded: string, now: string): HTMLElement =>
      make("tr", { "data-differs": now !== "" && now !== recorded }, make("th", { scope: "row" }, name), make("td", {}, recorded), make("td", {}, now));
    const rows = [
      row(this.#say("run.fingerprint"), cut(run.fingerprint), here?.fingerprint ?? ""),
      row(this.#say("run.seed"), plain(run.seed, 0, this.language), ""),
    ];
    for (const [name, value] of Object.entries(run.parameters).slice(0, 60)) rows.push(row(...this.#parameter(model, name, value), ""));
    for (const [name, value] of Object.entries(run.summary ?? {}).slice(0, 60)) {
      const known = model && Object.hasOwn(model.summary, name) ? model.summary[name]! : null;
      const written = (one: unknown): string =>
        known !== null && (one === null || typeof one === "number") ? quantity(known.kind, one as Cell, this.language) : cut(one);
      const now = here === null ? "" : written(here.summary[name] ?? null);
      rows.push(row(known?.label ?? cut(name), written(value), now));
    }
    const head = (["run.measure", "run.recorded", "run.again"] as const).map((word) => make("th", { scope: "col" }, this.#say(word)));
    const foreseen = report.predictions.filter(({ lab }) => lab === (run.lab ?? ""));
    return make(
      "div",
      { class: "mark-run" },
      ...foreseen.map(({ text }) =>
        make("div", { class: "mark-answer" }, make("p", { class: "mark-question" }, this.#say("predictions")), make("p", { class: "mark-text", dir: "auto" }, text)),
      ),
      make(
        "div",
        { class: "mark-scroll", tabindex: 0, role: "region", "aria-label": caption },
        make("table", { class: "mark-table" }, make("caption", {}, caption), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)),
      ),
    );
  }

  #parameter(model: Models[string] | null, name: string, value: unknown): [string, string] {
    const spec = model && Object.hasOwn(model.parameters, name) ? model.parameters[name]! : null;
    if (typeof value === "number") return [spec?.label ?? cut(name), plain(value, 6, this.language)];
    const choice = typeof value === "string" && spec?.choices && Object.hasOwn(spec.choices, value) ? spec.choices[value]! : cut(value);
    return [spec?.label ?? cut(name), choice];
  }

  #rubric(assignment: Assignment | null, score: Score): HTMLElement {
    const criteria = (assignment?.rubric ?? []).map(({ id, title, weight, levels }) => {
      const options = levels.map((level, value) => {
        const radio = make("input", { type: "radio", name: `${this.id}-${id}`, id: `${this.id}-${id}-${value}`, value, checked: score.levels[id] === value, "data-criterion": id });
        const worth = tell("rubric.level", this.language, { points: plain(weight * value, 2, this.language) });
        return make("div", { class: "mark-level" }, radio, make("label", { for: radio.id }, `${level} (${worth})`));
      });
      return make("fieldset", {}, make("legend", {}, title), ...options);
    });
    const note = make("textarea", { id: `${this.id}-note`, rows: 3, maxlength: 4000, "data-role": "note" });
    note.value = score.note;
    const total = make("p", { class: "mark-total", "data-role": "total", role: "status" });
    return make(
      "div",
      { class: "mark-rubric" },
      ...(criteria.length ? criteria : [make("p", {}, this.#say("rubric.none"))]),
      make("label", { for: note.id }, this.#say("note")),
      note,
      total,
    );
  }

  #say(word: MarkWord, filling: Readonly<Record<string, string>> = {}): string {
    return tell(word, this.language, filling);
  }
}

/** A value as text, not more of it than fits. */
function cut(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > QUOTED ? `${text.slice(0, QUOTED - 1)}…` : text;
}
