/** One cell on the page: its code, as text or in an editor, its buttons, its outputs, its state. */

import { tell, type CodeWord } from "./codewords";
import type { Api } from "./completion";
import type { Editor, Mark } from "./editor";
import type { Edit } from "./edits";
import { button, element } from "./elements";
import { number as inWords } from "./format";
import { Outputs, type Setting } from "./outputs";
import type { CodeChoice } from "./protocol";

export interface Cell {
  readonly id: string;
  readonly source: string;
  readonly hidden: boolean;
  /** As the reader counts; null for a hidden one. */
  readonly number: number | null;
}

export type CellState = "book" | "waiting" | "running" | "done" | "failed" | "stopped" | "lost";

/** What a cell asks of the notebook. */
export interface Hooks {
  readonly api: Api;
  ask(text: string): Promise<readonly CodeChoice[]>;
  changed(view: CellView): void;
  run(view: CellView): void;
}

export class CellView {
  readonly number: number;
  readonly outputs: Outputs;
  readonly #code: HTMLElement;
  readonly #actions: HTMLElement;
  readonly #printed: HTMLElement;
  readonly #result = element("div", { "data-role": "result", hidden: "" });
  readonly #note = element("p", { class: "code-note", "data-role": "edited", hidden: "" });
  readonly #state = element("span", { class: "code-state", "data-role": "state" });
  readonly #comparison = element("div", { class: "code-comparison", "data-role": "comparison", hidden: "" });
  readonly #stage: HTMLElement;
  readonly #keys: HTMLElement;
  #editor: Editor | null = null;
  #opening: Promise<Editor> | null = null;
  #kept: Edit | null = null;
  #clock: ReturnType<typeof setInterval> | undefined;
  #closed = false;

  constructor(
    readonly root: HTMLElement,
    readonly cell: Cell,
    readonly setting: Setting,
    private readonly hooks: Hooks,
  ) {
    const part = (name: string): HTMLElement =>
      root.querySelector<HTMLElement>(`[data-role="${name}"]`) ?? root.appendChild(element("div", { "data-role": name }));
    this.number = cell.number ?? 0;
    this.#code = part("code");
    this.#actions = part("cell-actions");
    this.#printed = part("outputs");
    const keys = `${root.id}-keys`;
    this.#keys = element("p", { class: "code-note", id: keys, hidden: "" }, this.#say("code.keys"));
    this.#stage = element("div", { class: "code-editor", hidden: "" });
    this.#code.after(this.#note, this.#stage, this.#keys);
    this.#actions.append(
      this.#hidden(button("compare", this.#say("code.action.compare"))),
      this.#hidden(button("reset", this.#say("code.action.reset"))),
      this.#hidden(button("stop", this.#say("code.action.stop"))),
      this.#state,
    );
    this.#printed.after(this.#result, this.#comparison);
    this.outputs = new Outputs(this.#result, this.number, setting);
    this.state("book");
  }

  /** The code as it would run now. */
  get text(): string {
    return this.#editor?.text ?? this.cell.source;
  }

  get changed(): boolean {
    return this.text !== this.cell.source;
  }

  /** Say that there is an edit, without showing it. */
  keep(edit: Edit): void {
    this.#kept = edit;
    const word = edit.base === this.cell.source ? "code.kept" : "code.kept.old";
    const mine = button("mine", this.#say("code.action.mine"));
    const book = button("reset", this.#say("code.action.reset"));
    this.#note.replaceChildren(this.#say(word, { when: this.#when(edit) }), " ", mine, " ", book);
    this.#note.hidden = false;
    this.#button("edit").hidden = true; // first the choice, so that nothing is lost
  }

  /** Open the editor, with the edit that was kept if there is one. */
  async edit(focus = true): Promise<Editor> {
    const kept = this.#kept;
    this.#opening ??= import("./editor").then(({ Editor }) => {
      const editor = new Editor(this.#stage, {
        text: kept?.source ?? this.cell.source,
        label: this.#say("code.editor", { number: String(this.number) }),
        describedBy: this.#keys.id,
        api: this.hooks.api,
        ask: (text) => this.hooks.ask(text),
        changed: () => this.#typed(),
        run: () => this.hooks.run(this),
      });
      if (this.#closed) editor.close();
      return editor;
    });
    this.#opening.catch(() => (this.#opening = null));
    this.#editor = await this.#opening;
    this.#kept = null;
    this.#code.hidden = true;
    this.#button("edit").hidden = true;
    this.#stage.hidden = this.#keys.hidden = false;
    if (kept) this.edited(kept);
    if (focus) this.#editor.focus();
    return this.#editor;
  }

