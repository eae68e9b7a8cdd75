import { describe, expect, it } from "vitest";
import { cells, difference } from "../../../scripts/browser/pair";
import { checked, isFault, markdown, readDesign, written } from "../../../scripts/browser/design";
import { keep, recall } from "../../../scripts/browser/drafts";
import { type Plan, settings, worked } from "../../../scripts/browser/canvasplan";
import { config, result } from "./fixture";

const question = { label: "Vraag", help: "" };
const plan: Plan = {
  model: "wood",
  seed: 1,
  curve: "rules",
  measures: ["share", "end"],
  waste: "share",
  today: { rate: 0 },
  always: ["years"],
  assumptions: { rate: 0.5, years: 60 },
  questions: { title: question, owners: question },
  switches: {
    context: { ...question, sets: { mode: "solidary" } },
    room: { ...question, uses: ["rate"] },
  },
  fields: { work: { label: "Werk", texts: { title: "T", owners: "O" }, switches: ["room"], assumptions: { years: 100 } } },
  length: 600,
  series: ["Nu", "Dit ontwerp"],
  charts: config.charts,
};
const design = worked(plan, "work", "nl");
const file = (change: object = {}): string => JSON.stringify({ ...written(design, plan, [result]), ...change });
const read = (text: string) => readDesign(text, plan, config);

describe("a worked field", () => {
  it("has the book's texts, switches and assumptions", () => {
    expect(design).toEqual({
      field: "work", language: "nl", texts: { title: "T", owners: "O" }, switches: ["room"],
      assumptions: { rate: 0.5, years: 100 }, seed: 1,
    });
  });

  it.each(["own", "nowhere", "constructor", "__proto__"])("is one's own if it is %s: empty, everything on", (field) => {
    expect(worked(plan, field, "nl")).toMatchObject({ field: "own", texts: { title: "", owners: "" }, switches: ["context", "room"] });
  });

  it("becomes two settings: what is switched off is as today", () => {
    expect(settings(plan, config, design)).toEqual([
      { rate: 0, years: 100, mode: "pot" },
      { rate: 0.5, years: 100, mode: "pot" },
    ]);
    expect(settings(plan, config, { ...design, switches: ["context"] })[1]).toEqual({ rate: 0, years: 100, mode: "solidary" });
  });
});

