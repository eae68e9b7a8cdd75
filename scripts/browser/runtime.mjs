// What the Node programs of this folder share: their options, and Pyodide with a wheel in it.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Hash seed and home are part of what Python is started with, so a snapshot and a plain boot agree. */
export const ENVIRONMENT = { PYTHONHASHSEED: "0", HOME: "/home/pyodide", LANG: "C.UTF-8" };

/**
 * `--name value` pairs up to the first word that is not one: {options: {name: [values]}, rest}.
 * A name outside `known` ends the program with one sentence.
 */
export function readOptions(words, known, usage) {
  const options = {};
  let at = 0;
  for (; at < words.length && words[at].startsWith("--"); at += 2) {
    const name = words[at].slice(2);
    if (!known.includes(name)) fail(`unknown option ${words[at]}; usage: ${usage}`);
    if (words[at + 1] === undefined) fail(`${words[at]} needs a value; usage: ${usage}`);
    (options[name] ??= []).push(words[at + 1]);
  }
  return { options, rest: words.slice(at) };
}

/** The one value of an option; without one the program ends. */
export function one(options, name, usage) {
  const values = options[name] ?? [];
  if (values.length !== 1) fail(`--${name} is needed once; usage: ${usage}`);
  return values[0];
}

/** End the program with one sentence on standard error. */
export function fail(sentence, code = 2) {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

/** Start the Pyodide that lies in `folder`. */
export async function boot(folder, options = {}) {
  const module = await import(pathToFileURL(join(resolve(folder), "pyodide.mjs")).href);
  return module.loadPyodide({ env: { ...ENVIRONMENT }, indexURL: resolve(folder), ...options });
}

/** Unpack a wheel (a pure one: a zip) into site-packages. */
export function install(python, file) {
  python.FS.writeFile("/tmp/installed.zip", readFileSync(file));
  python.runPython(UNPACK);
}

const UNPACK = `
import importlib, os, sysconfig, zipfile
with zipfile.ZipFile("/tmp/installed.zip") as archive:
    archive.extractall(sysconfig.get_path("purelib"))
os.remove("/tmp/installed.zip")
importlib.invalidate_caches()
`;
