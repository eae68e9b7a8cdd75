/** Python in the worker: boots Pyodide, from the snapshot if it can, and holds the session. */

import type { loadPyodide as Load } from "pyodide";
import { memoryOf, restore } from "./delta.mjs";
import { download, type Progress } from "./download";
import type { Runtime } from "./protocol";
import { guardWasm } from "./wasm";

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

/** Boot Python and make a session; rejects with what went wrong when neither way works. */
export async function bootPython(runtime: Runtime, fetching: Progress, starting: () => void): Promise<Python> {
  // All that is large is asked for at once, before the script that wants it has come in.
  const bytes = runtime.snapshot === null ? null : download(runtime.snapshot, fetching);
  bytes?.catch(() => {}); // it is waited for only later; until then its failure has no one to hear it
  import(/* @vite-ignore */ `${runtime.pyodide}pyodide.asm.mjs`).catch(() => {});
  const { loadPyodide } = (await import(/* @vite-ignore */ `${runtime.pyodide}pyodide.mjs`)) as {
    loadPyodide: typeof Load;
  };
  const common = { indexURL: runtime.pyodide, env: { ...ENVIRONMENT }, stdout: ignore, stderr: ignore };
  if (bytes !== null) {
    try {
      return await restored(loadPyodide, common, runtime, bytes, starting);
    } catch (error) {
      console.warn("The snapshot does not serve; Python starts without it.", error);
    }
  }
  starting();
  const [python, wheel] = await Promise.all([
    guardWasm(() => loadPyodide(common)),
    download(runtime.wheel, ignore),
  ]);
  python.FS.writeFile("/tmp/wheel.zip", wheel);
  const session = settle(python, runtime.package, "/tmp/wheel.zip", false);
  return { pyodide: python, session, snapshot: false, complete: () => Promise.resolve(false) };
}

async function restored(
  loadPyodide: typeof Load,
  common: object,
  runtime: Runtime,
  bytes: Promise<Uint8Array>,
  starting: () => void,
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
    `${runtime.pyodide}pyodide.asm.wasm`,
  );
  const [major, minor] = String(python.runPython("'%d %d' % __import__('sys').version_info[:2]")).split(" ");
  const zipped = `/lib/python${major}${minor}.zip`;
  const session = settle(python, runtime.package, zipped, true);
  let whole: Promise<boolean> | null = null;
  const complete = () => {
    if (whole !== null) return whole.then(() => false);
    whole = download(`${runtime.pyodide}python_stdlib.zip`, ignore).then((library) => {
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

function settle(python: Pyodide, name: string, zipped: string, afterSnapshot: boolean): Session {
  if (!/^[a-z_]\w*$/i.test(name)) throw new Error(`${name} is not the name of a Python package`);
  const make = python.runPython(SETTLE) as (name: string, zipped: string, restored: boolean) => Session;
  return make(name, zipped, afterSnapshot);
}

function ignore(): void {}
