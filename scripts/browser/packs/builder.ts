/** The form for a pack of one's own: reads it, has the pack made, hands it over. */

import { fetchJson } from "../config";
import type { Language } from "../protocol";
import { cartridge, type Chapter, csv, type Fragment, type Index, page, type Recipe, scorm } from "./assemble";
import { boxes } from "./element";
import { type PackWord, tell } from "./packwords";
import { save } from "../files";

const TYPES = { cartridge: "application/zip", scorm: "application/zip", csv: "text/csv", html: "text/html" };

export class Builder {
  readonly #language: Language;
  readonly #root: string;
  #busy = false;

  constructor(private readonly element: HTMLElement) {
    this.#language = element.lang === "en" ? "en" : "nl";
    this.#root = new URL(element.dataset["site"] ?? "", document.baseURI).href;
  }

  /** Make what the form asks for and hand it to the reader. */
  async make(): Promise<void> {
    if (this.#busy) return;
    const slugs = boxes(this.element).filter((box) => box.checked).map((box) => box.value);
    const format = this.element.querySelector<HTMLInputElement>("[name=format]:checked")?.value ?? "cartridge";
    if (slugs.length === 0) return this.#say("pack.none");
    if (format === "scorm" && slugs.length > 1) return this.#say("pack.one");
    this.#busy = true;
    try {
      const address = new URL(this.element.dataset["index"] ?? "", document.baseURI).href;
      const index = await fetchJson<Index>(address);
      const chapters = index.chapters.filter(({ slug }) => slugs.includes(slug));
      if (format === "scorm") await this.#package(index, chapters[0], address);
      else await this.#pack(index, chapters, format, address);
    } catch (error) {
      console.warn("The pack could not be made.", error);
      this.#say("pack.failed");
    } finally {
      this.#busy = false;
    }
  }

  async #pack(index: Index, chapters: readonly Chapter[], format: string, address: string): Promise<void> {
    const asked = chapters.map(({ fragment }) => fetchJson<Fragment>(new URL(fragment, address).href));
    const fragments = await Promise.all(asked);
    const [only] = chapters;
    const stem = chapters.length === 1 && only ? only.slug : index.package;
    const name = `${stem}-${index.language}`;
    if (format === "csv") return this.#give(`${name}.csv`, csv(index, chapters, fragments, this.#root), TYPES.csv);
    if (format === "html") return this.#give(`${name}.html`, page(index, fragments, this.#root), TYPES.html);
    this.#give(`${name}.imscc`, cartridge(index, fragments, this.#root), TYPES.cartridge);
  }

  async #package(index: Index, chapter: Chapter | undefined, address: string): Promise<void> {
    if (!chapter?.recipe) return this.#say("pack.nolab");
    const recipe = await fetchJson<Recipe>(new URL(chapter.recipe, address).href);
    let done = 0;
    const get = async (name: string): Promise<Uint8Array> => {
      const response = await fetch(new URL(name, this.#root));
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      this.#say("pack.busy", { done: String(++done), all: String(recipe.files.length) });
      return bytes;
    };
    this.#give(recipe.name, await scorm(recipe, index, this.#root, get), TYPES.scorm);
  }

  #give(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void {
    save(name, type, bytes);
    this.#say("pack.done", { name, size: size(bytes.length, this.#language) });
  }

  #say(word: PackWord, filling: Readonly<Record<string, string>> = {}): void {
    const status = this.element.querySelector("[data-role=status]");
    if (status) status.textContent = tell(word, this.#language, filling);
  }
}

function size(bytes: number, language: Language): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toLocaleString(language, { maximumFractionDigits: 1 })} MB`;
}