describe("a file", () => {
  it("is read back as it was written", () => {
    expect(read(file())).toEqual(design);
    expect(JSON.parse(file())).toMatchObject({
      kind: "design", format: 1, switches: { context: false, room: true },
      runs: [{ model: "wood", fingerprint: "AAAA-BBBB-CCCC" }],
    });
  });

  it("may leave out what has a default", () => {
    const least = read('{"kind": "design", "format": 1, "field": "own"}');
    expect(least).toEqual({ ...worked(plan, "own", "nl"), switches: [] });
  });

  it("of another book's field is one's own", () => {
    expect(read(file({ field: "water" }))).toMatchObject({ field: "own", texts: { title: "T" } });
    expect(read(file({ field: "constructor" }))).toMatchObject({ field: "own" });
  });

  it("keeps markup as the text that it is", () => {
    const texts = { title: "<img src=x onerror=alert(1)>", owners: "{{7*7}}" };
    expect(read(file({ texts }))).toMatchObject({ texts });
  });

  it("has its assumptions put on the sliders' grid", () => {
    expect(read(file({ assumptions: { rate: 0.333, years: 61 } }))).toMatchObject({ assumptions: { rate: 0.33, years: 60 } });
  });

  it.each([
    ["", "json", ""],
    ["kind: design", "json", ""],
    ["null", "kind", ""],
    ["[]", "kind", ""],
    ['"design"', "kind", ""],
    ['{"kind": "report", "format": 1}', "kind", ""],
    ['{"kind": ["design"]}', "kind", ""],
    [file({ format: 2 }), "format", "2"],
    [file({ format: "1" }), "format", "?"],
    [file({ script: "alert(1)" }), "part", "script"],
    [file({ language: "de" }), "part", "language"],
    [file({ field: 3 }), "part", "field"],
    [file({ field: "x".repeat(41) }), "part", "field"],
    [file({ seed: -1 }), "part", "seed"],
    [file({ seed: "1" }), "part", "seed"],
    [file({ seed: 1.5 }), "part", "seed"],
    [file({ texts: [] }), "part", "texts"],
    [file({ texts: "T" }), "part", "texts"],
    [file({ texts: { title: 7 } }), "part", "texts.title"],
    [file({ texts: { title: { toString: "x" } } }), "part", "texts.title"],
    [file({ texts: { title: "x".repeat(601) } }), "part", "texts.title"],
    [file({ texts: { toString: "x" } }), "part", "texts.toString"],
    [file({ switches: { room: "yes" } }), "part", "switches.room"],
    [file({ switches: { door: true } }), "part", "switches.door"],
    [file({ assumptions: { rate: "0.5" } }), "part", "assumptions.rate"],
    [file({ assumptions: { rate: 5 } }), "part", "assumptions.rate"],
    [file({ assumptions: { mode: "pot" } }), "part", "assumptions.mode"],
    [file({ runs: {} }), "part", "runs"],
    [file({ runs: [1] }), "part", "runs"],
    [file({ runs: [{ model: "wood" }] }), "part", "runs"],
    ['{"kind": "design", "format": 1, "field": "own", "__proto__": {"polluted": true}}', "part", "__proto__"],
    ['{"kind": "design", "format": 1, "field": "own", "texts": {"__proto__": {"a": 1}}}', "part", "texts.__proto__"],
    [`{"kind": "design", "${"k".repeat(500)}": 1, "format": 1}`, "part", "k".repeat(40)],
    [" ".repeat(100_001), "size", ""],
    ["[".repeat(99_000), "json", ""],
  ])("that is %.60s is refused", (text, why, part) => {
    expect(read(text)).toEqual({ why, part });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("Markdown", () => {
  const words = {
    title: "Ontwerpvel", field: "Werk", switches: "Kring", on: "aan", off: "uit", assumptions: "Aannames",
    labels: { rate: "Tempo", seed: "Zaad" },
  };

  it("says what the sheet says", () => {
    const text = markdown(design, plan, words, cells(plan, config, [result, result]));
    expect(text).toContain("# Ontwerpvel: Werk\n\n## Vraag\n\nT\n");
    expect(text).toContain("- Vraag: uit\n- Vraag: aan");
    expect(text).toContain("- Tempo: 0.5\n- Zaad: 1");
    expect(text).toContain("|  | Nu | Dit ontwerp |\n| --- | --- | --- |\n| Deel | 5\u00a0% | 5\u00a0% |");
    expect(text).toContain("AAAA-BBBB-CCCC");
  });

  it("lets no answer become anything but text", () => {
    const title = "# kop\n<script>x</script>\n- punt\n1. een\n===\n[a](javascript:x) ![b](c) | &amp;\n    code";
    const text = markdown({ ...design, texts: { title, owners: "" } }, plan, words);
    expect(text).toContain(
      "\\# kop\n\\<script\\>x\\</script\\>\n\\- punt\n1\\. een\n\\===\n\\[a\\](javascript:x) !\\[b\\](c) \\| \\&amp;\ncode",
    );
  });
});

describe("the difference", () => {
  it.each([
    [0.72, 0.17, "Deel: nu 72\u00a0%, in dit ontwerp 17\u00a0%. Dat is 55 procentpunt minder."],
    [0.2, 0.3, "Deel: nu 20\u00a0%, in dit ontwerp 30\u00a0%. Dat is 10 procentpunt erger dan nu."],
    [0.2, 0.2, "Deel: nu 20\u00a0%, in dit ontwerp 20\u00a0%. Het ontwerp maakt in het model geen verschil."],
  ])("from %f to %f", (now, then, said) => {
    const run = (share: number) => ({ ...result, summary: { share } });
    expect(difference(plan, config, [run(now), run(then)])).toBe(said);
  });
});

describe("drafts", () => {
  it("are kept and recalled", () => {
    const held = new Map<string, string>();
    const store = { getItem: (key: string) => held.get(key) ?? null, setItem: (key: string, text: string) => void held.set(key, text) };
    expect(recall("k", store)).toBeNull();
    expect(keep("k", { field: "work", drafts: { work: written(design, plan) } }, store)).toBe(true);
    const kept = recall("k", store)!;
    expect(kept.field).toBe("work");
    expect(checked(kept.drafts["work"], plan, config)).toEqual(design);
  });

  it.each(["", "null", "7", "{}", '{"field": 1, "drafts": {}}', '{"field": "work", "drafts": null}', "x"])("that are %j are none", (text) => {
    expect(recall("k", { getItem: () => text, setItem: () => {} })).toBeNull();
  });

  it("do without a store that is full, forbidden or not there", () => {
    const shut = { getItem: (): never => { throw new Error("no"); }, setItem: (): never => { throw new Error("full"); } };
    expect(recall("k", shut)).toBeNull();
    expect(keep("k", { field: "own", drafts: {} }, shut)).toBe(false);
    expect(keep("k", { field: "own", drafts: {} }, null)).toBe(false);
  });

  it("that someone has tampered with are not taken", () => {
    expect(isFault(checked({ ...written(design, plan), seed: "x" }, plan, config))).toBe(true);
  });
});
