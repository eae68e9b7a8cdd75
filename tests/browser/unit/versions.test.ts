import { describe, expect, it } from "vitest";
import { editionWith, hasModels, nameOf, ownOf, placeIn, readShelf, type Shelf } from "../../../scripts/browser/versions";

const root = new URL("https://example.org/boek/");
const edition = (name: string, model: string, pages: string[]) => ({ name, path: `v${name}/`, version: `0.${name}.0`, published: "2026-11-24", wheel: "w", models: { cows: model }, pages });
const data = { kind: "versions", format: 1, languages: ["nl", "en"], editions: [edition("1", "1", ["", "weide/", "models/cows/"]), edition("2", "2", ["", "wei/", "models/cows/"])] };
const all = readShelf(data, root) as Shelf;
const first = new URL("v1/", root);

describe("a list of editions", () => {
  it("is read as it was written", () => expect(all.editions.map((one) => one.name)).toEqual(["1", "2"]));

  it.each([
    null,
    [],
    { ...data, kind: "report" },
    { ...data, format: 2 },
    { ...data, languages: "nl" },
    { ...data, editions: [{ ...data.editions[0], path: "https://elsewhere.example/" }] },
    { ...data, editions: [{ ...data.editions[0], path: "../v1/" }] },
    { ...data, editions: [{ ...data.editions[0], models: { cows: 1 } }] },
    { ...data, editions: [{ ...data.editions[0], pages: undefined }] },
  ])("is refused as %j", (wrong) => expect(readShelf(wrong, root)).toBeNull());
});

describe("the edition of a page", () => {
  it.each([
    ["https://example.org/v1/", "1"],
    ["https://example.org/boek/v2.1/", "2.1"],
    ["https://example.org/boek/", ""],
    ["https://example.org/vwo/", ""],
  ])("at %s is %j", (home, name) => expect(nameOf(new URL(home))).toBe(name));

  it("is the newest at the root", () => {
    expect(ownOf(all, root)?.name).toBe("2");
    expect(ownOf(all, first)?.name).toBe("1");
    expect(ownOf(all, new URL("v7/", root))).toBeUndefined();
  });
});

describe("the edition with a model", () => {
  const has = (version: string) => hasModels([["cows", version]]);
  it("is another one that has that version", () => {
    expect(editionWith(all, root, has("1"))?.name).toBe("1");
    expect(editionWith(all, first, has("2"))?.name).toBe("2");
  });
  it("is never the own one, nor one without it", () => {
    expect(editionWith(all, root, has("2"))).toBeUndefined();
    expect(editionWith(all, root, has("9"))).toBeUndefined();
    expect(editionWith(all, root, hasModels([["toString", "1"]]))).toBeUndefined();
  });
  it("has every model of a report", () => {
    expect(editionWith(all, root, hasModels([["cows", "1"], ["sheep", "1"]]))).toBeUndefined();
  });
});

describe("a page's place in another edition", () => {
  const [one, two] = all.editions as [Shelf["editions"][0], Shelf["editions"][0]];
  it.each([
    [one, root, "weide/", "", "v1/weide/"],
    [one, root, "en/weide/", "", "v1/en/weide/"],
    [two, first, "v1/weide/", "", "v2/"],
    [two, first, "v1/en/weide/index.html?x=1#y", "models/cows/", "v2/en/models/cows/"],
    [two, first, "v1/en/wei/index.html", "", "v2/en/wei/"],
    [two, first, "v1/weide/", "//elsewhere.example/", "v2/"],
  ])("%#", (goal, home, here, other, place) => expect(placeIn(all, goal, home, new URL(here, root), other).href).toBe(new URL(place, root).href));
});
