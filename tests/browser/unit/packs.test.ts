// @vitest-environment happy-dom
import { strFromU8, unzipSync } from "fflate";
import { beforeEach, describe, expect, it } from "vitest";
import { cartridge, csv, type Fragment, type Index, isPublic, page, scorm, zipped } from "../../../scripts/browser/packs/assemble";
import { met, pack, ROOM, unpack, Visit } from "../../../scripts/browser/packs/record";
import { type Api, clock, findApi, type Frame, span } from "../../../scripts/browser/packs/scormapi";

const INDEX: Index = {
  language: "nl",
  package: "meadow",
  title: "De <weide>",
  description: "Koeien & gras",
  licence: "CC BY",
  manifest: '<manifest xmlns="x" identifier="{identifier}"><t l="{language}">{title}</t><d>{description}</d><r>{licence}</r>{items}{resources}</manifest>',
  page: '<html lang="{language}"><title>{title}</title>{body}</html>',
  site: "https://site.invalid/",
  mark: "<!--address-->",
  notes: ["Naar {address}", "Let op: {address}"],
  separator: ";",
  columns: ["hoofdstuk", "soort", "titel", "adres"],
  links: "Koppelingen",
  chapters: [
    { slug: "een", number: 1, name: "1. Een", fragment: "een.json", recipe: "" },
    { slug: "twee", number: 2, name: "2. Twee", fragment: "twee.json", recipe: "r.json" },
  ],
};
const part = (slug: string): Fragment => ({
  slug,
  title: slug,
  items: `<item identifier="i-${slug}"/>`,
  resources: `<resource identifier="r-${slug}"/>`,
  files: { [`${slug}/about.html`]: "<p>$& {title}</p><!--address-->", [`${slug}/chapter.xml`]: '<url href="https://site.invalid/x/"/>' },
  links: [["hoofdstuk", `Een; "${slug}"`, "https://site.invalid/x/"], ["lab", "Lab", "https://site.invalid/x/#lab-1"]],
});
const ROOT = "https://example.org/boek/";
const read = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, data]) => [name, strFromU8(data)]));

describe("a pack made in the browser", () => {
  it("holds the manifest first, then every chapter's files with the site's address in them", () => {
    const files = read(cartridge(INDEX, [part("een"), part("twee")], ROOT));
    expect(Object.keys(files)).toEqual(["imsmanifest.xml", "een/about.html", "een/chapter.xml", "twee/about.html", "twee/chapter.xml"]);
    expect(files["imsmanifest.xml"]).toContain('identifier="meadow-nl-een-twee"');
    expect(files["imsmanifest.xml"]).toContain("De &lt;weide&gt;");
    expect(files["imsmanifest.xml"]).toContain("Koeien &amp; gras");
    expect(files["een/chapter.xml"]).toBe(`<url href="${ROOT}x/"/>`);
    expect(files["een/about.html"]).toBe(`<p>$& {title}</p><p>Naar ${ROOT}</p>`);
  });

  it("is always the same bytes, whatever the clock says", () => {
    expect(cartridge(INDEX, [part("een")], ROOT)).toEqual(cartridge(INDEX, [part("een")], ROOT));
    const bytes = zipped({ b: new Uint8Array([1]), a: new Uint8Array([2]) });
    expect([bytes[10], bytes[11], bytes[12], bytes[13]]).toEqual([0, 0, 0x21, 0]); // midnight, 1 January 1980
  });

  it("says so when the address is nobody else's", () => {
    expect(read(cartridge(INDEX, [part("een")], "http://127.0.0.1:8000/"))["een/about.html"]).toContain("Let op: http://127.0.0.1:8000/");
    expect([isPublic(ROOT), isPublic("http://localhost/"), isPublic("http://127.0.0.1/"), isPublic("http://[::1]/")]).toEqual([true, false, false, false]);
  });

  it("lists links for a spreadsheet and as a page", () => {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(csv(INDEX, INDEX.chapters, [part("een"), part("twee")], ROOT));
    expect(text.split("\r\n").slice(0, 3)).toEqual([
      "\ufeffhoofdstuk;soort;titel;adres",
      `1;hoofdstuk;"Een; ""een""";${ROOT}x/`,
      `1;lab;Lab;${ROOT}x/#lab-1`,
    ]);
    const html = strFromU8(page(INDEX, [part("een")], ROOT));
    expect(html).toContain(`<a href="${ROOT}x/#lab-1">Lab</a>`);
    expect(html).toContain("Een; &quot;een&quot;");
  });

  it("makes the package of a lab of the site's own files", async () => {
    const recipe = { name: "een.zip", title: "Een", texts: { "imsmanifest.xml": "<m/>", "index.html": "https://site.invalid/een/" }, files: ["assets/a.js"] };
    const bytes = await scorm(recipe, INDEX, ROOT, (name) => Promise.resolve(new TextEncoder().encode(`of ${name}`)));
    expect(read(bytes)).toEqual({ "imsmanifest.xml": "<m/>", "assets/a.js": "of assets/a.js", "index.html": `${ROOT}een/` });
  });
});

