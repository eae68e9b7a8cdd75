/** What the service worker remembers when it is stopped; it lies with what is kept, and goes with it. */

export interface State {
  readonly edition: string;
  /** The whole book was asked for. */
  readonly wanted: boolean;
  /** Python is here. */
  readonly labs: boolean;
  /** Copies of an older edition may still lie about. */
  readonly stale: boolean;
  /** Open pages that are of another edition than the worker. */
  readonly foreign: readonly string[];
}

export const FIRST: Omit<State, "edition"> = { wanted: false, labs: false, stale: false, foreign: [] };

export class Memory {
  readonly key: string;
  #state: State | null | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly caches: Pick<CacheStorage, "open" | "has">,
    private readonly cache: string,
    scope: string,
  ) {
    this.key = new URL(".state", scope).href;
  }

  /** Null: nothing is to be kept (any more). */
  async read(): Promise<State | null> {
    if (this.#state === undefined) {
      const found = (await this.caches.has(this.cache)) ? await (await this.caches.open(this.cache)).match(this.key) : undefined;
      this.#state = found === undefined ? null : ((await found.json()) as State);
    }
    return this.#state;
  }

  /** Change something, after all changes before; nothing happens where nothing is to be kept. */
  change(how: (state: State) => Partial<State>): Promise<void> {
    const change = this.#last.then(async () => {
      const state = await this.read();
      if (state !== null) await this.write({ ...state, ...how(state) });
    });
    this.#last = change.catch(() => {});
    return change;
  }

  async write(state: State): Promise<void> {
    this.#state = state;
    try {
      await (await this.caches.open(this.cache)).put(this.key, new Response(JSON.stringify(state)));
    } catch {
      // no room: it is known as long as the worker lives
    }
  }

  /** Keep nothing from now on. */
  async forget(): Promise<void> {
    this.#state = null;
    await this.#last;
    this.#state = null;
  }
}
