// Runs a Python program inside Pyodide, for tests: the browser's interpreter without a browser.
//
//   node scripts/browser/pyrun.mjs --pyodide DIR [--wheel FILE]... [--mount HOST:GUEST]... PROGRAM.py [args]
//
// A wheel is unpacked into site-packages; a mounted folder is put at GUEST, and on sys.path if GUEST
// begins with /lib. The exit code is the program's own.

import { existsSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { boot, fail, install, one, readOptions } from "./runtime.mjs";

const USAGE = "pyrun.mjs --pyodide DIR [--wheel FILE]... [--mount HOST:GUEST]... PROGRAM.py [args]";

const RUN = `
import runpy, sys, traceback

def run(program, arguments, paths):
    """Run the file as __main__; return the code a process would have exited with."""
    sys.path[:0] = paths
    sys.argv = [program, *arguments]
    try:
        runpy.run_path(program, run_name="__main__")
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return int(end.code or 0)
        print(end.code, file=sys.stderr)
        return 1
    except BaseException as error:
        traceback.print_exception(error.with_traceback(error.__traceback__.tb_next))
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0

run
`;

const { options, rest } = readOptions(process.argv.slice(2), ["pyodide", "wheel", "mount"], USAGE);
const folder = one(options, "pyodide", USAGE);
const [program, ...programArguments] = rest;
if (program === undefined) fail(`a program is needed; usage: ${USAGE}`);
if (!existsSync(program)) fail(`there is no file ${program}`);

/** Bytes straight through: a line is not held back, and nothing is decoded twice. */
const through = (stream) => ({
  write(bytes) {
    stream.write(bytes.slice());
    return bytes.length;
  },
});

const python = await boot(folder);
python.setStdout(through(process.stdout));
python.setStderr(through(process.stderr));
for (const wheel of options.wheel ?? []) install(python, wheel);

const paths = [];
for (const mount of options.mount ?? []) {
  const colon = mount.lastIndexOf(":");
  const [host, guest] = [mount.slice(0, colon), mount.slice(colon + 1)];
  if (colon < 1 || !guest.startsWith("/")) fail(`--mount ${mount} is not HOST:/GUEST`);
  if (!existsSync(host)) fail(`there is no folder ${host} to mount`);
  python.FS.mkdirTree(guest);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: resolve(host) }, guest);
  if (guest.startsWith("/lib")) paths.push(guest);
}

const place = `/home/pyodide/${basename(program)}`;
python.FS.writeFile(place, readFileSync(program));
const run = python.runPython(RUN);
const code = run(place, python.toPy(programArguments), python.toPy(paths));
process.exitCode = code & 0xff;
