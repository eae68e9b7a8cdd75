/** One canvas at work: a design is written, kept, run against today's, taken along and read back. */

import { type CanvasWord, phrase } from "./canvaswords";
import type { Chart } from "./chart";
import { cells, curves, difference, type Pair, showPair } from "./pair";
import { type LabConfig, loadConfig } from "./config";
import { checked, type Fault, isFault, LARGEST, markdown, readDesign, written } from "./design";
import { keep, keyOf, recall } from "./drafts";
import { save } from "./files";
import { Ended, type Kernel, kernelFor } from "./kernel";
import { type Design, loadPlan, OWN, type Plan, settings, worked } from "./canvasplan";
import type { Order } from "./protocol";
import { Sheet } from "./sheet";
import type { Status } from "./status";
import { say } from "./words";

/** Characters on a sheet from which it is printed smaller, so that it stays one page. */
const DENSE = 1500;

export class Board {
  readonly #keys = [Symbol("today"), Symbol("circle")] as const;
  readonly #sheet: Sheet;
  readonly #drafts: Record<string, unknown>;
  #field: string;
  #pair: Pair | null = null;
  #ran: string;
  #chart: Promise<Chart> | null = null;
  #turn = 0;
  #warned = false;

  private constructor(
    private readonly root: HTMLElement,
    private readonly plan: Plan,
    private readonly config: LabConfig,
    private readonly kernel: Kernel,
    private readonly status: Status,
    typed: ReadonlyMap<string, string>,
  ) {
    this.#sheet = new Sheet(root, plan, config);
    const kept = recall(keyOf(root));
    this.#drafts = { ...kept?.drafts };
    this.#field = OWN;
    this.#ran = this.#runs(worked(plan, OWN, config.language)); // what the build has drawn
    if (this.#sheet.field !== OWN && !kept) this.#drafts[OWN] = written(this.#design(), plan);
    const draft = this.#draft(this.#sheet.field !== OWN ? this.#sheet.field : (kept?.field ?? OWN));
    if (!kept && draft.field === OWN) this.#changed(); // as it is, also what a browser has put back in it
    else this.#show({ ...draft, texts: { ...draft.texts, ...Object.fromEntries(typed) } });
  }

  /** Make the canvas of `root` ready for use; rejects with Missing or a network error. */
  static async open(root: HTMLElement, status: Status, typed: ReadonlyMap<string, string>): Promise<Board> {
    const at = (name: string): string => new URL(root.dataset[name] ?? "", document.baseURI).href;
    const runtime = at("runtime");
    const [plan, config] = await Promise.all([loadPlan(at("plan")), loadConfig(at("config"))]);
    return new Board(root, plan, config, kernelFor(runtime), status, typed);
  }

  /** The reader is at work here: have Python and the chart at hand. */
  warm(): void {
    void this.#chartReady().catch(() => {});
    this.kernel.warm().catch(() => {}); // said when a run is asked for
  }

  /** Something on the form was changed. */
  changed(target: EventTarget | null, done: boolean): void {
    if (!(target instanceof HTMLElement)) return;
    if (target instanceof HTMLInputElement && target.type === "file") return void (done && this.#import(target));
    if (target instanceof HTMLSelectElement && target.name === "field") {
      if (this.#sheet.field === this.#field) return;
      this.#show(this.#draft(this.#sheet.field));
      return this.#keep();
    }
    const note = this.#sheet.take(target, done);
    this.#changed(note);
    this.#keep();
  }

  /** A button was pressed. */
  act(action: string): void {
    switch (action) {
      case "run":
      case "retry":
        return void this.#run();
      case "stop":
        return this.#stop();
      case "print":
        return this.#print();
      case "json": {
        const data = written(this.#design(), this.plan, this.#pair ?? []);
        return save(`design-${this.#field}.json`, "application/json", `${JSON.stringify(data, null, 2)}\n`);
      }
      case "md":
        return save(`design-${this.#field}.md`, "text/markdown;charset=utf-8", this.#markdown());
      case "import":
        return this.root.querySelector<HTMLInputElement>("[data-role=file]")?.click();
      case "reset":
        return this.#restart();
    }
  }

  close(): void {
    this.#turn++;
    for (const key of this.#keys) this.kernel.stop(key);
    this.status.hush();
    this.#chart?.then((chart) => chart.close()).catch(() => {});
  }

  #design(): Design {
    return this.#sheet.read(this.#field);
  }

  /** What was kept of a field, or how the book has worked it through. */
  #draft(field: string): Design {
    const draft = Object.hasOwn(this.#drafts, field) ? this.#drafts[field] : undefined;
    const read = draft === undefined ? null : checked(draft, this.plan, this.config);
    return read && !isFault(read) && read.field === field ? read : worked(this.plan, field, this.config.language);
  }

  #show(design: Design, note = ""): void {
    this.#field = design.field;
    this.#sheet.write(design);
    this.#changed(note);
  }

  /** The two orders of a design; what they are tells whether a result still belongs to it. */
  #orders(design: Design): Order[] {
    const { model, language } = this.config;
    const { seed } = design;
    return settings(this.plan, this.config, design).map((parameters) => ({ model, parameters, seed, language }));
  }

  #runs(design: Design): string {
    return JSON.stringify(this.#orders(design));
  }

  get #outside(): string {
    return this.plan.fields[this.#field]?.outside ?? "";
  }

  /** The shown result must be that of the form: run again if Python is there, else take it out of sight. */
  #changed(note = ""): void {
    this.#sheet.copyToPaper();
    const outside = this.#outside;
    this.root.querySelector("[data-action=run]")?.setAttribute("aria-disabled", String(outside !== ""));
    const fresh = outside === "" && this.#ran === this.#runs(this.#design());
    this.root.toggleAttribute("data-stale", !fresh);
    if (!fresh) this.#pair = null;
    if (fresh || outside) this.#cancel();
    else if (this.kernel.booted) return void this.#run(note);
    this.status.show([note, outside || (fresh ? "" : this.#phrase("canvas.stale"))].filter(Boolean).join(" "));
  }

  #keep(): void {
    this.#drafts[this.#field] = written(this.#design(), this.plan);
    if (keep(keyOf(this.root), { field: this.#field, drafts: this.#drafts }) || this.#warned) return;
    this.#warned = true;
    this.status.show(this.#phrase("canvas.unsaved"));
  }

  async #run(note = ""): Promise<void> {
    if (this.#outside) return this.status.show(this.#outside);
    const turn = ++this.#turn;
    const design = this.#design();
    const [today, circle] = this.#orders(design) as [Order, Order];
    this.#state(this.kernel.booted ? "running" : "booting");
    if (!this.kernel.booted) this.status.show(this.#say("status.start"));
    const chart = this.#chartReady();
    chart.catch(() => {}); // said below
    try {
      const pair: Pair = await Promise.all([this.kernel.run(this.#keys[0], today), this.kernel.run(this.#keys[1], circle)]);
      if (turn !== this.#turn) return;
      const sentence = difference(this.plan, this.config, pair);
      if (this.root.hasAttribute("data-stale")) this.root.dataset["stale"] = "drawing";
      try {
        await (await chart).draw({ columns: curves(this.plan, this.config, pair), sentence });
      } catch {
        this.#chart = null;
        note = this.#say("status.chart");
      }
      if (turn !== this.#turn) return;
      showPair(this.root, this.plan, this.config, pair);
      this.#pair = pair;
      this.#ran = this.#runs(design);
      this.root.removeAttribute("data-stale");
      this.#state("ready");
      this.status.show(note);
      this.status.speak(sentence);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const why = error instanceof Ended ? error.why : "python";
    if (why === "superseded" || why === "stopped") return;
    this.#state("failed");
    const message = error instanceof Error ? error.message : String(error);
    this.status.show(say(`status.${why}`, this.config.language, { message }), true);
  }

  #stop(): void {
    if (this.#cancel()) this.status.show(this.#say("status.stopped"));
  }

  /** End what is under way; says whether something was. */
  #cancel(): boolean {
    if (!["running", "booting"].includes(this.root.dataset["state"] ?? "")) return false;
    this.#turn++;
    for (const key of this.#keys) this.kernel.stop(key);
    this.#state("stopped");
    return true;
  }

  #restart(): void {
    const fresh = worked(this.plan, this.#field, this.config.language);
    const same = JSON.stringify(fresh.texts) === JSON.stringify(this.#design().texts);
    if (!same && !window.confirm(this.#phrase("canvas.restart"))) return;
    this.#show(fresh);
    this.#keep();
  }

  async #import(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    const bad = (fault: Fault): void => {
      this.status.show(phrase(`canvas.bad.${fault.why}`, this.config.language, { part: fault.part }));
    };
    const text = file.size > LARGEST ? null : await file.text().catch(() => "");
    input.value = ""; // the same file may be chosen again
    if (text === null) return bad({ why: "size", part: "" });
    const read = readDesign(text, this.plan, this.config);
    if (isFault(read)) return bad(read);
    this.#show(read, this.#phrase("canvas.imported"));
    this.#keep();
  }

  /** Only the canvas, on one page; the whole page comes back once the dialog is closed. */
  #print(): void {
    this.#sheet.copyToPaper();
    const written = Object.values(this.#design().texts).join("").length;
    this.root.toggleAttribute("data-dense", written > DENSE);
    const { dataset } = document.documentElement;
    dataset["print"] = "canvas";
    window.addEventListener("afterprint", () => delete dataset["print"], { once: true });
    window.print();
  }

  #markdown(): string {
    const text = (selector: string): string => this.root.querySelector(selector)?.textContent ?? "";
    const labels: Record<string, string> = {};
    for (const { name, label } of this.config.parameters) if (name in this.plan.assumptions) labels[name] = label;
    labels["seed"] = this.#say("seed");
    const words = {
      title: text(".canvas-title"),
      field: this.plan.fields[this.#field]?.label ?? this.#phrase("canvas.own"),
      switches: text(".canvas-switches legend"),
      on: this.#phrase("canvas.on"),
      off: this.#phrase("canvas.off"),
      assumptions: text(".canvas-assumptions summary"),
      labels,
    };
    const table = this.#pair ? cells(this.plan, this.config, this.#pair) : [];
    return markdown(this.#design(), this.plan, words, table);
  }

  #chartReady(): Promise<Chart> {
    this.#chart ??= import("./chart").then(({ Chart }) => {
      const place = this.root.querySelector<HTMLElement>("[data-role=chart]");
      if (place === null) throw new Error("the canvas has no chart");
      return new Chart(place, this.plan.charts);
    });
    this.#chart.catch(() => (this.#chart = null));
    return this.#chart;
  }

  #state(name: string): void {
    this.root.dataset["state"] = name;
    const busy = name === "running" || name === "booting";
    this.root.querySelector("[data-action=stop]")?.setAttribute("aria-disabled", String(!busy));
  }

  #phrase(word: CanvasWord): string {
    return phrase(word, this.config.language);
  }

  #say(word: Parameters<typeof say>[0]): string {
    return say(word, this.config.language);
  }
}
