// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";

const warm = vi.fn(() => Promise.resolve());
vi.mock("../../../scripts/browser/kernel", () => ({ kernelFor: () => ({ warm }) }));
const { bootAhead, remember, remembered } = await import("../../../scripts/browser/returning");

const RUNTIME = "https://book.test/assets/runtime-1.json";
const asked: RequestInit[] = [];
let kept = true;

/** Everything watched is in view at once. */
class Seen {
  constructor(private readonly act: (entries: { isIntersecting: boolean }[]) => void) {}
  observe(): void {
    this.act([{ isIntersecting: true }]);
  }
  disconnect(): void {}
}

const more = vi.fn();

async function started(): Promise<boolean> {
  bootAhead(document.body, RUNTIME, new AbortController().signal, more);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(more).toHaveBeenCalledTimes(warm.mock.calls.length);
  return warm.mock.calls.length > 0;
}

beforeEach(() => {
  warm.mockClear();
  more.mockClear();
  asked.length = 0;
  kept = true;
  localStorage.clear();
  vi.stubGlobal("IntersectionObserver", Seen);
  vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
    asked.push(init);
    const body = JSON.stringify({ snapshot: "s.bin", wheel: "w.zip", pyodide: "p/" });
    return kept ? Promise.resolve(new Response(body)) : Promise.reject(new TypeError("not cached"));
  });
  Object.defineProperty(navigator, "connection", { value: undefined, configurable: true });
});

describe("a boot before it is asked for", () => {
  it("is for whoever has run a lab of this book's runtime", async () => {
    expect(await started()).toBe(false);
    remember("https://book.test/assets/runtime-0.json");
    expect(await started()).toBe(false);
    remember(RUNTIME);
    expect(remembered(RUNTIME)).toBe(true);
    expect(await started()).toBe(true);
  });
  it("asks the cache alone, and starts nothing that would have to travel", async () => {
    remember(RUNTIME);
    kept = false;
    expect(await started()).toBe(false);
    kept = true;
    expect(await started()).toBe(true);
    expect(asked.every(({ cache }) => cache === "only-if-cached")).toBe(true);
  });
  it("takes what the service worker keeps for kept, and asks nothing more", async () => {
    remember(RUNTIME);
    kept = false;
    const match = vi.fn(() => Promise.resolve(new Response(JSON.stringify({ snapshot: "s", wheel: "w", pyodide: "p/" }))));
    vi.stubGlobal("caches", { match });
    expect(await started()).toBe(true);
    expect(asked).toEqual([]);
    expect(match.mock.calls.length).toBe(4);
    vi.stubGlobal("caches", undefined);
  });
  it("is not for whoever saves data", async () => {
    remember(RUNTIME);
    Object.defineProperty(navigator, "connection", { value: { saveData: true }, configurable: true });
    expect(await started()).toBe(false);
  });
});
