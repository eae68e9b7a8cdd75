/**
 * How a page learns that its worker has died. A worker that ends says nothing, whatever ended it; but a lock
 * that it holds falls free, and the page waits for that. Where there are no locks, a timer has to do.
 */

type Locks = Pick<LockManager, "request">;

/** In the worker: hold a lock as long as it lives. The name of the lock, or "" where there is none. */
export function hold(locks: Locks | undefined = globalThis.navigator?.locks): Promise<string> {
  const name = `worker-${Date.now()}-${Math.random()}`;
  return new Promise((resolve) => {
    if (!locks) return resolve("");
    const held = (): Promise<never> => {
      resolve(name);
      return new Promise(() => {});
    };
    locks.request(name, held).catch(() => resolve(""));
  });
}

/** In the page: `act` once whoever holds the lock has died, unless `signal` ends before. */
export function mourn(
  name: string,
  act: () => void,
  signal: AbortSignal,
  locks: Locks | undefined = globalThis.navigator?.locks,
): void {
  if (name === "" || !locks) return;
  locks.request(name, { signal }, act).catch(() => {}); // given up by the signal
}
