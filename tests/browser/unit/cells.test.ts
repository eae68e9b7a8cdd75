// @vitest-environment happy-dom
import { createContext, runInContext } from "node:vm";
import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { tell } from "../../../scripts/browser/codewords";
import words from "../../../scripts/browser/codewords.json";
import { type Api, source, stored } from "../../../scripts/browser/completion";
import { diff } from "../../../scripts/browser/diff";
import { Edits, editsKey } from "../../../scripts/browser/edits";
import { literal, shut } from "../../../scripts/browser/fence";
import { dressed, told } from "../../../scripts/browser/vegalite";

class FakeStorage {
  kept = new Map<string, string>();
  getItem = (key: string): string | null => this.kept.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.kept.set(key, value);
  removeItem = (key: string): void => void this.kept.delete(key);
}

describe("edits", () => {
  const edit = { source: "2", base: "1", when: "2026-05-03T10:00:00.000Z" };
  const of = (storage: FakeStorage) => new Edits("k", () => storage as unknown as Storage);

  it("are kept per site and model", () => {
    expect(editsKey("https://host/boek/assets/runtime-1.json", "wood")).toBe("cells:/boek/:wood");
  });

  it("come back, and leave nothing when forgotten", () => {
    const storage = new FakeStorage();
    expect(of(storage).put("a", edit)).toBe(true);
    expect(of(storage).get("a")).toEqual(edit);
    of(storage).put("a", null);
    expect(storage.kept.size).toBe(0);
  });

  it.each(["rubbish", "null", "[1]", '{"a": 1}', '{"a": {"source": "x", "base": "y", "when": "never"}}'])(
    "that are none are passed over: %s",
    (text) => {
      const storage = new FakeStorage();
      storage.kept.set("k", text);
      expect(of(storage).size).toBe(0);
    },
  );

  it("work where nothing can be kept", () => {
    const edits = new Edits("k", () => {
      throw new Error("forbidden");
    });
    expect(edits.put("a", edit)).toBe(false);
    expect(edits.get("a")).toEqual(edit);
  });
});

describe("a diff", () => {
  it.each([
    ["a\nb\nc", "a\nx\nc", ["  a", "- b", "+ x", "  c"]],
    ["a", "a", ["  a"]],
    ["", "a", ["- ", "+ a"]],
    ["a\nb", "b\nc", ["- a", "  b", "+ c"]],
  ])("of %j and %j", (before, after, wanted) => {
    expect(diff(before, after).map(([sign, line]) => `${sign} ${line}`)).toEqual(wanted);
  });
});

describe("a chart of a reader", () => {
  const dress = { config: { font: "F" }, width: { narrow: 300, wide: 600 }, height: { narrow: 200, wide: 300 } };

  it("wears the book's dress and keeps what the reader set", () => {
    const spec = { mark: "line", height: 77, config: { view: { continuousWidth: 300, continuousHeight: 300 } } };
    expect(dressed(spec, dress, "wide")).toMatchObject({ width: 600, height: 77, config: { font: "F" } });
    expect(dressed(spec, dress, "wide")["config"]).not.toHaveProperty("view");
    expect(spec).not.toHaveProperty("width");
    const two = dressed({ vconcat: [{ mark: "bar" }, { mark: "line" }] }, dress, "narrow");
    expect(two["vconcat"]).toMatchObject([{ width: 300, height: 100 }, { width: 300, height: 100 }]);
    expect(dressed({ facet: {}, spec: {} }, dress, "wide")).not.toHaveProperty("width");
  });

  it("is told in words", () => {
    const spec = { layer: [{ encoding: { x: { field: "t", title: "Jaar" }, y: { field: "n" } } }], data: { values: [1, 2] } };
    expect(told(JSON.stringify(spec))).toEqual({ x: "Jaar", y: "n", points: 2 });
  });
});

