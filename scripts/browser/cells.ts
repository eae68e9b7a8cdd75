/**
 * `<model-notebook>`, the bar above a notebook page's cells. Like the lab it waits: the code that runs cells
 * comes when a reader presses a button, or has changed a cell here before.
 */

import type { Code } from "./code";
import { editsKey } from "./edits";
import { Status } from "./status";
import { say } from "./words";

/** Take a notebook page's bar in hand, until `signal` ends. */
export function open(bar: HTMLElement, signal: AbortSignal): void {
  const cells = new Cells(bar);
  document.addEventListener("click", (event) => cells.pressed(event), { signal });
  for (const part of document.querySelectorAll<HTMLElement>("[data-role=cell-actions]")) part.hidden = false;
  const naming = new MutationObserver(nameBars);
  naming.observe(document.body, { childList: true, subtree: true });
  nameBars();
  signal.addEventListener("abort", () => {
    naming.disconnect();
    cells.close();
  });
  if (keptEdits(bar)) cells.open().catch(() => {}); // to say so; nothing is run
}

class Cells {
  #code: Promise<Code> | null = null;
  #status: Status | null = null;
  #closed = false;

  constructor(private readonly bar: HTMLElement) {}

  pressed({ target }: MouseEvent): void {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-action]") : null;
    const cell = button?.closest<HTMLElement>("[data-cell]");
    const action = button?.dataset["action"];
    if (action === undefined || (cell === null && !this.bar.contains(button))) return;
    if (button?.getAttribute("aria-disabled") === "true") return;
    this.open().then(
      (code) => this.#closed || code.act(action, cell?.dataset["cell"] ?? null),
      () => {}, // the status has said it
    );
  }

  open(): Promise<Code> {
    this.#code ??= this.#start();
    return this.#code;
  }

  close(): void {
    this.#closed = true;
    this.#code?.then((code) => code.close()).catch(() => {});
    this.#code = null;
  }

  async #start(): Promise<Code> {
    const { bar } = this;
    const place = bar.querySelector("[data-role=status]") ?? bar.appendChild(document.createElement("p"));
    const language = bar.lang === "en" ? "en" : "nl";
    const status = (this.#status ??= new Status(place, language));
    try {
      const { Code } = await import("./code");
      const code = await Code.open(bar, status);
      if (this.#closed) code.close();
      return code;
    } catch (error) {
      this.#code = null;
      bar.dataset["state"] = "failed";
      status.show(say("status.data", language), false);
      throw error;
    }
  }
}

function keptEdits(bar: HTMLElement): boolean {
  const runtime = new URL(bar.dataset["runtime"] ?? "", document.baseURI).href;
  try {
    return localStorage.getItem(editsKey(runtime, bar.getAttribute("model") ?? "")) !== null;
  } catch {
    return false;
  }
}

/** The theme makes the buttons on each block of code a landmark, all without a name; give each its own. */
function nameBars(): void {
  for (const [at, nav] of document.querySelectorAll(".md-code__nav").entries()) {
    const title = nav.querySelector("[title]")?.getAttribute("title") ?? "";
    nav.setAttribute("aria-label", `${title} ${at + 1}`.trim());
  }
}
