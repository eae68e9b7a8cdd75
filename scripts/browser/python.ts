/** Python in the worker: boots Pyodide, from the snapshot if it can, and holds the session. */

import type { loadPyodide as Load } from "pyodide";
import { memoryOf, restore } from "./delta.mjs";
import { download, type Progress } from "./download";
import type { Runtime } from "./protocol";
import { fetchModule, type Given, guardWasm } from "./wasm";

export type Pyodide = Awaited<ReturnType<typeof Load>>;

/** Python's `core.session.Session`, as seen through Pyodide. */
export interface Session {
  start(request: string): void;
  advance(seconds: number): string;
  step(count: number): string;
}

export interface Python {
  readonly pyodide: Pyodide;
  readonly session: Session;
  readonly snapshot: boolean;
  /** Bring in the rest of the standard library: a snapshot boots without it. True if that was news. */
  complete(): Promise<boolean>;
}

// Hash seed and home as in runtime.mjs: a plain boot must not differ from the snapshot.
const ENVIRONMENT = { PYTHONHASHSEED: "0", HOME: "/home/pyodide", LANG: "C.UTF-8" };

// The library zip is not there after a restore (its place holds the wheel), so it leaves the path:
// a module that is missing then says so plainly.
// The snapshot has imported the whole package, so the wheel is not even unpacked.
const UNPACK = `
def unpack(zipped):
    import importlib, sysconfig, zipfile
    with zipfile.ZipFile(zipped) as wheel:
        wheel.extractall(sysconfig.get_path("purelib"))
    importlib.invalidate_caches()
`;

const SETTLE = `${UNPACK}
def settle(name, zipped, restored):
    import importlib, sys, time
    if restored:
        sys.path[:] = [place for place in sys.path if place != zipped]
        importlib.invalidate_caches()
    else:
        unpack(zipped)
    library = importlib.import_module(name).LIBRARY
    return importlib.import_module(name + ".core.session").Session(library, time.perf_counter)
settle
`;

const COMPLETE = `
import importlib, sys
sys.path_importer_cache.pop(LIBRARY_ZIP, None)
sys.path.insert(1, LIBRARY_ZIP)
importlib.invalidate_caches()
`;

/**
 * Boot Python and make a session; rejects with what went wrong when neither way works.
 * `plainly` is called when the snapshot does not serve and Python starts without it, which takes longer.
 */
export async function bootPython(
  runtime: Runtime,
  fetching: Progress,
  starting: () => void,
  plainly: () => void = ignore,
): Promise<Python> {
  // All that is large is asked for at once, before the script that wants it has come in.
  const bytes = runtime.snapshot === null ? null : download(runtime.snapshot, fetching);
  const wasm = `${runtime.pyodide}pyodide.asm.wasm`;
  const module = fetchModule(wasm, runtime.digests["pyodide.asm.wasm"] ?? "");
  const wheel = download(runtime.wheel, ignore);
  for (const part of [bytes, module, wheel]) part?.catch(() => {}); // waited for later; until then no one hears it fail
  import(/* @vite-ignore */ `${runtime.pyodide}pyodide.asm.mjs`).catch(() => {});
  const { loadPyodide } = (await import(/* @vite-ignore */ `${runtime.pyodide}pyodide.mjs`)) as {
    loadPyodide: typeof Load;
  };
  let progress = fetching;
  const common = { indexURL: runtime.pyodide, env: { ...ENVIRONMENT }, stdout: ignore, stderr: ignore };
  if (bytes !== null) {
    try {
      const given = { address: wasm, module, files: { [runtime.wheel]: wheel } };
      return await restored(loadPyodide, common, runtime, bytes, starting, given);
    } catch (error) {
      await Promise.all([module, wheel]); // without these there is no other way
      console.warn("The snapshot does not serve; Python starts without it.", error);
      plainly();
      progress = plainly; // what comes in keeps saying so
    }
  } else starting();
  const library = `${runtime.pyodide}python_stdlib.zip`;
  const files = { [library]: fetchLibrary(runtime, progress) };
  const python = await guardWasm(() => loadPyodide(common), undefined, { address: wasm, module, files });
  python.FS.writeFile("/tmp/wheel.zip", await wheel);
  const session = settle(python, runtime.package, "/tmp/wheel.zip", false);
  return { pyodide: python, session, snapshot: false, complete: () => Promise.resolve(false) };
}

async function restored(
  loadPyodide: typeof Load,
  common: object,
  runtime: Runtime,
  bytes: Promise<Uint8Array>,
  starting: () => void,
  given: Given,
): Promise<Python> {
  bytes.then(starting, () => {});
  // The wheel is fetched as if it were the standard library: Pyodide then leaves the 2.5 MB of the real
  // one, of which the snapshot holds what labs need, and the wheel lands in Python's file system.
  // Pyodide asks for the snapshot before it turns to wasm. It gets its empty place, so that wasm is
  // compiled while the snapshot comes in; that is filled just before Pyodide reads it.
  const image = new Uint8Array(runtime.memory);
  const python = await guardWasm(
    () => loadPyodide({ ...common, stdLibURL: runtime.wheel, _loadSnapshot: image }),
    async (instance) => restore(await bytes, memoryOf(instance), image),
    given,
  );
  const [major, minor] = String(python.runPython("'%d %d' % __import__('sys').version_info[:2]")).split(" ");
  const zipped = `/lib/python${major}${minor}.zip`;
  const session = settle(python, runtime.package, zipped, true);
  let whole: Promise<boolean> | null = null;
  const complete = () => {
    if (whole !== null) return whole.then(() => false);
    whole = fetchLibrary(runtime, ignore).then((library) => {
      python.globals.set("LIBRARY_ZIP", zipped);
      python.runPython(`${UNPACK}unpack(LIBRARY_ZIP)`); // the wheel, which the library replaces
      python.FS.writeFile(zipped, library);
      python.runPython(COMPLETE);
      return true;
    });
    whole.catch(() => (whole = null));
    return whole;
  };
  return { pyodide: python, session, snapshot: true, complete };
}

function fetchLibrary({ pyodide, digests }: Runtime, progress: Progress): Promise<Uint8Array<ArrayBuffer>> {
  return download(`${pyodide}python_stdlib.zip`, progress, undefined, digests["python_stdlib.zip"]);
}

function settle(python: Pyodide, name: string, zipped: string, afterSnapshot: boolean): Session {
  if (!/^[a-z_]\w*$/i.test(name)) throw new Error(`${name} is not the name of a Python package`);
  const make = python.runPython(SETTLE) as (name: string, zipped: string, restored: boolean) => Session;
  return make(name, zipped, afterSnapshot);
}

function ignore(): void {}
