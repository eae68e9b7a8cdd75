/** Defines the elements of assignments; what fills them is fetched when one stands in a page. */

type Open = (root: HTMLElement) => Promise<() => void>;

const OPENERS: Readonly<Record<string, () => Promise<{ readonly open: Open }>>> = {
  "assignment-builder": () => import("./builder"),
  "book-assignment": () => import("./student"),
};

for (const [name, fetched] of Object.entries(OPENERS)) {
  if (customElements.get(name)) continue;
  customElements.define(
    name,
    class extends HTMLElement {
      #close: Promise<(() => void) | void> | null = null;

      connectedCallback(): void {
        this.#close = fetched()
          .then(({ open }) => (this.isConnected ? open(this) : undefined))
          .catch((error: unknown) => console.warn(`${name} could not be opened.`, error)); // the page says what it needs
      }

      disconnectedCallback(): void {
        void this.#close?.then((close) => close?.());
      }
    },
  );
}
