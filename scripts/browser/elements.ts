/** Elements made of names and text, never of markup. */

type Child = Node | string;

/** An element with attributes and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A button that does `action`. */
export function button(action: string, text: string): HTMLButtonElement {
  return element("button", { type: "button", "data-action": action }, text);
}

/** Code or output as the theme sets it; it can be scrolled with the keyboard. */
export function listing(...lines: readonly Child[]): HTMLElement {
  return element("div", { class: "highlight" }, element("pre", {}, element("code", { tabindex: "0" }, ...lines)));
}
