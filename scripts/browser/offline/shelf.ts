/**
 * The files that are kept, all in one cache of the browser. A copy is stored only if it is the one of this
 * edition, to the byte; copies of two editions can lie side by side and are never taken for each other.
 */

import type { Site } from "./listing";

/** `kept`: it is there now. `full`: no room. `away`: no network. `other`: the host has another edition. `missing`: it has none. */
export type Outcome = "kept" | "full" | "away" | "other" | "missing";

/** What takes the digest, fetches and holds: the browser's, or a test's. */
export interface Tools {
  readonly caches: Pick<CacheStorage, "open" | "delete" | "keys">;
  readonly fetch: (request: Request | string, options?: RequestInit) => Promise<Response>;
}

const DIGITS = 10;

export class Shelf {
  readonly name: string;
  readonly #taking = new Map<number, Promise<Outcome>>();
  readonly #putting = new Set<Promise<void>>();
  #round = new AbortController();
  #closed = false;

  constructor(
    readonly site: Site,
    private readonly tools: Tools,
  ) {
    this.name = `book-${site.scope}`; // another book of the same host has another scope
  }

  /** Of all that is being fetched to be kept: aborted when it is let go of. */
  get signal(): AbortSignal {
    return this.#round.signal;
  }

  /** Let go of what is being fetched; what is asked for later is fetched as ever. */
  yield(): void {
    this.#round.abort();
    this.#round = new AbortController();
  }

  #cache(): Promise<Cache> {
    return this.tools.caches.open(this.name);
  }

  /** This edition's copy of a file. */
  async find(place: number): Promise<Response | undefined> {
    return this.#closed ? undefined : (await this.#cache()).match(this.site.key(place));
  }

  /** A copy of whatever edition: for pages that were there before this one. */
  async older(address: string): Promise<Response | undefined> {
    return this.#closed ? undefined : (await this.#cache()).match(address, { ignoreSearch: true });
  }

  /** The places in the list of all that is kept of this edition. */
  async kept(): Promise<Set<number>> {
    if (this.#closed) return new Set();
    const names = new Set((await (await this.#cache()).keys()).map(({ url }) => url));
    const places = this.site.listing.files.map((_, place) => place);
    return new Set(places.filter((place) => names.has(this.site.key(place))));
  }

  /** The paths of which some edition's copy is kept. */
  async paths(): Promise<Set<string>> {
    const keys = this.#closed ? [] : await (await this.#cache()).keys();
    return new Set(keys.map(({ url }) => this.site.path(url) ?? ""));
  }

  /** Have a file, fetching it if it is not there, unless `signal` ends that. */
  take(place: number, signal = this.signal): Promise<Outcome> {
    let taking = this.#taking.get(place);
    if (taking === undefined) {
      taking = this.#take(place, signal).finally(() => this.#taking.delete(place));
      this.#taking.set(place, taking);
    }
    return taking;
  }

  async #take(place: number, signal: AbortSignal): Promise<Outcome> {
    if (this.#closed) return "away";
    if (await this.find(place)) return "kept";
    const changing = this.site.revision(place) !== null;
    let response: Response;
    try {
      response = await this.tools.fetch(this.site.address(place), {
        credentials: "same-origin",
        ...(changing ? { cache: "no-cache" } : {}), // one whose name never changes may come from the browser's own cache
        priority: "low",
        signal,
      } as RequestInit);
    } catch {
      return "away";
    }
    return this.store(place, response);
  }

  /** Take files one after another, `width` at a time, until one cannot be or `signal` ends it; returns a fault there was. */
  async takeAll(places: Iterable<number>, width = 3, signal = this.signal): Promise<Outcome> {
    const waiting = [...places];
    let fault: Outcome = "kept";
    const next = async (): Promise<void> => {
      for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
        const outcome = signal.aborted ? "away" : await this.take(place, signal);
        if (outcome === "kept") continue;
        fault = outcome;
        if (outcome !== "missing") waiting.length = 0;
      }
    };
    await Promise.all(Array.from({ length: width }, next));
    return fault;
  }

  /** Keep a response, if it is this edition's. */
  async store(place: number, response: Response): Promise<Outcome> {
    if (response.status !== 200) return "missing";
    let copy: Response | null;
    try {
      copy = await this.verified(place, response);
    } catch {
      return "away"; // it broke off
    }
    if (copy === null) return "other";
    if (this.#closed) return "away";
    const put = this.#cache().then((cache) => cache.put(this.site.key(place), copy));
    this.#putting.add(put);
    try {
      await put;
      return "kept";
    } catch {
      return "full"; // or forbidden: there is no room either way
    } finally {
      this.#putting.delete(put);
    }
  }

  /** A copy of the response if it holds this edition's bytes, else null. Consumes it. */
  async verified(place: number, response: Response): Promise<Response | null> {
    const bytes = await response.arrayBuffer();
    const [path, digest] = this.site.file(place);
    if ((await sha256(bytes)) !== digest && !(path.endsWith(".html") && (await this.#current()))) return null;
    const headers = new Headers(response.headers);
    headers.delete("content-encoding"); // what is kept is unpacked
    headers.set("content-length", String(bytes.byteLength));
    return new Response(bytes, { status: 200, headers });
  }

  /** Whether the host has this edition: one that rewrites pages on their way changes their digests, not this. */
  async #current(): Promise<boolean> {
    try {
      const address = new URL("edition.json", this.site.scope).href;
      const response = await this.tools.fetch(address, { cache: "no-store", signal: this.signal });
      const { edition } = (await response.json()) as { edition?: unknown };
      return edition === this.site.listing.edition;
    } catch {
      return false;
    }
  }

  /** Remove what is not of this edition; `spare` names what stays all the same. */
  async prune(spare: string): Promise<void> {
    const cache = await this.#cache();
    const wanted = new Set(this.site.listing.files.map((_, place) => this.site.key(place)));
    for (const request of await cache.keys()) {
      if (request.url !== spare && !wanted.has(request.url)) await cache.delete(request);
    }
  }

  /** Remove everything of this book, what is on its way too, and take nothing more in. */
  async clear(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#putting);
    await this.tools.caches.delete(this.name);
  }

  /** Take things in again. */
  reopen(): void {
    this.#closed = false;
  }
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(sum, (one) => one.toString(16).padStart(2, "0")).join("").slice(0, DIGITS);
}
