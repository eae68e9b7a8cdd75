/** `<cite-this>`, loaded when it is first opened: the citations are text of the page; here the buttons that copy them appear. */

export class CiteThis extends HTMLElement {
  #life: AbortController | null = null;

  connectedCallback(): void {
    this.#life = new AbortController();
    for (const button of this.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", () => void this.#copy(button), { signal: this.#life.signal });
    }
  }

  disconnectedCallback(): void {
    this.#life?.abort();
  }

  /** Copy, or select the text where the clipboard is forbidden; a screen reader hears which it was. */
  async #copy(button: HTMLButtonElement): Promise<void> {
    const { copy = "", done = "", hand = "" } = button.dataset;
    const text = this.querySelector(`#${CSS.escape(copy)}`);
    const status = this.querySelector("[role=status]");
    if (text === null || status === null) return;
    try {
      await navigator.clipboard.writeText(text.textContent ?? "");
      status.textContent = done;
    } catch {
      getSelection()?.selectAllChildren(text);
      status.textContent = hand;
    }
  }
}

if (!customElements.get("cite-this")) customElements.define("cite-this", CiteThis);
