import { describe, expect, it } from "vitest";
import type { Assignment } from "../../../scripts/browser/assign/assignment";
import { seal } from "../../../scripts/browser/report";
import { alike, bare } from "../../../scripts/browser/mark/alike";
import { counts } from "../../../scripts/browser/mark/files";
import { gradebook, harmless } from "../../../scripts/browser/mark/gradebook";
import { readBytes, Unreadable } from "../../../scripts/browser/mark/reading";
import { rerun, unknown, type Known } from "../../../scripts/browser/mark/rerun";
import { forgetScores, keepScore, points, recallScore } from "../../../scripts/browser/mark/scores";
import { type Handed, shaped } from "../../../scripts/browser/mark/shape";
import { type Again, judge, type Models } from "../../../scripts/browser/mark/verdict";
import { Pool } from "../../../scripts/browser/pool";
import { Ended } from "../../../scripts/browser/kernel";
import type { Order, Result } from "../../../scripts/browser/protocol";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const why = (data: Uint8Array): string => {
  try {
    readBytes(data);
    return "";
  } catch (error) {
    return error instanceof Unreadable ? error.why : String(error);
  }
};

describe("reading", () => {
  it("refuses what JSON leaves open, and nothing else", () => {
    const deep = (depth: number): Uint8Array => bytes("[".repeat(depth) + "]".repeat(depth));
    for (const text of ["", "{", "NaN", '{"a": Infinity}', "[1e999]", "9".repeat(400), '"\\ud800"', '{"\\udc00": 1}', '{"a": 1, "\\u0061": 2}', '{"a": {"b": 1, "b": 1}}', '"\\"'.repeat(3), "1 1"]) {
      expect(why(bytes(text)), text.slice(0, 30)).toBe("json");
    }
    expect(why(deep(32))).toBe("");
    expect(why(deep(33))).toBe("json");
    expect(why(deep(200_000))).toBe("json");
    expect(why(new Uint8Array([0x22, 0xff, 0x22]))).toBe("json");
    expect(why(new Uint8Array(5_000_001))).toBe("size");
    expect(readBytes(bytes("\ufeff" + '{"a": [{"a": "{[\\"]:,"}, {"a": 2}], "b": 7.0}'))).toEqual({ a: [{ a: '{["]:,' }, { a: 2 }], b: 7 });
  });

  it("is quick with a string that never ends", () => {
    const began = performance.now();
    expect(why(bytes(`"${'\\"'.repeat(2_000_000)}`))).toBe("json");
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

const MODELS: Models = { m: { title: "M", version: "1", parameters: { p: { label: "P", default: 1, choices: null } }, summary: {} } };
const ASSIGNMENT: Assignment = {
  kind: "assignment", format: 1, book: "b", version: "1", language: "nl", title: "T", due: "", chapters: [],
  seed: { rule: "fixed", value: 7 }, labs: [{ id: "l", model: "m", values: {}, locked: ["p"], hidden: [] }], questions: [],
  rubric: [{ id: "a", title: "A", weight: 0.5, levels: ["0", "1", "2"] }, { id: "b", title: "B", weight: 2, levels: ["0", "1"] }],
};
const RUN = { model: "m", version: "1", parameters: { p: 1 }, seed: 7, fingerprint: "F", lab: "l", rows: "R", summary: { s: 1 } };
const GOOD: Again = { refused: false, fingerprint: "F", rows: "R", summary: { s: 1 } };

function handed(changes: object = {}, run: object = {}, reseal = true): Handed {
  const made = { kind: "report", format: 1, assignment: ASSIGNMENT, student: { name: "Ada", number: "s1" }, runs: [{ ...RUN, ...run }], answers: [], ...changes };
  const report = shaped(JSON.parse(JSON.stringify(reseal ? { ...made, sha256: seal(made) } : made)));
  if (report === null) throw new Error("no report");
  return report;
}

describe("a verdict", () => {
  const said = (report: Handed, again: readonly Again[] = [GOOD], given: Assignment | null = null): string => {
    const { outcome, run, why } = judge(report, MODELS, again, given);
    return [outcome, run ?? "", why].join(" ").trim();
  };

  it("is the first that applies", () => {
    expect(said(handed())).toBe("reproduced");
    expect(said(handed({}, { version: "0", fingerprint: "X" }))).toBe("other version  version");
    expect(said(handed({}, { model: "constructor" }))).toBe("other version  version");
    expect(said(handed(), [{ refused: true }])).toBe("differs 1 parameters");
    for (const part of ["fingerprint", "rows"]) expect(said(handed({}, { [part]: "X" }))).toBe("differs 1 fingerprint");
    expect(said(handed({}, { summary: { s: 2 } }))).toBe("differs 1 fingerprint");
    expect(said(handed({}, { seed: 8 }))).toBe("differs  seed");
    expect(said(handed({}, { parameters: { p: 2 } }))).toBe("differs  locked");
    expect(said(handed({ sha256: "0" }, {}, false))).toBe("differs  seal");
    expect(said(handed(), [GOOD], { ...ASSIGNMENT, seed: { rule: "fixed", value: 8 } })).toBe("differs  seed");
  });

  it("knows the form of a report", () => {
    const whole = handed().whole;
    const forms = [
      null, 1, [], {}, { ...whole, kind: "design" }, { ...whole, format: "1" }, { ...whole, runs: {} }, { ...whole, student: null },
      { ...whole, student: { name: "Ada" } }, { ...whole, answers: [1] }, { ...whole, predictions: [{ lab: "l" }] }, { ...whole, made: 3 },
      { ...whole, assignment: {} }, { ...whole, runs: [{ ...RUN, seed: "7" }] }, { ...whole, runs: [{ ...RUN, rows: null }] },
      { ...whole, runs: Array.from({ length: 101 }, () => RUN) },
    ];
    for (const form of forms) expect(shaped(form), JSON.stringify(form).slice(0, 60)).toBeNull();
    expect(shaped({ kind: "report", format: 1, runs: [], answers: ["ja"] })?.answers).toEqual([{ question: "", text: "ja" }]);
  });
});

describe("runs", () => {
  it("are done once each, and a refusal does not end the others", async () => {
    const asked: Order[] = [];
    const own = {
      address: "",
      stop: () => {},
      close: () => {},
      queue: (_: symbol, order: Order): Promise<Result> => {
        asked.push(order);
        if (order.seed === 2) return Promise.reject(new Ended("parameter", "no"));
        if (order.seed === 3) return Promise.reject(new Ended("silent"));
        return Promise.resolve({ ...order, version: "1", columns: { x: [1, null] }, summary: { s: 1 }, measures: {}, sentence: "", fingerprint: "F" });
      },
    };
    const reports = [handed(), handed(), handed({}, { seed: 2 }), handed({}, { seed: 3 }), handed({}, { seed: 4 })];
    const known: Known = new Map();
    let told = 0;
    await rerun(new Pool(own, 1), unknown(reports, known), known, "nl", () => told++, new AbortController().signal, () => null);
    expect([asked.length, told]).toEqual([4, 4]);
    const came = [...known.values()].map((one) => (one === "silent" ? one : one.refused));
    expect(came).toEqual([false, true, "silent", false]);
    expect(unknown(reports, known).size).toBe(0);
  });
});

describe("what is alike", () => {
  const own: Assignment = { ...ASSIGNMENT, seed: { rule: "student" } };
  const of = (text: string, number: string, more: object = {}, run: object = {}): Handed =>
    handed({ assignment: own, student: { name: number, number }, answers: [{ question: "q", text }], ...more }, { seed: Number(number), fingerprint: number, ...run });
  const kinds = (reports: (Handed | null)[]): string[][] => alike(reports, null).map((all) => all.map(({ what, others }) => `${what} ${others.join()}`).sort());

  it("is an answer but for capitals, spaces and signs; short ones do not count", () => {
    expect(bare("  De\u00a0BOETE, bindt! ")).toBe("de boete bindt");
    const long = "De boete bindt wie toch al woord hield.";
    expect(kinds([of(long, "1"), of(`  ${long.toUpperCase()} `, "2"), null, of("0,4", "3"), of("0,4", "4")])).toEqual([["answer 1"], ["answer 0"], [], [], []]);
  });

  it("is an answer that is largely the same word for word", () => {
    const words = "een boete helpt alleen als iemand kijkt want wie niet gezien wordt betaalt niets en wie wel gezien wordt past zich meteen aan".split(" ");
    const other = "zonder toezicht verandert er volgens mij bitter weinig aan het gedrag van de leden die nu al te veel van het veld halen";
    expect(kinds([of(words.join(" "), "1"), of([...words.slice(0, -1), "op"].join(" "), "2"), of(other, "3")])).toEqual([["near 1"], ["near 0"], []]);
  });

  it("is a run, a seed, a number where every student has their own", () => {
    expect(kinds([of("a", "1"), of("b", "2", {}, { seed: 1, fingerprint: "1" })])).toEqual([["run 1"], ["run 0"]]);
    expect(kinds([of("a", "1"), of("b", "2", {}, { seed: 1 })])).toEqual([["seed 1"], ["seed 0"]]);
    expect(kinds([of("a", "1"), of("b", " 1 ", {}, { seed: 9, fingerprint: "9" })])).toEqual([["student 1"], ["student 0"]]);
    expect(kinds([of("a", "1"), of("a", "1")])).toEqual([["file 1", "student 1"], ["file 0", "student 0"]]);
    expect(kinds([of("a", "1", { assignment: ASSIGNMENT }), of("b", "2", { assignment: ASSIGNMENT }, { seed: 1, fingerprint: "1" })])).toEqual([[], []]);
  });
});

describe("the gradebook", () => {
  it("is what a spreadsheet of the language reads, and holds no formula", () => {
    expect(gradebook([["naam", "p"], ["a;b", 2.5], ['zei "ja"', 3]], "nl")).toBe('\ufeffnaam;p\r\n"a;b";2,5\r\n"zei ""ja""";3\r\n');
    expect(gradebook([["a;b", 2.5]], "en")).toBe("\ufeffa;b,2.5\r\n");
    for (const bad of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "＝1"]) {
      expect(harmless(bad)[0], JSON.stringify(bad)).toBe("'");
    }
    expect(harmless("s123")).toBe("s123");
    expect(gradebook([["\r=1"]], "nl")).toBe('\ufeff"\'\r=1"\r\n');
  });
});

describe("scores", () => {
  it("are kept, counted and forgotten", () => {
    const kept = new Map<string, string>([["other", "1"]]);
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
      key: (at: number) => [...kept.keys()][at] ?? null,
      get length() {
        return kept.size;
      },
    };
    const score = { levels: { a: 1, b: 1 }, note: "goed" };
    expect(keepScore("d", score, storage)).toBe(true);
    expect(recallScore("d", storage)).toEqual(score);
    expect(points(score, ASSIGNMENT.rubric)).toBe(2.5);
    expect(points({ levels: { a: 1 }, note: "" }, ASSIGNMENT.rubric)).toBeNull();
    expect(points({ levels: { a: 9, b: 0 }, note: "" }, ASSIGNMENT.rubric)).toBeNull();
    kept.set("report-marking:e", "{");
    expect(recallScore("e", storage).note).toBe("");
    forgetScores(storage);
    expect([...kept.keys()]).toEqual(["other"]);
  });
});

it("leaves out what systems put in a folder", () => {
  expect(["klas/a.json", "klas/.DS_Store", "__MACOSX/a.json", "klas/Thumbs.db", ".git/x"].map(counts)).toEqual([true, false, false, false, false]);
});
