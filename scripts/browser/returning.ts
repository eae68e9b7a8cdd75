/** Readers who have run a lab before: their browser holds Python already, so it may start before it is asked for. */

import { kernelFor } from "./kernel";

const KEY = "python";

/** Remember that Python of the runtime at `address` has been here. Where that is forbidden nothing is lost. */
export function remember(address: string): void {
  try {
    localStorage.setItem(KEY, address);
  } catch {
    // a private window: every visit is a first one
  }
}

/** Whether the runtime at `address` has been here. */
export function remembered(address: string): boolean {
  try {
    return localStorage.getItem(KEY) === address;
  } catch {
    return false;
  }
}

/**
 * Boot Python, and do `more`, as soon as `lab` is in view, but only if nothing has to travel for it: everything
 * large is asked of the browser's cache alone. Never for whoever asks to save data.
 */
export function bootAhead(lab: Element, address: string, signal: AbortSignal, more: () => void = () => {}): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData || !remembered(address)) return;
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    void cached(address).then((whole) => {
      if (!whole || signal.aborted) return;
      kernelFor(address).warm().catch(() => {}); // a lab that is touched will say
      more();
    });
  });
  watcher.observe(lab);
  signal.addEventListener("abort", () => watcher.disconnect());
}

/** Whether the runtime's large files are kept here: by the service worker, or in the browser's own cache. */
async function cached(address: string): Promise<boolean> {
  try {
    const manifest = (await (await ask(address)).json()) as Readonly<Record<string, unknown>>;
    const names = [manifest["snapshot"], manifest["wheel"], `${String(manifest["pyodide"])}pyodide.asm.wasm`];
    await Promise.all(names.map(async (name) => (await ask(new URL(String(name), address).href)).body?.cancel()));
    return true;
  } catch {
    return false;
  }
}

/** From what is kept or not at all. */
async function ask(address: string): Promise<Response> {
  const kept = await globalThis.caches?.match(address, { ignoreSearch: true });
  if (kept) return kept;
  const response = await fetch(address, { cache: "only-if-cached", mode: "same-origin" });
  if (!response.ok) throw new Error(`${address} is not cached`);
  return response;
}
