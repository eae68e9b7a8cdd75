// Bundles what runs in the reader's browser.
//
//   node scripts/browser/bundle.mjs --out DIR
//
// Writes hashed files and DIR/bundle.json: {"app", "embed", "worker", "cells", "scorm", "css", "service"}; prints each file's size. The same
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
const SERVICE = "offline/service.ts";
/** Bytes after gzip that an entry may have, with everything it imports at once. */
const BUDGET = { app: 12 * 1024 };

const { options } = readOptions(process.argv.slice(2), ["out"], USAGE);
const out = resolve(one(options, "out", USAGE));
if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, "bundle.json"))) {
  fail(`${out} holds other files; a bundle wants a folder of its own.`);
}
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const COMMON = {
  absWorkingDir: HERE,
  outdir: out,
  bundle: true,
  target: ["es2022", "chrome111", "firefox114", "safari16.4"], // nested rules are unfolded for these
  minify: true,
  legalComments: "none",
  charset: "utf8",
  entryNames: "[name]-[hash]",
  metafile: true,
  logLevel: "warning",
};

let result, service;
try {
  result = await build({
    ...COMMON,
    entryPoints: Object.values(ENTRIES),
    splitting: true,
    format: "esm",
    loader: { ".py": "text" }, // what a worker hands to Python
    chunkNames: "[name]-[hash]",
    plugins: [palettePlugin],
  });
  // A service worker is one classic script: not every browser takes a module for it.
  const define = { "process.env.NODE_ENV": '"production"' };
  service = await build({ ...COMMON, entryPoints: [SERVICE], format: "iife", define });
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
bundle.service = nameOf(Object.keys(service.metafile.outputs)[0]);
writeFileSync(join(out, "bundle.json"), `${JSON.stringify(bundle, null, 2)}\n`);

for (const path of [...Object.keys(outputs), ...Object.keys(service.metafile.outputs)].sort()) {
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
