/** Small makers of elements; text is always text. */

import { say, type Word } from "./words";
import type { Language } from "./protocol";

type Attributes = Readonly<Record<string, string | number | boolean>>;
type Child = Node | string;

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  set(element, attributes);
  element.append(...children);
  return element;
}

export function draw<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  set(element, attributes);
  element.append(...children);
  return element;
}

/** A button of the bench. */
export function button(action: string, text: string, attributes: Attributes = {}): HTMLButtonElement {
  return make("button", { type: "button", "data-action": action, ...attributes }, text);
}

/** A table with its first column as row heads. Cells may be nodes. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Child[])[]): HTMLElement {
  const heads = head.map((text) => make("th", { scope: "col" }, text));
  const body = rows.map(([first = "", ...rest]) =>
    make("tr", {}, make("th", { scope: "row" }, first), ...rest.map((cell) => make("td", {}, cell))),
  );
  return make(
    "div",
    { class: "lab-scroll", tabindex: 0, role: "region", "aria-label": caption },
    make("table", { class: "bench-table" }, make("caption", {}, caption), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...body)),
  );
}

/** A panel of the bench: a region with a heading, put after the part of the lab that `after` finds. */
export function panel(root: HTMLElement, name: string, title: Word, language: Language, after: string): HTMLElement {
  const heading = make("p", { class: "bench-title", id: `${root.id}-${name}` }, say(title, language));
  const made = make("section", { class: "bench-panel", "data-role": name, "aria-labelledby": heading.id }, heading);
  const place = root.querySelector(after);
  if (place) place.after(made);
  else root.append(made);
  return made;
}

function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
}
