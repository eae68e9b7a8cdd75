/** Pinned runs: ghost curves behind the chart, a legend, and a table of differences. */

import type { Bench } from "./bench";
import { apart, difference } from "./difference";
import { button, draw, make, panel, table } from "./dom";
import { quantity } from "./format";
import type { Result } from "./protocol";
import type { Tool } from "./tools";
import { say } from "./words";

/** As many as there are dashes: GHOST_DASHES in scripts/chart.py, by number. */
const DASHES = ["2 3", "8 3", "1 5", "10 3 2 3"];

interface Pin {
  readonly number: number;
  readonly result: Result;
  readonly label: string;
}

export class Compare implements Tool {
  #pins: Pin[] = [];
  #panel: HTMLElement | null = null;
  readonly #life = new AbortController();

  constructor(private readonly bench: Bench) {
    bench.root.addEventListener("lab:result", () => this.#write(), { signal: this.#life.signal });
  }

  act(action: string, pressed: HTMLElement): void {
    const pin = this.#pins.find(({ number }) => String(number) === pressed.dataset["pin"]);
    if (action === "pin") this.bench.withResult((result) => this.#add(result));
    if (action === "unpin" && pin) this.#set(this.#pins.filter((one) => one !== pin));
    if (action === "unpin-all") this.#set([]);
    if (action === "recall" && pin) this.bench.apply({ values: pin.result.parameters, seed: pin.result.seed });
  }

  close(): void {
    this.#life.abort();
    this.#panel?.remove();
  }

  #add(result: Result): void {
    const { bench } = this;
    const { language } = bench.config;
    if (this.#pins.some((pin) => pin.result.fingerprint === result.fingerprint)) {
      return bench.note(say("pin.already", language));
    }
    const taken = new Set(this.#pins.map((pin) => pin.number));
    const number = DASHES.findIndex((_, at) => !taken.has(at + 1)) + 1;
    if (number === 0) return bench.note(say("pin.full", language, { most: String(DASHES.length) }));
    const label = apart(bench.config, bench.controls, bench.book, result);
    this.#set([...this.#pins, { number, result, label }].sort((one, other) => one.number - other.number));
    bench.note(say("pin.done", language, { number: String(number), label }));
  }

  #set(pins: Pin[]): void {
    const focused = this.#panel?.contains(document.activeElement) === true;
    this.#pins = pins;
    this.#write();
    void this.#haunt();
    if (focused) this.bench.root.querySelector<HTMLElement>("[data-action=pin]")?.focus(); // its button has gone
  }

  async #haunt(): Promise<void> {
    const shown = this.bench.shown();
    const chart = await this.bench.chart();
    await chart.haunt(this.#pins.map(({ number, result }) => ({ pin: number, columns: result.columns })));
    if (shown) await chart.draw(shown); // the static figure has no place for ghosts
  }

  #write(): void {
    const { root, config } = this.bench;
    const shown = this.bench.shown();
    if (this.#pins.length === 0 || shown === null) {
      this.#panel?.remove();
      this.#panel = null;
      return;
    }
    this.#panel ??= panel(root, "pins", "pin.title", config.language, ".lab-figure");
    const [title] = this.#panel.children;
    this.#panel.replaceChildren(title!, this.#legend(shown), this.#differences(shown));
  }

  #legend(shown: Result): HTMLElement {
    const { language } = this.bench.config;
    const now = apart(this.bench.config, this.bench.controls, this.bench.book, shown);
    const entries = this.#pins.map(({ number, label }) => {
      const attributes = { "data-pin": number };
      const named = (word: "pin.recall.long" | "pin.remove.long") => ({
        ...attributes,
        "aria-label": say(word, language, { number: String(number) }),
      });
      return make(
        "li",
        attributes,
        swatch(DASHES[number - 1] ?? ""),
        make("span", { class: "bench-name" }, `${say("pin.name", language, { number: String(number) })}: ${label}`),
        button("recall", say("pin.recall", language), named("pin.recall.long")),
        button("unpin", say("pin.remove", language), named("pin.remove.long")),
      );
    });
    const current = make("li", {}, swatch(""), make("span", { class: "bench-name" }, `${say("pin.now", language)}: ${now}`));
    return make("ul", { class: "bench-legend" }, current, ...entries);
  }

  #differences(shown: Result): HTMLElement {
    const { language, summary } = this.bench.config;
    const head = [say("measure", language), say("pin.now", language)];
    for (const { number } of this.#pins) head.push(say("pin.name", language, { number: String(number) }));
    const rows = summary.map(({ name, label, kind }) => {
      const now = shown.summary[name] ?? null;
      const cells = this.#pins.map(({ result }) => {
        const then = result.summary[name] ?? null;
        const by = difference(kind, now, then, language);
        const small = by ? make("small", {}, say("pin.by", language, { by })) : "";
        return make("span", {}, quantity(kind, then, language), small);
      });
      return [label, quantity(kind, now, language), ...cells];
    });
    return table(say("pin.caption", language), head, rows);
  }
}

/** A piece of line as the chart draws it. */
function swatch(dash: string): SVGSVGElement {
  const line = draw("line", { x1: 1, x2: 31, y1: 6, y2: 6, "stroke-width": dash ? 2 : 3, "stroke-dasharray": dash || "none" });
  line.setAttribute("class", dash ? "plot-ghost" : "plot-own");
  return draw("svg", { class: "bench-swatch", viewBox: "0 0 32 12", "aria-hidden": "true" }, line);
}
