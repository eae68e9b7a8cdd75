/** Sweeps kept in the browser, so that a reload loses nothing. Where that is forbidden it says so and works on. */

import type { Outcome, Plan } from "./plan";

const NAME = "lab-sweeps";

export interface Kept {
  readonly plan: Plan;
  readonly outcomes: (Outcome | undefined)[];
}

/** One sweep a model and book (the key). Runs are written in batches, each under its own number. */
export class Store {
  #opened: Promise<IDBDatabase> | null = null;

  constructor(private readonly key: string) {}

  /** What is kept, or null. */
  async read(): Promise<Kept | null> {
    const database = await this.#open();
    const plans = database.transaction(["plans", "runs"]);
    const plan = (await done(plans.objectStore("plans").get(this.key))) as Plan | undefined;
    if (plan === undefined) return null;
    const range = this.#range();
    const [numbers, runs] = await Promise.all([
      done(plans.objectStore("runs").getAllKeys(range)),
      done(plans.objectStore("runs").getAll(range)) as Promise<Outcome[]>,
    ]);
    const outcomes: (Outcome | undefined)[] = [];
    numbers.forEach((key, at) => (outcomes[(key as [string, number])[1]] = runs[at]));
    return { plan, outcomes };
  }

  /** Begin anew with a plan. */
  async begin(plan: Plan): Promise<void> {
    const database = await this.#open();
    const change = database.transaction(["plans", "runs"], "readwrite");
    change.objectStore("runs").delete(this.#range());
    change.objectStore("plans").put(plan, this.key);
    await kept(change);
  }

  async add(runs: readonly (readonly [number, Outcome])[]): Promise<void> {
    const database = await this.#open();
    const change = database.transaction("runs", "readwrite");
    for (const [number, outcome] of runs) change.objectStore("runs").put(outcome, [this.key, number]);
    await kept(change);
  }

  async forget(): Promise<void> {
    const database = await this.#open();
    const change = database.transaction(["plans", "runs"], "readwrite");
    change.objectStore("runs").delete(this.#range());
    change.objectStore("plans").delete(this.key);
    await kept(change);
  }

  #range(): IDBKeyRange {
    return IDBKeyRange.bound([this.key, 0], [this.key, Infinity]);
  }

  #open(): Promise<IDBDatabase> {
    this.#opened ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("plans");
        asked.result.createObjectStore("runs");
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error("no storage"));
      asked.onblocked = () => reject(new Error("blocked"));
    });
    return this.#opened;
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("storage"));
  });
}

/** Resolves when a change is on disk: a full one refuses it only then, after each request has succeeded. */
function kept(change: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    change.oncomplete = () => resolve();
    change.onabort = () => reject(change.error ?? new Error("storage"));
  });
}
