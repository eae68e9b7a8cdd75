import { describe, expect, it } from "vitest";
import { lacks, parse, prepare, View } from "../../../scripts/browser/vega";

const rows = [1, 2, 3, 4].map((x) => ({ x, y: 2 * x }));
const fitted = (type: string) => ({ data: [{ name: "rows", values: rows, transform: [{ type, x: "x", y: "y" }] }] });

describe("Vega", () => {
  it("has what plain charts are made of", () => {
    const transform = [{ type: "formula", expr: "datum.x", as: "z" }, { type: "aggregate" }, { type: "stack" }];
    expect(lacks({ data: [{ name: "rows", transform }], marks: [{ type: "group", marks: [{ type: "line" }] }] })).toBe(false);
  });

  it("fetches what else a specification names, wherever it stands", async () => {
    const [fit, map] = [fitted("regression"), { marks: [{ type: "group", marks: [{ type: "shape", transform: [{ type: "geoshape" }] }] }] }];
    expect([fit, map, { projections: [{ name: "world", type: "mercator" }] }].map(lacks)).toEqual([true, true, true]);
    await prepare(fit as never);
    expect([fit, map].map(lacks)).toEqual([false, false]);
    const view = await new View(parse(fit as never)).runAsync();
    expect(view.data("rows").map(({ y }: { y: number }) => Math.round(y))).toEqual([2, 8]);
    view.finalize();
  });
});
