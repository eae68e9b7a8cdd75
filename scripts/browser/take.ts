/** What else a reader takes along: picture, report, specification, notebook, code to embed, citation, print. */

import type { Bench } from "./bench";
import { turned } from "./chart";
import { make, panel } from "./dom";
import { drawingOf, fileName, save } from "./files";
import { personal } from "./notebook";
import type { Result } from "./protocol";
import { qr } from "./qr";
import { report } from "./report";
import type { Tool } from "./tools";
import { say, type Word } from "./words";

/** Pixels of a picture for each of the drawing's own. */
const SHARP = 2;

export class Take implements Tool {
  readonly #life = new AbortController();
  #panel: HTMLElement | null = null;
  #paper: HTMLElement | null = null;

  constructor(private readonly bench: Bench) {
    const { signal } = this.#life;
    window.addEventListener("beforeprint", () => this.#toPaper(), { signal });
    window.addEventListener("afterprint", () => this.#fromPaper(), { signal });
    bench.root.addEventListener("lab:result", () => this.#close(), { signal });
  }

  act(action: string): Promise<void> | void {
    if (action === "printable") return;
    return new Promise((resolve, reject) =>
      this.bench.withResult((result) => {
        Promise.resolve(this.#take(action, result)).then(resolve, reject);
      }),
    );
  }

  close(): void {
    this.#life.abort();
    this.#close();
    this.#fromPaper();
  }

  async #take(action: string, result: Result): Promise<void> {
    const { config } = this.bench;
    switch (action) {
      case "json":
        return this.#save(result, "json", "application/json", report(config.book.title, [result]));
      case "png":
        return this.#save(result, "png", "image/png", await this.#picture(result));
      case "vega": {
        const spec = JSON.parse(await this.#fetch("vegalite")) as object;
        const whole = { ...spec, description: result.sentence, datasets: { rows: turned(result.columns) } };
        return this.#save(result, "vl.json", "application/json", `${JSON.stringify(whole, null, 1)}\n`);
      }
      case "ipynb": {
        const text = personal(await this.#fetch("notebook"), config, result, this.#settings(result));
        return this.#save(result, "ipynb", "application/x-ipynb+json", text);
      }
      case "embed":
        return this.#copy("take.embed", "take.embed.how", this.#frame());
      case "cite":
        return this.#copy("take.cite", "take.cite.how", this.#citation(result));
      case "qr":
        return this.#code();
      case "print":
        return this.#print();
    }
  }

  #save(result: Result, extension: string, type: string, content: string | Blob): void {
    const name = fileName(result, extension);
    save(name, type, content);
    this.bench.note(say("take.saved", this.bench.config.language, { name }));
  }

  /** The chart as a picture, by way of an image that a strict policy allows. */
  async #picture(result: Result): Promise<Blob> {
    const text = drawingOf(this.bench.root, this.bench.config, result);
    if (text === null) throw new Error("no chart");
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = make("canvas", { width: SHARP * image.width, height: SHARP * image.height });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
    );
  }

  async #fetch(what: "vegalite" | "notebook"): Promise<string> {
    const response = await fetch(this.#place(what));
    if (!response.ok) throw new Error(`${new URL(response.url).pathname}: ${response.status}`);
    return response.text();
  }

  #place(what: "vegalite" | "notebook" | "embed"): string {
    const { root, config } = this.bench;
    return new URL(config.places[what], new URL(root.dataset["config"] ?? "", document.baseURI)).href;
  }

  /** The link to what is shown. */
  get #link(): string {
    return this.bench.root.querySelector<HTMLAnchorElement>("a[data-role=permalink]")?.href ?? location.href;
  }

  #settings(result: Result): string {
    const { config, controls } = this.bench;
    const said = config.parameters
      .filter((spec) => result.parameters[spec.name] !== spec.default)
      .map(({ name, label }) => `${label.toLowerCase()} ${controls.words(name, result.parameters[name]!)}`);
    return said.length ? said.join(", ") : say("take.usual", config.language);
  }

  #citation(result: Result): string {
    const { book, title, language } = this.bench.config;
    return say("take.citation", language, {
      book: book.title,
      version: book.version,
      title,
      model: result.model,
      modelVersion: result.version,
      settings: this.#settings(result),
      seed: String(result.seed),
      fingerprint: result.fingerprint,
      link: this.#link,
    });
  }

  #frame(): string {
    const link = new URL(this.#link);
    const words = new URLSearchParams(link.hash.slice(1));
    words.delete("at"); // there is one lab in the page
    const source = `${this.#place("embed")}#${words.toString()}`;
    const frame = make("iframe", { src: source, title: this.bench.config.title, width: "100%", height: 1100, loading: "lazy" });
    return frame.outerHTML;
  }

  async #copy(title: Word, how: Word, text: string): Promise<void> {
    const { language } = this.bench.config;
    const host = this.#open(title);
    const field = make("textarea", { readonly: true, rows: 4, "aria-label": say(title, language) }, text);
    host.append(make("p", {}, say(how, language)), field);
    try {
      await navigator.clipboard.writeText(text);
      this.bench.note(say("take.copied", language));
    } catch {
      field.focus();
      field.select();
      this.bench.note(say("take.by.hand", language));
    }
  }

  #code(): void {
    const { language } = this.bench.config;
    const host = this.#open("take.qr");
    try {
      host.append(make("p", {}, say("take.qr.how", language)), qr(this.#link, say("take.qr", language)));
    } catch {
      this.bench.note(say("take.long", language));
      this.#close();
    }
  }

  #open(title: Word): HTMLElement {
    this.#close();
    this.#panel = panel(this.bench.root, "take", title, this.bench.config.language, ".lab-take");
    return this.#panel;
  }

  #close(): void {
    this.#panel?.remove();
    this.#panel = null;
  }

  /** Print this lab alone. */
  #print(): void {
    const around: Element[] = [];
    for (let at: Element = this.bench.root; at !== document.body && at.parentElement; at = at.parentElement) {
      around.push(...[...at.parentElement.children].filter((one) => one !== at));
    }
    around.forEach((one) => one.setAttribute("data-unprinted", ""));
    window.print();
    around.forEach((one) => one.removeAttribute("data-unprinted"));
  }

  /** On paper the run says how to come back to it. */
  #toPaper(): void {
    const shown = this.bench.shown();
    if (shown === null || this.#paper !== null) return;
    const link = this.#link;
    const words = make("p", {}, this.#citation(shown));
    this.#paper = make("div", { class: "lab-paper", "data-role": "paper" }, words);
    try {
      this.#paper.prepend(qr(link, say("take.qr", this.bench.config.language)));
    } catch {
      // the citation has the link
    }
    this.bench.root.append(this.#paper);
  }

  #fromPaper(): void {
    this.#paper?.remove();
    this.#paper = null;
  }
}