/** A platform that keeps what it is told. */
class Platform implements Api {
  readonly values = new Map<string, string>();
  commits = 0;
  finished = 0;
  LMSInitialize = (): string => "true";
  LMSFinish = (): string => ((this.finished += 1), "true");
  LMSGetValue = (name: string): string => this.values.get(name) ?? "";
  LMSSetValue = (name: string, value: string): string => (this.values.set(name, value), "true");
  LMSCommit = (): string => ((this.commits += 1), "true");
  LMSGetLastError = (): string => "0";
}

describe("the way to the platform", () => {
  const frame = (parent: Frame | null, more: object = {}): Frame => {
    const made = { ...more } as { parent: Frame };
    made.parent = parent ?? made;
    return made;
  };
  it("leads up the frames, then to the window that opened this one", () => {
    const api = new Platform();
    expect(findApi(frame(frame(frame(null, { API: api }))))).toBe(api);
    expect(findApi(frame(null, { opener: frame(frame(null, { API: api })) }))).toBe(api);
    expect(findApi(frame(null))).toBeNull();
    expect(findApi(frame(null, { API: { LMSInitialize: true } }))).toBeNull();
  });
  it("ends at another host's window, and never goes round", () => {
    const closed = { get API(): never { throw new Error("cross-origin"); }, parent: null } as unknown as Frame;
    expect(findApi(frame(closed))).toBeNull();
    const one = { API: undefined } as unknown as { parent: Frame };
    const two = { API: undefined, parent: one } as unknown as Frame;
    one.parent = two;
    expect(findApi(two)).toBeNull();
  });
  it("writes spans and times as SCORM 1.2 does", () => {
    expect([span(0), span(61_230), span(3_600_000 * 12), span(-5)]).toEqual(["0000:00:00.00", "0000:01:01.23", "0012:00:00.00", "0000:00:00.00"]);
    expect(span(Number.MAX_SAFE_INTEGER)).toBe("9999:00:00.00");
    expect(clock(new Date(2026, 0, 1, 9, 5, 7))).toBe("09:05:07");
  });
});

describe("what a platform keeps", () => {
  it("always fits, and foreign text is nothing", () => {
    const long = { link: `#lab=${"x".repeat(9000)}`, picked: 1, done: true };
    expect(pack(long).length).toBeLessThanOrEqual(ROOM);
    expect(unpack(pack(long))).toEqual({ link: "", picked: 1, done: true });
    const kept = { link: "#lab=cows&v=1", picked: null, done: false };
    expect(unpack(pack(kept))).toEqual(kept);
    for (const text of ["", "null", "7", "{", '{"link":"javascript:alert(1)","picked":"a","done":"yes"}']) {
      expect(unpack(text)).toEqual({ link: "", picked: null, done: false });
    }
  });
  it("knows when a measure is where it must be", () => {
    const until = (above: number | null, below: number | null, closed = false) => ({ measure: "m", above, below, closed });
    expect(met(until(1, null), { m: 1 })).toBe(false);
    expect(met(until(1, null), { m: 2 })).toBe(true);
    expect(met(until(null, 1), { m: 0 })).toBe(true);
    expect(met(until(1, 2, true), { m: 2 })).toBe(true);
    expect(met(until(null, null), { m: null })).toBe(false);
    expect(met(until(0, null), {})).toBe(false);
  });
});

