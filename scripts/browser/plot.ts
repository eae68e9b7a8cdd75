/** A small chart of our own, for what the notebook's chart does not draw: bands, marks, drawings, heat maps. */

import { draw } from "./dom";
import { quantity } from "./format";
import type { Cell, Language } from "./protocol";

export interface Axis {
  readonly label: string;
  readonly kind: string;
  readonly low: number;
  readonly high: number;
}

export type Point = readonly [x: number, y: number];

const MARGIN = { top: 12, right: 14, bottom: 44, left: 62 };

export class Plot {
  readonly svg: SVGSVGElement;
  readonly width: number;
  readonly height: number;

  /** `room`: the width in pixels that the drawing will get; text then has its own size. */
  constructor(
    readonly x: Axis,
    readonly y: Axis,
    room: number,
    private readonly language: Language,
  ) {
    this.width = Math.round(Math.min(720, Math.max(280, room)));
    this.height = Math.round(Math.min(340, Math.max(220, this.width * 0.52)));
    this.svg = draw("svg", { class: "plot", viewBox: `0 0 ${this.width} ${this.height}`, role: "img" });
    this.#axes();
  }

  /** Where a value stands, in the drawing's own units. */
  left(value: number): number {
    return MARGIN.left + share(value, this.x) * (this.width - MARGIN.left - MARGIN.right);
  }

  top(value: number): number {
    return this.height - MARGIN.bottom - share(value, this.y) * (this.height - MARGIN.top - MARGIN.bottom);
  }

  /** The values at a point of the page. */
  under({ clientX, clientY }: { clientX: number; clientY: number }): Point {
    const box = this.svg.getBoundingClientRect();
    const part = (at: number, low: number, high: number): number => Math.min(1, Math.max(0, (at - low) / (high - low)));
    const right = part(((clientX - box.left) / box.width) * this.width, MARGIN.left, this.width - MARGIN.right);
    const up = 1 - part(((clientY - box.top) / box.height) * this.height, MARGIN.top, this.height - MARGIN.bottom);
    return [this.x.low + right * (this.x.high - this.x.low), this.y.low + up * (this.y.high - this.y.low)];
  }

  line(points: readonly Point[], look: string): SVGPathElement {
    return this.add(draw("path", { class: look, d: this.#path(points), fill: "none" }));
  }

  band(points: readonly (readonly [x: number, low: number, high: number])[], look: string): void {
    const up = points.map(([x, , high]): Point => [x, high]);
    const down = points.map(([x, low]): Point => [x, low]).reverse();
    this.add(draw("path", { class: look, d: `${this.#path([...up, ...down])}Z` }));
  }

  dot([x, y]: Point, radius: number, look: string): SVGCircleElement {
    return this.add(draw("circle", { class: look, cx: this.left(x), cy: this.top(y), r: radius }));
  }

  /** A filled cell between two pairs of values. */
  cell(from: Point, to: Point, look: string, opacity: number): void {
    const [left, right] = [this.left(from[0]), this.left(to[0])];
    const [bottom, top] = [this.top(from[1]), this.top(to[1])];
    const box = { x: left, y: top, width: right - left, height: bottom - top };
    this.add(draw("rect", { class: look, ...box, "fill-opacity": opacity.toFixed(3) }));
  }

  text([x, y]: Point, text: string, look: string): void {
    this.add(draw("text", { class: look, x: this.left(x), y: this.top(y), "text-anchor": "middle", dy: "0.35em" }, text));
  }

  add<T extends SVGElement>(element: T): T {
    this.svg.append(element);
    return element;
  }

  /** What the drawing says, for whoever does not see it. */
  describe(sentence: string): this {
    this.svg.setAttribute("aria-label", sentence);
    return this;
  }

  #path(points: readonly Point[]): string {
    return points
      .map(([x, y], at) => `${at ? "L" : "M"}${this.left(x).toFixed(1)} ${this.top(y).toFixed(1)}`)
      .join("");
  }

  #axes(): void {
    const { width, height, language } = this;
    const bottom = height - MARGIN.bottom;
    for (const tick of ticks(this.y, 5)) {
      const at = this.top(tick);
      this.add(draw("line", { class: "plot-grid", x1: MARGIN.left, x2: width - MARGIN.right, y1: at, y2: at }));
      const place = { class: "plot-label", x: MARGIN.left - 8, y: at, dy: "0.35em", "text-anchor": "end" };
      this.add(draw("text", place, short(this.y.kind, tick, language)));
    }
    for (const tick of ticks(this.x, width < 420 ? 4 : 7)) {
      const place = { class: "plot-label", x: this.left(tick), y: bottom + 18, "text-anchor": "middle" };
      this.add(draw("text", place, short(this.x.kind, tick, language)));
    }
    this.add(draw("line", { class: "plot-axis", x1: MARGIN.left, x2: width - MARGIN.right, y1: bottom, y2: bottom }));
    const middle = (MARGIN.left + width - MARGIN.right) / 2;
    this.add(draw("text", { class: "plot-title", x: middle, y: height - 6, "text-anchor": "middle" }, this.x.label));
    const side = (MARGIN.top + bottom) / 2;
    const turned = { class: "plot-title", transform: `translate(12 ${side}) rotate(-90)`, "text-anchor": "middle" };
    this.add(draw("text", turned, cut(this.y.label, 34)));
  }
}

/** An axis that holds `values`; a share runs from 0 to 1 where that is not too much room, and 0 is kept near. */
export function axisOf(label: string, kind: string, values: readonly Cell[], tight = false): Axis {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  let low = known.length ? known.reduce((one, other) => Math.min(one, other)) : 0;
  let high = known.length ? known.reduce((one, other) => Math.max(one, other)) : 1;
  if (!tight && (kind === "share" || kind === "flag") && low >= 0 && high <= 1) [low, high] = [0, 1];
  else if (!tight && low > 0 && low < 0.7 * high) low = 0;
  if (high === low) [low, high] = [low - (Math.abs(low) || 1) * 0.5, high + (Math.abs(high) || 1) * 0.5];
  return { label, kind, low, high };
}

/** Round values within an axis, about `count` of them. */
export function ticks({ low, high, kind }: Axis, count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power;
  if (kind === "count") step = Math.max(1, Math.round(step));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** Points of a column over the axis; where there is no value the curve is not drawn. */
export function course(axis: readonly Cell[], column: readonly Cell[]): Point[] {
  return axis.flatMap((x, at): Point[] => {
    const y = column[at];
    return x === null || y === null || y === undefined ? [] : [[x, y]];
  });
}

function share(value: number, { low, high }: Axis): number {
  return (value - low) / (high - low);
}

function short(kind: string, value: number, language: Language): string {
  return quantity(kind === "money" || kind === "euro" || kind === "flag" ? "number" : kind, value, language);
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
