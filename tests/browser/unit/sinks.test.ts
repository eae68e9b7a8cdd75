import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const HERE = "scripts/browser";
/** What makes markup, code or a loaded script of a text. */
const SINK = /\b(innerHTML|outerHTML\s*=[^=]|insertAdjacentHTML|DOMParser|createContextualFragment|setHTMLUnsafe|srcdoc|document\.write|new Function|eval\(|new Worker\(|importScripts\()/g;
/** Where one stands, and why it may: every new one has to be put here. */
const KNOWN = {
  "assign/place.ts": ["DOMParser"], // a page of this very site, whose lab is taken over
  "spawn.ts": ["new Worker("], // the one place where workers are made, of scripts of this site
};

it("makes markup or code of a text nowhere but where it is known", () => {
  const found: Record<string, string[]> = {};
  for (const name of readdirSync(HERE, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".ts")) continue;
    const source = readFileSync(`${HERE}/${name}`, "utf8").replace(/\/\*[^]*?\*\/|\/\/.*$/gm, "");
    const sinks = [...source.matchAll(SINK)].map(([, sink]) => sink!);
    if (sinks.length > 0) found[name] = sinks;
  }
  expect(found).toEqual(KNOWN);
});
