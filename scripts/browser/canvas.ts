/** Defines `<design-canvas>` over the form that the build has written; the rest waits for the reader. */

import type { Board } from "./board";
import { keyOf, recall } from "./drafts";
import { sayFirst } from "./first";
import type { Language } from "./protocol";
import { Status } from "./status";

class DesignCanvas extends HTMLElement {
  #life: AbortController | null = null;
  #board: Board | null = null;
  #opening: Promise<Board> | null = null;
  #status: Status | null = null;
  /** What was written before there was a board, by question; it goes over the draft that the board shows. */
  readonly #typed = new Map<string, string>();

  connectedCallback(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.addEventListener("input", ({ target }) => {
      if (this.#board !== null) return;
      if (target instanceof HTMLTextAreaElement) this.#typed.set(target.name, target.value);
      if (target instanceof HTMLSelectElement) this.#typed.clear(); // that was of another field
    }, { signal });
    for (const kind of ["input", "change"]) {
      this.addEventListener(kind, ({ target, type }) => this.#with((board) => board.changed(target, type === "change")), { signal });
    }
    // Whoever asks to save data is not offered ten megabytes for coming near.
    const { connection } = navigator as { connection?: { saveData?: boolean } };
    this.addEventListener("focusin", () => this.#with((board) => connection?.saveData ? undefined : board.warm()), { signal });
    this.addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>("[data-action]") : null;
      const action = button?.dataset["action"];
      if (action === undefined || (action === "stop" && button?.ariaDisabled === "true")) return;
      this.#with((board) => board.act(action));
    }, { signal });
    if (recall(keyOf(this)) !== null) this.#with(() => {}); // show what the reader has kept
  }

  disconnectedCallback(): void {
    this.#life?.abort();
    this.#board?.close();
    this.#board = this.#opening = null;
    this.#typed.clear();
  }

  #with(use: (board: Board) => void): void {
    if (this.#board !== null) return use(this.#board);
    const { signal } = this.#life ?? {};
    this.#opening ??= this.#open();
    this.#opening.then(
      (board) => signal?.aborted || use(board),
      () => {}, // #open has told the reader
    );
  }

  async #open(): Promise<Board> {
    const signal = this.#life?.signal;
    const language: Language = this.lang === "en" ? "en" : "nl";
    const place = this.querySelector("[data-role=status]") ?? this.appendChild(document.createElement("p"));
    const status = (this.#status ??= new Status(place, language));
    try {
      const { Board } = await import("./board");
      const board = await Board.open(this, status, this.#typed);
      if (signal?.aborted) board.close();
      else this.#board = board;
      return board;
    } catch (error) {
      this.#opening = null;
      this.dataset["state"] = "failed";
      status.show(sayFirst("status.data", language), true);
      throw error;
    }
  }
}

if (!customElements.get("design-canvas")) customElements.define("design-canvas", DesignCanvas);
