import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { decimals, number, parseNumber, plain, quantity } from "../../../scripts/browser/format";
import type { Cell, Language } from "../../../scripts/browser/protocol";

const MODELS = resolve(import.meta.dirname, "../../../models");
const PYTHON = resolve(MODELS, "../.venv/bin/python");

/** What words.py writes for every kind, value and language. */
const program = `
import importlib, json, pathlib, sys
sys.path.insert(0, ${JSON.stringify(MODELS)})
package = next(path.parent.parent.name for path in pathlib.Path(sys.path[0]).glob("*/core/words.py"))
words = importlib.import_module(package + ".core.words")
model = importlib.import_module(package + ".core.model")
values = json.load(sys.stdin)
print(json.dumps([
    [kind, value, language, words.quantity(model.Observable("a", "a", "a", kind), value, language)]
    for kind in ("share", "count", "number", "money", "euro", "flag")
    for value in values for language in ("nl", "en")
]))
`;

const values: Cell[] = [
  null, 0, 1, -1, 0.5, 1.5, 2.5, -2.5, 0.125, 0.375, 2.675, 0.005, 0.015, 0.0049, -0.004, -0.0, 0.1, 0.099,
  0.0999, 0.09996, 0.991, 0.9949, 0.99951, 0.9999, 0.45, 0.455, 12.25, 12.35, 999.5, 1000, 1234.5, 9999.995,
  1234567.891, -1234567.891, 1e15, 1e21, 1.5e22, 1e-9, -1e-9, 0.1 + 0.2, 1 / 3, 2 / 3,
];

describe("numbers", () => {
  it("are written exactly as Python writes them", () => {
    const python = existsSync(PYTHON) ? PYTHON : "python3";
    const text = execFileSync(python, ["-c", program], { input: JSON.stringify(values), encoding: "utf8" });
    const cases = JSON.parse(text) as [string, Cell, Language, string][];
    expect(cases).toHaveLength(6 * 2 * values.length);
    for (const [kind, value, language, written] of cases) {
      expect([kind, value, language, quantity(kind, value, language)]).toEqual([kind, value, language, written]);
    }
  });

  it("group by three and drop idle zeros", () => {
    expect(number(1234.5, 2, "nl")).toBe("1.234,5");
    expect(number(-1234567, 0, "en")).toBe("−1,234,567");
  });

  it("stand bare in a number box", () => {
    expect(plain(0.8, 2, "nl")).toBe("0,8");
    expect(plain(20000, 0, "en")).toBe("20000");
    expect(plain(0.1 + 0.2, 2, "en")).toBe("0.3");
  });

  it.each([
    ["0,9", 2, "nl", 0.9],
    ["0.9", 2, "nl", 0.9],
    ["0,9", 2, "en", 0.9],
    ["1.234,5", 1, "nl", 1234.5],
    ["1,234.5", 1, "en", 1234.5],
    ["1.000", 0, "nl", 1000],
    ["1.000", 2, "nl", 1],
    ["1,000", 0, "en", 1000],
    [" 12 ", 0, "nl", 12],
    ["−3", 0, "nl", -3],
    ["45 %", 0, "nl", 45],
    ["1.234.567", 0, "nl", 1234567],
    ["", 0, "nl", null],
    ["abc", 0, "nl", null],
    ["1e5", 0, "nl", null],
    ["Infinity", 0, "en", null],
    ["--1", 0, "en", null],
  ] as const)("%j is read", (text, digits, language, value) => {
    expect(parseNumber(text, digits, language)).toBe(value);
  });

  it.each([
    [1, 0],
    [0.01, 2],
    [0.05, 2],
    [1e-7, 7],
    [2.5e-7, 8],
    [10, 0],
  ])("a step of %d has %d decimals", (step, digits) => expect(decimals(step)).toBe(digits));
});
