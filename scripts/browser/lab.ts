/** One lab at work: what the reader does becomes runs, and runs become what the page shows. */

import { Atlas, fetchAtlas } from "./atlas";
import { copyLink, relink } from "./address";
import type { Bench } from "./bench";
import { type LabConfig, loadConfig } from "./config";
import type { Chart } from "./chart";
import { Controls, type Setting } from "./controls";
import { number, quantity } from "./format";
import { History } from "./history";
import { saveDrawing, saveTable } from "./files";
import { Ended, type Kernel, kernelFor, type News, type Why } from "./kernel";
import { busy, type Event as Happening, next, START, type State } from "./machine";
import { show, type Source } from "./panel";
import { type LinkState, parseLink, type Reading } from "./permalink";
import { bytesInWords, changesInWords, verdict } from "./phrases";
import { answer } from "./predict";
import type { Order, Result } from "./protocol";
import { remember, remembered } from "./returning";
import { whyUnbootable } from "./sound";
import type { Status } from "./status";
import type { Tools } from "./tools";
import { say, type Word } from "./words";

/** A run shorter than this needs no word. */
const SOON = 500;
/** Chart and atlas come before Python, which would take the line from them; but no longer than this. */
const FIRST = 1500;

export class Lab {
  readonly #key = Symbol("lab");
  readonly #unwatch: () => void;
  #state: State = START;
  #shown: { result: Result; source: Source } | null;
  #chart: Promise<Chart> | null = null;
  #atlas: Promise<Atlas | null> | null = null;
  #turn = 0;
  #received = 0;
  #live = 0;
  #frame = 0;
  #asked = "";
  #note = "";
  #lacking = "";
  #link: Reading | null = null;
  #fragment = "";
  #predicting: HTMLElement | null = null;
  #clock: ReturnType<typeof setInterval> | undefined;
  #share: number | null = null;
  #closed = false;
  #tools: Promise<Tools> | null = null;
  readonly #history: History;

  /** `book`: the setting that the page was built with. */
  private constructor(
    private readonly root: HTMLElement,
    private readonly config: LabConfig,
    private readonly kernel: Kernel,
    private readonly status: Status,
    private readonly book: Setting,
    private readonly controls: Controls,
  ) {
    this.#unwatch = kernel.watch((news) => this.#hear(news));
    this.#history = new History(root, config, controls, book);
    const same = config.result.fingerprint === root.dataset["fingerprint"];
    this.#shown = same ? { result: config.result, source: "build" } : null;
    this.#to(null);
  }

  /** Make the lab of `root` ready for use; rejects with Missing or a network error. */
  static async open(root: HTMLElement, status: Status, book: Setting): Promise<Lab> {
    const address = (name: string): string => new URL(root.dataset[name] ?? "", document.baseURI).href;
    const runtime = address("runtime");
    if (root.dataset["atlas"]) fetchAtlas(address("atlas")).catch(() => {}); // beside the configuration
    const config = await loadConfig(address("config"));
    return new Lab(root, config, kernelFor(runtime), status, book, new Controls(root, config, book));
  }

