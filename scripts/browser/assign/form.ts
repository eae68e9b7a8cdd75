/** Makers of the builder's form. What is typed goes to `write`; the builder hears of it by the event. */

import { make } from "../dom";
import type { Builder } from "./builder";
import type { AssignWord } from "./words";

type Attributes = Readonly<Record<string, string | number | boolean>>;
type Write = (value: string) => void;

export function input(value: string, write: Write, attributes: Attributes): HTMLInputElement {
  const made = make("input", { type: "text", ...attributes });
  made.value = value;
  made.addEventListener("input", () => write(made.value));
  return made;
}

export function area(value: string, write: Write, attributes: Attributes): HTMLTextAreaElement {
  const made = make("textarea", { rows: 3, ...attributes });
  made.value = value;
  made.addEventListener("input", () => write(made.value));
  return made;
}

export function choice(options: readonly (readonly [string, string])[], value: string, write: Write, attributes: Attributes): HTMLSelectElement {
  const made = make("select", attributes, ...options.map(([key, text]) => make("option", { value: key }, text)));
  made.value = value;
  made.addEventListener("change", () => write(made.value));
  return made;
}

export function press(action: string, text: string, act: () => void): HTMLButtonElement {
  const made = make("button", { type: "button", "data-action": action }, text);
  made.addEventListener("click", act);
  return made;
}

/** A label, its field (which has an id), and a word of help. */
export function field(label: string, control: HTMLElement, help = ""): HTMLElement {
  const made = make("div", { class: "assign-field" }, make("label", { for: control.id }, label), control);
  if (help) {
    made.append(make("small", { id: `${control.id}-help` }, help));
    control.setAttribute("aria-describedby", `${control.id}-help`);
  }
  return made;
}

/** A part of the form under a heading; any change in it is the builder's to know. */
export function section(builder: Builder, title: AssignWord, ...parts: Node[]): HTMLElement {
  const heading = make("h2", { id: title.replaceAll(".", "-") }, builder.tell(title));
  const made = make("section", { class: "assign-part", "aria-labelledby": heading.id }, heading, ...parts);
  if (title !== "make.out" && title !== "make.begin") {
    for (const kind of ["input", "change"]) made.addEventListener(kind, () => builder.changed());
  }
  return made;
}
