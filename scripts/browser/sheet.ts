/** The form of a canvas: reads a design off it and writes one on it. */

import type { LabConfig } from "./config";
import { Controls } from "./controls";
import { allowed, type Design, OWN, type Plan } from "./canvasplan";

export class Sheet {
  readonly #controls: Controls;

  constructor(
    private readonly root: HTMLElement,
    private readonly plan: Plan,
    private readonly config: LabConfig,
  ) {
    const box = root.querySelector<HTMLElement>(".canvas-assumptions") ?? root;
    this.#controls = new Controls(box, config, { values: plan.assumptions, seed: plan.seed });
  }

  /** The field that the list shows; one that the plan does not know is the reader's own. */
  get field(): string {
    const chosen = this.#find<HTMLSelectElement>("select[name=field]")?.value ?? OWN;
    return Object.hasOwn(this.plan.fields, chosen) ? chosen : OWN;
  }

  read(field: string): Design {
    const texts: Record<string, string> = {};
    for (const name of Object.keys(this.plan.questions)) {
      texts[name] = (this.#answer(name)?.value ?? "").slice(0, this.plan.length);
    }
    const { values, seed } = this.#controls.read();
    const assumptions: Record<string, number> = {};
    for (const [name, usual] of Object.entries(this.plan.assumptions)) {
      assumptions[name] = allowed(this.config, name, Number(values[name])) ?? usual;
    }
    const switches = Object.keys(this.plan.switches).filter((name) => this.#switch(name)?.checked);
    return { field, language: this.config.language, texts, switches, assumptions, seed };
  }

  write(design: Design): void {
    const list = this.#find<HTMLSelectElement>("select[name=field]");
    if (list) list.value = design.field;
    for (const name of Object.keys(this.plan.questions)) {
      const answer = this.#answer(name);
      if (answer) answer.value = design.texts[name] ?? "";
    }
    for (const name of Object.keys(this.plan.switches)) {
      const box = this.#switch(name);
      if (box) box.checked = design.switches.includes(name);
    }
    this.#controls.write({ values: design.assumptions, seed: design.seed });
    this.copyToPaper();
  }

  /** A text box prints only what is in sight of it: on paper a plain text stands in its place. */
  copyToPaper(): void {
    for (const paper of this.root.querySelectorAll<HTMLElement>("[data-paper]")) {
      paper.textContent = this.#answer(paper.dataset["paper"] ?? "")?.value ?? "";
    }
  }

  /** Take what was typed in a number box, or follow a slider; returns what there is to say of it. */
  take(target: HTMLElement, done: boolean): string {
    const typed = target instanceof HTMLInputElement && target.dataset["number"] !== undefined;
    if (typed) return done ? this.#controls.take(target) : "";
    if (this.#controls.owns(target)) this.#controls.follow(target);
    return "";
  }

  #answer(name: string): HTMLTextAreaElement | null {
    return this.#find(`textarea[name="${CSS.escape(name)}"]`);
  }

  #switch(name: string): HTMLInputElement | null {
    return this.#find(`input[name="switch.${CSS.escape(name)}"]`);
  }

  #find<T extends Element>(selector: string): T | null {
    return this.root.querySelector<T>(selector);
  }
}
