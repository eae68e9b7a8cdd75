// Bundles what runs in the reader's browser.
//
//   node scripts/browser/bundle.mjs --out DIR
//
// Writes hashed files and DIR/bundle.json: {"app", "embed", "worker", "cells", "scorm", "css"}; prints each file's size. The same
// sources give the same bytes.

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
/** Bytes after gzip that an entry may have, with everything it imports at once. */
const BUDGET = { app: 12 * 1024 };

const { options } = readOptions(process.argv.slice(2), ["out"], USAGE);
const out = resolve(one(options, "out", USAGE));
if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, "bundle.json"))) {
  fail(`${out} holds other files; a bundle wants a folder of its own.`);
}
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

let result;
try {
  result = await build({
    absWorkingDir: HERE,
    entryPoints: Object.values(ENTRIES),
    outdir: out,
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["es2022", "chrome111", "firefox114", "safari16.4"], // nested rules are unfolded for these
    loader: { ".py": "text" }, // what a worker hands to Python
    minify: true,
    legalComments: "none",
    charset: "utf8",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    metafile: true,
    plugins: [palettePlugin],
    logLevel: "warning",
  });
} catch {
  fail("The browser's scripts could not be bundled.", 1); // esbuild has said why
}

const outputs = result.metafile.outputs;
const nameOf = (path) => basename(path);
const zipped = (name) => gzipSync(readFileSync(join(out, name)), { level: 9 }).length;

const bundle = {};
for (const [key, source] of Object.entries(ENTRIES)) {
  const path = Object.keys(outputs).find((output) => outputs[output].entryPoint === source);
  bundle[key] = nameOf(path);
}
writeFileSync(join(out, "bundle.json"), `${JSON.stringify(bundle, null, 2)}\n`);

for (const path of Object.keys(outputs).sort()) {
  const name = nameOf(path);
  process.stdout.write(`${name}: ${zipped(name)} bytes gzip\n`);
}
for (const [key, budget] of Object.entries(BUDGET)) {
  const first = Object.keys(outputs).find((output) => nameOf(output) === bundle[key]);
  const needed = new Set([first]);
  for (const path of needed) {
    for (const { path: next, kind } of outputs[path].imports) if (kind === "import-statement") needed.add(next);
  }
  const size = [...needed].reduce((sum, path) => sum + zipped(nameOf(path)), 0);
  if (size > budget) fail(`${bundle[key]} is ${size} bytes gzip; its budget is ${budget}.`, 1);
}
