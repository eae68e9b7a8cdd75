import { describe, expect, it } from "vitest";
import { busy, type Event, next, START, type State } from "../../../scripts/browser/machine";

const states: Record<string, State> = {
  figure: { name: "figure" },
  booting: { name: "booting", wanted: false },
  wanted: { name: "booting", wanted: true },
  ready: { name: "ready" },
  running: { name: "running" },
  stopped: { name: "stopped" },
  failed: { name: "failed" },
};

const events: Record<string, Event> = {
  warm: { kind: "warm" },
  run: { kind: "run", booted: false },
  runBooted: { kind: "run", booted: true },
  retry: { kind: "retry", booted: false },
  retryBooted: { kind: "retry", booted: true },
  booted: { kind: "booted" },
  result: { kind: "result", more: false },
  resultMore: { kind: "result", more: true },
  stop: { kind: "stop" },
  fail: { kind: "fail" },
};

// Every state and every event that moves it; all other pairs leave it where it is.
const moves: Record<string, Record<string, string>> = {
  figure: { warm: "booting", run: "wanted", runBooted: "running" },
  booting: { run: "wanted", runBooted: "running", booted: "ready", stop: "stopped", fail: "failed" },
  wanted: { runBooted: "running", booted: "running", stop: "stopped", fail: "failed" },
  ready: { run: "wanted", runBooted: "running" },
  running: { run: "wanted", result: "ready", stop: "stopped", fail: "failed" },
  stopped: { run: "wanted", runBooted: "running" },
  failed: { run: "wanted", runBooted: "running", retry: "wanted", retryBooted: "running" },
};

describe("a lab", () => {
  it("starts as a figure", () => expect(START).toEqual(states["figure"]));

  for (const [from, state] of Object.entries(states)) {
    for (const [name, event] of Object.entries(events)) {
      const to = moves[from]?.[name] ?? from;
      it(`${from}, ${name} → ${to}`, () => expect(next(state, event)).toEqual(states[to]));
    }
    it(`${from} can be stopped only while it is busy`, () => {
      expect(busy(state)).toBe(next(state, { kind: "stop" }).name === "stopped" && from !== "stopped");
    });
  }

  it("keeps the same object where nothing changes", () => {
    for (const [from, state] of Object.entries(states)) {
      for (const [name, event] of Object.entries(events)) {
        if (moves[from]?.[name] === undefined && from !== "wanted") expect(next(state, event)).toBe(state);
      }
    }
  });
});