  /** The reader may be about to ask for something: have Python and the chart at hand. */
  warm(): void {
    void this.#ahead().then(() => void (this.#turn === 0 && this.#prepare()));
    if (this.#state.name !== "figure") return;
    if (this.controls.differ(this.book)) return this.#run("run"); // moved before there was a script to see it
    if (!this.kernel.booted) this.status.show(say("status.start", this.config.language));
    this.#to({ kind: "warm" });
    const known = remembered(this.kernel.address);
    const warm = (known ? Promise.resolve() : this.#ahead()).then(() => (this.#closed ? Promise.reject(new Ended("stopped")) : this.kernel.warm()));
    warm.then(
      () => this.#to({ kind: "booted" }),
      (error: unknown) => this.#fail(error, this.#turn),
    );
  }

  /** A control was moved, a number typed, an outcome picked. */
  changed(target: EventTarget | null, done: boolean): void {
    if (!(target instanceof HTMLElement)) return;
    const box = target.closest<HTMLElement>("[data-predict]");
    if (box !== null) return void (done && this.#predict(box));
    if (target instanceof HTMLInputElement && target.dataset["number"] !== undefined) {
      if (!done) return;
      this.#note = this.controls.take(target);
      this.#say();
    } else if (this.controls.owns(target)) {
      this.#note = "";
      this.controls.follow(target);
    } else return;
    this.#history.note();
    this.#link = null;
    this.#soon();
  }

  /** A button was pressed. */
  act(action: string, button: HTMLElement): void {
    const setting = this.#history.act(action, button);
    if (setting !== null) return this.#apply(setting);
    switch (action) {
      case "run":
      case "retry":
        return this.#run(action);
      case "stop":
        return this.#stop();
      case "link":
        return void this.#copy();
      case "csv":
        return this.#withResult((result) => saveTable(this.config, result));
      case "svg":
        return this.#withResult((result) => saveDrawing(this.root, this.config, result));
    }
    void this.#bench().then((tools) => tools.act(action, button));
  }

  /** Set the controls and run. */
  #apply(setting: Setting): void {
    this.controls.write(setting);
    this.#history.note();
    this.#note = "";
    this.#link = null;
    this.#soon();
  }

  /** The tools of the bench, fetched when one is first asked for. */
  #bench(): Promise<Tools> {
    const { root, config, kernel, controls, book } = this;
    const bench: Bench = {
      root,
      config,
      kernel,
      controls,
      book,
      shown: () => this.#shown?.result ?? null,
      chart: () => this.#chartReady(),
      withResult: (use) => this.#withResult(use),
      apply: (setting) => this.#apply(setting),
      note: (text) => {
        this.#note = text;
        if (!this.#closed && this.#state.name !== "running") this.status.show(text);
      },
    };
    this.#tools ??= import("./tools").then(({ Tools }) => new Tools(bench));
    this.#tools.catch(() => {
      this.#tools = null;
      this.status.show(say("status.data", config.language), true);
    });
    return this.#tools;
  }

  /** Take the state that a link names, run it and compare. */
  follow(fragment: string): void {
    const reading = parseLink(fragment, this.config.parameters);
    this.#fragment = fragment;
    this.root.querySelector("[data-role=edition]")?.remove(); // what was offered for a link before
    this.#link = reading;
    const pinned = this.controls.refused(reading.state).join(", ");
    this.controls.write(reading.state);
    this.#history.note();
    this.#note = changesInWords(this.config, reading, (name, value) => this.controls.words(name, value));
    if (pinned) this.#note = [this.#note, say("link.pinned", this.config.language, { names: pinned })].filter(Boolean).join(" ");
    this.#run("run");
  }

