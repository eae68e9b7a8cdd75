/** Predict, then run: the reader draws a course before the result is shown, and sees both. */

import type { Bench } from "./bench";
import { button, make, panel } from "./dom";
import { quantity } from "./format";
import { verdict } from "./guess";
import { type Axis, axisOf, course, Plot, type Point } from "./plot";
import type { Result } from "./protocol";
import type { Tool } from "./tools";
import { say } from "./words";

/** Points of a drawing: enough for any course worth predicting, few enough for the keyboard. */
const POINTS = 9;

export class Sketch implements Tool {
  readonly #life = new AbortController();
  #panel: HTMLElement | null = null;
  #drawn: [x: number, y: number][] = [];
  #moved = false;

  constructor(private readonly bench: Bench) {}

  async act(action: string): Promise<void> {
    if (action === "predict" || action === "predict-again") this.#begin();
    if (action === "predict-skip") this.#end();
    if (action === "predict-show") await this.#reveal();
  }

  close(): void {
    this.#life.abort();
    this.#end();
  }

  get #column() {
    return this.bench.config.columns[0]!;
  }

  #begin(): void {
    const { root, config } = this.bench;
    const { language } = config;
    this.#end();
    root.dataset["drawing"] = "";
    const [x, y] = this.#axes(config.result);
    const at = (part: number): number => x.low + part * (x.high - x.low);
    this.#drawn = Array.from({ length: POINTS }, (_, point) => [at(point / (POINTS - 1)), (y.low + y.high) / 2]);
    this.#moved = false;
    const place = root.querySelector(".lab-predict") ? ".lab-predict" : ".lab-title";
    const host = (this.#panel = panel(root, "sketch", "sketch.title", language, place));
    const plot = new Plot(x, y, host.clientWidth - 32, language);
    plot.svg.classList.add("sketch");
    plot.svg.setAttribute("role", "group");
    plot.svg.setAttribute("aria-label", say("sketch.field", language, { label: this.#column.label }));
    this.#handle(plot);
    host.append(
      make("p", {}, say("sketch.how", language, { label: this.#column.label })),
      make("figure", { class: "bench-figure" }, plot.svg),
      make("div", { class: "bench-row" }, button("predict-show", say("sketch.show", language)), button("predict-skip", say("sketch.skip", language))),
    );
    plot.svg.querySelector<SVGElement>("[role=slider]")?.focus();
  }

  /** The field of the drawing: the axis of the book's run, and room above its curve that gives little away. */
  #axes({ columns }: Result): [Axis, Axis] {
    const { axis } = this.bench.config;
    const { name, label, kind } = this.#column;
    const x = axisOf(axis.label, axis.kind, columns[axis.name] ?? [], true);
    const y = axisOf(label, kind, columns[name] ?? []);
    if (kind === "share") return [x, y];
    return [x, { ...y, low: Math.min(0, y.low), high: y.high + 0.6 * Math.abs(y.high) }];
  }

  /** Draw with a pointer anywhere in the field, or move the points with the keyboard. */
  #handle(plot: Plot): void {
    const { signal } = this.#life;
    const { axis, language } = this.bench.config;
    const line = plot.line(this.#drawn, "sketch-line");
    const dots = this.#drawn.map((point) => plot.dot(point, 7, "sketch-point"));
    const show = (): void => {
      line.setAttribute("d", this.#drawn.map(([x, y], at) => `${at ? "L" : "M"}${plot.left(x)} ${plot.top(y)}`).join(""));
      dots.forEach((dot, at) => {
        const [x, y] = this.#drawn[at]!;
        const value = quantity(this.#column.kind, y, language);
        const place = say("sketch.point", language, { axis: axis.label, at: quantity("count", x, language) });
        dot.setAttribute("cy", String(plot.top(y)));
        dot.setAttribute("aria-valuenow", String(Number(y.toPrecision(6))));
        dot.setAttribute("aria-valuetext", `${place}: ${value}`);
        dot.setAttribute("aria-label", place);
      });
    };
    const turn = (to: number): void => {
      dots.forEach((dot, at) => dot.setAttribute("tabindex", at === to ? "0" : "-1"));
      dots[to]?.focus();
    };
    dots.forEach((dot, at) => {
      for (const [name, value] of Object.entries({ role: "slider", "aria-orientation": "vertical", "aria-valuemin": plot.y.low, "aria-valuemax": plot.y.high })) {
        dot.setAttribute(name, String(value));
      }
      dot.setAttribute("tabindex", at === 0 ? "0" : "-1");
      dot.addEventListener("keydown", (event) => {
        const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -1000, End: 1000 }[event.key];
        const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (by === undefined && side === undefined) return;
        event.preventDefault();
        if (side !== undefined) return turn(Math.min(POINTS - 1, Math.max(0, at + side)));
        const { low, high } = plot.y;
        this.#drawn[at]![1] = Math.min(high, Math.max(low, this.#drawn[at]![1] + (by! * (high - low)) / 50));
        this.#moved = true;
        show();
      }, { signal });
    });
    show();

    let last: Point | null = null;
    const pull = (event: PointerEvent): void => {
      const now = plot.under(event);
      this.#drag(last ?? now, now);
      last = now;
      show();
    };
    plot.svg.addEventListener("pointerdown", (event) => {
      plot.svg.setPointerCapture(event.pointerId);
      event.preventDefault();
      last = null;
      pull(event);
    }, { signal });
    plot.svg.addEventListener("pointermove", (event) => last !== null && pull(event), { signal });
    for (const kind of ["pointerup", "pointercancel"] as const) {
      plot.svg.addEventListener(kind, () => (last = null), { signal });
    }
  }

  /** The pointer went from one place to another: the points it passed, and the nearest, come along. */
  #drag(from: Point, to: Point): void {
    const [left, right] = from[0] <= to[0] ? [from, to] : [to, from];
    const gap = this.#drawn[1]![0] - this.#drawn[0]![0];
    for (const point of this.#drawn) {
      if (point[0] < left[0] - gap / 2 || point[0] > right[0] + gap / 2) continue;
      const part = right[0] === left[0] ? 1 : (point[0] - left[0]) / (right[0] - left[0]);
      const clipped = Math.min(1, Math.max(0, part));
      point[1] = left[1] + (right[1] - left[1]) * clipped;
    }
    this.#moved = true;
  }

  async #reveal(): Promise<void> {
    const host = this.#panel;
    if (host === null) return;
    const result = await this.#current();
    if (this.#panel !== host) return;
    const { config, root } = this.bench;
    const { axis, language } = config;
    const { name, label, kind } = this.#column;
    const real = course(result.columns[axis.name] ?? [], result.columns[name] ?? []);
    delete root.dataset["drawing"];
    if (real.length === 0 || !this.#moved) return this.#end();
    const sentence = verdict(this.#drawn, real, axis, this.#column, language);
    const [x] = this.#axes(result);
    const plot = new Plot(x, axisOf(label, kind, [...real, ...this.#drawn].map(([, y]) => y)), host.clientWidth - 32, language);
    plot.line(real, "plot-own");
    plot.line(this.#drawn.filter(([at]) => at <= x.high), "sketch-line");
    plot.describe(sentence);
    const key = (look: string, word: "sketch.model" | "sketch.yours"): HTMLElement =>
      make("li", {}, make("span", { class: `bench-key ${look}`, "aria-hidden": "true" }), say(word, language));
    const again = button("predict-again", say("sketch.again", language));
    host.replaceChildren(
      host.firstElementChild!,
      make("ul", { class: "bench-keys" }, key("key-own", "sketch.model"), key("key-sketch", "sketch.yours")),
      make("figure", { class: "bench-figure" }, plot.svg),
      make("p", { "data-role": "sketch-answer" }, sentence),
      make("div", { class: "bench-row" }, again),
    );
    again.focus();
    this.bench.note(sentence);
  }

  /** The result of what the controls say now, which may still be under way. */
  #current(): Promise<Result> {
    const { bench } = this;
    const wanted = bench.controls.read();
    const fits = (result: Result | null): result is Result =>
      result !== null &&
      result.seed === wanted.seed &&
      Object.entries(wanted.values).every(([name, value]) => result.parameters[name] === value);
    return new Promise((resolve) => {
      const look = (): void => {
        const shown = bench.shown();
        if (!fits(shown)) return;
        bench.root.removeEventListener("lab:result", look);
        resolve(shown);
      };
      bench.root.addEventListener("lab:result", look, { signal: this.#life.signal });
      look();
      if (!fits(bench.shown())) bench.apply(wanted);
    });
  }

  #end(): void {
    delete this.bench.root.dataset["drawing"];
    const focused = this.#panel?.contains(document.activeElement) === true;
    this.#panel?.remove();
    this.#panel = null;
    if (focused) this.bench.root.querySelector<HTMLElement>("[data-action=predict]")?.focus();
  }
}
