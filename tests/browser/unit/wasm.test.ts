import { afterEach, describe, expect, it, vi } from "vitest";
import { guardWasm } from "../../../scripts/browser/wasm";

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
  it("that cannot be fetched is an error", async () => {
    await expect(guardWasm(boot(Promise.reject(new TypeError("offline"))))).rejects.toThrow("offline");
  });
});
