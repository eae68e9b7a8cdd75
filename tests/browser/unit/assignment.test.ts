import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  type Assignment,
  assignmentId,
  breach,
  NoAssignment,
  readAssignment,
  studentSeed,
} from "../../../scripts/browser/assign/assignment";
import { fromFragment, toFragment } from "../../../scripts/browser/assign/fragment";
import { canonical } from "../../../scripts/browser/canonical";
import table from "../../assignments.json";

const packed = (plain: string | Buffer): string => `#a=${deflateRawSync(plain).toString("base64url")}`;

describe("the canonical form", () => {
  it("is that of RFC 8785", () => {
    expect(canonical([0, -0, 1e21, 1e-6, 1e-7, 0.1, 20])).toBe("[0,0,1e+21,0.000001,1e-7,0.1,20]");
    expect(canonical({ "\ufb33": 1, "\u{1f600}": 2, b: { d: "é\n", c: null } })).toBe(
      '{"b":{"c":null,"d":"é\\n"},"\u{1f600}":2,"\ufb33":1}',
    );
  });
  it.each([NaN, Infinity, "\ud800", { "\udfff": 1 }])("of %j there is none", (value) => {
    expect(() => canonical(value as never)).toThrow(RangeError);
  });
});

describe("an assignment", () => {
  it.each(table.good)("is read: $name", async ({ given, read, id }) => {
    const found = readAssignment(given);
    expect(found).toEqual(read);
    expect(assignmentId(found)).toBe(id);
    expect(await fromFragment(await toFragment(found))).toEqual(read);
  });

  it.each(table.bad)("is refused: $name", ({ given, part }) => {
    const refused = (): unknown => readAssignment(given);
    expect(refused).toThrow(NoAssignment);
    try {
      refused();
    } catch (error) {
      expect((error as NoAssignment).part).toBe(part);
    }
  });

  it.each(table.seeds)("gives student $number the seed $seed", ({ id, number, seed }) => {
    expect(studentSeed(id, number)).toBe(seed);
  });

  it.each(table.breaches)("and a run: $name", ({ run, number, why }) => {
    const specs = Object.entries(table.specs).map(([name, spec]) => ({ name, ...spec }));
    expect(breach(table.good[0]!.read as Assignment, run, number, specs)).toBe(why);
  });

  it.each(["", "#", "#a=", "#a=%00", "#a=AAAA", `#a=${"A".repeat(40_000)}`, "#lab=x", packed("[1"), packed(Buffer.from([255])),
    packed(" ".repeat(2 ** 24)), packed("[".repeat(100_000)), packed("{}")])("in the hostile fragment %#", async (fragment) => {
    await expect(fromFragment(fragment)).rejects.toThrow(NoAssignment);
  });
});
