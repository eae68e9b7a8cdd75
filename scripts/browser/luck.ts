/** "Was it luck?": the same setting under thirty seeds, with the reader's own run marked in the spread. */

import type { Bench } from "./bench";
import { quantile } from "./difference";
import { button, make, panel, table } from "./dom";
import { quantity } from "./format";
import { axisOf, course, Plot, type Point } from "./plot";
import { poolFor } from "./pool";
import type { Cell, Order, Result } from "./protocol";
import type { Tool } from "./tools";
import { say } from "./words";

export const RUNS = 30;
const [LOW, HIGH] = [0.1, 0.9];

export class Luck implements Tool {
  #panel: HTMLElement | null = null;
  #stopped: AbortController | null = null;
  readonly #life = new AbortController();

  constructor(private readonly bench: Bench) {
    const { signal } = this.#life;
    bench.root.addEventListener("lab:result", () => this.#age(), { signal });
  }

  act(action: string): void {
    if (action === "luck-stop") this.#stopped?.abort(new DOMException("", "AbortError"));
    else this.bench.withResult((result) => void this.#try(result));
  }

  close(): void {
    this.#life.abort();
    this.#stopped?.abort();
    this.#panel?.remove();
  }

  async #try(own: Result): Promise<void> {
    const { root, config, kernel } = this.bench;
    const { language } = config;
    this.#stopped?.abort();
    const stopped = (this.#stopped = new AbortController());
    this.#panel?.remove();
    const host = (this.#panel = panel(root, "luck", "luck.title", language, "[data-role=status]"));
    host.dataset["fingerprint"] = own.fingerprint;
    const bar = make("progress", { max: RUNS, value: 0, "aria-label": say("luck.progress", language) });
    const count = make("span", { class: "bench-count" }, "0 / 30");
    host.append(make("div", { class: "bench-row" }, bar, count, button("luck-stop", say("action.stop", language))));
    const orders = seeds(own.seed).map(
      (seed): Order => ({ model: own.model, parameters: own.parameters, seed, language }),
    );
    const runs: Result[] = [];
    try {
      const receive = (result: Result): void => {
        runs.push(result);
        bar.value = runs.length;
        count.textContent = `${runs.length} / ${RUNS}`;
      };
      await poolFor(kernel).run(orders, receive, stopped.signal);
    } catch (error) {
      if (this.#panel === host) host.remove();
      if (!stopped.signal.aborted) throw error;
      return;
    }
    if (this.#panel !== host) return;
    const [title] = host.children;
    const sentence = this.#sentence(own, runs);
    host.replaceChildren(title!, this.#plot(host, own, runs, sentence), make("p", {}, sentence), this.#table(own, runs));
    this.bench.note(say("luck.done", language));
  }

  /** The spread belongs to a setting that is no longer shown. */
  #age(): void {
    const shown = this.bench.shown();
    if (this.#panel && shown && this.#panel.dataset["fingerprint"] !== shown.fingerprint) {
      this.#stopped?.abort();
      this.#panel.remove();
      this.#panel = null;
    }
  }

  #plot(host: HTMLElement, own: Result, runs: readonly Result[], sentence: string): Element {
    const { axis, columns, language } = this.bench.config;
    const column = columns[0]!;
    const curve = ({ columns: all }: Result): Point[] => course(all[axis.name] ?? [], all[column.name] ?? []);
    const band = spread(runs.map(curve));
    const mine = curve(own);
    const values = [...mine.map(([, y]) => y), ...band.flatMap(([, low, , high]) => [low, high])];
    const x = axisOf(axis.label, axis.kind, [...mine.map(([at]) => at), ...band.map(([at]) => at)], true);
    const plot = new Plot(x, axisOf(column.label, column.kind, values), host.clientWidth - 32, language);
    plot.band(band.map(([at, low, , high]) => [at, low, high]), "plot-band");
    plot.line(band.map(([at, , middle]) => [at, middle]), "plot-median");
    plot.line(mine, "plot-own");
    for (const run of runs) {
      const last = curve(run).at(-1);
      if (last) plot.dot(last, 2.5, "plot-dot");
    }
    const end = mine.at(-1);
    if (end) plot.dot(end, 5, "plot-mine");
    plot.describe(sentence);
    const item = (look: string, word: "luck.own" | "luck.median" | "luck.band"): HTMLElement =>
      make("li", {}, make("span", { class: `bench-key ${look}`, "aria-hidden": "true" }), say(word, language));
    const legend = make("ul", { class: "bench-keys" }, item("key-own", "luck.own"), item("key-median", "luck.median"), item("key-band", "luck.band"));
    return make("figure", { class: "bench-figure" }, legend, plot.svg);
  }

  #sentence(own: Result, runs: readonly Result[]): string {
    const { axis, columns, language } = this.bench.config;
    const { name, kind, label } = columns[0]!;
    const last = ({ columns: all }: Result): Cell => all[name]?.findLast((value) => value !== null) ?? null;
    const mine = last(own);
    const ends = numbers(runs.map(last));
    if (mine === null || ends.length === 0) return say("luck.nothing", language, { label });
    const words = (value: number): string => quantity(kind, value, language);
    const filling = { label, axis: axis.label.toLowerCase(), runs: String(RUNS), mine: words(mine), below: String(ends.filter((end) => end < mine).length), median: words(quantile(ends, 0.5)), low: words(quantile(ends, LOW)), high: words(quantile(ends, HIGH)) };
    const text = say("luck.sentence", language, filling);
    if (ends[0] === ends.at(-1)) return `${text} ${say("luck.same", language)}`;
    const usual = mine >= quantile(ends, LOW) && mine <= quantile(ends, HIGH);
    return `${text} ${say(usual ? "luck.usual" : "luck.unusual", language)}`;
  }

  #table(own: Result, runs: readonly Result[]): HTMLElement {
    const { summary, language } = this.bench.config;
    const head = (["measure", "luck.own", "luck.median", "luck.low", "luck.high"] as const).map((word) => say(word, language));
    const rows = summary.map(({ name, label, kind }) => {
      const sorted = numbers(runs.map((run) => run.summary[name] ?? null));
      const at = (part: number): string => quantity(kind === "flag" ? "share" : kind, sorted.length ? quantile(sorted, part) : null, language);
      const usual = kind === "flag" ? quantity("share", mean(sorted), language) : at(0.5);
      return [label, quantity(kind, own.summary[name] ?? null, language), usual, at(LOW), at(HIGH)];
    });
    return table(say("luck.caption", language, { runs: String(RUNS) }), head, rows);
  }
}

/** The seeds 1 to 30, or without the last where the reader's own is another: it is one of the thirty. */
export function seeds(own: number): number[] {
  const all = Array.from({ length: RUNS }, (_, at) => at + 1);
  return all.includes(own) ? all : [own, ...all.slice(0, -1)];
}

/** For each place on the axis that all curves have: its low, middle and high quantile. */
export function spread(curves: readonly (readonly Point[])[]): [x: number, low: number, middle: number, high: number][] {
  const at = new Map<number, number[]>();
  for (const curve of curves) for (const [x, y] of curve) at.set(x, [...(at.get(x) ?? []), y]);
  return [...at]
    .filter(([, values]) => values.length * 2 > curves.length)
    .sort(([one], [other]) => one - other)
    .map(([x, values]) => {
      const sorted = numbers(values);
      return [x, quantile(sorted, LOW), quantile(sorted, 0.5), quantile(sorted, HIGH)];
    });
}

function numbers(values: readonly Cell[]): number[] {
  return values.filter((value): value is number => value !== null).sort((one, other) => one - other);
}

function mean(values: readonly number[]): Cell {
  return values.length ? values.reduce((one, other) => one + other) / values.length : null;
}