describe("a visit", () => {
  const until = { measure: "cows", above: 5, below: null, closed: false };
  let lab: HTMLElement;
  let place: HTMLElement;
  const run = (cows: number, source = "live"): boolean =>
    lab.dispatchEvent(new CustomEvent("lab:result", { detail: { parameters: { farmers: cows }, seed: 1, summary: { cows }, source } }));
  beforeEach(() => {
    document.body.innerHTML =
      '<div id="lab"><fieldset data-predict="{}"><input type="radio" name="p" value="0"><input type="radio" name="p" value="1"></fieldset>' +
      '<a data-role="permalink" href="#lab=cows&seed=1"></a></div><section data-role="course"><p role="status"></p></section>';
    lab = document.querySelector("#lab")!;
    place = document.querySelector("section")!;
  });

  it("gives half for the prediction, right or wrong, and half for the task", () => {
    const api = new Platform();
    const visit = new Visit(api, { language: "en", right: 1, until }, lab, place);
    visit.begin();
    expect(api.values.get("cmi.core.lesson_status")).toBe("incomplete");
    const box = lab.querySelector<HTMLInputElement>("[value='0']")!;
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    expect(api.values.get("cmi.interactions.0.result")).toBe("wrong");
    expect(api.values.get("cmi.interactions.0.student_response")).toBe("a");
    expect(api.values.get("cmi.core.score.raw")).toBe("50");
    run(9, "atlas"); // not the model's own answer
    expect(api.values.get("cmi.core.score.raw")).toBe("50");
    run(3);
    expect(api.values.get("cmi.interactions.1.result")).toBe("wrong");
    run(7);
    expect(api.values.get("cmi.interactions.1.result")).toBe("correct");
    expect(api.values.get("cmi.interactions.1.correct_responses.0.pattern")).toBe("cows>5");
    expect(api.values.get("cmi.core.lesson_status")).toBe("completed");
    run(2); // it was done once
    expect(api.values.get("cmi.core.score.raw")).toBe("100");
    visit.finish();
    visit.finish();
    expect(api.finished).toBe(1);
    expect(place.textContent).toContain("100 of 100");
  });

  it("takes up what was kept, and a second guess is no guess", () => {
    const api = new Platform();
    api.values.set("cmi.suspend_data", pack({ link: "", picked: 1, done: true }));
    api.values.set("cmi.core.lesson_status", "completed");
    api.values.set("cmi.interactions._count", "2");
    new Visit(api, { language: "nl", right: 1, until }, lab, place).begin();
    expect(lab.querySelector<HTMLInputElement>("[value='1']")!.checked).toBe(true);
    const box = lab.querySelector<HTMLInputElement>("[value='0']")!;
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    expect([...api.values.keys()].filter((name) => name.startsWith("cmi.interactions.2"))).toEqual([]);
    expect(api.values.get("cmi.core.score.raw")).toBe("100");
  });

  it("writes nothing when one looks back, and works where there is no platform", () => {
    const api = new Platform();
    api.values.set("cmi.core.lesson_mode", "review");
    new Visit(api, { language: "nl", right: null, until: null }, lab, place).begin();
    run(9);
    expect([...api.values.keys()]).toEqual(["cmi.core.lesson_mode"]);
    expect(api.commits).toBe(0);
    new Visit(null, { language: "nl", right: null, until: null }, lab, place).begin();
    expect(place.textContent).toContain("Er is geen leerplatform");
  });

  it("is done after a run where there is no task", () => {
    const api = new Platform();
    new Visit(api, { language: "nl", right: null, until: null }, lab, place).begin();
    run(1);
    expect(api.values.get("cmi.core.score.raw")).toBe("100");
    expect([...api.values.keys()].some((name) => name.startsWith("cmi.interactions.0"))).toBe(false);
  });
});
