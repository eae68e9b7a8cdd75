/** Elements that few pages have: each is known by name, and what it does is fetched when one is met. */

/** What an element does once it is there; `signal` ends it. */
export type Opening = (element: HTMLElement, signal: AbortSignal) => void;

export function rare(name: string, load: () => Promise<{ readonly open: Opening }>): void {
  class Rare extends HTMLElement {
    #life: AbortController | undefined;

    connectedCallback(): void {
      const { signal } = (this.#life = new AbortController());
      load().then(({ open }) => signal.aborted || open(this, signal), () => {}); // its markup says what there is without it
    }

    disconnectedCallback(): void {
      this.#life?.abort();
    }
  }
  if (!customElements.get(name)) customElements.define(name, Rare);
}
