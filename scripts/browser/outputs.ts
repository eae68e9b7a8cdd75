/** What a cell put out, on the page: text, values, charts, errors, in the order they came. */

import { tell } from "./codewords";
import { element, listing } from "./elements";
import { number as inWords } from "./format";
import type { CodeFault, CodeFrame, Language, Stream } from "./protocol";
import type { Dress } from "./vegalite";

/** What outputs need to know of the notebook they stand in. */
export interface Setting {
  readonly language: Language;
  readonly package: string;
  readonly chart: Dress;
  /** A cell's number as the reader counts, or null for one that is not shown; and a line of it. */
  where(frame: CodeFrame): { readonly number: number | null; readonly text: string };
}

export class Outputs {
  #kind: Stream | null = null;
  #text: Text | null = null;

  /** `place` is filled with outputs; `number` is the cell's. */
  constructor(
    private readonly place: HTMLElement,
    private readonly number: number,
    private readonly setting: Setting,
  ) {}

  clear(): void {
    this.place.replaceChildren();
    this.#kind = this.#text = null;
  }

  /** Add what came. */
  take(kind: Stream, text: string): void {
    if (kind === "chart") {
      this.#kind = null;
      const stage = element("div", { class: "lab-chart" });
      this.place.append(element("figure", { class: "notebook-chart" }, stage));
      void this.#draw(stage, text);
    } else if (kind === "cut") {
      this.place.append(element("p", { class: "code-note" }, tell("code.cut", this.setting.language)));
    } else if (kind === this.#kind && kind !== "value" && this.#text !== null) {
      this.#text.appendData(text);
    } else {
      this.#text = document.createTextNode(text);
      this.place.append(listing(this.#text));
      this.place.lastElementChild?.setAttribute("data-stream", kind);
      this.#kind = kind;
    }
  }

  /** Tell what went wrong, with the reader's own lines. */
  fail(fault: CodeFault): void {
    const { language } = this.setting;
    this.#kind = null;
    const name = element("strong", {}, fault.type);
    const box = element("div", { class: "code-fault", "data-role": "fault" });
    box.append(element("p", {}, name, fault.message ? `: ${fault.message}` : ""));
    if (fault.frames.length > 0) {
      const lines = fault.frames.map((frame) => {
        const { number, text } = this.setting.where(frame);
        const line = String(frame.line);
        const place =
          number === null
            ? tell("code.fault.hidden", language, { line })
            : tell("code.fault.line", language, { number: String(number), line });
        return element("li", {}, `${place}: `, element("code", {}, text.trim()));
      });
      box.append(element("ol", {}, ...lines));
    }
    if (fault.cause) box.append(element("p", {}, tell("code.fault.cause", language, { cause: fault.cause })));
    if (fault.type === "ModuleNotFoundError") {
      box.append(element("p", {}, tell("code.fault.module", language, { package: this.setting.package })));
    }
    if (fault.type === "MemoryError") box.append(element("p", {}, tell("code.fault.memory", language)));
    this.place.append(box);
  }

  async #draw(stage: HTMLElement, text: string): Promise<void> {
    const { language, chart } = this.setting;
    const number = String(this.number);
    try {
      const { draw, told } = await import("./vegalite");
      const { x, y, points } = told(text);
      const label =
        x && y
          ? tell("code.chart", language, { number, x, y, points: inWords(points, 0, language) })
          : tell("code.chart.bare", language, { number });
      await draw(stage, text, chart, label);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      stage.replaceChildren(element("p", { class: "code-note" }, tell("code.chart.failed", language, { message })));
    }
  }
}
