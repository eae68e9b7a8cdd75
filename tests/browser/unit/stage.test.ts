import { describe, expect, it } from "vitest";
import { cells, inWords } from "../../../scripts/browser/stage";

describe("a frame", () => {
  const grid = { kind: "grid", width: 2, height: 2, cells: "00010200" } as const;

  it("is unpacked", () => expect([...cells({ ...grid, cells: "00ff10a1" })]).toEqual([0, 255, 16, 161]));

  it("of kinds is said by share", () => {
    expect(inWords(grid, ["leeg", "soort één", "soort twee"], "nl")).toBe("Leeg 50\u00a0%, soort één 25\u00a0%, soort twee 25\u00a0%.");
  });

  it("of opinions is said by its spread", () => {
    const dots = { kind: "dots", width: 5, height: 1, cells: "00337fccff" } as const;
    expect(inWords(dots, ["one"], "en")).toBe("The opinions run from 0% to 100%; half lie between 20% and 80%.");
  });
});
