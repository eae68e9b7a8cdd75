/** The status line of a lab: what it is doing, spoken politely, with a button where the reader can help. */

import { sayFirst } from "./first";
import type { Language } from "./protocol";

const SPEAK_AFTER = 700;

export class Status {
  readonly #text = span("");
  readonly #tail = span("lab-tail");
  readonly #spoken = span("lab-spoken");
  readonly #remark = span("lab-remark");
  readonly #bar = document.createElement("progress");
  readonly #retry = document.createElement("button");
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes over the element; `language` is that of the page. */
  constructor(place: Element, language: Language) {
    this.#tail.setAttribute("aria-hidden", "true"); // changes many times a second: not to be read out
    this.#bar.setAttribute("aria-hidden", "true"); // for the same reason
    this.#bar.max = 1;
    this.#retry.type = "button";
    this.#retry.dataset["action"] = "retry";
    this.#retry.textContent = sayFirst("action.retry", language);
    place.replaceChildren(this.#text, this.#tail, this.#spoken, this.#remark);
  }

  /** Say `text`; with `retry` the button that tries again stands beside it. */
  show(text: string, retry = false): void {
    if (this.#text.textContent !== text) this.#text.textContent = text;
    this.tail("");
    this.bar(null);
    if (!retry) return this.#retry.remove();
    this.hush();
    this.#tail.after(this.#retry);
  }

  /** A number that runs along: bytes, seconds. */
  tail(text: string): void {
    this.#tail.textContent = text && ` ${text}`;
  }

  /** Say something that holds for the rest of the visit: it stays while the status comes and goes. */
  remark(text: string): void {
    this.#remark.textContent = text && ` ${text}`;
  }

  /** How much of what is under way is done, from 0 to 1; null where nobody knows. */
  bar(share: number | null): void {
    if (share === null) return this.#bar.remove();
    this.#bar.value = share;
    if (!this.#bar.isConnected) this.#tail.after(this.#bar);
  }

  /** Have `sentence` read out once the reader has paused; it is not shown. */
  speak(sentence: string): void {
    this.hush();
    this.#timer = setTimeout(() => (this.#spoken.textContent = sentence), SPEAK_AFTER);
  }

  /** Say no more of what was still to be read out. */
  hush(): void {
    clearTimeout(this.#timer);
    this.#spoken.textContent = "";
  }
}

function span(name: string): HTMLSpanElement {
  const element = document.createElement("span");
  if (name) element.className = name;
  return element;
}
