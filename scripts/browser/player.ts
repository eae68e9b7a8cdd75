/** Run, step, pause: a run that grows before the reader's eyes, with the model's state where it can be drawn. */

import type { Bench } from "./bench";
import { make, panel } from "./dom";
import { quantity } from "./format";
import { Ended } from "./kernel";
import type { Cell, Frame, Glimpse, Order, Result } from "./protocol";
import { Stage } from "./stage";
import type { Tool } from "./tools";
import { say } from "./words";

/** A whole run takes about this long, however many steps it has. */
const LENGTH = 6000;

export class Player implements Tool {
  readonly #key = Symbol("player");
  readonly #life = new AbortController();
  readonly #slider = make("input", { type: "range", min: 0, step: 1, "data-role": "time" });
  readonly #words = make("p", { "data-role": "moment" });
  #panel: HTMLElement | null = null;
  #stage: Stage | null = null;
  #result: Result | null = null;
  #frames: Frame[] = [];
  #at = 0;
  #ticking = 0;
  #home: Element | null = null;
  #loading: Promise<void> | null = null;

  constructor(private readonly bench: Bench) {
    const { signal } = this.#life;
    this.#slider.setAttribute("aria-label", say("play.time", bench.config.language));
    this.#slider.addEventListener("input", () => {
      this.#pause();
      this.#show(Number(this.#slider.value));
    });
    bench.root.addEventListener("lab:result", () => this.#leave(), { signal });
  }

  async act(action: string): Promise<void> {
    if (action === "pause") return this.#pause();
    await this.#ready();
    if (this.#life.signal.aborted || this.#result === null) return;
    const last = this.#steps - 1;
    if (action === "step") {
      this.#pause();
      await this.#show(this.#at >= last ? 0 : this.#at + 1);
      return this.bench.note(this.#words.textContent ?? "");
    }
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      await this.#show(last);
      return this.bench.note(say("play.still", this.bench.config.language));
    }
    this.#play();
  }

  close(): void {
    this.#life.abort();
    this.bench.kernel.stop(this.#key);
    this.#pause();
    this.#goHome();
    this.#panel?.remove();
  }

  get #steps(): number {
    return this.#result?.columns[this.bench.config.axis.name]?.length ?? 0;
  }

  /** Have the shown run at hand, with all its frames if the model can be drawn. */
  #ready(): Promise<void> {
    const shown = this.bench.shown();
    if (this.#result !== null && shown?.fingerprint === this.#result.fingerprint) return Promise.resolve();
    this.#loading ??= new Promise<Result>((resolve) => this.bench.withResult(resolve))
      .then((result) => this.#load(result))
      .finally(() => (this.#loading = null));
    return this.#loading;
  }

  async #load(result: Result): Promise<void> {
    const { root, config, kernel } = this.bench;
    this.#goHome();
    this.#panel?.remove();
    this.#panel = panel(root, "player", "play.title", config.language, ".lab-figure");
    this.#frames = [];
    this.#stage?.element.remove();
    this.#stage = null;
    this.#slider.max = String((result.columns[config.axis.name]?.length ?? 1) - 1);
    this.#panel.append(this.#buttons(), this.#slider, this.#words);
    if (config.cells.length > 0) {
      const { model, parameters, seed } = result;
      const order: Order = { model, parameters, seed, language: config.language };
      try {
        await kernel.run(this.#key, order, (glimpse) => this.#take(glimpse));
      } catch (error) {
        if (error instanceof Ended && (error.why === "stopped" || error.why === "superseded")) return;
        throw error;
      }
    }
    this.#result = result;
    this.#at = this.#steps - 1; // the next thing to see is the beginning
    await (await this.bench.chart()).hold(result.columns);
  }

  /** The buttons come to what they play; a row of their own keeps the place they came from. */
  #buttons(): HTMLElement {
    const { root } = this.bench;
    const focused = document.activeElement;
    const row = make("div", { class: "bench-row" });
    const buttons = [...root.querySelectorAll<HTMLElement>("[data-action=play], [data-action=pause], [data-action=step]")];
    this.#home ??= buttons[0]?.parentElement ?? null;
    row.append(...buttons);
    if (buttons.some((one) => one === focused)) setTimeout(() => (focused as HTMLElement).focus());
    return row;
  }

  #goHome(): void {
    const row = this.#panel?.querySelector(".bench-row");
    if (row) this.#home?.prepend(...row.children);
  }

  /** A frame has come: it is drawn as fast as the run goes. */
  #take({ frame, columns }: Glimpse): void {
    if (frame === null || this.#life.signal.aborted) return;
    const { cells, language } = this.bench.config;
    if (this.#stage === null) {
      this.#stage = new Stage(cells, frame.kind, language);
      this.#panel?.insertBefore(this.#stage.element, this.#slider);
    }
    this.#frames.push(frame);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still && this.#frames.length > 1) return;
    this.#stage.show(this.#frames, Number(this.#slider.max) + 1);
    const [at] = columns[this.bench.config.axis.name] ?? [];
    this.#words.textContent = this.#moment(at ?? null);
  }

  #play(): void {
    const began = performance.now();
    const from = this.#at >= this.#steps - 1 ? 0 : this.#at;
    const pace = this.#steps / LENGTH;
    this.#mark(true);
    const tick = (): void => {
      const at = Math.min(this.#steps - 1, from + Math.floor((performance.now() - began) * pace));
      const drawn = at === this.#at ? Promise.resolve() : this.#show(at);
      void drawn.then(() => {
        if (this.#ticking === 0 || this.#life.signal.aborted) return;
        if (at < this.#steps - 1) this.#ticking = requestAnimationFrame(tick);
        else {
          this.#pause();
          this.bench.note(this.#words.textContent ?? "");
        }
      });
    };
    this.#ticking = requestAnimationFrame(tick);
  }

  #pause(): void {
    cancelAnimationFrame(this.#ticking);
    this.#ticking = 0;
    this.#mark(false);
  }

  /** One button plays and pauses; its name says what it will do. */
  #mark(playing: boolean): void {
    const button = this.bench.root.querySelector<HTMLElement>("[data-action=play], [data-action=pause]");
    if (button === null) return;
    button.dataset["action"] = playing ? "pause" : "play";
    button.textContent = say(playing ? "play.pause" : "play.play", this.bench.config.language);
  }

  /** Show the run up to and with step `at`. */
  async #show(at: number): Promise<void> {
    const result = this.#result;
    if (result === null) return;
    this.#at = at;
    this.#slider.value = String(at);
    const columns: Record<string, readonly Cell[]> = {};
    for (const [name, column] of Object.entries(result.columns)) columns[name] = column.slice(0, at + 1);
    const picture = this.#stage?.show(this.#frames.slice(0, at + 1), this.#steps) ?? "";
    const words = [this.#moment(columns[this.bench.config.axis.name]?.[at] ?? null, result, at), picture];
    this.#words.textContent = words.filter(Boolean).join(" ");
    this.#slider.setAttribute("aria-valuetext", this.#words.textContent);
    const whole = at === this.#steps - 1;
    await (await this.bench.chart()).draw({ columns, sentence: whole ? result.sentence : this.#words.textContent });
  }

  #moment(at: Cell, result?: Result, step = 0): string {
    const { axis, columns, language } = this.bench.config;
    const place = say("play.at", language, { axis: axis.label, at: quantity("count", at, language) });
    if (result === undefined) return `${place}.`;
    const said = columns.slice(0, 2).map(({ name, label, kind }) => `${label} ${quantity(kind, result.columns[name]?.[step] ?? null, language)}`);
    return `${place}: ${said.join(", ")}.`;
  }

  /** Another run is shown: what was played is over. */
  #leave(): void {
    if (this.#result === null || this.bench.shown()?.fingerprint === this.#result.fingerprint) return;
    this.#pause();
    this.#result = null;
    this.#frames = [];
    this.#goHome();
    this.#panel?.remove();
    this.#panel = this.#stage = null;
    void this.bench.chart().then((chart) => chart.hold(null)).catch(() => {});
  }
}
