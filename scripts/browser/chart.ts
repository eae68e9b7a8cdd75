/**
 * The chart, live: the notebook's own specification, with the rows of the latest run in it. This module
 * and Vega are one chunk, fetched on intent. Expressions are interpreted, so no policy has to allow eval.
 */

import type { Spec } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import type { Charts } from "./config";
import type { Cell, Result } from "./protocol";
import { parse, prepare, View } from "./vega";

/** Pixels of the lab's own width from which the wide drawing serves; lab.css has the same number. */
export const BREAKPOINT = 520;

/** Entries of earlier rows that Vega may keep in each of its maps; of itself it keeps ten thousand. */
const STALE = 500;

type Row = Record<string, Cell>;
type Width = "narrow" | "wide";

export class Chart {
  #view: View | null = null;
  /** What the view draws on, as long as it is not in the page. */
  #stage: HTMLElement | null = null;
  #width: Width | null = null;
  #rows: Row[] = [];
  #ghosts: Row[] = [];
  #held: Row[] = [];
  #sentence = "";
  #queue: Promise<void> = Promise.resolve();
  readonly #observer: ResizeObserver;

  /** `place` holds the two static drawings; they stay until the first rows come. */
  constructor(
    private readonly place: HTMLElement,
    private readonly charts: Charts,
  ) {
    this.#observer = new ResizeObserver(() => {
      if (this.#view !== null && this.#fitting() !== this.#width) void this.#enqueue();
    });
  }

  /** Draw a result; resolves once it stands there. `sentence` is what the drawing says. */
  async draw(result: Pick<Result, "columns" | "sentence">): Promise<void> {
    this.#rows = turned(result.columns);
    this.#sentence = result.sentence;
    await this.#enqueue();
  }

  /** Make the view aside, of a result like those to come: the first drawing then only has to swap the rows. */
  async prepare(result: Pick<Result, "columns">): Promise<void> {
    if (this.#rows.length > 0) return; // a drawing is there or on its way
    this.#rows = turned(result.columns);
    const make = (): Promise<void> | undefined => (this.#view === null ? this.#make(this.#fitting()) : undefined);
    this.#queue = this.#queue.catch(() => {}).then(make);
    await this.#queue;
  }

  /** Draw the runs in `pins`, by number, behind the result. */
  async haunt(pins: readonly { readonly pin: number; readonly columns: Result["columns"] }[]): Promise<void> {
    this.#ghosts = pins.flatMap(({ pin, columns }) => turned(columns).map((row) => ({ ...row, pin })));
    if (this.#view !== null && this.#stage === null) await this.#enqueue();
  }

  /** Keep the axes as wide as `columns` need, while less of them is drawn; null lets them go. */
  async hold(columns: Result["columns"] | null): Promise<void> {
    this.#held = columns === null ? [] : turned(columns).map((row) => ({ ...row, pin: 0 }));
    if (this.#view !== null && this.#stage === null) await this.#enqueue();
  }

  /** The drawing that is shown. */
  get drawing(): SVGSVGElement | null {
    const shown = this.place.querySelector<HTMLElement>(`[data-width="${this.#width ?? this.#fitting()}"]`);
    return (shown ?? this.place).querySelector("svg");
  }

  /** Leave a drawing that is only a drawing: whoever still holds the element holds no view with it. */
  close(): void {
    this.#observer.disconnect();
    this.#view?.finalize();
    this.#view = null;
    const { drawing } = this;
    drawing?.replaceWith(drawing.cloneNode(true));
  }

  /** One drawing at a time, always of the latest rows. */
  #enqueue(): Promise<void> {
    this.#queue = this.#queue.catch(() => {}).then(() => this.#render());
    return this.#queue;
  }

  async #render(): Promise<void> {
    const width = this.#fitting();
    if (this.#view === null || width !== this.#width) await this.#make(width);
    else await this.#fill(this.#view).runAsync();
    this.#show();
    const drawing = this.drawing;
    drawing?.setAttribute("role", "img"); // its parts speak English; the sentence speaks the page's language
    drawing?.setAttribute("aria-label", this.#sentence);
  }

  /** A view drawn aside: the old drawing stays until the new one is whole. */
  async #make(width: Width): Promise<void> {
    const spec = this.charts[width].spec as Spec;
    await prepare(spec);
    const view = new View(parse(spec, undefined, { ast: true }), {
      renderer: "svg",
      expr: expressionInterpreter,
    });
    Object.assign(view, { cleanThreshold: STALE }); // which its types do not know
    const stage = document.createElement("div");
    await this.#fill(view.initialize(stage)).runAsync();
    for (const name of ["role", "aria-roledescription", "aria-label"]) stage.removeAttribute(name);
    this.#view?.finalize();
    this.#view = view;
    this.#width = width;
    this.#stage = stage;
  }

  /** Put the drawing into the page, if it is not there. */
  #show(): void {
    const stage = this.#stage;
    if (stage === null) return;
    this.#stage = null;
    const host = this.place.querySelector<HTMLElement>(`[data-width="${this.#width}"]`) ?? this.place;
    for (const other of this.place.querySelectorAll("[data-width]")) other.replaceChildren();
    host.replaceChildren(stage);
    this.place.dataset["live"] = String(this.#width);
    this.#observer.observe(this.place); // a second time it is no news
  }

  /** Vega writes into the rows it is given, so it gets copies. */
  #fill(view: View): View {
    const copies = (rows: Row[]): Row[] => rows.map((row) => ({ ...row }));
    return view.data("rows", copies(this.#rows)).data("ghosts", copies([...this.#ghosts, ...this.#held]));
  }

  #fitting(): Width {
    return this.place.clientWidth >= BREAKPOINT ? "wide" : "narrow";
  }
}

/** Columns turned into one object a row, as Vega wants them. */
export function turned(columns: Result["columns"]): Row[] {
  const names = Object.keys(columns);
  const length = columns[names[0] ?? ""]?.length ?? 0;
  return Array.from({ length }, (_, at) => {
    const row: Row = {};
    for (const name of names) row[name] = columns[name]?.[at] ?? null;
    return row;
  });
}
