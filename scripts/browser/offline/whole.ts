/** Keeping the whole book: portion by portion, so that it can be stopped, and goes on at a later visit. */

import type { Progress } from "./messages";
import { say } from "./register";

export type Watcher = (news: Progress | null, running: boolean) => void;

class Whole {
  readonly #watchers = new Set<Watcher>();
  /** The round that is under way; another one ends it. */
  #round: object | null = null;
  #begun = false;
  #last: Progress | null = null;

  get running(): boolean {
    return this.#round !== null;
  }

  /** Whether it was begun in this visit. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Tell `watcher` how far it is; returns how to end that. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Begin, or go on where it was stopped. */
  start(): void {
    if (this.running) return;
    const round = (this.#round = {});
    this.#begun = true;
    this.#tell();
    void this.#run(round).finally(() => {
      if (this.#round !== round) return;
      this.#round = null;
      this.#tell();
    });
  }

  /** Stop after the portion that is under way; what is kept stays. */
  async stop(): Promise<void> {
    this.#round = null;
    await say({ type: "ENOUGH" });
    this.#tell();
  }

  async #run(round: object): Promise<void> {
    this.#last = null;
    for (let before = -1; this.#round === round; ) {
      const news = await say({ type: "MORE" }).catch(() => null);
      if (this.#round !== round) return;
      this.#last = news;
      this.#tell();
      if (news === null || news.complete || news.fault !== undefined || news.bytes === before) return;
      before = news.bytes;
    }
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher(this.#last, this.running);
  }
}

export const whole = new Whole();
