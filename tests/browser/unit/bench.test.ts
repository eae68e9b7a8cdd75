// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { difference, quantile } from "../../../scripts/browser/difference";
import { changed, Trail } from "../../../scripts/browser/history";
import { Ended } from "../../../scripts/browser/kernel";
import { RUNS, seeds, spread } from "../../../scripts/browser/luck";
import { axisOf, course, ticks } from "../../../scripts/browser/plot";
import { type Hand, Pool } from "../../../scripts/browser/pool";
import type { Order } from "../../../scripts/browser/protocol";
import { result } from "./fixture";

const setting = (rate: number, seed = 1) => ({ values: { rate, mode: "pot" }, seed });

describe("a trail", () => {
  it("goes back and forth, and forgets what was undone", () => {
    const trail = new Trail(setting(1));
    expect([trail.canUndo, trail.canRedo, trail.go(-1)]).toEqual([false, false, null]);
    trail.add(setting(2), 0);
    trail.add(setting(3), 5000);
    expect(trail.go(-1)).toEqual(setting(2));
    expect(trail.go(1)).toEqual(setting(3));
    expect(trail.go(1)).toBeNull();
    trail.go(-1);
    trail.add(setting(9), 9000);
    expect(trail.canRedo).toBe(false);
    expect(trail.go(-1)).toEqual(setting(2));
  });

  it("takes a drag as one move, two controls as two", () => {
    const trail = new Trail(setting(1));
    for (const at of [2, 3, 4]) trail.add(setting(at), at * 100);
    trail.add(setting(4, 7), 500);
    expect(trail.go(-1)).toEqual(setting(4));
    expect(trail.go(-1)).toEqual(setting(1));
  });

  it("knows what changed", () => expect(changed(setting(1), setting(2, 3))).toEqual(["rate", "seed"]));
});

describe("differences", () => {
  it.each([
    ["share", 0.5, 0.25, "nl", "+25 procentpunt"],
    ["share", 0.25, 0.5, "en", "−25 percentage points"],
    ["share", 0.5, 0.5, "nl", "0"],
    ["count", 1, 1235, "nl", "−1.234"],
    ["number", 2.5, 1, "en", "+1.5"],
    ["flag", 1, 0, "nl", ""],
    ["count", null, 1, "nl", ""],
  ] as const)("of %s: %j after %j in %s is %j", (kind, now, then, language, said) => {
    expect(difference(kind, now, then, language)).toBe(said);
  });

  it("have quantiles between neighbours", () => {
    expect([0, 0.25, 0.5, 1].map((part) => quantile([1, 2, 3, 4, 10], part))).toEqual([1, 2, 3, 10]);
    expect(quantile([1, 2], 0.5)).toBe(1.5);
  });
});

describe("luck", () => {
  it("has thirty seeds, the reader's among them", () => {
    for (const own of [1, 30, 31, 0, 4294967295]) {
      expect(new Set(seeds(own)).size).toBe(RUNS);
      expect(seeds(own)).toContain(own);
    }
  });

  it("spreads curves by place", () => {
    expect(spread([[[0, 1], [1, 5]], [[0, 3], [1, 5]]])).toEqual([
      [0, 1.2, 2, 2.8],
      [1, 5, 5, 5],
    ]);
  });
});

