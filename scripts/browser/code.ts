/** The cells of a notebook page at work: what the reader does becomes runs, and what comes back is shown. */

import { type Cell, CellView } from "./cellview";
import { CodeKernel } from "./codekernel";
import { tell, type CodeWord } from "./codewords";
import type { Api } from "./completion";
import { fetchJson } from "./config";
import { Edits, editsKey } from "./edits";
import { Ended } from "./kernel";
import type { Setting } from "./outputs";
import { bytesInWords } from "./phrases";
import type { CodeCell, CodeFault, CodeFrame, CodeReply, Language } from "./protocol";
import type { Status } from "./status";
import type { Dress } from "./vegalite";
import { say } from "./words";

/** What the build knows of a notebook; `scripts/codepage.py` writes it. */
interface Notebook {
  readonly model: string;
  readonly cells: readonly Cell[];
  readonly chart: Dress;
  readonly api: Api;
}

/** How long after a key stroke an edit is kept. */
const KEEP_AFTER = 300;

export class Code {
  readonly #views = new Map<string, CellView>();
  readonly #kernel: CodeKernel;
  readonly #edits: Edits;
  readonly #keeping = new Map<CellView, ReturnType<typeof setTimeout>>();
  #queue: { targets: string[]; fresh: boolean }[] = [];
  #current: { view: CellView | null; began: number } | null = null;
  #running: readonly string[] = [];
  #halted: CellView | null = null;
  #sources = new Map<string, string>();
  #unsaved = false;

