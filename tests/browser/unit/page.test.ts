// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { turned } from "../../../scripts/browser/chart";
import { Controls } from "../../../scripts/browser/controls";
import { csv, fileName, standalone } from "../../../scripts/browser/files";
import { show } from "../../../scripts/browser/panel";
import { answer, place } from "../../../scripts/browser/predict";
import { Status } from "../../../scripts/browser/status";
import { config, result } from "./fixture";

const MARKUP = `
<span data-role="badge">van tevoren berekend</span>
<fieldset data-predict='{"measure":"end","options":[{"label":"weinig","below":100},{"label":"veel"}]}'>
  <input type="radio" name="lab-1-predict" value="0"><input type="radio" name="lab-1-predict" value="1">
  <p data-role="predict-answer" hidden></p></fieldset>
<p data-role="summary"></p>
<form>
  <input type="range" name="rate" min="0" max="1.2" step="0.01" value="0.8">
  <input type="text" data-number="rate" value="0,8">
  <select name="mode"><option value="pot" selected>één pot</option><option value="solidary">solidair</option></select>
  <input type="number" name="seed" value="1">
</form>
<p data-role="status"></p>
<dl data-role="measures"><div><dt>Eind</dt><dd>0</dd></div><div><dt>Deel</dt><dd>0</dd></div></dl>
<code data-role="fingerprint"></code>
<table data-role="data"><thead><tr><th>Jaar</th><th>Regels</th></tr></thead><tbody><tr><td>0</td><td>x</td></tr></tbody></table>`;

let root: HTMLElement;
const find = <T extends Element>(selector: string): T => root.querySelector<T>(selector)!;
const text = (selector: string): string => find(selector).textContent ?? "";

beforeEach(() => {
  root = document.createElement("div");
  root.innerHTML = MARKUP;
  document.body.replaceChildren(root);
});

describe("controls", () => {
  const start = { values: { rate: 0.8 }, seed: 1 };
  const slider = () => find<HTMLInputElement>("[name=rate]");
  const box = () => find<HTMLInputElement>("[data-number=rate]");

  it("are read with what has no control", () => {
    expect(new Controls(root, config, start).read()).toEqual({ values: { rate: 0.8, years: 60, mode: "pot" }, seed: 1 });
  });

  it("are written, defaults included", () => {
    const controls = new Controls(root, config, start);
    controls.write({ values: { rate: 0.9, years: 100, mode: "solidary" }, seed: 9 });
    expect(controls.read()).toEqual({ values: { rate: 0.9, years: 100, mode: "solidary" }, seed: 9 });
    expect(box().value).toBe("0,9");
    expect(slider().getAttribute("aria-valuetext")).toBe("0,9 per jaar");
    controls.write({ values: {}, seed: 1 });
    expect(controls.read()).toEqual({ values: { rate: 0.8, years: 60, mode: "pot" }, seed: 1 });
  });

  it.each([
    ["1,05", 1.05, "1,05", ""],
    ["1.05", 1.05, "1,05", ""],
    ["5", 1.2, "1,2", "Tempo gaat van 0 tot 1,2; het is nu 1,2."],
    ["0,555", 0.56, "0,56", "Tempo gaat met stappen van 0,01; het is nu 0,56."],
    ["abc", 0.8, "0,8", "“abc” is geen getal; Tempo blijft 0,8."],
  ])("take %j as typed, or say what they made of it", (typed, value, shown, sentence) => {
    const controls = new Controls(root, config, start);
    box().value = typed;
    expect(controls.take(box())).toBe(sentence);
    expect(controls.read().values["rate"]).toBe(value);
    expect(box().value).toBe(shown);
  });

  it("know whether they were moved", () => {
    const controls = new Controls(root, config, start);
    expect(controls.differ(start)).toBe(false);
    slider().value = "0.9";
    expect(controls.differ(start)).toBe(true);
    expect(controls.differ({ values: { rate: 0.9 }, seed: 1 })).toBe(false);
    expect(controls.differ({ values: { rate: 0.9 }, seed: 2 })).toBe(true);
  });

  it("keep the last good seed", () => {
    const controls = new Controls(root, config, start);
    for (const [typed, seed] of [["12", 12], ["", 12], ["1.5", 12], ["-1", 12], ["4294967296", 12], ["7", 7]] as const) {
      find<HTMLInputElement>("[name=seed]").value = typed;
      expect(controls.read().seed).toBe(seed);
    }
  });

  it("are only those of the model", () => {
    const controls = new Controls(root, config, start);
    expect(controls.owns(slider())).toBe(true);
    expect(controls.owns(find("[name=seed]"))).toBe(true);
    expect(controls.owns(find("[type=radio]"))).toBe(false);
    expect(controls.owns(box())).toBe(false);
    expect(controls.owns(null)).toBe(false);
  });

  it("are said in the reader's words", () => {
    const controls = new Controls(root, config, start);
    expect([controls.words("mode", "pot"), controls.words("rate", 0.9), controls.words("seed", 3)]).toEqual(["één pot", "0,9", "3"]);
  });
});

