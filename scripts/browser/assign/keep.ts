/** What is kept in this browser. Where that is forbidden or full it says so, once, and everything works on. */

import { store } from "../drafts";

export class Keep {
  #failed = false;

  constructor(
    readonly key: string,
    private readonly fail: () => void,
  ) {}

  /** What was kept, or undefined. */
  read(): unknown {
    try {
      return JSON.parse(store()?.getItem(this.key) ?? "null") ?? undefined;
    } catch {
      return undefined;
    }
  }

  write(value: object): void {
    try {
      const place = store();
      if (place === null) throw new Error("no storage");
      place.setItem(this.key, JSON.stringify(value));
    } catch {
      if (!this.#failed) this.fail();
      this.#failed = true;
    }
  }

  forget(): void {
    try {
      window.localStorage.removeItem(this.key);
    } catch {
      // nothing was kept
    }
  }
}