  private constructor(
    private readonly bar: HTMLElement,
    private readonly notebook: Notebook,
    private readonly language: Language,
    private readonly status: Status,
    runtime: string,
  ) {
    this.#kernel = new CodeKernel(runtime, (reply) => this.#hear(reply));
    this.#edits = new Edits(editsKey(runtime, notebook.model));
    const setting: Setting = {
      language,
      package: notebook.api.package,
      chart: notebook.chart,
      where: (frame) => this.#where(frame),
    };
    for (const cell of notebook.cells) {
      const root = document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(cell.id)}"]`);
      if (root === null || cell.hidden) continue;
      const view = new CellView(root, cell, setting, {
        api: notebook.api,
        ask: (text) => this.#kernel.complete(text),
        changed: (one) => this.#changed(one),
        run: (one) => this.#enqueue([one.cell.id]),
      });
      this.#views.set(cell.id, view);
      const edit = this.#edits.get(cell.id);
      if (edit !== undefined && edit.source !== cell.source) view.keep(edit);
    }
  }

  /** Take the page's cells in hand; rejects with Missing or a network error. */
  static async open(bar: HTMLElement, status: Status): Promise<Code> {
    const address = (name: string): string => new URL(bar.dataset[name] ?? "", document.baseURI).href;
    const notebook = await fetchJson<Notebook>(address("notebook"));
    return new Code(bar, notebook, bar.lang === "en" ? "en" : "nl", status, address("runtime"));
  }

  /** A button was pressed: one of a cell, or with null one of the page. */
  act(action: string, id: string | null): void {
    const view = id === null ? undefined : this.#views.get(id);
    switch (action) {
      case "run":
        return void (view && this.#enqueue([view.cell.id]));
      case "run-all":
        return this.#enqueue([...this.#views.keys()], true);
      case "retry":
        return this.#enqueue(this.#running.length > 0 ? [...this.#running] : [...this.#views.keys()]);
      case "stop":
        return this.#stop();
      case "edit":
      case "mine":
        return void view?.edit().then(
          () => this.#kernel.warm().catch(() => {}), // it will be wanted soon
          () => this.status.show(this.#say("code.status.editor")),
        );
      case "reset":
        if (view) this.#reset([view]);
        return this.status.show(this.#say("code.restored"));
      case "reset-all":
        this.#reset([...this.#views.values()]);
        return this.status.show(this.#say("code.restored.all"));
      case "compare":
        return void (view && this.#compare(view));
    }
  }

  /** Leave nothing running; what was typed last is kept. */
  close(): void {
    for (const view of this.#keeping.keys()) this.#keep(view);
    this.#queue = [];
    this.#kernel.close();
    this.status.hush();
    for (const view of this.#views.values()) view.close();
  }

  #enqueue(targets: string[], fresh = false): void {
    const waiting = this.#queue.some((one) => one.targets.join() === targets.join());
    const current = this.#kernel.busy && this.#running.join() === targets.join();
    if (waiting || current) return;
    this.#queue.push({ targets, fresh });
    for (const id of targets) if (this.#current?.view?.cell.id !== id) this.#views.get(id)?.state("waiting");
    void this.#pump();
  }

  async #pump(): Promise<void> {
    if (this.#kernel.busy) return;
    const next = this.#queue.shift();
    if (next === undefined) return;
    const cells = this.#cells();
    this.#running = next.targets;
    this.#halted = null;
    this.#show(this.#kernel.booted ? "running" : "booting");
    try {
      const stale = await this.#kernel.run(cells, next.targets, next.fresh);
      this.#idle();
      for (const [id, view] of this.#views) view.stale(stale.includes(id));
      this.#show("ready");
      const halted = this.#halted as CellView | null; // set while it ran
      const word = halted ? "code.status.halted" : "code.status.ready";
      const all = next.targets.length > 1;
      this.status.show(all ? this.#say(word, { number: String(halted?.number ?? "") }) : "");
    } catch (error) {
      this.#ended(error);
    }
    this.#current = null;
    void this.#pump();
  }

  /** Cells that were to run and did not are as they were. */
  #idle(): void {
    for (const view of this.#views.values()) if (view.root.dataset["state"] === "waiting") view.state("book");
  }

  #ended(error: unknown): void {
    const why = error instanceof Ended ? error.why : "lost";
    const view = this.#current?.view ?? null;
    if (view) this.#announce(view, view.state(why === "stopped" ? "stopped" : "lost"));
    this.#idle();
    if (why === "old" || why === "unbootable" || why === "missing" || why === "damaged") {
      this.#queue = [];
      this.#show("failed");
      const own = why === "old" || why === "unbootable";
      return this.status.show(own ? this.#say(`code.status.${why}`) : say(`status.${why}`, this.language), true);
    }
    this.#show("stopped");
    if (view === null && why === "lost") return this.status.show(say("status.lost", this.language), true); // no cell had begun
    this.status.show("");
  }

  #stop(): void {
    this.#queue = [];
    if (this.#kernel.busy) this.#kernel.replace("stopped");
  }

  #cells(): CodeCell[] {
    const cells = this.notebook.cells.map(({ id, source, hidden }) => {
      return { id, source: this.#views.get(id)?.text ?? source, hidden };
    });
    this.#sources = new Map(cells.map((cell) => [cell.id, cell.source]));
    return cells;
  }

  #hear(reply: CodeReply | { readonly kind: "slow" }): void {
    switch (reply.kind) {
      case "slow":
        return this.status.show(say("status.slow", this.language));
      case "progress":
        this.status.show(reply.stage === "plain" ? say("status.plain", this.language) : this.#say(`code.status.${reply.stage}`));
        if (reply.stage === "fetch") this.status.tail(bytesInWords(reply, this.language));
        return;
      case "booted":
        this.#show(this.#kernel.busy ? "running" : "ready");
        return this.status.show("");
      case "altair":
        this.status.show(this.#say("code.status.altair"));
        return this.status.tail(bytesInWords({ ...reply, kind: "progress", stage: "fetch" }, this.language));
      case "begin": {
        const view = this.#views.get(reply.cell);
        this.#current = { view: view ?? this.#first(), began: performance.now() };
        if (view) view.begin();
        else this.#current.view?.state("running"); // a hidden cell: for the first that was asked for
        return;
      }
      case "output":
        return this.#current?.view?.outputs.take(reply.stream, reply.text);
      case "end":
        return this.#end(reply.cell, reply.fault);
    }
  }

  #first(): CellView | null {
    return this.#views.get(this.#running[0] ?? "") ?? null;
  }

  #end(cell: string, fault: CodeFault | null): void {
    const { view, began } = this.#current ?? { view: null, began: 0 };
    this.status.show("");
    if (view === null || (view.cell.id !== cell && fault === null)) return;
    if (view.cell.id !== cell) view.begin(); // what a hidden cell has to say is said by the one that needed it
    const said = view.state(fault ? "failed" : "done", performance.now() - began);
    if (fault === null) return this.#announce(view, said);
    this.#halted = view;
    view.outputs.fail(fault);
    const message = [fault.type, fault.message].filter(Boolean).join(": ");
    this.#announce(view, `${said}: ${message}`);
    for (const other of this.#views.values()) {
      const own = fault.frames.filter((frame) => frame.file === `<${other.cell.id}>`);
      if (own.length > 0) other.mark(own.map((frame) => ({ ...frame, message })));
    }
  }

  #announce(view: CellView, said: string): void {
    this.status.speak(this.#say("code.said", { number: String(view.number), said }));
  }

  #changed(view: CellView): void {
    clearTimeout(this.#keeping.get(view));
    this.#keeping.set(view, setTimeout(() => this.#keep(view), KEEP_AFTER));
  }

  #keep(view: CellView): void {
    clearTimeout(this.#keeping.get(view));
    this.#keeping.delete(view);
    const { id, source } = view.cell;
    const edit = view.changed ? { source: view.text, base: source, when: new Date().toISOString() } : null;
    const kept = this.#edits.put(id, edit);
    view.edited(edit);
    if (kept || this.#unsaved) return;
    this.#unsaved = true;
    this.status.remark(this.#say("code.unsaved"));
  }

  #reset(views: readonly CellView[]): void {
    if (this.#current?.view && views.includes(this.#current.view)) this.#stop();
    for (const view of views) {
      clearTimeout(this.#keeping.get(view));
      this.#keeping.delete(view);
      this.#edits.put(view.cell.id, null);
      view.reset();
    }
  }

  async #compare(view: CellView): Promise<void> {
    if (this.#kernel.busy || !view.changed) return;
    const mine = view.text;
    const { id, source } = view.cell;
    this.#running = [id];
    this.#current = { view, began: performance.now() };
    view.state("running");
    this.status.show(this.#say("code.status.comparing"));
    this.#show(this.#kernel.booted ? "running" : "booting");
    try {
      const found = await this.#kernel.compare(this.#cells(), id, source, this.language);
      const { showComparison } = await import("./comparisonview");
      showComparison(view.comparison, view.number, source, mine, found, view.setting);
      this.#announce(view, view.state("done", performance.now() - this.#current.began));
      this.status.show("");
      this.#show("ready");
    } catch (error) {
      this.#ended(error);
    }
    this.#current = null;
    void this.#pump();
  }

  #where(frame: CodeFrame): { number: number | null; text: string } {
    const id = frame.file.slice(1, -1);
    const text = this.#sources.get(id)?.split("\n")[frame.line - 1] ?? "";
    return { number: this.#views.get(id)?.number ?? null, text };
  }

  #show(state: string): void {
    this.bar.dataset["state"] = state;
    const busy = state === "running" || state === "booting";
    this.bar.querySelector("[data-action=stop]")?.setAttribute("aria-disabled", String(!busy));
  }

  #say(key: CodeWord, filling: Record<string, string> = {}): string {
    return tell(key, this.language, filling);
  }
}
