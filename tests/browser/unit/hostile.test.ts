// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Assignment, NoAssignment, readAssignment } from "../../../scripts/browser/assign/assignment";
import { readDraft } from "../../../scripts/browser/assign/draft";
import { fromFragment, toFragment } from "../../../scripts/browser/assign/fragment";
import { keptOf } from "../../../scripts/browser/assign/kept";
import { paper } from "../../../scripts/browser/assign/paper";
import { isFault, readDesign, written } from "../../../scripts/browser/design";
import { recall } from "../../../scripts/browser/drafts";
import { readBytes, Unreadable } from "../../../scripts/browser/mark/reading";
import { shaped } from "../../../scripts/browser/mark/shape";
import { parseLink, target } from "../../../scripts/browser/permalink";
import { recorded, sealed } from "../../../scripts/browser/report";
import { type Plan, worked } from "../../../scripts/browser/canvasplan";
import table from "../../assignments.json";
import { config, result } from "./fixture";

const MANY = 400;
const ATTACKS = [
  "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "__proto__", "constructor",
  "\u0000", "\u202e", "\ud800", "%", "é\u0301".repeat(30), "x".repeat(5000), "1e309", "",
];
const KEYS = ["__proto__", "constructor", "toString", "kind", "runs", "", "é"];

/** Chances from a seed: the same ones on every machine (mulberry32). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Chance {
  readonly next: () => number;
  constructor(seed: number) {
    this.next = chances(seed);
  }
  below(most: number): number {
    return Math.floor(this.next() * most);
  }
  of<One>(some: readonly One[]): One {
    return some[this.below(some.length)]!;
  }

  /** Anything that JSON can hold, and what it cannot. */
  thing(deep = 2): unknown {
    const kind = this.below(deep > 0 ? 9 : 7);
    if (kind === 7) return Array.from({ length: this.below(4) }, () => this.thing(deep - 1));
    if (kind === 8) {
      const made: Record<string, unknown> = {};
      for (let left = this.below(4); left > 0; left--) {
        Object.defineProperty(made, this.of(KEYS), { value: this.thing(deep - 1), enumerable: true, configurable: true, writable: true });
      }
      return made;
    }
    return [null, true, this.next() * 1e9 - 5e8, NaN, -Infinity, 2 ** 53, this.of(ATTACKS)][kind];
  }

  /** A good thing with a few of its parts gone, renamed, or something else. */
  spoiled(good: unknown): unknown {
    const data = structuredClone(good);
    for (let left = 1 + this.below(3); left > 0; left--) {
      const places: [object, string][] = [];
      const walk = (thing: object): void => {
        for (const [key, value] of Object.entries(thing)) {
          places.push([thing, key]);
          if (typeof value === "object" && value !== null) walk(value as object);
        }
      };
      walk(data as object);
      if (places.length === 0) break;
      const [thing, key] = this.of(places);
      const way = this.below(5);
      if (way === 0 && Array.isArray(thing)) thing.splice(Number(key), 1);
      else if (way === 0) Reflect.deleteProperty(thing, key);
      else if (way === 1 && !Array.isArray(thing)) Object.defineProperty(thing, this.of(KEYS), { value: this.thing(), enumerable: true, configurable: true, writable: true });
      else Reflect.set(thing, key, this.thing());
    }
    return data;
  }

  /** A text with a piece of it gone or replaced. */
  torn(text: string): string {
    const [at, to] = [this.below(text.length + 1), this.below(text.length + 1)].sort((a, b) => a - b) as [number, number];
    return text.slice(0, at) + this.of(["", '"', "}", "[".repeat(40), "1e999", "\\ud800", "\u0000", "NaN"]) + text.slice(to);
  }
}

const question = { label: "Vraag", help: "" };
const plan: Plan = {
  model: "wood", seed: 1, curve: "rules", measures: ["share", "end"], waste: "share", today: { rate: 0 }, always: ["years"],
  assumptions: { rate: 0.5, years: 60 }, questions: { title: question, owners: question },
  switches: { context: { ...question, sets: { mode: "solidary" } }, room: { ...question, uses: ["rate"] } },
  fields: { work: { label: "Werk", texts: { title: "T", owners: "O" }, switches: ["room"], assumptions: { years: 100 } } },
  length: 600, series: ["Nu", "Dit ontwerp"], charts: config.charts,
};
const good = table.good[0]!.given;
const report = { ...sealed({ kind: "report", format: 1, book: "b", runs: [recorded(result)], answers: [{ question: "q1", text: "t" }] }), assignment: good };
const unharmed = (): void => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
};

