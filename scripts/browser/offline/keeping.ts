/** What is kept when: what is read, Python once a lab was looked at, everything if the reader says so. */

import type { Page, Site } from "./listing";
import type { Memory } from "./memory";
import type { Kept, Progress, Status } from "./messages";
import type { Outcome, Shelf } from "./shelf";

/** Milliseconds after a page was asked for before anything is fetched that it has not asked for. */
const PAUSE = 4000;
/** Bytes that are kept in one go when the whole book was asked for. */
const PORTION = 3_000_000;

export class Keeping {
  constructor(
    readonly site: Site,
    readonly shelf: Shelf,
    readonly memory: Memory,
    private readonly thrifty: () => boolean,
    private readonly pause: number = PAUSE,
  ) {}

  /** A page was read: keep what it shows, and in a while what its search and its labs need, but for Python. */
  async after(page: Page): Promise<void> {
    const { signal } = this.shelf;
    if ((await this.memory.read()) === null) return;
    await this.shelf.takeAll(page.needs, 3, signal);
    if (this.thrifty()) return; // then only what is used is kept
    await pause(this.pause, signal);
    await this.shelf.takeAll(this.site.listing.languages[page.language]?.search ?? [], 1, signal);
    await this.shelf.takeAll(page.later ?? [], 2, signal);
  }

  /** A lab has stood in view for a while: keep Python, which all labs share. */
  async lab(): Promise<void> {
    const state = await this.memory.read();
    if (state === null || state.labs || this.thrifty()) return;
    if ((await this.shelf.takeAll(this.site.listing.labs, 2)) === "kept") {
      await this.memory.change(() => ({ labs: true }));
    }
  }

  /** Have of this edition what was kept of the one before. What cannot be had is left. */
  async carry(): Promise<void> {
    const before = await this.memory.read();
    if (before === null) return;
    if (before.wanted) return void (await this.shelf.takeAll(this.#all()));
    const paths = await this.shelf.paths();
    const read = Object.entries(this.site.listing.pages).filter(([address]) => paths.has(address));
    const places = new Set<number>();
    for (const [, page] of read) {
      for (const one of [page.file, ...page.needs]) places.add(one);
      if (this.thrifty()) continue;
      for (const one of this.site.listing.languages[page.language]?.search ?? []) places.add(one);
      for (const one of page.later ?? []) places.add(one);
    }
    if (before.labs && !this.thrifty()) for (const one of this.site.listing.labs) places.add(one);
    await this.shelf.takeAll(places);
  }

  /** Keep some more of the whole book. */
  async more(): Promise<Progress> {
    await this.memory.change(() => ({ wanted: true }));
    const kept = await this.shelf.kept();
    const portion: number[] = [];
    let bytes = 0;
    for (const place of this.#all()) {
      if (kept.has(place)) continue;
      portion.push(place);
      bytes += this.site.file(place)[2];
      if (bytes >= PORTION) break;
    }
    const outcome = await this.shelf.takeAll(portion, 4);
    const sums = await this.#sums();
    const fault = faultOf(outcome);
    return { ...sums, ...(fault === undefined ? {} : { fault }) };
  }

  async status(): Promise<Status> {
    const state = await this.memory.read();
    const kept = await this.shelf.kept();
    const own = new Set(Object.values(this.site.listing.languages).map(({ offline }) => offline));
    const pages: Kept[] = Object.entries(this.site.listing.pages)
      .filter(([address, page]) => kept.has(page.file) && !own.has(address))
      .map(([url, { title, language }]) => ({ url, title, language }));
    return { edition: this.site.listing.edition, wanted: state?.wanted ?? false, pages, ...(await this.#sums()) };
  }

  async #sums(): Promise<Pick<Progress, "bytes" | "total" | "complete">> {
    const kept = await this.shelf.kept();
    let bytes = 0;
    let total = 0;
    for (const place of this.#all()) {
      const size = this.site.file(place)[2];
      total += size;
      if (kept.has(place)) bytes += size;
    }
    return { bytes, total, complete: bytes === total };
  }

  #all(): number[] {
    return this.site.listing.files.map((_, place) => place);
  }
}

/** Wait, unless `signal` says that it is no use. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => resolve());
    if (signal.aborted) resolve();
  });
}

function faultOf(outcome: Outcome): Progress["fault"] {
  return outcome === "kept" ? undefined : outcome === "missing" ? "other" : outcome;
}
