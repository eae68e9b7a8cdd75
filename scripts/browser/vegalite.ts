/**
 * A chart that a reader's cell has made: Vega-Lite compiled here and drawn with the lab's Vega. A chunk
 * of its own, fetched when a cell first draws. Nothing is loaded for a chart but what is in it.
 */

import type { Spec } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { BREAKPOINT } from "./chart";
import { parse, prepare, View } from "./vega";

/** How the book dresses its charts: `scripts/chart.py` writes it. */
export interface Dress {
  readonly config: object;
  readonly width: Readonly<Record<"narrow" | "wide", number>>;
  readonly height: Readonly<Record<"narrow" | "wide", number>>;
}

type Node = { [key: string]: unknown };

/** A chart may bring its data along; it may not have the page fetch something. */
const LOADER = {
  options: {},
  load: (): Promise<string> => Promise.reject(new Error("a chart loads no data here")),
  sanitize: (uri: string): Promise<{ href: string }> =>
    uri.startsWith("data:image/") ? Promise.resolve({ href: uri }) : Promise.reject(new Error("no links in a chart")),
  http: (): Promise<string> => Promise.reject(new Error("a chart loads no data here")),
  file: (): Promise<string> => Promise.reject(new Error("a chart loads no data here")),
};

/** Draw into `place`; `label` is what the drawing is called. Rejects if the specification is none. */
export async function draw(place: HTMLElement, text: string, dress: Dress, label: string): Promise<void> {
  const size = place.clientWidth >= BREAKPOINT ? "wide" : "narrow";
  const { spec } = compile(dressed(JSON.parse(text) as Node, dress, size) as unknown as TopLevelSpec, { logger: QUIET });
  await prepare(spec as Spec);
  const view = new View(parse(spec as Spec, undefined, { ast: true }), {
    renderer: "svg",
    expr: expressionInterpreter,
    loader: LOADER as never, // of a loader only these are used
  });
  const stage = document.createElement("div");
  await view.initialize(stage).runAsync();
  const drawing = stage.querySelector("svg");
  if (drawing === null) throw new Error("nothing was drawn");
  const copy = drawing.cloneNode(true) as SVGSVGElement; // a drawing, with no view behind it
  view.finalize();
  copy.setAttribute("role", "img");
  copy.setAttribute("aria-label", label);
  place.replaceChildren(copy);
}

/** The specification in the book's dress. What the reader has set is kept: sizes, and a config of one's own. */
export function dressed(spec: Node, dress: Dress, size: "narrow" | "wide"): Node {
  const own = typeof spec["config"] === "object" && spec["config"] !== null ? (spec["config"] as Node) : {};
  const { view, ...rest } = own; // Altair's own default: a fixed size
  const kept = isDefault(view) ? rest : own;
  const copy: Node = { ...spec, config: { ...dress.config, ...kept } };
  const views = leaves(copy);
  for (const one of views) {
    if (views.length === 1 || one["width"] === undefined) one["width"] = dress.width[size];
    one["height"] ??= dress.height[size] / (views.length === 1 ? 1 : 2);
  }
  copy["autosize"] ??= { type: "pad", contains: "padding" };
  delete copy["$schema"];
  return copy;
}

function isDefault(view: unknown): boolean {
  if (typeof view !== "object" || view === null) return true;
  return Object.keys(view).every((key) => key === "continuousWidth" || key === "continuousHeight");
}

/** The single or layered views a specification is made of; facets and repeats keep their own sizes. */
function leaves(spec: Node): Node[] {
  for (const key of ["vconcat", "hconcat", "concat"]) {
    const parts = spec[key];
    if (Array.isArray(parts)) return (spec[key] = parts.map((one) => ({ ...(one as Node) }))).flatMap(leaves);
  }
  return "spec" in spec || hasFacet(spec) ? [] : [spec];
}

function hasFacet(spec: Node): boolean {
  const encoding = (spec["encoding"] ?? {}) as Node;
  return ["row", "column", "facet"].some((channel) => channel in encoding);
}

/** Titles of the axes and the number of points: what a chart says of itself without being seen. */
export function told(text: string): { x: string; y: string; points: number } {
  const found = { x: new Set<string>(), y: new Set<string>(), points: 0 };
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== "object" || node === null) return;
    const { encoding, data, datasets, ...rest } = node as Node;
    for (const axis of ["x", "y"] as const) {
      const channel = (encoding as Node | undefined)?.[axis] as Node | undefined;
      const title = channel?.["title"] ?? channel?.["field"];
      if (typeof title === "string") found[axis].add(title);
    }
    const values = (data as Node | undefined)?.["values"];
    if (Array.isArray(values)) found.points = Math.max(found.points, values.length);
    for (const set of Object.values((datasets ?? {}) as Node)) {
      if (Array.isArray(set)) found.points = Math.max(found.points, set.length);
    }
    walk(Object.values(rest));
  };
  walk(JSON.parse(text));
  return { x: [...found.x].join(", "), y: [...found.y].join(", "), points: found.points };
}

const QUIET = { warn: () => QUIET, info: () => QUIET, debug: () => QUIET, error: () => QUIET, level: () => QUIET };
