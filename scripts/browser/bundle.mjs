// Bundles what runs in the reader's browser.
//
//   node scripts/browser/bundle.mjs --out DIR
//
// Writes hashed files and DIR/bundle.json: {"app", "embed", "worker", "cells", "scorm", "css", "service"}, and "needs": for the app and
// for what a lab's first move imports, every file that comes with it; prints each file's size. The same sources give the
// same bytes.

import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { palettePlugin } from "./palette.mjs";
import { fail, one, readOptions } from "./runtime.mjs";

const USAGE = "bundle.mjs --out DIR";
const HERE = dirname(fileURLToPath(import.meta.url));
const ENTRIES = {
  app: "app.ts",
  embed: "embed.ts",
  worker: "worker.ts",
  cells: "cellworker.ts",
  scorm: "packs/scorm.ts",
  css: "lab.css",
};
/** A service worker is one classic script: not every browser takes a module for it. */
const SERVICE = "offline/service.ts";
/** Entries that share what they have in common. A worker stands alone: it is one file, and starts in one journey. */
const TOGETHER = [["app", "embed", "scorm", "css"], ["worker"], ["cells"]];
/** What a page asks for before the script that imports it has come in: by itself, and once a lab is turned to. */
const NEEDS = { app: ["app.ts"], lab: ["lab.ts", "chart.ts"] };
/** What every page has. All that is imported later is told that it builds on it, so that it stays in one file. */
const BASE = join(HERE, "base.ts");
const LATER = /\bimport\("(\.[^"]+)"\)/g;
/** Bytes after gzip that an entry may have, with everything it imports at once. */
const BUDGET = { app: 12 * 1024 };

/**
 * esbuild gives modules that the same entries reach one file; a script that is imported later is an entry too. Here each
 * of them, and each entry but the workers, reaches the base.
 */
const basePlugin = {
  name: "base",
  setup(build) {
    const sources = readdirSync(HERE, { recursive: true }).filter((name) => name.endsWith(".ts"));
    const reaching = new Set(["embed.ts", "packs/scorm.ts"].map((name) => join(HERE, name)));
    for (const name of sources) {
      const path = join(HERE, name);
      for (const [, later] of readFileSync(path, "utf8").matchAll(LATER)) reaching.add(`${join(dirname(path), later)}.ts`);
    }
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (!reaching.has(path)) return undefined;
      return { contents: `import ${JSON.stringify(BASE)};\n${readFileSync(path, "utf8")}`, loader: "ts" };
    });
  },
};

const { options } = readOptions(process.argv.slice(2), ["out"], USAGE);
const out = resolve(one(options, "out", USAGE));
if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, "bundle.json"))) {
  fail(`${out} holds other files; a bundle wants a folder of its own.`);
}
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const outputs = {};
async function bundled(options) {
  try {
    const { metafile } = await build({
      absWorkingDir: HERE,
      outdir: out,
      bundle: true,
      target: ["es2022", "chrome111", "firefox114", "safari16.4"], // nested rules are unfolded for these
      loader: { ".py": "text" }, // what a worker hands to Python
      minify: true,
      legalComments: "none",
      charset: "utf8",
      entryNames: "[name]-[hash]",
      chunkNames: "[name]-[hash]",
      metafile: true,
      logLevel: "warning",
      ...options,
    });
    Object.assign(outputs, metafile.outputs);
  } catch {
    fail("The browser's scripts could not be bundled.", 1); // esbuild has said why
  }
}
for (const keys of TOGETHER) {
  await bundled({
    entryPoints: keys.map((key) => ENTRIES[key]),
    splitting: true,
    format: "esm",
    plugins: keys.includes("app") ? [palettePlugin, basePlugin] : [palettePlugin],
  });
}
await bundled({ entryPoints: [SERVICE], format: "iife", define: { "process.env.NODE_ENV": '"production"' } });

const nameOf = (path) => basename(path);
const zipped = (name) => gzipSync(readFileSync(join(out, name)), { level: 9 }).length;

/** The output of a source, and all that it imports at once. */
function closure(source) {
  const needed = new Set([Object.keys(outputs).find((output) => outputs[output].entryPoint === source)]);
  for (const path of needed) {
    for (const { path: next, kind } of outputs[path].imports) if (kind === "import-statement") needed.add(next);
  }
  return [...needed].map(nameOf);
}

const bundle = Object.fromEntries(Object.entries(ENTRIES).map(([key, source]) => [key, closure(source)[0]]));
bundle.service = closure(SERVICE)[0];
const every = (sources) => [...new Set(sources.flatMap(closure))];
const needs = { app: every(NEEDS.app) };
needs.lab = every(NEEDS.lab).filter((name) => !needs.app.includes(name));
writeFileSync(join(out, "bundle.json"), `${JSON.stringify({ ...bundle, needs }, null, 2)}\n`);

for (const path of Object.keys(outputs).sort()) {
  const name = nameOf(path);
  process.stdout.write(`${name}: ${zipped(name)} bytes gzip\n`);
}
for (const [key, budget] of Object.entries(BUDGET)) {
  const size = closure(ENTRIES[key]).reduce((sum, name) => sum + zipped(name), 0);
  if (size > budget) fail(`${bundle[key]} is ${size} bytes gzip; its budget is ${budget}.`, 1);
}