describe("a plot", () => {
  it("has round ticks within its axis", () => {
    expect(ticks({ label: "", kind: "share", low: 0, high: 1 }, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks({ label: "", kind: "count", low: 0, high: 3 }, 5)).toEqual([0, 1, 2, 3]);
    expect(ticks({ label: "", kind: "number", low: -0.3, high: 0.35 }, 5)).toEqual([-0.2, 0, 0.2]);
  });

  it("keeps 0 near and a flat line in the middle", () => {
    expect(axisOf("", "number", [3, 10])).toMatchObject({ low: 0, high: 10 });
    expect(axisOf("", "number", [9, 10])).toMatchObject({ low: 9, high: 10 });
    expect(axisOf("", "count", [5, 5])).toMatchObject({ low: 2.5, high: 7.5 });
    expect(axisOf("", "share", [0.2, null])).toMatchObject({ low: 0, high: 1 });
    expect(axisOf("", "number", [])).toMatchObject({ low: 0, high: 1 });
  });

  it("leaves out what has no value", () => expect(course([0, 1, 2], [1, null, 3])).toEqual([[0, 1], [2, 3]]));
});

describe("a pool", () => {
  const orders = Array.from({ length: 5 }, (_, seed): Order => ({ model: "wood", parameters: {}, seed, language: "nl" }));
  class Fake implements Hand {
    readonly address = "x";
    closed = false;
    asked: number[] = [];
    constructor(private readonly fail: (seed: number) => Error | null = () => null) {}
    queue(_: symbol, order: Order) {
      this.asked.push(order.seed);
      const error = this.fail(order.seed);
      return error ? Promise.reject(error) : Promise.resolve({ ...result, seed: order.seed });
    }
    stop(): void {}
    close(): void {
      this.closed = true;
    }
  }

  it("runs every order once, on all hands, and lets them go", async () => {
    const [own, extra] = [new Fake(), new Fake()];
    const pool = new Pool(own as Hand, 2, () => extra);
    const got: number[] = [];
    await pool.run(orders, ({ seed }, at) => got.push(seed, at), new AbortController().signal);
    expect(got.filter((_, at) => at % 2 === 0).sort()).toEqual([0, 1, 2, 3, 4]);
    expect([...own.asked, ...extra.asked].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(extra.asked.length).toBeGreaterThan(0);
    pool.close();
    expect([own.closed, extra.closed]).toEqual([false, true]);
  });

  it("asks again where a worker was lost, and fails with the first other fault", async () => {
    let lost = true;
    const once = new Fake((seed) => (seed === 2 && lost ? ((lost = false), new Ended("lost")) : null));
    const got: number[] = [];
    await new Pool(once as Hand, 1).run(orders, ({ seed }) => got.push(seed), new AbortController().signal);
    expect(got.sort()).toEqual([0, 1, 2, 3, 4]);
    const bad = new Fake((seed) => (seed === 1 ? new Ended("python", "no") : null));
    await expect(new Pool(bad as Hand, 1).run(orders, () => {}, new AbortController().signal)).rejects.toThrow("no");
    expect(bad.asked).toEqual([0, 1]);
  });

  it("gives every hand two runs at a time, the first to each before the second to any", async () => {
    class Slow extends Fake {
      free: (() => void)[] = [];
      override queue(key: symbol, order: Order) {
        const done = super.queue(key, order);
        return new Promise<void>((resolve) => this.free.push(resolve)).then(() => done);
      }
    }
    const [own, extra] = [new Slow(), new Slow()];
    const got: number[] = [];
    const all = new Pool(own as Hand, 2, () => extra).run(orders, (_, at) => got.push(at), new AbortController().signal);
    await Promise.resolve();
    expect([own.asked, extra.asked]).toEqual([[0, 2], [1, 3]]);
    for (let at = 0; at < 5; at++) {
      for (const hand of [extra, own]) hand.free.shift()?.();
      await new Promise((resolve) => setTimeout(resolve));
    }
    await all;
    expect([own.asked, extra.asked]).toEqual([[0, 2], [1, 3, 4]]);
    expect(got.sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it("stops when told to, and waits while held", async () => {
    const control = new AbortController();
    const own = new Fake();
    await expect(
      new Pool(own as Hand, 1).run(orders, (_, at) => at === 1 && control.abort(new Error("enough")), control.signal),
    ).rejects.toThrow("enough");
    expect(own.asked).toEqual([0, 1]);
    let free: () => void = () => {};
    const held = new Promise<void>((resolve) => (free = resolve));
    const waiting = new Fake();
    const done = new Pool(waiting as Hand, 1).run(orders, () => {}, new AbortController().signal, () => held);
    await Promise.resolve();
    expect(waiting.asked).toEqual([]);
    free();
    await done;
    expect(waiting.asked).toHaveLength(5);
  });
});
