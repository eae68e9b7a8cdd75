/** Several workers for many runs: the page's own and a few more, which are let go when nothing is asked. */

import { Ended, Kernel, type Why } from "./kernel";
import type { Order, Result } from "./protocol";

/** Whatever the machine has: each worker holds a Python of its own in memory. */
const MOST = 4;
const IDLE = 60_000;
/** Runs that a worker has at a time: while the page takes in the one, it works on the other. */
const DEPTH = 2;
/** Failures of one run that say nothing of the next. */
const EXCUSED: ReadonlySet<Why> = new Set<Why>(["parameter", "model", "python", "silent"]);

/** What of a kernel is used; a test passes its own. */
export type Hand = Pick<Kernel, "queue" | "stop" | "close" | "address">;

export class Pool {
  #extra: Hand[] = [];
  #idle: ReturnType<typeof setTimeout> | undefined;
  readonly #own: Hand;

  constructor(
    own: Hand,
    readonly size = Math.min(MOST, Math.max(1, navigator.hardwareConcurrency || 1)),
    private readonly hire: (address: string) => Hand = (address) => new Kernel(address),
  ) {
    this.#own = own;
  }

  /**
   * Run all `orders`, in order of asking; `receive` gets each result with its number, as they come.
   * While `hold` returns a promise the next run waits for it. Rejects with the first failure, or
   * with the reason of `signal`; no run is under way after that. With `excuse`, a run that fails while
   * Python works on is told to it, and the others go on.
   */
  async run(
    orders: readonly Order[],
    receive: (result: Result, number: number) => void,
    signal: AbortSignal,
    hold: () => Promise<void> | null = () => null,
    excuse?: (reason: Ended, number: number) => void,
  ): Promise<void> {
    clearTimeout(this.#idle);
    const hands = Math.min(this.size, orders.length);
    while (this.#extra.length < hands - 1) this.#extra.push(this.hire(this.#own.address));
    const all = [this.#own, ...this.#extra].slice(0, Math.max(1, hands));
    const inner = new AbortController();
    const abort = (): void => inner.abort(signal.reason);
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
    let next = 0;
    const work = async (hand: Hand): Promise<void> => {
      const key = Symbol("pool");
      const stop = (): void => hand.stop(key);
      inner.signal.addEventListener("abort", stop);
      try {
        for (;;) {
          await hold();
          if (inner.signal.aborted) throw inner.signal.reason;
          const number = next++;
          const order = orders[number];
          if (order === undefined) return;
          let result: Result;
          try {
            result = await patiently(hand, key, order);
          } catch (error) {
            if (excuse === undefined || !(error instanceof Ended) || !EXCUSED.has(error.why)) throw error;
            excuse(error, number);
            continue;
          }
          receive(result, number);
        }
      } catch (error) {
        inner.abort(error);
        throw inner.signal.reason;
      } finally {
        inner.signal.removeEventListener("abort", stop);
      }
    };
    try {
      await Promise.all(Array.from({ length: DEPTH }, () => all.map(work)).flat());
    } finally {
      signal.removeEventListener("abort", abort);
      this.#idle = setTimeout(() => this.close(), IDLE);
    }
  }

  /** Let the extra workers go. The page's own is not ours to end. */
  close(): void {
    clearTimeout(this.#idle);
    for (const hand of this.#extra) hand.close();
    this.#extra = [];
  }
}

/** A worker can be lost to another lab's Stop; what it had to do is then asked once more. */
async function patiently(hand: Hand, key: symbol, order: Order): Promise<Result> {
  try {
    return await hand.queue(key, order);
  } catch (error) {
    if (error instanceof Ended && error.why === "lost") return hand.queue(key, order);
    throw error;
  }
}

let shared: { address: string; pool: Pool } | null = null;

/** The pool of this page. */
export function poolFor(kernel: Kernel): Pool {
  if (shared?.address !== kernel.address) {
    shared?.pool.close();
    shared = { address: kernel.address, pool: new Pool(kernel) };
  }
  return shared.pool;
}
