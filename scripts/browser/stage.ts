/** A model's state on a canvas: a grid of kinds, or the course of opinions. Colour and form say the same. */

import { quantile } from "./difference";
import { make } from "./dom";
import { quantity } from "./format";
import type { Frame, Language } from "./protocol";
import { say } from "./words";

const SIZE = 480;

/** The cells of a frame as numbers. */
export function cells({ cells: text }: Frame): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** A frame in words: the share of each kind, or where the opinions lie. */
export function inWords(frame: Frame, labels: readonly string[], language: Language): string {
  const values = cells(frame);
  if (frame.kind === "dots") {
    const sorted = [...values].map((value) => value / 255).sort((one, other) => one - other);
    const at = (part: number): string => quantity("share", quantile(sorted, part), language);
    return say("play.dots", language, { low: at(0), high: at(1), first: at(0.25), third: at(0.75) });
  }
  const counts = labels.map((_, kind) => values.reduce((sum, value) => sum + Number(value === kind), 0));
  const said = labels.map((label, kind) =>
    say("play.cells", language, { label, share: quantity("share", counts[kind]! / values.length, language) }),
  );
  const text = said.join(", ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

export class Stage {
  readonly element: HTMLElement;
  readonly #canvas = make("canvas", { class: "stage", role: "img" });
  readonly #labels: readonly string[];

  constructor(
    labels: readonly string[],
    private readonly kind: Frame["kind"],
    private readonly language: Language,
  ) {
    this.#labels = labels;
    this.element = make("figure", { class: "bench-figure" }, this.#canvas);
    if (kind === "grid") this.element.append(this.#legend());
  }

  /** Show the last of `frames`; dots show all of them, as a course in time of `total` steps. */
  show(frames: readonly Frame[], total: number): string {
    const frame = frames.at(-1);
    if (frame === undefined) return "";
    if (this.kind === "grid") this.#grid(frame);
    else this.#course(frames, total);
    const words = inWords(frame, this.#labels, this.language);
    this.#canvas.setAttribute("aria-label", words);
    return words;
  }

  #grid(frame: Frame): void {
    const { width, height } = frame;
    const side = Math.max(2, Math.floor(SIZE / Math.max(width, height)));
    const pen = this.#pen(width * side, height * side);
    const colours = this.#colours();
    cells(frame).forEach((kind, at) => {
      if (kind === 0) return;
      pen.fillStyle = colours[(kind - 1) % 4]!;
      form(pen, kind, (at % width) * side, Math.floor(at / width) * side, side);
    });
  }

  #course(frames: readonly Frame[], total: number): void {
    const [width, height] = [2 * SIZE, SIZE];
    const pen = this.#pen(width, height);
    pen.fillStyle = this.#colours()[0]!;
    const step = width / Math.max(1, total);
    const size = Math.max(2, Math.min(6, step));
    frames.forEach((frame, at) => {
      pen.globalAlpha = at === frames.length - 1 ? 1 : 0.35;
      for (const value of new Set(cells(frame))) {
        pen.fillRect(at * step, (height - size) * (1 - value / 255), Math.max(1, step - 1), size);
      }
    });
    pen.globalAlpha = 1;
  }

  #pen(width: number, height: number): CanvasRenderingContext2D {
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const pen = this.#canvas.getContext("2d");
    if (pen === null) throw new Error("no canvas");
    pen.clearRect(0, 0, width, height);
    return pen;
  }

  #colours(): string[] {
    const style = getComputedStyle(this.#canvas);
    return [1, 2, 3, 4].map((at) => style.getPropertyValue(`--lab-series-${at}`).trim() || "#0b6e99");
  }

  #legend(): HTMLElement {
    const keys = this.#labels.slice(1).map((label, at) =>
      make("li", {}, make("span", { class: `stage-key stage-key-${(at % 4) + 1}`, "aria-hidden": "true" }), label),
    );
    return make("ul", { class: "bench-keys" }, ...keys);
  }
}

/** Draw the form of a kind (a second channel beside colour; tools.css has the same) in its square. */
function form(pen: CanvasRenderingContext2D, kind: number, x: number, y: number, side: number): void {
  const [inset, middle] = [side * 0.08, side / 2];
  if (side < 6 || kind === 1) return pen.fillRect(x + inset, y + inset, side - 2 * inset, side - 2 * inset);
  const paths: Record<number, readonly (readonly [number, number])[]> = {
    3: [[middle, inset], [side - inset, side - inset], [inset, side - inset]],
    4: [[middle, 0], [side, middle], [middle, side], [0, middle]],
  };
  pen.beginPath();
  const corners = paths[kind];
  if (corners === undefined) pen.arc(x + middle, y + middle, middle - inset, 0, 2 * Math.PI);
  else for (const [right, down] of corners) pen.lineTo(x + right, y + down);
  pen.fill();
}
