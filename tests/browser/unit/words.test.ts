import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { say } from "../../../scripts/browser/words";
import assign from "../../../scripts/browser/assign/words.json";
import canvas from "../../../scripts/browser/canvaswords.json";
import first from "../../../scripts/browser/firstwords.json";
import versions from "../../../scripts/browser/versionwords.json";
import common from "../../../scripts/browser/words.json";

const words = { ...first, ...common, ...canvas, ...assign, ...versions };

const SCRIPTS = resolve(import.meta.dirname, "../../../scripts");
const sources = [SCRIPTS, resolve(SCRIPTS, "browser"), resolve(SCRIPTS, "browser/assign")]
  .flatMap((folder) => readdirSync(folder).map((name) => resolve(folder, name)))
  .filter((path) => /\.(ts|py)$/.test(path))
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");

const holes = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();

describe("words", () => {
  it.each(Object.entries(words))("%s says the same in both languages", (_, { nl, en }) => {
    expect(nl.trim() && en.trim()).toBeTruthy();
    expect(holes(nl)).toEqual(holes(en));
  });

  it.each(Object.keys(words))("%s is used", (key) => {
    const stem = key.slice(0, key.indexOf(".") + 1); // `status.${why}`, f"action.{name}"
    expect([`"${key}"`, `\`${stem}\${`, `"${stem}{`].some((use) => sources.includes(use))).toBe(true);
  });

  it("are filled in, and an unfilled place stays visible", () => {
    expect(say("status.fetch.of", "nl", { loaded: "3,2", total: "6,2" })).toBe("3,2 van 6,2 MB");
    expect(say("status.fetch.of", "en", { loaded: "1" })).toBe("1 of {total} MB");
  });
});
