// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { lacks, readDraft, settled, type Draft } from "../../../scripts/browser/assign/draft";
import { jupyter } from "../../../scripts/browser/assign/jupyter";
import { plainName } from "../../../scripts/browser/assign/name";
import { paper, type PaperRun } from "../../../scripts/browser/assign/paper";
import { allowed } from "../../../scripts/browser/assign/place";
import { keptOf } from "../../../scripts/browser/assign/kept";
import { Controls } from "../../../scripts/browser/controls";
import { recorded, seal, sealed } from "../../../scripts/browser/report";
import table from "../../assignments.json";
import { config, result } from "./fixture";

const draft = (): Draft => structuredClone(table.good[0]!.read) as unknown as Draft;
const EVIL = "<img src=x onerror=alert(1)>";

describe("a draft", () => {
  it("that lacks things is kept all the same", () => {
    const made = draft();
    made.title = "";
    made.questions.push({ id: "q9", kind: "choice", text: "", options: [] });
    made.rubric.push({ id: "c9", title: "", weight: 1, levels: [] });
    expect(readDraft(JSON.parse(JSON.stringify(made)))?.questions.at(-1)?.options).toEqual(["", ""]);
    expect(lacks(made).map(({ word }) => word)).toEqual([
      "lacks.title", "lacks.question", "lacks.options", "lacks.criterion",
    ]);
  });
  it("that is whole is its assignment", () => {
    expect(lacks(draft())).toEqual([]);
    expect(settled(draft())).toEqual(table.good[0]!.read);
  });
  it.each([undefined, null, 3, "x", [], { kind: "report" }])("is not to be had from %j", (data) => expect(readDraft(data)).toBeNull());
});

describe("what a student has kept", () => {
  it.each([null, 3, [], { answers: 3, runs: [1], student: "x" }, { runs: { l1: { seed: "1" } }, answers: { q1: 3 } }])(
    "is taken as it should be from %j",
    (data) => expect(keptOf(data)).toEqual({ student: { name: "", number: "" }, answers: {}, predictions: {}, runs: {}, saved: {} }),
  );
  it("has nothing that was not written", () => {
    const { answers, saved } = keptOf(null);
    expect([answers["constructor"], saved["constructor"]]).toEqual([undefined, undefined]);
  });
  it("keeps runs and answers", () => {
    const kept = { student: { name: "N", number: "1" }, answers: { q1: "a" }, predictions: { l1: "p" }, runs: { l1: { parameters: { rate: 0.5 }, seed: 3, fingerprint: "F" } }, saved: { l1: [{ parameters: {}, seed: 3, fingerprint: "G" }] } };
    expect(keptOf(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });
});

describe("a pinned control", () => {
  it("stays, whatever is written or typed", () => {
    document.body.innerHTML =
      '<div id="l" data-pinned="rate seed"><input name="rate" type="range" min="0" max="1.2" step="0.01"><input name="years" value="60"><input name="seed" value="1"></div>';
    const root = document.querySelector<HTMLElement>("#l")!;
    const controls = new Controls(root, config, { values: { rate: 0.3 }, seed: 7 });
    controls.write({ values: { rate: 1, years: 20 }, seed: 9 });
    expect(controls.read()).toMatchObject({ values: { rate: 0.3, years: 20 }, seed: 7 });
    root.querySelector<HTMLInputElement>("[name=rate]")!.value = "0.9";
    root.querySelector<HTMLInputElement>("[name=seed]")!.value = "5";
    expect(controls.read()).toMatchObject({ values: { rate: 0.3 }, seed: 7 });
    expect(controls.refused({ values: { rate: 1 }, seed: 9 })).toEqual(["Tempo", "Zaad van het toeval"]);
    expect(controls.refused({ values: { rate: 0.3 }, seed: 7 })).toEqual([]);
  });
});

it("takes only values that the model has and allows", () => {
  expect(allowed(config, { rate: 0.5, years: 9999, mode: "other", constructor: 3 })).toEqual({ rate: 0.5 });
});

describe("a report", () => {
  const run: PaperRun = { lab: "l1", number: "1", config, result, link: `https://example.org/?x="'#lab=wood`, picture: "" };
  const assignment = { ...draft(), title: EVIL, labs: [{ id: "l1", model: "wood", values: {}, locked: [], hidden: [] }],
    questions: [{ id: "q1", lab: "l1", kind: "text" as const, text: EVIL }] };
  const made = sealed({ kind: "report", format: 1, book: EVIL, runs: [recorded(result, "l1")], assignment,
    student: { name: EVIL, number: "1" }, answers: [{ question: "q1", text: `${EVIL}\n# $x$` }], predictions: [] });

  const title = (): string => EVIL;
  it("on paper is text", () => {
    const text = paper(made, [run], "nl", title);
    const page = new DOMParser().parseFromString(text, "text/html");
    expect(page.querySelectorAll("img, script, [onerror]")).toHaveLength(0);
    expect(text).not.toContain("<img");
    expect(page.body.textContent).toContain(EVIL);
    expect(page.querySelector("a")!.getAttribute("href")).toBe(run.link);
  });
  it("as a notebook runs its runs", () => {
    const notebook = JSON.parse(jupyter(made, [run], "kit", "nl", title)) as { cells: { cell_type: string; source: string; id: string }[] };
    const source = notebook.cells.map((one) => one.source).join("\n");
    expect(source).toContain('run_1 = kit.run(\n    "wood",\n    seed=1,\n    rate=0.8,\n    years=2,\n    mode="pot",\n)\nassert run_1.fingerprint == "AAAA-BBBB-CCCC"');
    expect(source).not.toMatch(/(?<!\\)<img/);
    expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(notebook.cells.length);
  });
  it("has all runs of a lab that were kept", () => {
    const two = [run, { ...run, result: { ...result, fingerprint: "BBBB-CCCC-DDDD" } }];
    expect(paper(made, two, "en", title)).toMatch(/AAAA-BBBB-CCCC[^]*BBBB-CCCC-DDDD/);
    expect(jupyter(made, two, "kit", "en", title)).toContain("assert run_2.fingerprint");
  });
  it("is sealed", () => {
    expect(made.sha256).toBe(seal(made));
    expect(seal({ ...made, answers: [] })).not.toBe(made.sha256);
  });
});

it("names files in plain letters", () => expect(plainName("Wié stoot er uit? ✓ (2)")).toBe("wie-stoot-er-uit-2"));