describe("whatever a stranger sends", () => {
  it("a link is the nearest valid state", () => {
    const chance = new Chance(1);
    for (let left = MANY; left > 0; left--) {
      const words = Array.from({ length: chance.below(6) }, () => `${chance.of(["lab", "seed", "rate", "mode", "fp", "at", "v", ...KEYS])}=${chance.of(ATTACKS)}`);
      const fragment = `#${words.join(chance.of(["&", "&", "=", "%"]))}`;
      target(fragment);
      const { state } = parseLink(fragment, config.parameters);
      expect(Object.keys(state.values)).toEqual(["rate", "years", "mode"]);
      expect(state.values["rate"]).toBeGreaterThanOrEqual(0);
      expect(state.values["rate"]).toBeLessThanOrEqual(1.2);
      expect(["pot", "solidary"]).toContain(state.values["mode"]);
      expect(Number.isInteger(state.seed)).toBe(true);
    }
    unharmed();
  });

  it("a design is read or refused, and what is read is bounded", () => {
    const chance = new Chance(2);
    const whole = JSON.parse(JSON.stringify(written(worked(plan, "work", "nl"), plan, [result]))) as unknown;
    let [taken, refused] = [0, 0];
    for (let left = MANY; left > 0; left--) {
      const text = JSON.stringify(chance.spoiled(whole));
      const read = readDesign(left % 4 ? text : chance.torn(text), plan, config);
      if (isFault(read)) {
        refused++;
        continue;
      }
      taken++;
      expect(Object.keys(read.texts)).toEqual(["title", "owners"]);
      expect(Object.values(read.texts).every((one) => typeof one === "string" && one.length <= 600)).toBe(true);
      expect(["work", "own"]).toContain(read.field);
    }
    expect(Math.min(taken, refused)).toBeGreaterThan(0);
    unharmed();
  });

  it("an assignment is read or refused as none, and its paper has no markup of its own", async () => {
    const chance = new Chance(3);
    let taken = 0;
    for (let left = MANY; left > 0; left--) {
      let read: Assignment | null = null;
      try {
        read = readAssignment(left % 5 ? chance.spoiled(good) : chance.thing());
      } catch (error) {
        expect(error).toBeInstanceOf(NoAssignment);
      }
      if (read !== null) {
        expect(await fromFragment(await toFragment(read))).toEqual(read);
        const page = paper({ ...sealed({ kind: "report", format: 1, book: "b", runs: [], answers: [] }), assignment: read }, [], "nl", String);
        expect(page.replace(/<meta http-equiv[^>]*>/, "")).not.toMatch(/<(script|img|iframe|svg)|\son\w+=/);
        taken++;
      }
      await fromFragment(`#a=${chance.torn("q1YqSy0qzszPU7JSMlbSUUpJLElUsqoFAA")}`).catch((error: unknown) => expect(error).toBeInstanceOf(NoAssignment));
    }
    expect(taken).toBeGreaterThan(20);
    unharmed();
  });

  it("a report is read, or has another form, or cannot be read", () => {
    const chance = new Chance(4);
    let taken = 0;
    for (let left = MANY; left > 0; left--) {
      const text = JSON.stringify(chance.spoiled(report));
      const bytes = left % 6 ? new TextEncoder().encode(left % 3 ? text : chance.torn(text)) : Uint8Array.from({ length: 40 }, () => chance.below(256));
      try {
        if (shaped(readBytes(bytes)) !== null) taken++;
      } catch (error) {
        expect(error).toBeInstanceOf(Unreadable);
      }
    }
    expect(taken).toBeGreaterThan(20);
    unharmed();
  });

  it("what is found in storage is taken as far as it is what it should be", () => {
    const chance = new Chance(5);
    const kept = { student: { name: "N", number: "1" }, answers: { q1: "a" }, predictions: { l1: "p" }, runs: { l1: { parameters: { rate: 0.5 }, seed: 3, fingerprint: "F" } }, saved: {} };
    for (let left = MANY; left > 0; left--) {
      const read = keptOf(left % 3 ? chance.spoiled(kept) : chance.thing());
      expect(Object.values(read.answers).every((one) => typeof one === "string")).toBe(true);
      expect(Object.values(read.runs).every((one) => typeof one.seed === "number")).toBe(true);
      readDraft(chance.spoiled(good));
      const text = JSON.stringify(chance.spoiled({ field: "work", drafts: { work: {} } }));
      recall("k", { getItem: () => (left % 4 ? text : chance.torn(text)), setItem: () => {} });
    }
    unharmed();
  });
});

describe("every chart", () => {
  it.each(["chart.ts", "vegalite.ts"])("in %s is drawn from a tree and not from a text that is run", (name) => {
    const source = readFileSync(`scripts/browser/${name}`, "utf8");
    expect(source).toMatch(/ast: true/);
    expect(source).toMatch(/expr: expressionInterpreter/);
    expect(source.match(/new View\(/g)).toHaveLength(1);
  });
});
