import { describe, expect, it } from "vitest";
import { restore, shrink } from "../../../scripts/browser/delta.mjs";

const base = Uint8Array.from({ length: 5000 }, (_, at) => at % 251);
const whole = new Uint8Array(5128);
whole.fill(9, 0, 128);
whole.set(base, 128);
for (const at of [0, 255, 256, 3000, 4999]) whole[128 + at]! ^= 255;

describe("a snapshot's delta", () => {
  it("gives the snapshot back, to the byte", () => {
    const delta = shrink(whole, base);
    expect(delta.length).toBeLessThan(whole.length / 2);
    const again = new Uint8Array(whole.length);
    restore(delta, base, again);
    expect(again).toEqual(whole);
  });

  it("of another Python, cut short or something else is refused", () => {
    const delta = shrink(whole, base);
    const into = () => new Uint8Array(whole.length);
    expect(() => restore(delta, base.subarray(1), into())).toThrow("does not belong");
    expect(() => restore(delta.subarray(0, -1), base, into())).toThrow("does not belong");
    expect(() => restore(delta, base, new Uint8Array(10))).toThrow("does not belong");
    expect(() => restore(new Uint8Array(600), base, into())).toThrow("does not belong");
  });
});