  /** Leave nothing running. */
  close(): void {
    this.#closed = true;
    this.#turn++;
    this.kernel.stop(this.#key);
    this.#unwatch();
    cancelAnimationFrame(this.#frame);
    clearInterval(this.#clock);
    this.status.hush();
    this.#chart?.then((chart) => chart.close()).catch(() => {});
    this.#tools?.then((tools) => tools.close()).catch(() => {});
  }

  /** Run once in this frame, however many controls moved. A hidden page has no frames. */
  #soon(): void {
    cancelAnimationFrame(this.#frame);
    if (document.hidden) this.#runIfNew();
    else this.#frame = requestAnimationFrame(() => this.#runIfNew());
  }

  #runIfNew(): void {
    const failed = this.#state.name === "failed" || this.#state.name === "stopped";
    if (failed || this.#asked !== JSON.stringify(this.#order())) this.#run("run");
  }

  #order(): Order {
    const { values, seed } = this.controls.read();
    return { model: this.config.model, parameters: values, seed, language: this.config.language };
  }

  #run(kind: "run" | "retry"): void {
    const order = this.#order();
    this.#asked = JSON.stringify(order);
    const turn = ++this.#turn;
    this.#to({ kind: kind === "retry" && this.#state.name === "failed" ? "retry" : "run", booted: this.kernel.booted });
    if (this.#state.name === "booting") this.status.show(this.#noted("status.start"));
    const { length } = this.config;
    const rows = length === null ? 0 : Number(order.parameters[length.parameter]) + length.more;
    const advance = (steps: number): void => void (this.#share = rows > 0 ? Math.min(1, steps / rows) : null);
    const run = (): Promise<Result> => this.kernel.run(this.#key, order, undefined, advance);
    if (!this.kernel.booted) void this.#foretell(order, turn);
    const asked = this.kernel.booted || remembered(this.kernel.address)
      ? run()
      : this.#ahead().then(() => (turn === this.#turn ? run() : Promise.reject(new Ended("superseded"))));
    asked.then(
      (result) => this.#receive(result, turn),
      (error: unknown) => this.#fail(error, turn),
    );
  }

  /** Show the nearest result of the atlas, if a live one is not sooner. */
  async #foretell(order: Order, turn: number): Promise<void> {
    const found = (await this.#atlasReady())?.find(order, (name, value) => this.controls.words(name, value));
    if (turn !== this.#turn || this.#live === turn) return;
    if (!found) return this.#prepare(); // while Python starts, the page has the time
    await this.#present(found.result, "atlas", found.badge);
  }

  /** Have a view at hand for the result to come. */
  async #prepare(): Promise<void> {
    const made = this.#chartReady().then((chart) => (this.#closed ? undefined : chart.prepare(this.config.result)));
    await made.catch(() => {}); // drawing will say
  }

  async #receive(result: Result, turn: number): Promise<void> {
    if (this.#closed || this.#state.name !== "running") return; // stopped meanwhile
    this.#live = turn;
    if (!(await this.#present(result, "live"))) return;
    this.#to({ kind: "result", more: turn !== this.#turn });
    if (turn === this.#turn) this.#settle(result);
  }

  /** Draw and show a result and tell the page; false if a newer one will speak for itself. */
  async #present(result: Result, source: "atlas" | "live", badge?: string): Promise<boolean> {
    const received = ++this.#received;
    try {
      await (await this.#chartReady()).draw(result);
    } catch (error) {
      console.warn("The chart could not be drawn; the numbers are shown all the same.", error);
      this.#chart = null;
      this.#note = say("status.chart", this.config.language);
    }
    // One that was stopped meanwhile is drawn, so it is shown.
    if (this.#closed || received !== this.#received) return false;
    show(this.root, this.config, result, source, badge);
    this.#shown = { result, source };
    relink(this.root, this.config, result);
    if (this.#received === 1) void this.#bench().then((tools) => tools.act("printable", this.root)); // what is printed
    this.#emit("lab:result", {
      model: result.model,
      parameters: result.parameters,
      seed: result.seed,
      fingerprint: result.fingerprint,
      source,
      summary: result.summary,
    });
    return true;
  }

  /** A link made with another version of the model, or with one that is not here, may come out in another edition. */
  #elsewhere({ model, version, fingerprint }: LinkState, result: Result): void {
    const same = model === this.config.model && (!version || version === this.config.version);
    if (same || fingerprint === result.fingerprint) return;
    void import("./versions").then(({ offerLab }) => offerLab(this.root, model, version, this.#fragment)).catch(() => {});
  }

  /** Say what there is to say of the latest result. */
  #settle(result: Result): void {
    if (this.#link !== null) {
      this.#note = [this.#note, verdict(this.config, this.#link, result)].filter(Boolean).join(" ");
      this.#elsewhere(this.#link.state, result);
    }
    this.#link = null;
    this.#say();
    this.status.speak(result.sentence);
    if (this.#predicting) answer(this.#predicting, this.config, result.summary);
    this.#predicting = null;
  }

  #stop(): void {
    if (!busy(this.#state)) return;
    this.#turn++;
    this.#asked = "";
    cancelAnimationFrame(this.#frame);
    this.kernel.stop(this.#key);
    this.#to({ kind: "stop" });
    this.status.show(say("status.stopped", this.config.language));
  }

  #fail(error: unknown, turn: number): void {
    const why: Why = error instanceof Ended ? error.why : "python";
    if (this.#closed || turn !== this.#turn || why === "superseded" || why === "stopped") return;
    if (!busy(this.#state)) return;
    this.#asked = "";
    this.#to({ kind: "fail" });
    const message = error instanceof Error ? error.message : String(error);
    this.status.show(say(`status.${why}`, this.config.language, { message }), true);
  }

  #hear(news: News): void {
    if (news.kind === "booted") remember(this.kernel.address);
    if (news.kind === "booted") return this.#to({ kind: "booted" });
    if (this.#state.name !== "booting") return;
    if (news.kind === "slow") return this.status.show(`${this.#noted("status.slow")} ${say("status.slow.stop", this.config.language)}`);
    this.status.show(this.#noted(`status.${news.stage}`));
    if (news.stage === "fetch") this.status.tail(bytesInWords(news, this.config.language));
  }

  /** Change state, or with null only show the one there is. */
  #to(event: Happening | null): void {
    if (this.#closed) return;
    const before = this.#state;
    if (event !== null) this.#state = next(before, event);
    if (event !== null && this.#state === before) return;
    const { name } = this.#state;
    this.root.dataset["state"] = name;
    this.root.querySelector("[data-action=stop]")?.setAttribute("aria-disabled", String(!busy(this.#state)));
    if (name === "ready") this.#say();
    if (name === before.name) return;
    this.#time(name === "running");
    this.#emit("lab:state", { state: name });
  }

  /** While a run takes longer than a moment, say so, count the seconds and show how much is done. */
  #time(running: boolean): void {
    clearInterval(this.#clock);
    this.#share = null;
    if (!running) return;
    const began = performance.now();
    const { language } = this.config;
    this.#clock = setInterval(() => {
      const elapsed = performance.now() - began;
      if (elapsed < SOON) return;
      this.status.show(this.#noted("status.running"));
      const seconds = number(elapsed / 1000, 1, language);
      const share = this.#share === null ? "" : quantity("share", this.#share, language);
      this.status.tail(share ? say("status.share", language, { seconds, share }) : say("status.elapsed", language, { seconds }));
      this.status.bar(this.#share);
    }, 200);
  }

  /** The status of a lab at rest: the note, or that it is ready as long as nothing has been run. */
  #say(): void {
    const untouched = this.#state.name === "ready" && this.#shown?.source !== "live";
    this.status.show(this.#note || (untouched ? say("status.ready", this.config.language) : ""));
  }

  #noted(word: Word): string {
    const lacking = this.#state.name === "booting" ? this.#lacking : "";
    return [this.#note, lacking, say(word, this.config.language)].filter(Boolean).join(" ");
  }

  /** The answer to a prediction comes from the result that is shown; without one it waits for a run. */
  #predict(box: HTMLElement): void {
    if (this.#shown && this.#shown.source !== "atlas") return answer(box, this.config, this.#shown.result.summary);
    this.#predicting = box;
    this.#run("run");
  }

  /** Do something with the shown result; a figure of the build whose rows are not here is run first. */
  #withResult(use: (result: Result) => void): void {
    if (this.#shown && this.#shown.source !== "atlas") return use(this.#shown.result);
    const then = (): void => {
      if (this.#shown?.source !== "live") return; // the atlas has rounded rows
      this.root.removeEventListener("lab:result", then);
      use(this.#shown.result);
    };
    this.root.addEventListener("lab:result", then);
    this.#run("run");
  }

  async #copy(): Promise<void> {
    this.#note = await copyLink(this.root, this.config.language);
    if (!this.#closed) this.status.show(this.#note);
  }

  /** Have what the first move needs, or have waited long enough for it. */
  async #ahead(): Promise<void> {
    const all = Promise.allSettled([this.#chartReady(), this.#atlasReady()]);
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, FIRST))]);
  }

  #atlasReady(): Promise<Atlas | null> {
    const { atlas } = this.root.dataset;
    this.#atlas ??= Atlas.load(atlas ? new URL(atlas, document.baseURI).href : "", this.config, () => this.#lack());
    return this.#atlas;
  }

  /** There is no atlas: nothing answers before Python does. It is asked for again when the reader tries again. */
  #lack(): void {
    this.#atlas = null;
    this.#lacking = say("status.atlas", this.config.language);
    if (this.#state.name === "booting") this.status.show(this.#noted("status.start"));
  }

  #chartReady(): Promise<Chart> {
    this.#chart ??= import("./chart").then(({ Chart }) => {
      const place = this.root.querySelector<HTMLElement>("[data-role=chart]");
      if (place === null) throw new Error("the lab has no chart");
      return new Chart(place, this.config.charts);
    });
    this.#chart.catch(() => (this.#chart = null));
    return this.#chart;
  }

  #emit(name: "lab:result" | "lab:state", detail: object): void {
    this.root.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

/** The word for a lab that could not be opened: the site was renewed under the page, a file came damaged, or anything else. */
export function wordFor(error: unknown): "status.old" | "status.damaged" | "status.data" {
  const why = whyUnbootable(error);
  return why === "missing" ? "status.old" : why === "damaged" ? "status.damaged" : "status.data";
}
