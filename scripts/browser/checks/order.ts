/** Lines to be put in order: with buttons, which work with any means, or by dragging them with a mouse. */

import type { Language } from "../protocol";
import type { Form, Secret, Verdict } from "./forms";
import type { Answer } from "./progress";
import { tell } from "./words";

export class OrderForm implements Form {
  readonly #list: HTMLElement;
  readonly #first: readonly HTMLElement[];
  #dragged: HTMLElement | null = null;

  /** `changed` is called after each move, with what to say of it. */
  constructor(
    root: Element,
    private readonly secret: Secret,
    private readonly language: Language,
    private readonly changed: (words: string) => void,
    signal: AbortSignal,
  ) {
    this.#list = root.querySelector<HTMLElement>(".check-items") ?? document.createElement("ol");
    this.#first = [...this.#list.querySelectorAll<HTMLElement>(":scope > li")];
    for (const item of this.#first) this.#equip(item, signal);
    this.#edges();
  }

  read(): number[] {
    return this.#items().map(({ dataset }) => Number(dataset["item"]));
  }

  write(answer: Answer): void {
    const wanted = [...answer].map(Number);
    if (new Set(wanted).size !== this.#first.length || wanted.some((one) => !this.#first[one])) return;
    this.#list.append(...wanted.map((one) => this.#first[one]!));
    this.#edges();
  }

  judge(answer: Answer): Verdict {
    const key = this.#key();
    const count = key.filter((item, at) => answer[at] === item).length;
    const right = count === key.length;
    const words = tell("check.places", this.language, { right: `${count}`, count: `${key.length}` });
    return { right, words: right ? "" : words, why: right ? String(this.secret("why")) : "" };
  }

  show(): { words: string; why: string } {
    this.write(this.#key());
    return { words: tell("check.shown", this.language), why: String(this.secret("why")) };
  }

  unmark(): void {}

  clear(): void {
    this.#list.append(...this.#first);
    this.#edges();
  }

  #key(): readonly number[] {
    return this.secret("answer") as readonly number[];
  }

  #items(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>(":scope > li")];
  }

  #equip(item: HTMLElement, signal: AbortSignal): void {
    const text = item.textContent ?? "";
    item.querySelector(".check-moves")?.remove(); // of a page that was left and came back
    const moves = document.createElement("span");
    moves.className = "check-moves";
    for (const [way, sign] of [["up", "↑"], ["down", "↓"]] as const) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset["move"] = way;
      button.textContent = sign;
      button.setAttribute("aria-label", tell(`check.${way}`, this.language, { text }));
      button.addEventListener("click", () => this.#move(item, way, button), { signal });
      moves.append(button);
    }
    item.append(moves);
    item.draggable = true;
    const on = (kind: string, react: (event: Event) => void): void => item.addEventListener(kind, react, { signal });
    on("dragstart", () => (this.#dragged = item));
    on("dragend", () => (this.#dragged = null));
    on("dragover", (event) => {
      const moving = this.#dragged;
      if (moving === null) return;
      event.preventDefault();
      if (moving === item) return;
      const items = this.#items();
      if (items.indexOf(moving) < items.indexOf(item)) item.after(moving);
      else item.before(moving);
    });
    on("drop", (event) => {
      event.preventDefault();
      if (this.#dragged) this.#tell(this.#dragged);
    });
  }

  #move(item: HTMLElement, way: "up" | "down", button: HTMLElement): void {
    if (button.getAttribute("aria-disabled") === "true") return;
    if (way === "up") item.previousElementSibling?.before(item);
    else item.nextElementSibling?.after(item);
    this.#tell(item);
    button.focus(); // a line that moves in the page loses it
  }

  #tell(item: HTMLElement): void {
    this.#edges();
    const items = this.#items();
    const [place, count] = [items.indexOf(item) + 1, items.length];
    this.changed(tell("check.moved", this.language, { place: `${place}`, count: `${count}` }));
  }

  /** The first line cannot go up and the last not down; their buttons stay where a keyboard finds them. */
  #edges(): void {
    const items = this.#items();
    items.forEach((item, at) => {
      const off = { up: at === 0, down: at === items.length - 1 };
      for (const button of item.querySelectorAll<HTMLElement>("[data-move]")) {
        button.setAttribute("aria-disabled", String(off[button.dataset["move"] as "up" | "down"]));
      }
    });
  }
}
