import { describe, expect, it, vi } from "vitest";
import { hold, mourn } from "../../../scripts/browser/alive";

/** Locks as the browser has them, as far as this goes: one holder a name, and those who wait in line. */
class Locks {
  #lines = new Map<string, (() => void)[]>();

  request(name: string, ...rest: unknown[]): Promise<unknown> {
    const act = rest.at(-1) as () => unknown;
    const { signal } = (rest.length > 1 ? rest[0] : {}) as { signal?: AbortSignal };
    return new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      const turn = (): void => void (signal?.aborted || resolve(act()));
      const line = this.#lines.get(name);
      if (line) line.push(turn);
      else {
        this.#lines.set(name, []);
        turn();
      }
    });
  }

  /** Whoever holds the lock is gone. */
  free(name: string): void {
    this.#lines.get(name)?.shift()?.();
  }
}

describe("a worker's death", () => {
  it("is heard of when its lock falls free, and not before", async () => {
    const locks = new Locks();
    const name = await hold(locks as never);
    const died = vi.fn();
    mourn(name, died, new AbortController().signal, locks as never);
    await Promise.resolve();
    expect(died).not.toHaveBeenCalled();
    locks.free(name);
    expect(died).toHaveBeenCalledOnce();
  });

  it("is no one's trouble once the page has let go", async () => {
    const locks = new Locks();
    const name = await hold(locks as never);
    const [died, life] = [vi.fn(), new AbortController()];
    mourn(name, died, life.signal, locks as never);
    life.abort();
    locks.free(name);
    expect(died).not.toHaveBeenCalled();
  });

  it("is not known where there are no locks", async () => {
    const none = { request: () => Promise.reject(new DOMException("", "SecurityError")) };
    expect(await hold(none as never)).toBe("");
    mourn("", () => expect.unreachable(), new AbortController().signal);
  });
});
