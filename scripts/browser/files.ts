/** What a reader takes along: the table as CSV, the chart as SVG. */

import type { LabConfig } from "./config";
import type { Cell, Result, Value } from "./protocol";
import { say } from "./words";

const SVG = "http://www.w3.org/2000/svg";

/** The rows, then the seed and each parameter as columns of their own; full precision, by label. */
export function csv(config: LabConfig, result: Result): string {
  const [separator, point] = config.language === "nl" ? [";", ","] : [",", "."];
  const written = (value: Cell | Value | undefined): string => {
    if (value === null || value === undefined) return "";
    const text = typeof value === "number" ? String(value).replace(".", point) : value;
    return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const observables = [config.axis, ...config.columns];
  const settings: [string, Value][] = [[say("seed", config.language), result.seed]];
  for (const spec of config.parameters) settings.push([spec.label, result.parameters[spec.name] ?? ""]);
  const lines = [[...observables.map((one) => one.label), ...settings.map(([label]) => label)]];
  const length = result.columns[config.axis.name]?.length ?? 0;
  for (let at = 0; at < length; at++) {
    lines.push([
      ...observables.map((one) => written(result.columns[one.name]?.[at])),
      ...settings.map(([, value]) => written(value)),
    ]);
  }
  const [head = [], ...body] = lines;
  const text = [head.map(written), ...body].map((line) => line.join(separator)).join("\r\n");
  return `\ufeff${text}\r\n`;
}

/** A drawing that stands on its own: namespace, white ground, title and description. */
export function standalone(drawing: SVGSVGElement, title: string, description: string): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", SVG);
  for (const name of ["style", "class", "aria-label", "aria-hidden", "aria-labelledby"]) copy.removeAttribute(name);
  copy.setAttribute("role", "img");
  // One font for all, with others to fall back on: the build's is not on every machine.
  copy.querySelectorAll("[font-family]").forEach((text) => text.removeAttribute("font-family"));
  copy.setAttribute("font-family", "Liberation Sans, Arial, Helvetica, sans-serif");
  const ground = element("rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", "#ffffff");
  copy.querySelectorAll(":scope > title, :scope > desc").forEach((old) => old.remove());
  copy.prepend(element("title", title), element("desc", description), ground);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

function element(name: string, text = ""): SVGElement {
  const made = document.createElementNS(SVG, name);
  if (text) made.textContent = text;
  return made;
}

/** The name of a file: the run it holds can be told from it. */
export function fileName(result: Result, extension: string): string {
  return `${result.model}_seed-${result.seed}_${result.fingerprint}.${extension}`;
}

/** Hand the table to the reader. */
export function saveTable(config: LabConfig, result: Result): void {
  save(fileName(result, "csv"), "text/csv;charset=utf-8", csv(config, result));
}

/** Hand the reader the one of the lab's drawings that is in sight. */
export function saveDrawing(root: HTMLElement, config: LabConfig, result: Result): void {
  const drawing = drawingOf(root, config, result);
  if (drawing !== null) save(fileName(result, "svg"), "image/svg+xml", drawing);
}

/** The one of the lab's drawings that is in sight, as a drawing that stands alone. */
export function drawingOf(root: HTMLElement, config: LabConfig, result: Result): string | null {
  const drawings = [...root.querySelectorAll<SVGSVGElement>("[data-role=chart] svg")];
  const drawing = drawings.find((one) => one.getBoundingClientRect().width > 0) ?? drawings[0];
  return drawing === undefined ? null : standalone(drawing, config.title, result.sentence);
}

/** Hand the reader a file. */
export function save(name: string, type: string, content: BlobPart): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
