/** The instructor's desk: reports are read, their runs done again, and scored. Nothing leaves this page. */

import { fetchJson } from "../config";
import { button, make } from "../dom";
import { save } from "../files";
import { kernelFor } from "../kernel";
import { poolFor } from "../pool";
import type { Language } from "../protocol";
import { sha256 } from "../sha256";
import { canonical, type Json } from "../canonical";
import { alike } from "./alike";
import type { Entry } from "./entry";
import { chosen, dropped, MOST, type Named } from "./files";
import { Given } from "./given";
import { assignmentOf, ledger, pointsInWords, warnings } from "./ledger";
import { List } from "./list";
import { readFile, Unreadable } from "./reading";
import { type Known, rerun, unknown } from "./rerun";
import { forgetScores, keepScore, recallScore, type Score } from "./scores";
import { shaped } from "./shape";
import { Sheet } from "./sheet";
import { type Again, judge, keyOf, type Models, noReport, sameVersions } from "./verdict";
import { type MarkWord, tell } from "./words";

/** Milliseconds between two looks at what came back. */
const BEAT = 250;

interface MarkingPlan {
  readonly models: Models;
}

export class Desk {
  readonly #language: Language;
  readonly #list: List;
  readonly #sheet: Sheet;
  readonly #given: Given;
  readonly #status = make("p", { role: "status", class: "mark-status", "data-role": "status" });
  readonly #warnings = make("div", { class: "mark-warnings", "data-role": "warnings" });
  readonly #bar = make("progress", { max: 1, value: 0 });
  readonly #steps: HTMLElement;
  readonly #work: HTMLElement;
  readonly #open = make("div", { "data-role": "sheet" });
  #entries: Entry[] = [];
  #known: Known = new Map();
  #running: AbortController | null = null;
  #held: { promise: Promise<void>; free: () => void } | null = null;
  #turn = 0;
  #at = -1;
  #unsaved = false;

