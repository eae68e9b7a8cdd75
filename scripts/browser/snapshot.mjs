// Build time: Python's memory with the package imported, written to a file that a browser restores.
//
//   node scripts/browser/snapshot.mjs --pyodide DIR --wheel FILE --package NAME --out FILE
//
// The files of the package are not in the snapshot (Pyodide keeps its file system outside Python's
// memory): whoever restores it unpacks the wheel again.

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { memoryOf, restore, shrink } from "./delta.mjs";
import { boot, fail, install, one, readOptions } from "./runtime.mjs";

const USAGE = "snapshot.mjs --pyodide DIR --wheel FILE --package NAME --out FILE";
const SELF = fileURLToPath(import.meta.url);

/** Everything a lab needs is imported before the picture is taken: it boots without the library zip. */
const WARM_UP = (name) => `
import gc, hashlib, importlib, json, math, os, pkgutil, random, sys, time, traceback, zipfile
import ${name}, ${name}.core.session
${name}.models()
${name}.run(${name}.LIBRARY.slugs()[0])
del ${name}
random.seed(0)
sys.modules["__main__"].__dict__.pop("${name}", None)
gc.collect()
`;

const TRIAL = (name) => `
import json, time
import ${name} as package
from ${name}.core.session import Session
session = Session(package.LIBRARY, time.perf_counter)
slug = package.LIBRARY.slugs()[0]
session.start(json.dumps({"model": slug, "seed": 1, "language": "nl"}))
answer = json.loads(session.advance(1e9))
assert answer["done"] and answer["fingerprint"] == package.run(slug, seed=1).fingerprint
answer["fingerprint"]
`;

/**
 * Replace the clock, the source of chance and the name of this process, which leave traces in Python's
 * memory (the name as the variable `_`), so that two runs give the same bytes, whatever folder they are in.
 */
function freeze() {
  process.argv = [process.argv[0], "snapshot.mjs"];
  let now = Date.UTC(2020, 0, 1);
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      if (given.length) super(...given);
      else super(now);
    }
    static now() {
      return now;
    }
  };
  performance.now = () => (now += 1) - RealDate.UTC(2020, 0, 1);
  let state = 1;
  const draw = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  Math.random = () => draw() / 2 ** 32;
  globalThis.crypto.getRandomValues = (array) => {
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).fill(7);
    return array;
  };
}

/**
 * Overwrite free memory with zeros: what Python left behind there would only make the file larger.
 * Blocks are taken from the allocator from large to small, and only below the top of the heap, so that
 * memory does not grow (a grown heap does not restore).
 */
function scrub(module) {
  const size = module.HEAPU8.length;
  const top = module._malloc(1 << 20);
  module._free(top);
  const taken = [];
  for (let bytes = 1 << 19; bytes >= 16; bytes >>= 1) {
    for (;;) {
      const block = module._malloc(bytes);
      if (module.HEAPU8.length !== size) throw new Error("the heap grew while it was cleaned");
      if (block === 0 || block >= top) {
        if (block) module._free(block);
        break;
      }
      module.HEAPU8.fill(0, block, block + bytes);
      taken.push(block);
    }
  }
  for (const block of taken) module._free(block);
}

/** Call `act` with the first instance of wasm that is made, before anything has run in it. */
function atInstance(act) {
  const real = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...given) => {
    const made = await real.apply(WebAssembly, given);
    const instance = made.instance ?? made;
    if (!Object.values(instance.exports).some((one) => one instanceof WebAssembly.Memory)) return made;
    WebAssembly.instantiate = real;
    act(memoryOf(instance));
    return made;
  };
}

async function make(folder, wheel, name, out) {
  freeze();
  let base;
  atInstance((memory) => (base = memory.slice()));
  const python = await boot(folder, { _makeSnapshot: true });
  install(python, wheel);
  python.runPython(WARM_UP(name));
  scrub(python._module);
  writeFileSync(out, shrink(python.makeMemorySnapshot(), base));
}

async function check(folder, wheel, name, out) {
  const delta = readFileSync(out);
  const whole = new Uint8Array(delta.readUInt32LE(4));
  atInstance((memory) => restore(delta, memory, whole));
  const python = await boot(folder, { _loadSnapshot: whole });
  install(python, wheel);
  return python.runPython(TRIAL(name));
}

/** The last line of what a program wrote to standard error. */
const lastLine = (text) => text.trim().split("\n").at(-1) ?? "";

const checking = process.argv[2] === "check";
const words = process.argv.slice(checking ? 3 : 2);
const { options } = readOptions(words, ["pyodide", "wheel", "package", "out"], USAGE);
const [folder, wheel, name, out] = ["pyodide", "wheel", "package", "out"].map((key) => one(options, key, USAGE));
if (!/^[a-z_]\w*$/i.test(name)) fail(`${name} is not the name of a Python package`);

if (checking) {
  process.stdout.write(`${await check(folder, wheel, name, out)}\n`);
} else {
  try {
    await make(folder, wheel, name, out);
  } catch (error) {
    fail(`The snapshot could not be made: ${lastLine(String(error.message ?? error))}`, 1);
  }
  const trial = spawnSync(process.execPath, [SELF, "check", ...words], { encoding: "utf8" });
  if (trial.status !== 0) {
    rmSync(out, { force: true });
    fail(`The snapshot does not restore: ${lastLine(trial.stderr)}`, 1);
  }
  process.stdout.write(`${readFileSync(out).length} bytes, restored and run: ${trial.stdout}`);
}