/** What of the ways to make code from text still works in a realm that was fenced, and what must. */
function inAnotherRealm(): { compiled: string[]; worked: string } {
  const realm = createContext({ setTimeout: () => 5, setInterval: () => 6 });
  const inside = (source: string): unknown => runInContext(source, realm);
  (inside(`(${literal.toString()})`) as typeof literal)(inside("globalThis") as typeof globalThis);
  const ways: Record<string, string> = {
    eval: "eval('1')",
    "indirect eval": "(0, eval)('1')",
    Function: "new Function('return 1')()",
    "a function's maker": "(function () {}).constructor('return 1')()",
    "an object's maker's maker": "({}).constructor.constructor('return 1')()",
    "an async function's": "(async () => {}).constructor('return 1')()",
    "a generator's": "(function* () {}).constructor('return 1')()",
    "an async generator's": "(async function* () {}).constructor('return 1')()",
    "a timer": "setTimeout('1')",
    "another timer": "setInterval('1')",
    "put back": "Object.defineProperty(globalThis, 'eval', {value: 1})",
  };
  const compiled = Object.keys(ways).filter((way) => {
    try {
      inside(ways[way]!);
      return true;
    } catch {
      return false;
    }
  });
  return { compiled, worked: String(inside("`${(() => 1) instanceof Function} ${setTimeout(() => 1)} ${class A {}.constructor === Function}`")) };
}

describe("the fence", () => {
  it("takes a door from the object and from all it inherits", () => {
    const root = { fetch: 1, keep: 2 };
    const world = Object.create(Object.create(root)) as Record<string, unknown>;
    world["postMessage"] = 3;
    shut(world, {});
    expect([world["fetch"], world["postMessage"], world["keep"]]).toEqual([undefined, undefined, 2]);
    expect(root).not.toHaveProperty("fetch");
    expect(() => Object.defineProperty(world, "fetch", { value: 1 })).toThrow();
  });

  it("lets no text become code, by whichever way", () => {
    const { compiled, worked } = inAnotherRealm();
    expect(compiled).toEqual([]);
    expect(worked).toBe("true 5 true");
  });
});

describe("completion", () => {
  const option = (label: string) => ({ label, type: "property" });
  const api: Api = {
    package: "woods",
    members: [option("run"), option("model")],
    run: [option("rows")],
    parameters: [option("rate=")],
    names: [option("year")],
  };
  const at = (text: string, explicit = false) => new CompletionContext(EditorState.create({ doc: text }), text.length, explicit);
  const labels = (text: string, explicit = false) => stored(api, at(text, explicit))?.options.map((one) => one.label) ?? [];

  it.each([
    ["woods.ru", ["run", "model"]],
    ["x = run.", ["rows"]],
    ["woods.run('oak', ra", ["rate="]],
    ["woods.run('oak', seed=1,\n  ra", ["rate="]],
    ["row[\"ye", ["year"]],
    ["wo", ["woods"]],
    ["other.th", []],
    ["", []],
  ])("after %j", (text, wanted) => {
    expect(labels(text)).toEqual(wanted);
  });

  it("adds what Python knows", async () => {
    const complete = source(api, () => Promise.resolve([{ label: "run", type: "function", detail: "(slug)" }]));
    const found = await complete(at("woods.r"));
    expect(found?.options.map((one) => one.label)).toEqual(["model", "run"]);
    expect(found?.from).toBe(6);
  });
});

describe("the words of code", () => {
  const SCRIPTS = resolve(import.meta.dirname, "../../../scripts");
  const sources = [SCRIPTS, resolve(SCRIPTS, "browser")]
    .flatMap((folder) => readdirSync(folder).map((name) => resolve(folder, name)))
    .filter((path) => /\.(ts|py)$/.test(path))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const holes = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();

  it.each(Object.entries(words))("%s says the same in both languages and is used", (key, { nl, en }) => {
    expect(nl.trim() && en.trim()).toBeTruthy();
    expect(holes(nl)).toEqual(holes(en));
    const stem = key.slice(0, key.lastIndexOf(".") + 1); // `code.status.${why}`, f"code.action.{name}"
    expect([`"${key}"`, `\`${stem}\${`, `"${stem}{`].some((use) => sources.includes(use))).toBe(true);
  });

  it("are filled in", () => {
    expect(tell("code.cell", "nl", { number: "3" })).toBe("Cel 3");
  });
});
