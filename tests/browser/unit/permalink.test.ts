import { describe, expect, it } from "vitest";
import { formatLink, nearest, parseLink, snap, target } from "../../../scripts/browser/permalink";
import { config } from "./fixture";

const specs = config.parameters;
const state = {
  model: "wood",
  version: "1",
  seed: 7,
  values: { rate: 0.9, years: 20, mode: "solidary" },
  fingerprint: "ZV31-M7XB-M5DQ",
  at: "lab-2",
};

describe("a link", () => {
  it("says the whole state", () => {
    expect(formatLink(state)).toBe(
      "#lab=wood&v=1&seed=7&rate=0.9&years=20&mode=solidary&fp=ZV31-M7XB-M5DQ&at=lab-2",
    );
  });

  it("is read as it was written", () => {
    expect(parseLink(formatLink(state), specs)).toEqual({ state, changes: [] });
  });

  it("leaves what it does not name at the model's default", () => {
    const { state: read, changes } = parseLink("#lab=wood", specs);
    expect(read).toEqual({ model: "wood", version: "", seed: 1, values: { rate: 0.8, years: 60, mode: "pot" }, fingerprint: "", at: "" });
    expect(changes).toEqual([]);
  });

  it.each([
    ["rate=9", "rate", "bounds", 1.2],
    ["rate=-1", "rate", "bounds", 0],
    ["rate=1e400", "rate", "bounds", 1.2],
    ["rate=NaN", "rate", "garbage", 0.8],
    ["rate=Infinity", "rate", "garbage", 0.8],
    ["rate=", "rate", "garbage", 0.8],
    ["rate=0x1", "rate", "garbage", 0.8],
    ["rate=0.805", "rate", "step", 0.81],
    ["years=14", "years", "step", 10],
    ["years=14.5", "years", "step", 10],
    ["mode=other", "mode", "garbage", "pot"],
    ["mode=__proto__", "mode", "garbage", "pot"],
    ["seed=-1", "seed", "bounds", 0],
    ["seed=99999999999", "seed", "bounds", 4294967295],
    ["seed=1.5", "seed", "step", 2],
    ["seed=<script>", "seed", "garbage", 1],
  ])("%s goes to the nearest valid state and says so", (words, name, why, used) => {
    const given = words.slice(words.indexOf("=") + 1);
    const { state: read, changes } = parseLink(`#lab=wood&${words}`, specs);
    expect(changes).toEqual([{ why, name, given, used }]);
    expect(name === "seed" ? read.seed : read.values[name]).toBe(used);
  });

  it("takes a decimal that a slider has, and no noise", () => {
    expect(parseLink("#lab=wood&rate=0.90", specs).changes).toEqual([]);
    expect(parseLink("#lab=wood&rate=.9", specs).state.values["rate"]).toBe(0.9);
    expect(parseLink("#lab=wood&seed=%201", specs).changes[0]?.why).toBe("garbage");
  });

  it("names what is unknown, and never lets it in", () => {
    const { state: read, changes } = parseLink("#lab=wood&zzz=1&__proto__=2&constructor=3", specs);
    expect(changes.map((change) => change.name)).toEqual(["zzz", "__proto__", "constructor"]);
    expect(Object.keys(read.values)).toEqual(["rate", "years", "mode"]);
  });

  it("drops a fingerprint that is none", () => {
    const { state: read, changes } = parseLink("#lab=wood&fp=hello", specs);
    expect(read.fingerprint).toBe("");
    expect(changes[0]?.why).toBe("fingerprint");
  });

  it("survives any text", () => {
    for (const text of ["#", "", "#lab", "#lab=%", "#lab=%E0%A4%A", "#&&&===", `#lab=${"x".repeat(10_000)}`]) {
      expect(() => parseLink(text, specs)).not.toThrow();
    }
  });

  it("is ours only with a model in it", () => {
    expect(target("#chapter-2")).toBeNull();
    expect(target("")).toBeNull();
    expect(target("#lab=wood&at=lab-2")).toEqual({ model: "wood", at: "lab-2" });
  });
});

describe("the grid of a slider", () => {
  it("has no noise in it", () => {
    for (let at = 0; at <= 120; at++) expect(snap(at * 0.01, 0, 1.2, 0.01)).toBe(Number((at / 100).toFixed(2)));
  });

  it("ends at its last whole step", () => expect(snap(10, 0, 10, 3)).toBe(9));
  it("starts at its lower end", () => expect(snap(0.035, 0.02, 0.5, 0.02)).toBe(0.04));
  it("knows no minus zero", () => expect(Object.is(snap(-0.001, -1, 1, 0.01), 0)).toBe(true));
  it("takes a choice only as it stands", () => expect(nearest(specs[2]!, "POT", "pot").why).toBe("garbage"));
});
