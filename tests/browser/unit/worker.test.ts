// @vitest-environment happy-dom
/** What a worker says of itself before it is of use. */

import { beforeEach, describe, expect, it, vi } from "vitest";

const { locked } = vi.hoisted(() => ({ locked: { come: (_: string): void => {} } }));

vi.mock("../../../scripts/browser/alive", () => ({
  hold: () => new Promise<string>((resolve) => (locked.come = resolve)),
}));
vi.mock("../../../scripts/browser/python", () => {
  const pyodide = { FS: { mkdirTree: () => {}, writeFile: () => {} }, runPython: () => () => () => "" };
  return { bootPython: () => Promise.resolve({ pyodide, session: {}, snapshot: true, complete: () => Promise.resolve(true) }) };
});
vi.mock("../../../scripts/browser/fence", () => ({ bound: () => {}, literal: () => {}, shut: () => {} }));

const BOOT = { kind: "boot", runtime: {} };
let said: string[];

beforeEach(() => {
  said = [];
  vi.resetModules();
  vi.stubGlobal("postMessage", ({ kind }: { kind: string }) => void said.push(kind));
});

describe.each(["worker", "cellworker"])("a %s", (name) => {
  it("is of use only once the page can hear of its death", async () => {
    await import(`../../../scripts/browser/${name}.ts`);
    window.dispatchEvent(new MessageEvent("message", { data: BOOT }));
    await new Promise((resolve) => setTimeout(resolve, 20)); // Python is there, the lock is not
    expect(said).toEqual([]);
    locked.come("a-lock");
    await vi.waitFor(() => expect(said).toEqual(["alive", "booted"]));
  });
});
