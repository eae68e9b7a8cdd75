import { afterEach, describe, expect, it, vi } from "vitest";
import { Atlas, type AtlasFile } from "../../../scripts/browser/atlas";
import type { Order } from "../../../scripts/browser/protocol";
import { config } from "./fixture";

const file: AtlasFile = {
  version: "1",
  seed: 3,
  axes: ["rate", "mode"],
  base: { rate: 0.8, years: 60, mode: "pot" },
  columns: ["year", "rules"],
  digits: [0, 2],
  measures: ["end", "share"],
  points: [
    { at: [0.8, "pot"], fingerprint: "A", sentence: "a", summary: [1.5, 0.05], columns: [[0, 1, 1], [150, null, -25]] },
    { at: [1.2, "pot"], fingerprint: "B", sentence: "b", summary: [2, null], columns: [[0], [0]] },
    { at: [0.8, "solidary"], fingerprint: "C", sentence: "c", summary: [3, 1], columns: [[0], [0]] },
  ],
};
const atlas = new Atlas(config, file);
const order = (rate: number, mode = "pot", more: Partial<Order> = {}): Order => ({
  model: "wood", seed: 3, language: "nl", parameters: { rate, years: 60, mode }, ...more,
});
const words = (_: string, value: unknown) => String(value);

describe("an atlas", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("gives the run of exactly these values with its fingerprint", () => {
    const found = atlas.find(order(0.8), words);
    expect(found?.badge).toBe("van tevoren berekend voor Tempo 0.8, Wijze pot");
    expect(found?.result).toEqual({
      model: "wood", version: "1", seed: 3, parameters: { rate: 0.8, years: 60, mode: "pot" },
      columns: { year: [0, 1, 2], rules: [1.5, null, 1.25] },
      summary: { end: 1.5, share: 0.05 }, measures: { Eind: "1,5", Deel: "5\u00a0%" },
      sentence: "a", fingerprint: "A",
    });
  });

  it("gives the nearest run between, says so, and claims no fingerprint", () => {
    const found = atlas.find(order(1.1), words);
    expect(found?.badge).toBe("van tevoren berekend voor de dichtstbijzijnde stand: Tempo 1.2, Wijze pot");
    expect(found?.result.fingerprint).toBe("");
    expect(found?.result.parameters["rate"]).toBe(1.2);
  });

  it("never gives another choice for the one that was made", () => {
    expect(atlas.find(order(1.2, "solidary"), words)?.result.sentence).toBe("c");
    expect(atlas.find(order(1.2, "other"), words)).toBeNull();
  });

  it("has nothing for another seed or another value of what it does not vary", () => {
    expect(atlas.find(order(0.8, "pot", { seed: 4 }), words)).toBeNull();
    expect(atlas.find(order(0.8, "pot", { parameters: { rate: 0.8, years: 70, mode: "pot" } }), words)).toBeNull();
  });

  it("is null where it cannot be fetched or is of another version, and is asked for again", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const answers = [new Response("", { status: 500 }), Response.json({ ...file, version: "2" })];
    vi.stubGlobal("fetch", () => Promise.resolve(answers.shift()!));
    expect(await Atlas.load("http://here/one.json", config)).toBeNull();
    expect(await Atlas.load("http://here/one.json", config)).toBeNull();
    expect(answers).toEqual([]);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(await Atlas.load("", config)).toBeNull();
  });
});
