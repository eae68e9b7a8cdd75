/**
 * Defines `<model-notebook>`, the bar above a notebook page's cells. Like the lab it waits: the code that
 * runs cells comes when a reader presses a button, or has changed a cell here before.
 */

import type { Code } from "./code";
import { editsKey } from "./edits";
import { Status } from "./status";
import { say } from "./words";

export class ModelNotebook extends HTMLElement {
  readonly #naming = new MutationObserver(nameBars);
  #life: AbortController | null = null;
  #code: Promise<Code> | null = null;
  #status: Status | null = null;

  connectedCallback(): void {
    this.#life = new AbortController();
    document.addEventListener("click", (event) => this.#pressed(event), { signal: this.#life.signal });
    for (const part of document.querySelectorAll<HTMLElement>("[data-role=cell-actions]")) part.hidden = false;
    this.#naming.observe(document.body, { childList: true, subtree: true });
    nameBars();
    if (this.#keptEdits()) this.#open().catch(() => {}); // to say so; nothing is run
  }

  disconnectedCallback(): void {
    this.#life?.abort();
    this.#naming.disconnect();
    this.#code?.then((code) => code.close()).catch(() => {});
    this.#code = null;
  }

  #pressed({ target }: MouseEvent): void {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-action]") : null;
    const cell = button?.closest<HTMLElement>("[data-cell]");
    const action = button?.dataset["action"];
    if (action === undefined || (cell === null && !this.contains(button))) return;
    if (button?.getAttribute("aria-disabled") === "true") return;
    const { signal } = this.#life ?? {};
    this.#open().then(
      (code) => signal?.aborted || code.act(action, cell?.dataset["cell"] ?? null),
      () => {}, // the status has said it
    );
  }

  #open(): Promise<Code> {
    this.#code ??= this.#start();
    return this.#code;
  }

  async #start(): Promise<Code> {
    const place = this.querySelector("[data-role=status]") ?? this.appendChild(document.createElement("p"));
    const language = this.lang === "en" ? "en" : "nl";
    const status = (this.#status ??= new Status(place, language));
    try {
      const { Code } = await import("./code");
      const code = await Code.open(this, status);
      if (!this.isConnected) code.close();
      return code;
    } catch (error) {
      this.#code = null;
      this.dataset["state"] = "failed";
      status.show(say("status.data", language), false);
      throw error;
    }
  }

  #keptEdits(): boolean {
    const runtime = new URL(this.dataset["runtime"] ?? "", document.baseURI).href;
    try {
      return localStorage.getItem(editsKey(runtime, this.getAttribute("model") ?? "")) !== null;
    } catch {
      return false;
    }
  }
}

/** The theme makes the buttons on each block of code a landmark, all without a name; give each its own. */
function nameBars(): void {
  for (const [at, nav] of document.querySelectorAll(".md-code__nav").entries()) {
    const title = nav.querySelector("[title]")?.getAttribute("title") ?? "";
    nav.setAttribute("aria-label", `${title} ${at + 1}`.trim());
  }
}
