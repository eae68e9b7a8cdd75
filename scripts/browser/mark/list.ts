/** The list of reports: a table that says of each what came of it; rows are filled in as runs come back. */

import { button, make } from "../dom";
import { plain } from "../format";
import type { Language } from "../protocol";
import { alikeInWords, type Entry, type Kind, kindInWords, kindOf, KINDS, MARKS, nameOf, verdictInWords } from "./entry";
import { wayForReport } from "../versions";
import { type MarkWord, tell } from "./words";

export type Shown = Kind | "all" | "remarks";

export class List {
  readonly element: HTMLElement;
  readonly #select: HTMLSelectElement;
  readonly #body: HTMLElement;
  readonly #empty: HTMLElement;
  #rows: HTMLTableRowElement[] = [];
  #options = "";

  constructor(
    id: string,
    private readonly language: Language,
    private readonly points: (entry: Entry) => string,
  ) {
    const say = (word: MarkWord): string => tell(word, language);
    this.#select = make("select", { id: `${id}-show` });
    this.#select.addEventListener("change", () => this.#filter());
    this.#body = make("tbody");
    this.#empty = make("p", { hidden: true }, say("table.none"));
    const heads = (["column.report", "column.verdict", "column.points"] as const).map((word) => make("th", { scope: "col" }, say(word)));
    this.element = make(
      "div",
      { class: "mark-list" },
      make("div", { class: "mark-show" }, make("label", { for: `${id}-show` }, say("show")), this.#select),
      make("table", { class: "mark-table" }, make("caption", {}, say("table")), make("thead", {}, make("tr", {}, ...heads)), this.#body),
      this.#empty,
    );
  }

  /** The rows of other entries. */
  begin(entries: readonly Entry[]): void {
    this.#rows = entries.map((_, at) => {
      const open = button("open", tell("open.short", this.language), { "data-at": at });
      const file = make("span", { class: "mark-file" });
      return make(
        "tr",
        {},
        make("th", { scope: "row" }, make("span", { class: "mark-name" }), file),
        make("td", { class: "mark-said" }),
        make("td", {}, make("span", { class: "mark-points" }), open),
      );
    });
    this.#body.replaceChildren(...this.#rows);
    this.#select.value = "all";
    entries.forEach((_, at) => this.fill(entries, at));
    this.count(entries);
  }

  /** Fill in a row from its entry. */
  fill(entries: readonly Entry[], at: number): void {
    const [entry, row] = [entries[at]!, this.#rows[at]!];
    const kind = kindOf(entry);
    row.dataset["kind"] = kind;
    row.dataset["why"] = typeof entry.verdict === "object" ? (entry.verdict?.why ?? "") : "";
    row.dataset["run"] = typeof entry.verdict === "object" ? String(entry.verdict?.run ?? "") : "";
    row.dataset["path"] = entry.path;
    row.toggleAttribute("data-remarks", entry.alike.length > 0);
    const name = nameOf(entry);
    const number = entry.report?.student.number.trim() ?? "";
    row.querySelector(".mark-name")!.textContent = number && number !== name ? `${name} (${number})` : name;
    row.querySelector(".mark-file")!.textContent = entry.path;
    const { outcome, why } = verdictInWords(entry, this.language);
    const sign = make("span", { class: "mark-sign", "aria-hidden": "true" }, MARKS[kind]);
    const said: HTMLElement[] = [make("p", { class: "mark-outcome" }, sign, outcome), ...(why ? [make("p", { class: "mark-why" }, why)] : [])];
    const remarks = alikeInWords(entry, entries, this.language).map((text) => make("li", {}, text));
    if (remarks.length) said.push(make("ul", { class: "mark-remarks" }, ...remarks));
    row.querySelector(".mark-said")!.replaceChildren(...said);
    if (kind === "other version") void wayForReport(entry.report?.runs ?? []).then((link) => link && said[0]!.after(make("p", { class: "mark-edition" }, link)));
    const open = row.querySelector("button")!;
    open.hidden = entry.report === null;
    open.setAttribute("aria-label", tell("open", this.language, { name }));
    this.score(entries, at);
  }

  /** Fill in the points of a row. */
  score(entries: readonly Entry[], at: number): void {
    this.#rows[at]!.querySelector(".mark-points")!.textContent = this.points(entries[at]!);
  }

  /** Say how many there are of each kind, where one chooses what to see. */
  count(entries: readonly Entry[]): void {
    const many = (test: (entry: Entry) => boolean): number => entries.filter(test).length;
    const options: [Shown, string][] = [["all", tell("show.all", this.language, { count: String(entries.length) })]];
    for (const kind of KINDS) {
      const count = many((entry) => kindOf(entry) === kind);
      const outcome = kindInWords(kind, this.language);
      if (count) options.push([kind, tell("show.some", this.language, { outcome, count: plain(count, 0, this.language) })]);
    }
    const remarks = many((entry) => entry.alike.length > 0);
    if (remarks) options.push(["remarks", tell("show.remarks", this.language, { count: String(remarks) })]);
    const now = JSON.stringify(options);
    if (now === this.#options) return this.#filter();
    this.#options = now;
    const { value } = this.#select;
    this.#select.replaceChildren(...options.map(([kind, text]) => make("option", { value: kind }, text)));
    this.#select.value = options.some(([kind]) => kind === value) ? value : "all";
    this.#filter();
  }

  /** The entries that are shown, by number. */
  get shown(): number[] {
    return this.#rows.flatMap((row, at) => (row.hidden ? [] : [at]));
  }

  focus(at: number): void {
    this.#rows[at]?.querySelector("button")?.focus();
  }

  #filter(): void {
    const wanted = this.#select.value;
    for (const row of this.#rows) {
      const fits = wanted === "all" || wanted === "" || (wanted === "remarks" ? row.hasAttribute("data-remarks") : row.dataset["kind"] === wanted);
      row.hidden = !fits;
    }
    this.#empty.hidden = this.shown.length > 0;
  }
}
