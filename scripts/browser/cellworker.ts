/** The worker of a notebook's cells: boots Python, shuts itself in, then runs what the reader writes. */

import bridge from "./cells/bridge.py";
import comparison from "./cells/comparison.py";
import init from "./cells/__init__.py";
import notebook from "./cells/notebook.py";
import order from "./cells/order.py";
import tape from "./cells/tape.py";
import trace from "./cells/trace.py";
import { hold } from "./alive";
import { download } from "./download";
import { bound, literal, shut } from "./fence";
import type { CodeCell, CodeFault, CodeReply, CodeRequest, Stage, Stream } from "./protocol";
import { bootPython, type Pyodide } from "./python";
import { whyUnbootable } from "./sound";

const MODULES: Readonly<Record<string, string>> = { __init__: init, bridge, comparison, notebook, order, tape, trace };
const FOLDER = "/lib/notebook/_cells";
const ALTAIR = "/lib/notebook/altair.zip";

const START = `
def start(package, folder, altair, send):
    import importlib, sys
    sys.path += [folder.rpartition("/")[0], altair]
    importlib.invalidate_caches()
    return importlib.import_module(folder.rpartition("/")[2] + ".bridge").bridge(package, send)
start
`;
const ARRIVED = `
import importlib, sys
sys.path_importer_cache.pop("${ALTAIR}", None)
importlib.invalidate_caches()
`;

type Run = Extract<CodeRequest, { kind: "run" }>;
type Call = (method: string, argumentsAsJson: string) => string;

// Kept before the doors are shut.
const send = self.postMessage.bind(self) as (reply: CodeReply) => void;
const get = self.fetch.bind(self);

let python: Promise<{ pyodide: Pyodide; call: Call; altair: string }> | null = null;
let running = 0;

self.addEventListener("message", ({ data }: MessageEvent<CodeRequest>) => {
  if (data.kind === "boot") {
    python = boot(data);
    python.catch(() => {});
  } else void serve(data);
});

async function boot({ runtime }: Extract<CodeRequest, { kind: "boot" }>): Promise<{ pyodide: Pyodide; call: Call; altair: string }> {
  const began = performance.now();
  const alive = hold().then((lock) => send({ kind: "alive", lock }));
  const progress = (stage: Stage, loaded = 0, total = 0) => send({ kind: "progress", stage, loaded, total });
  try {
    bound();
    literal();
    const booted = await bootPython(
      runtime,
      (loaded, total) => progress("fetch", loaded, total),
      () => progress("start"),
      () => progress("plain"),
    );
    await booted.complete(); // a reader may import what a lab does not
    const { pyodide } = booted;
    pyodide.FS.mkdirTree(FOLDER);
    for (const [name, text] of Object.entries(MODULES)) pyodide.FS.writeFile(`${FOLDER}/${name}.py`, text);
    const output = (stream: Stream, text: string) => send({ kind: "output", id: running, stream, text });
    const start = pyodide.runPython(START) as (...given: readonly unknown[]) => Call;
    const call = start(runtime.package, FOLDER, ALTAIR, output);
    shut();
    await alive;
    send({ kind: "booted", snapshot: booted.snapshot, milliseconds: performance.now() - began });
    return { pyodide, call, altair: runtime.altair };
  } catch (error) {
    send({ kind: "unbootable", why: whyUnbootable(error), message: String(error).slice(-300) });
    throw error;
  }
}

async function serve(request: Exclude<CodeRequest, { kind: "boot" }>): Promise<void> {
  const { id } = request;
  if (python === null) return;
  try {
    const { call } = await python;
    if (request.kind === "complete") {
      return send({ kind: "choices", id, choices: ask(call, "complete", request.text) });
    }
    running = id;
    if (request.kind === "run") return await run(request);
    const { cells, target, book, language } = request;
    if (ask<boolean>(call, "comparison_wants_altair", cells, target, book)) await fetchAltair(id);
    send({ kind: "compared", id, comparison: ask(call, "compare", cells, target, book, language) });
  } catch (error) {
    send({ kind: "crashed", id, message: String(error).slice(-300) });
  }
}

async function run({ id, cells, targets, fresh }: Run): Promise<void> {
  const { call } = await python!;
  if (fresh) ask(call, "fresh");
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const done = new Set<string>();
  for (const target of targets) {
    for (const name of ask<string[]>(call, "plan", cells, target)) {
      const cell = byId.get(name);
      if (cell === undefined || done.has(name)) continue;
      done.add(name);
      const fault = await runCell(id, cell);
      if (fault !== null) return send({ kind: "ran", id, stale: ask(call, "stale", cells) });
    }
  }
  send({ kind: "ran", id, stale: ask(call, "stale", cells) });
}

async function runCell(id: number, cell: CodeCell): Promise<CodeFault | null> {
  const { call } = await python!;
  send({ kind: "begin", id, cell: cell.id });
  if (ask<boolean>(call, "wants_altair", cell)) await fetchAltair(id);
  const { fault } = ask<{ fault: CodeFault | null }>(call, "run", cell);
  send({ kind: "end", id, cell: cell.id, fault });
  return fault;
}

let arrived = false;

/** Bring Altair in. If that fails the cell says so: Python finds no such module. */
async function fetchAltair(id: number): Promise<void> {
  if (arrived) return;
  const { pyodide, altair } = await python!;
  try {
    const bytes = await download(altair, (loaded, total) => send({ kind: "altair", id, loaded, total }), get);
    pyodide.FS.writeFile(ALTAIR, bytes);
    pyodide.runPython(ARRIVED);
    arrived = true;
  } catch (error) {
    console.warn("Altair could not be loaded.", error);
  }
}

function ask<T>(call: Call, method: string, ...given: readonly unknown[]): T {
  return JSON.parse(call(method, JSON.stringify(given))) as T;
}
