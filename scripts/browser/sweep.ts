/** A sweep in the browser: one or two axes times seeds, on several workers, kept across a reload. */

import type { Bench } from "./bench";
import { button, make, panel } from "./dom";
import { field } from "./field";
import { save } from "./files";
import { number } from "./format";
import { MOST, orders, type Outcome, type Plan, size, spread, table } from "./plan";
import { poolFor } from "./pool";
import type { Value } from "./protocol";
import { type Kept, Store } from "./store";
import type { Tool } from "./tools";
import { say, type Word } from "./words";

/** Milliseconds between two drawings, and two writes to the store, while runs come in. */
const BEAT = 400;

export class Sweep implements Tool {
  readonly #store: Store;
  #panel: HTMLElement | null = null;
  #form: HTMLElement | null = null;
  #kept: Kept | null = null;
  #running: AbortController | null = null;
  #held: { promise: Promise<void>; free: () => void } | null = null;
  #unsaved: [number, Outcome][] = [];
  #saving = true;
  #pace = 0;
  #beat: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly bench: Bench) {
    this.#store = new Store(`${bench.config.book.title}/${bench.config.model}`);
  }

  async act(action: string): Promise<void> {
    switch (action) {
      case "sweep":
        return this.#panel ? this.#toggle() : this.#open();
      case "sweep-start":
        return this.#start();
      case "sweep-pause":
        return this.#pause();
      case "sweep-resume":
        if (this.#held !== null) return this.#free();
        return this.#kept ? this.#run(this.#kept) : undefined;
      case "sweep-stop":
        return this.#stop();
      case "sweep-csv":
        if (this.#kept) this.#csv(this.#kept);
        return;
      case "sweep-forget":
        this.#stop();
        this.#kept = null;
        await this.#store.forget().catch(() => {});
        return this.#show();
    }
  }

  close(): void {
    this.#stop();
    this.#panel?.remove();
  }

  get #language() {
    return this.bench.config.language;
  }

  #say(word: Word, filling: Record<string, string> = {}): string {
    return say(word, this.#language, filling);
  }

  #toggle(): void {
    if (this.#running === null) {
      this.#panel?.remove();
      this.#panel = null;
    } else this.#panel?.scrollIntoView({ block: "nearest" });
  }

  async #open(): Promise<void> {
    const { root, config } = this.bench;
    const host = (this.#panel = panel(root, "sweep", "sweep.title", this.#language, "[data-role=status]"));
    host.append(make("p", {}, this.#say("sweep.how")), this.#controls(), make("div", { class: "sweep-state" }), make("div", { class: "sweep-field" }));
    host.addEventListener("change", (event) => {
      event.stopPropagation(); // these are no controls of the lab
      if (event.target instanceof HTMLElement && event.target.dataset["sweep"] === "measure") this.#draw();
      else this.#estimate();
    });
    host.addEventListener("input", (event) => event.stopPropagation());
    this.#show();
    try {
      const kept = await this.#store.read();
      this.#kept ??= kept; // the reader may have begun another meanwhile
    } catch {
      this.#saving = false;
      this.bench.note(this.#say("sweep.unsaved"));
    }
    if (this.#kept && this.#kept.plan.version !== config.version) {
      this.#kept = null;
      await this.#store.forget().catch(() => {});
      this.bench.note(this.#say("sweep.old"));
    }
    if (this.#kept) {
      const [done, all] = this.#count(this.#kept);
      if (done < all) this.bench.note(this.#say("sweep.found", { done: String(done), all: String(all) }));
    }
    this.#show();
  }

  #controls(): HTMLElement {
    const { root, config } = this.bench;
    const first = root.querySelector<HTMLInputElement>(".lab-control [name]")?.name ?? config.parameters[0]?.name ?? "";
    const options = (chosen: string): HTMLElement[] =>
      config.parameters.map(({ name, label }) => make("option", { value: name, selected: name === chosen }, label));
    const row = (word: Word, name: string, control: HTMLElement): HTMLElement => {
      const id = `${root.id}-sweep-${name}`;
      control.id = id;
      control.dataset["sweep"] = name;
      return make("div", { class: "sweep-control" }, make("label", { for: id }, this.#say(word)), control);
    };
    const count = (value: number, low: number, high: number): HTMLElement => make("input", { type: "number", min: low, max: high, step: 1, value });
    const measures = config.summary.map(({ name, label }) => make("option", { value: name }, label));
    this.#form = make(
      "div",
      { class: "sweep-form" },
      row("sweep.first", "first", make("select", {}, ...options(first))),
      row("sweep.points", "firstPoints", count(9, 2, 100)),
      row("sweep.second", "second", make("select", {}, make("option", { value: "" }, this.#say("sweep.none")), ...options(""))),
      row("sweep.points", "secondPoints", count(7, 2, 100)),
      row("sweep.seeds", "seeds", count(10, 1, 200)),
      row("measure", "measure", make("select", {}, ...measures)),
    );
    return this.#form;
  }

  #chosen(name: string): string {
    return this.#form?.querySelector<HTMLInputElement | HTMLSelectElement>(`[data-sweep="${name}"]`)?.value ?? "";
  }

  /** The plan that the form describes, or a sentence saying why there is none. */
  #plan(): Plan | string {
    const { config, controls } = this.bench;
    const { values, seed } = controls.read();
    const names = [this.#chosen("first"), this.#chosen("second")].filter(Boolean);
    if (new Set(names).size < names.length) return this.#say("sweep.same");
    const whole = (name: string, low: number, high: number): number =>
      Math.min(high, Math.max(low, Math.round(Number(this.#chosen(name))) || low));
    const counts = [whole("firstPoints", 2, 100), whole("secondPoints", 2, 100)];
    const axes = names.map((name, at) => {
      const spec = config.parameters.find((one) => one.name === name)!;
      return { name, values: spread(spec, counts[at]!) };
    });
    const fixed: Record<string, Value> = { ...values };
    for (const name of names) delete fixed[name];
    const seeds = whole("seeds", 1, 200);
    const plan: Plan = { model: config.model, version: config.version, fixed, axes, firstSeed: Math.min(seed, 2 ** 32 - seeds), seeds };
    const count = size(plan);
    return count > MOST ? this.#say("sweep.many", { count: String(count), most: String(MOST) }) : plan;
  }

  #time(milliseconds: number): string {
    const seconds = Math.max(1, Math.round(milliseconds / 1000));
    if (seconds < 100) return this.#say("sweep.seconds", { number: String(seconds) });
    return this.#say("sweep.minutes", { number: number(seconds / 60, 1, this.#language) });
  }

  #estimate(): void {
    // Only the words change: a button made anew between press and release would not hear its click.
    const words = this.#panel?.querySelector("[data-role=sweep-estimate]");
    if (words) words.textContent = this.#forecast();
  }

  /** What the sweep of the form would take, as far as that is known. */
  #forecast(): string {
    const plan = this.#plan();
    if (typeof plan === "string") return plan;
    const count = String(size(plan));
    if (this.#pace === 0) return this.#say("sweep.estimate.none", { count });
    const workers = poolFor(this.bench.kernel).size;
    return this.#say("sweep.estimate", { count, time: this.#time(this.#pace * size(plan)), workers: String(workers) });
  }

  async #start(): Promise<void> {
    const plan = this.#plan();
    if (typeof plan === "string") return this.bench.note(plan);
    this.#stop();
    const kept: Kept = { plan, outcomes: [] };
    this.#kept = kept;
    this.#unsaved = [];
    try {
      if (this.#saving) await this.#store.begin(plan);
    } catch {
      this.#saving = false;
      this.bench.note(this.#say("sweep.unsaved"));
    }
    await this.#run(kept);
  }

  /** Run what is not done yet. */
  async #run(kept: Kept): Promise<void> {
    if (this.#running !== null) return;
    const running = (this.#running = new AbortController());
    const all = orders(kept.plan, this.bench.config);
    const left = all.map((_, at) => at).filter((at) => kept.outcomes[at] === undefined);
    let [began, got] = [0, 0];
    this.#beat = setInterval(() => void this.#tick(), BEAT);
    this.#show();
    try {
      await poolFor(this.bench.kernel).run(
        left.map((at) => all[at]!),
        ({ summary, fingerprint }, number) => {
          const at = left[number]!;
          kept.outcomes[at] = { summary, fingerprint };
          this.#unsaved.push([at, { summary, fingerprint }]);
          if (got++ === 0) began = performance.now(); // the first has waited for Python
          else this.#pace = (performance.now() - began) / (got - 1);
          if (got === 1) this.#show();
        },
        running.signal,
        () => this.#held?.promise ?? null,
      );
    } catch (error) {
      if (!running.signal.aborted) throw error;
      return;
    } finally {
      if (this.#running === running) {
        this.#running = null;
        clearInterval(this.#beat);
        await this.#tick();
        this.#show();
      }
    }
    this.bench.note(this.#say("sweep.done", { all: String(all.length) }));
  }

  #pause(): void {
    if (this.#running === null || this.#held !== null) return;
    let free: () => void = () => {};
    const promise = new Promise<void>((resolve) => (free = resolve));
    this.#held = { promise, free };
    this.bench.note(this.#say("sweep.paused"));
    this.#show();
  }

  #free(): void {
    this.#held?.free();
    this.#held = null;
    this.bench.note("");
    this.#show();
  }

  #stop(): void {
    const running = this.#running;
    if (running === null) return;
    running.abort(new DOMException("", "AbortError"));
    this.#free();
    this.#running = null;
    clearInterval(this.#beat);
    void this.#tick();
    this.bench.note(this.#say("sweep.stopped"));
    this.#show();
  }

  /** Write and draw what has come since. */
  async #tick(): Promise<void> {
    const fresh = this.#unsaved;
    this.#unsaved = [];
    if (fresh.length > 0) this.#draw();
    if (fresh.length === 0 || !this.#saving) return;
    await this.#store.add(fresh).catch(() => {
      this.#saving = false;
      this.bench.note(this.#say("sweep.unsaved"));
    });
  }

  #count({ plan, outcomes }: Kept): [done: number, all: number] {
    return [outcomes.filter(Boolean).length, size(plan)];
  }

  /** The state: buttons, bar, how much is done. */
  #show(): void {
    const place = this.#panel?.querySelector<HTMLElement>(".sweep-state");
    if (!place) return;
    const focused = place.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset["action"] : undefined;
    const start = button("sweep-start", this.#say("sweep.start"));
    const kept = this.#kept;
    if (kept === null) {
      place.replaceChildren(make("p", { "data-role": "sweep-estimate" }, this.#forecast()), make("div", { class: "bench-row" }, start));
      this.#panel?.querySelector(".sweep-field")?.replaceChildren();
    } else {
      const [done, all] = this.#count(kept);
      const running = this.#running !== null;
      const buttons = running
        ? [
            this.#held ? button("sweep-resume", this.#say("sweep.resume")) : button("sweep-pause", this.#say("sweep.pause")),
            button("sweep-stop", this.#say("action.stop")),
          ]
        : [...(done < all ? [button("sweep-resume", this.#say("sweep.resume"))] : []), start, button("sweep-forget", this.#say("sweep.forget"))];
      if (done > 0) buttons.push(button("sweep-csv", this.#say("sweep.csv")));
      const bar = make("progress", { max: all, value: done, "aria-label": this.#say("sweep.progress") });
      const count = make("span", { class: "bench-count" });
      place.replaceChildren(make("div", { class: "bench-row" }, bar, count), make("div", { class: "bench-row" }, ...buttons));
      this.#draw();
    }
    if (focused !== undefined) {
      const same = place.querySelector<HTMLElement>(`[data-action="${focused}"]`) ?? place.querySelector<HTMLElement>("button");
      same?.focus();
    }
  }

  #draw(): void {
    const [kept, host] = [this.#kept, this.#panel];
    const place = host?.querySelector<HTMLElement>(".sweep-field");
    if (kept === null || !host || !place) return;
    const [done, all] = this.#count(kept);
    const bar = host.querySelector("progress");
    if (bar) bar.value = done;
    const count = host.querySelector(".sweep-state .bench-count");
    const left = this.#running && this.#pace > 0 ? ` ${this.#say("sweep.left", { time: this.#time(this.#pace * (all - done)) })}` : "";
    if (count) count.textContent = this.#say("sweep.count", { done: String(done), all: String(all) }) + left;
    const { config, controls } = this.bench;
    const measure = config.summary.find(({ name }) => name === this.#chosen("measure")) ?? config.summary[0]!;
    const words = (name: string, value: Value): string => controls.words(name, value);
    place.replaceChildren(...field(config, kept.plan, kept.outcomes, measure, words, host.clientWidth - 32));
  }

  #csv({ plan, outcomes }: Kept): void {
    const name = `${plan.model}_sweep_${plan.axes.map((axis) => axis.name).join("-")}.csv`;
    save(name, "text/csv;charset=utf-8", table(this.bench.config, plan, outcomes));
    this.bench.note(this.#say("take.saved", { name }));
  }
}
