/** Defines `<report-marking>`; all it needs comes with the page that has one. */

import type { Desk } from "./desk";
import { say } from "../words";

class ReportMarking extends HTMLElement {
  #desk: Desk | null = null;
  #here = false;

  connectedCallback(): void {
    this.#here = true;
    void this.#open();
  }

  disconnectedCallback(): void {
    this.#here = false;
    this.#desk?.close();
    this.#desk = null;
  }

  async #open(): Promise<void> {
    try {
      const { Desk } = await import("./desk");
      const desk = await Desk.open(this);
      if (this.#here && this.#desk === null) this.#desk = desk;
      else desk.close();
    } catch {
      this.dataset["state"] = "failed";
      const place = this.querySelector("[data-role=script]");
      if (place) place.textContent = say("status.data", this.lang === "en" ? "en" : "nl");
    }
  }
}

if (!customElements.get("report-marking")) customElements.define("report-marking", ReportMarking);