  /** Say when the cell was changed; null: it is the book's. */
  edited(edit: Edit | null): void {
    this.#note.replaceChildren(edit ? this.#say("code.changed", { when: this.#when(edit) }) : "");
    this.#note.hidden = edit === null;
    this.#button("reset").hidden = this.#button("compare").hidden = edit === null;
    if (edit === null) this.#comparison.hidden = true;
  }

  /** The book's code and outputs again. */
  reset(): void {
    const focused = this.root.contains(document.activeElement);
    this.#editor?.close();
    this.#editor = this.#opening = this.#kept = null;
    this.#stage.replaceChildren();
    this.#stage.hidden = this.#keys.hidden = this.#result.hidden = this.#comparison.hidden = true;
    this.#code.hidden = this.#printed.hidden = this.#button("edit").hidden = false;
    this.outputs.clear();
    this.edited(null);
    this.state("book");
    if (focused) this.#button("edit").focus();
  }

  /** A run begins: the outputs make room. */
  begin(): void {
    this.outputs.clear();
    this.#printed.hidden = true;
    this.#result.hidden = false;
    this.#editor?.mark([]);
    this.state("running");
  }

  /** Mark what went wrong in the editor, if it is open. */
  mark(marks: readonly Mark[]): void {
    this.#editor?.mark(marks);
  }

  /** Where a comparison is shown. */
  get comparison(): HTMLElement {
    this.#comparison.hidden = false;
    return this.#comparison;
  }

  /** Show a state; returns what it says, for whoever cannot see it. */
  state(state: CellState, milliseconds = 0): string {
    clearInterval(this.#clock);
    this.root.dataset["state"] = state;
    this.root.removeAttribute("data-stale");
    const active = state === "running" || state === "waiting";
    this.#button("stop").hidden = !active;
    this.#button("run").setAttribute("aria-disabled", String(active));
    const seconds = inWords(milliseconds / 1000, 1, this.setting.language);
    const said = state === "book" ? "" : this.#say(`code.status.${state}`, { seconds });
    this.#state.textContent = said;
    if (state === "running") this.#count(said);
    return said;
  }

  /** Say whether what is shown is out of date. */
  stale(stale: boolean): void {
    if (stale === (this.root.dataset["stale"] !== undefined)) return;
    if (stale) {
      this.root.dataset["stale"] = "";
      this.#state.textContent = this.#say("code.status.stale");
    } else this.root.removeAttribute("data-stale");
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#clock);
    this.#editor?.close();
  }

  #count(said: string): void {
    const began = performance.now();
    this.#clock = setInterval(() => {
      const seconds = inWords((performance.now() - began) / 1000, 0, this.setting.language);
      this.#state.textContent = `${said} ${seconds} s`;
    }, 1000);
  }

  #typed(): void {
    this.#editor?.mark([]);
    this.hooks.changed(this);
  }

  #button(action: string): HTMLElement {
    return this.#actions.querySelector<HTMLElement>(`[data-action="${action}"]`) ?? this.#actions;
  }

  #hidden(made: HTMLButtonElement): HTMLButtonElement {
    made.hidden = true;
    return made;
  }

  #when(edit: Edit): string {
    const locale = this.setting.language === "nl" ? "nl-NL" : "en-GB";
    return new Date(edit.when).toLocaleString(locale, { dateStyle: "long", timeStyle: "short" });
  }

  #say(key: CodeWord, filling: Record<string, string> = {}): string {
    return tell(key, this.setting.language, filling);
  }
}
