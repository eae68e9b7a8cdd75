import { createHash } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Damaged, Missing } from "../../../scripts/browser/sound";
import { fetchModule, guardWasm } from "../../../scripts/browser/wasm";

const EMPTY = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const real = WebAssembly.instantiateStreaming;

function response(type: string, status = 200, bytes = EMPTY): Promise<Response> {
  const made = new Response(new Uint8Array(bytes), { status, headers: { "content-type": type } });
  Object.defineProperty(made, "url", { value: "https://book.test/pyodide.asm.wasm" });
  return Promise.resolve(made);
}

/** Boots as Pyodide does: a failure is kept to itself and the boot never ends. */
const boot = (source: Promise<Response>) => () =>
  new Promise<string>((resolve) => {
    WebAssembly.instantiateStreaming(source, {}).then(() => resolve("booted"), () => {});
  });

afterEach(() => {
  expect(WebAssembly.instantiateStreaming).toBe(real);
  vi.restoreAllMocks();
});

describe("wasm", () => {
  it("is streamed where it has its media type", async () => {
    expect(await guardWasm(boot(response("application/wasm")))).toBe("booted");
  });
  it("is taken under another media type too", async () => {
    expect(await guardWasm(boot(response("application/octet-stream")))).toBe("booted");
  });
  it("that is missing is an error", async () => {
    await expect(guardWasm(boot(response("text/html", 404)))).rejects.toThrow("/pyodide.asm.wasm: 404");
  });
  it("that is broken is an error", async () => {
    await expect(guardWasm(boot(response("x/y", 200, EMPTY.slice(0, 5))))).rejects.toThrow();
  });
  it("compiled before is what Pyodide gets, and other files are given in place of fetched", async () => {
    const module = WebAssembly.compile(EMPTY);
    const given = { address: "https://book.test/a.wasm", module, files: { "https://book.test/l.zip": Promise.resolve(EMPTY) } };
    const seen: unknown[] = [];
    const got = await guardWasm(
      async () => {
        await WebAssembly.instantiateStreaming(fetch("https://book.test/a.wasm"), {});
        return new Uint8Array(await (await fetch(new URL("https://book.test/l.zip"))).arrayBuffer());
      },
      async (instance) => void seen.push(instance),
      given,
    );
    expect(got).toEqual(EMPTY);
    expect(seen).toHaveLength(1);
  });
  it("waits for no boot when what is given fails", async () => {
    const given = { address: "https://book.test/a.wasm", module: Promise.reject(new Damaged("x")), files: {} };
    await expect(guardWasm(() => new Promise(() => {}), undefined, given)).rejects.toThrow(Damaged);
  });
  it("that cannot be fetched is an error", async () => {
    await expect(guardWasm(boot(Promise.reject(new TypeError("offline"))))).rejects.toThrow("offline");
  });
});

describe("a module", () => {
  const address = "https://book.test/pyodide.asm.wasm";
  const digest = createHash("sha256").update(EMPTY).digest("hex").slice(0, 10);
  const serve = (...answers: Promise<Response>[]): void => void vi.stubGlobal("fetch", () => answers.shift()!);
  afterEach(() => vi.unstubAllGlobals());

  it.each(["application/wasm", "application/octet-stream"])("comes as %s", async (type) => {
    serve(response(type));
    expect(await fetchModule(address, digest)).toBeInstanceOf(WebAssembly.Module);
  });
  it("that is damaged is fetched once more", async () => {
    serve(response("x/y", 200, EMPTY.slice(0, 6)), response("application/wasm"));
    expect(await fetchModule(address, digest)).toBeInstanceOf(WebAssembly.Module);
  });
  it("that compiles and is yet another is damaged", async () => {
    serve(response("application/wasm"), response("application/wasm"));
    await expect(fetchModule(address, "0000000000")).rejects.toThrow(Damaged);
  });
  it("that does not compile is damaged, whatever its digest", async () => {
    serve(response("x/y", 200, EMPTY.slice(0, 6)), response("x/y", 200, EMPTY.slice(0, 6)));
    await expect(fetchModule(address, "")).rejects.toThrow(Damaged);
  });
  it("that is not there is missing", async () => {
    serve(response("text/html", 404));
    await expect(fetchModule(address, digest)).rejects.toThrow(Missing);
  });
});