describe("the panel", () => {
  it("shows a result in every place", () => {
    show(root, config, result, "live");
    expect({ ...root.dataset }).toMatchObject({ source: "live", fingerprint: "AAAA-BBBB-CCCC", seed: "1" });
    expect(text("[data-role=badge]")).toBe("zojuist berekend");
    expect(text("[data-role=summary]")).toBe("Regels stijgt.");
    expect(text("[data-role=fingerprint]")).toBe("AAAA-BBBB-CCCC");
    expect([...root.querySelectorAll("dd")].map((one) => one.textContent)).toEqual(["1.234,5", "5 %"]);
    expect([...root.querySelectorAll("tbody tr")].map((row) => [...row.children].map((one) => one.textContent))).toEqual([
      ["0", "0"],
      ["1", "1.234,5"],
      ["2", "geen"],
    ]);
  });

  it("keeps the elements it can, and takes away rows that are too many", () => {
    const [cell, measure] = [find("td"), find("dd")];
    show(root, config, result, "live");
    show(root, config, { ...result, columns: { year: [0], rules: [5] } }, "live");
    expect(find("td")).toBe(cell);
    expect(find("dd")).toBe(measure);
    expect(root.querySelectorAll("tbody tr")).toHaveLength(1);
  });

  it("writes other measures anew, as text", () => {
    show(root, config, { ...result, measures: { "<b>x</b>": "1" } }, "live");
    expect(text("dt")).toBe("<b>x</b>");
    expect(root.querySelectorAll("dd")).toHaveLength(1);
  });

  it("thins a long table, the last row included", () => {
    const year = Array.from({ length: 301 }, (_, at) => at);
    show(root, config, { ...result, columns: { year, rules: year } }, "live");
    expect(root.querySelectorAll("tbody tr").length).toBeLessThanOrEqual(61);
    expect(find("tbody tr:last-child td").textContent).toBe("300");
  });
});

describe("the prediction", () => {
  const options = [{ label: "weinig", below: 100 }, { label: "veel", below: 1000 }, { label: "meer" }];

  it.each([
    [99, 0],
    [100, 1],
    [1000, 2],
    [null, 2],
  ])("%j falls in option %d", (value, at) => expect(place(options, value)).toBe(at));

  it("is answered in words", () => {
    const box = find<HTMLElement>("fieldset");
    answer(box, config, result.summary);
    expect(find<HTMLElement>("[data-role=predict-answer]").hidden).toBe(true);
    find<HTMLInputElement>("[value='0']").checked = true;
    answer(box, config, result.summary);
    expect(text("[data-role=predict-answer]")).toBe("Je koos “weinig”. Eind: 1.234,5. Dat is “veel”.");
    find<HTMLInputElement>("[value='0']").checked = false;
    find<HTMLInputElement>("[value='1']").checked = true;
    answer(box, config, result.summary);
    expect(text("[data-role=predict-answer]")).toBe("Je koos “veel”, en dat klopt. Eind: 1.234,5.");
  });
});

describe("the status", () => {
  it("shows how much is done, until it says something else", () => {
    const status = new Status(find("[data-role=status]"), "nl");
    const bar = () => root.querySelector("progress");
    status.show("Bezig");
    status.bar(0.25);
    expect([bar()?.value, bar()?.getAttribute("aria-hidden")]).toEqual([0.25, "true"]);
    status.bar(0.5);
    expect(root.querySelectorAll("progress")).toHaveLength(1);
    status.show("Klaar");
    expect(bar()).toBeNull();
    status.bar(null);
    expect(bar()).toBeNull();
  });

  it("shows, tries again, and speaks after a pause", () => {
    vi.useFakeTimers();
    const status = new Status(find("[data-role=status]"), "nl");
    status.show("Python laden");
    status.tail("3,2 van 6,2 MB");
    expect(text("[data-role=status]")).toBe("Python laden 3,2 van 6,2 MB");
    status.speak("een");
    vi.advanceTimersByTime(500);
    status.speak("twee");
    vi.advanceTimersByTime(699);
    expect(text(".lab-spoken")).toBe("");
    vi.advanceTimersByTime(1);
    expect(text(".lab-spoken")).toBe("twee");
    status.show("Mislukt.", true);
    expect(text("[data-role=status]")).toBe("Mislukt.Probeer opnieuw");
    status.show("");
    expect(root.querySelector("[data-action=retry]")).toBeNull();
    vi.useRealTimers();
  });
});

describe("files", () => {
  const run = { ...result, columns: { year: [0, 1], rules: [0.5, null] } };

  it("write CSV as a Dutch spreadsheet reads it", () => {
    expect(csv(config, run)).toBe(
      '\ufeffJaar;"Regels; alle";Zaad van het toeval;Tempo;Duur;Wijze\r\n0;0,5;1;0,8;2;pot\r\n1;;1;0,8;2;pot\r\n',
    );
  });

  it("write CSV as an English one does", () => {
    expect(csv({ ...config, language: "en" }, run)).toBe(
      "\ufeffJaar,Regels; alle,Seed of chance,Tempo,Duur,Wijze\r\n0,0.5,1,0.8,2,pot\r\n1,,1,0.8,2,pot\r\n",
    );
  });

  it("are named after the run", () => expect(fileName(run, "csv")).toBe("wood_seed-1_AAAA-BBBB-CCCC.csv"));

  it("hold a drawing that stands alone", () => {
    document.body.innerHTML = '<svg role="img" aria-label="x" viewBox="0 0 1 1"><text font-family="Y">a&amp;b</text></svg>';
    const drawing = standalone(document.querySelector("svg")!, "Titel & meer", "Zin.");
    expect(drawing).toContain('xmlns="http://www.w3.org/2000/svg"');
    expect(drawing).toContain("<title>Titel &amp; meer</title><desc>Zin.</desc>");
    expect(drawing).not.toContain("aria-label");
  });
});

describe("rows", () => {
  it("are columns turned", () => {
    expect(turned({ t: [0, 1], y: [2, null] })).toEqual([{ t: 0, y: 2 }, { t: 1, y: null }]);
    expect(turned({})).toEqual([]);
  });
});