  private constructor(
    private readonly root: HTMLElement,
    private readonly models: Models,
  ) {
    this.#language = root.lang === "en" ? "en" : "nl";
    this.#list = new List(root.id, this.#language, (entry) => this.#points(entry));
    this.#sheet = new Sheet(root.id, models, this.#language);
    this.#given = new Given(root.id, this.#language, () => this.#judgeAll());
    this.#bar.setAttribute("aria-label", this.#say("runs"));
    this.#steps = make("div", { class: "mark-steps", hidden: true }, this.#bar, button("pause", this.#say("pause")), button("resume", this.#say("resume")), button("stop", this.#say("stop")));
    this.#work = make(
      "div",
      { class: "mark-work", hidden: true },
      make("p", { class: "mark-aside" }, this.#say("aside")),
      this.#list.element,
      make("div", { class: "mark-steps" }, button("csv", this.#say("csv")), button("forget", this.#say("forget"))),
      make("p", { class: "mark-aside" }, this.#say("score.kept")),
    );
    const place = make("div", { "data-role": "desk" }, this.#chooser(), this.#given.element, this.#status, this.#steps, this.#warnings, this.#work, this.#open);
    root.querySelector("[data-role=desk]")?.remove();
    root.append(place);
    place.addEventListener("click", (event) => this.#pressed(event));
    place.addEventListener("change", (event) => this.#changed(event));
    this.#state("empty");
  }

  /** Make the desk of `root`; rejects with Missing or a network error. */
  static async open(root: HTMLElement): Promise<Desk> {
    const plan = await fetchJson<MarkingPlan>(new URL(root.dataset["plan"] ?? "", document.baseURI).href);
    return new Desk(root, plan.models);
  }

  close(): void {
    this.#turn++;
    this.#running?.abort(new Stopped());
    this.#free();
  }

  #chooser(): HTMLElement {
    const file = make("input", { type: "file", multiple: true, hidden: true, "data-role": "files", tabindex: -1, "aria-label": this.#say("choose.files") });
    const folder = make("input", { type: "file", multiple: true, webkitdirectory: true, hidden: true, "data-role": "folder", tabindex: -1, "aria-label": this.#say("choose.folder") });
    for (const input of [file, folder]) {
      input.addEventListener("change", (event) => {
        event.stopPropagation();
        const named = chosen(input.files ?? []);
        input.value = ""; // the same folder may be chosen again
        void this.#take(named);
      });
    }
    const drop = make(
      "div",
      { class: "mark-drop", "data-role": "drop" },
      make("p", {}, this.#say("choose.drop", { most: String(MOST) })),
      make("div", { class: "mark-steps" }, button("folder", this.#say("choose.folder")), button("files", this.#say("choose.files"))),
      file,
      folder,
    );
    drop.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.toggleAttribute("data-over", true);
    });
    drop.addEventListener("dragleave", () => drop.removeAttribute("data-over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.removeAttribute("data-over");
      void dropped(event.dataTransfer?.items ?? []).then((named) => this.#take(named));
    });
    return drop;
  }

  /** Take other files: read them, then do their runs. */
  async #take(all: readonly Named[]): Promise<void> {
    if (all.length === 0) return this.#tell(this.#say("file.none"));
    const turn = ++this.#turn;
    this.#running?.abort(new Stopped());
    this.#free();
    const named = all.slice(0, MOST);
    this.#close();
    this.#state("reading");
    const entries: Entry[] = [];
    for (const [at, { path, file }] of named.entries()) {
      if (at % 10 === 0) this.#tell(this.#say("progress.read", { done: String(at), all: String(named.length) }));
      entries.push(await this.#read(path, file));
      if (turn !== this.#turn) return;
    }
    this.#entries = entries;
    this.#list.begin(entries);
    this.#work.hidden = false;
    this.#judgeAll();
    const over = all.length - named.length;
    await this.#run(over > 0 ? this.#say("file.over", { most: String(MOST), left: String(over) }) : "");
  }

  async #read(path: string, file: File): Promise<Entry> {
    const entry: Entry = { path, report: null, digest: "", verdict: null, again: [], alike: [] };
    try {
      entry.report = shaped(await readFile(file));
      if (entry.report === null) entry.verdict = noReport("shape");
      else entry.digest = sha256(canonical(entry.report.whole as Json));
    } catch (error) {
      entry.verdict = noReport(error instanceof Unreadable ? error.why : "json");
    }
    return entry;
  }

  /** Do what is still to be done of all runs, with `note` said at the end. */
  async #run(note = ""): Promise<void> {
    if (this.#running !== null) return;
    const running = (this.#running = new AbortController());
    const turn = this.#turn;
    const reports = this.#entries.flatMap(({ report }) => (report !== null && sameVersions(report, this.models) ? [report] : []));
    for (const [key, again] of this.#known) if (again === "silent") this.#known.delete(key);
    const left = unknown(reports, this.#known);
    const all = left.size;
    let [done, fresh] = [0, false];
    this.#state("running");
    const kernel = kernelFor(new URL(this.root.dataset["runtime"] ?? "", document.baseURI).href);
    const beat = setInterval(() => fresh && show(), BEAT);
    const show = (): void => {
      fresh = false;
      this.#judgeWaiting();
      this.#bar.value = all ? done / all : 1;
      if (this.#held === null) this.#tell(done || kernel.booted ? this.#count(done, all) : this.#say("progress.boot"));
    };
    show();
    try {
      if (all > 0) {
        await rerun(poolFor(kernel), left, this.#known, this.#language, () => [done, fresh] = [done + 1, true], running.signal, () => this.#held?.promise ?? null);
      }
      clearInterval(beat);
      if (turn !== this.#turn) return;
      show();
      this.#tell([this.#say("progress.done", { reports: String(this.#entries.length), runs: String(all) }), note].filter(Boolean).join(" "));
      this.#end("done");
    } catch (error) {
      clearInterval(beat);
      if (turn !== this.#turn) return;
      this.#judgeWaiting();
      const message = error instanceof Error ? error.message || error.name : String(error);
      this.#tell(error instanceof Stopped ? this.#say("progress.stopped") : this.#say("progress.failed", { message }));
      this.#end("stopped");
    } finally {
      clearInterval(beat);
      if (this.#running === running) this.#running = null;
    }
  }

  #count(done: number, all: number): string {
    return this.#say("progress", { done: String(done), all: String(all) });
  }

  #end(state: "done" | "stopped"): void {
    this.#running = null;
    this.#free();
    this.#state(state);
  }

  /** Judge the reports whose runs have all come back. */
  #judgeWaiting(): void {
    let news = false;
    this.#entries.forEach((entry, at) => {
      if (entry.report === null || (entry.verdict !== null && entry.verdict !== "failed")) return;
      this.#judge(entry);
      if (entry.verdict === null) return;
      news = true;
      this.#list.fill(this.#entries, at);
    });
    if (news) this.#list.count(this.#entries);
  }

  #judge(entry: Entry): void {
    const { report } = entry;
    if (report === null) return;
    const known = sameVersions(report, this.models) ? report.runs.map((run) => this.#known.get(keyOf(run))) : [];
    entry.again = known.map((one) => (one === "silent" ? undefined : one));
    if (known.includes("silent")) entry.verdict = "failed";
    else if (known.includes(undefined)) entry.verdict = null;
    else entry.verdict = judge(report, this.models, known as Again[], this.#given.assignment);
  }

  /** Judge everything anew: there are other reports, or another assignment. */
  #judgeAll(): void {
    const found = alike(this.#entries.map(({ report }) => report), this.#given.assignment);
    this.#entries.forEach((entry, at) => {
      entry.alike = found[at]!;
      this.#judge(entry);
    });
    this.#entries.forEach((_, at) => this.#list.fill(this.#entries, at));
    this.#list.count(this.#entries);
    this.#warn();
    if (this.#at >= 0) this.#show(this.#at, false);
  }

  /** Say so when the reports are not all of one assignment. */
  #warn(): void {
    const said = warnings(this.#entries, this.#given.assignment, this.#language);
    this.#warnings.replaceChildren(...said.map((text) => make("p", {}, make("span", { "aria-hidden": "true" }, "⚠ "), text)));
  }

  #pressed({ target }: Event): void {
    const pressed = target instanceof Element ? target.closest<HTMLElement>("[data-action]") : null;
    switch (pressed?.dataset["action"]) {
      case "files":
      case "folder":
        return this.root.querySelector<HTMLInputElement>(`input[data-role=${pressed.dataset["action"]}]`)?.click();
      case "pause":
        return this.#pause();
      case "resume":
        if (this.#held === null) return void this.#run();
        this.#free();
        return this.#state("running");
      case "stop":
        this.#free();
        return this.#running?.abort(new Stopped());
      case "open":
        return this.#show(Number(pressed.dataset["at"]));
      case "back":
        return this.#back();
      case "previous":
        return this.#step(-1);
      case "next":
        return this.#step(1);
      case "csv":
        return save(`${this.#say("csv.name")}.csv`, "text/csv;charset=utf-8", ledger(this.#entries, this.#given.assignment, this.#language));
      case "forget":
        return this.#forget();
    }
  }

  #pause(): void {
    if (this.#running === null || this.#held !== null) return;
    let free = (): void => {};
    const promise = new Promise<void>((resolve) => (free = resolve));
    this.#held = { promise, free };
    this.#state("paused");
    const reports = this.#entries.flatMap(({ report }) => (report === null ? [] : [report]));
    const all = unknown(reports, new Map()).size;
    this.#tell(this.#say("progress.held", { done: String(all - unknown(reports, this.#known).size), all: String(all) }));
  }

  #free(): void {
    this.#held?.free();
    this.#held = null;
  }

  #show(at: number, focus = true): void {
    const entry = this.#entries[at];
    if (entry?.report == null) return;
    this.#at = at;
    this.#work.hidden = true;
    this.#open.replaceChildren(this.#sheet.draw(this.#entries, at, assignmentOf(entry, this.#given.assignment), recallScore(entry.digest)));
    this.#total(entry);
    if (!focus) return;
    const heading = this.#open.querySelector<HTMLElement>(".mark-heading");
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: "start" });
  }

  #close(): void {
    this.#at = -1;
    this.#open.replaceChildren();
  }

  #back(): void {
    const at = this.#at;
    this.#close();
    this.#work.hidden = false;
    this.#list.score(this.#entries, at);
    this.#list.focus(at);
  }

  /** Open the next report of those that the list shows, around the end. */
  #step(by: 1 | -1): void {
    const can = this.#list.shown.filter((at) => this.#entries[at]!.report !== null);
    const here = can.indexOf(this.#at);
    this.#list.score(this.#entries, this.#at);
    if (can.length) this.#show(can[(here + by + can.length) % can.length]!);
  }

  #changed({ target }: Event): void {
    const entry = this.#entries[this.#at];
    if (entry === undefined || !(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    const old = recallScore(entry.digest);
    let score: Score | null = null;
    const criterion = target.dataset["criterion"];
    if (criterion !== undefined) score = { ...old, levels: { ...old.levels, [criterion]: Number(target.value) } };
    else if (target.dataset["role"] === "note") score = { ...old, note: target.value };
    if (score === null) return;
    if (!keepScore(entry.digest, score) && !this.#unsaved) {
      this.#unsaved = true;
      this.#tell(this.#say("score.unsaved"));
    }
    this.#total(entry);
  }

  #total(entry: Entry): void {
    const place = this.#open.querySelector("[data-role=total]");
    if (place) place.textContent = this.#points(entry);
  }

  #points(entry: Entry): string {
    return pointsInWords(entry, this.#given.assignment, this.#language);
  }

  #forget(): void {
    if (!window.confirm(this.#say("forget.sure"))) return;
    forgetScores();
    this.#entries.forEach((_, at) => this.#list.score(this.#entries, at));
    this.#tell(this.#say("forgotten"));
  }

  #state(name: "empty" | "reading" | "running" | "paused" | "done" | "stopped"): void {
    this.root.dataset["state"] = name;
    this.#steps.hidden = !["running", "paused", "stopped"].includes(name);
    const shown = { pause: name === "running", resume: name === "paused" || name === "stopped", stop: name === "running" || name === "paused" };
    for (const [action, here] of Object.entries(shown)) {
      const one = this.#steps.querySelector<HTMLElement>(`[data-action=${action}]`)!;
      const focused = one === document.activeElement;
      one.hidden = !here;
      if (focused && !here) this.#steps.querySelector<HTMLElement>("button:not([hidden])")?.focus();
    }
  }

  #tell(text: string): void {
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  #say(word: MarkWord, filling: Readonly<Record<string, string>> = {}): string {
    return tell(word, this.#language, filling);
  }
}

/** The reader has ended it. */
class Stopped extends Error {
  override readonly name = "Stopped";
}
