import { describe, expect, it } from "vitest";
import { byPoint, orders, type Plan, points, size, spread, table } from "../../../scripts/browser/plan";
import { config } from "./fixture";

const [rate, years, mode] = config.parameters;
const plan: Plan = {
  model: "wood", version: "1", fixed: { years: 60 }, firstSeed: 3, seeds: 2,
  axes: [{ name: "rate", values: [0, 1] }, { name: "mode", values: ["pot", "solidary"] }],
};

describe("a plan", () => {
  it("spreads values over a slider's own steps, each once", () => {
    expect(spread(rate!, 5)).toEqual([0, 0.3, 0.6, 0.9, 1.2]);
    expect(spread({ ...years!, low: 10, high: 30 }, 9)).toEqual([10, 20, 30]);
    expect(spread(mode!, 9)).toEqual(["pot", "solidary"]);
  });

  it("numbers its runs: the last axis fastest, seeds within a point", () => {
    expect(size(plan)).toBe(8);
    expect(points(plan)).toEqual([
      { rate: 0, mode: "pot" }, { rate: 0, mode: "solidary" }, { rate: 1, mode: "pot" }, { rate: 1, mode: "solidary" },
    ]);
    const all = orders(plan, config);
    expect(all).toHaveLength(8);
    expect(all[3]).toEqual({ model: "wood", parameters: { years: 60, rate: 0, mode: "solidary" }, seed: 4, language: "nl" });
  });

  it("gathers what is known at each point", () => {
    const outcome = (end: number | null) => ({ summary: { end }, fingerprint: "X" });
    expect(byPoint(plan, [outcome(5), outcome(2), undefined, outcome(null)], "end")).toEqual([[2, 5], [], [], []]);
  });

  it("is written with parameters, seeds and fingerprints", () => {
    const outcome = { summary: { end: 1.5, share: null }, fingerprint: "AAAA-BBBB-CCCC" };
    expect(table(config, plan, [undefined, outcome])).toBe(
      "\ufeffmodel;version;rate;years;mode;seed;end;share;fingerprint\r\nwood;1;0;60;pot;4;1,5;;AAAA-BBBB-CCCC\r\n",
    );
  });
});
