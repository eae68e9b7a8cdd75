/** Makes a missing or broken wasm an error: Pyodide only writes it to the console and then waits for ever. */

import { Damaged, fetchSound, verify } from "./sound";

type Instantiate = typeof WebAssembly.instantiateStreaming;

/** What Pyodide is given in place of what it would fetch, by address: its wasm compiled, other files as they are. */
export interface Given {
  readonly address: string;
  readonly module: Promise<WebAssembly.Module>;
  readonly files: Readonly<Record<string, Promise<Uint8Array<ArrayBuffer>>>>;
}

/**
 * The wasm at `address`, compiled as it comes in; rejects with Missing, Damaged or the network's error.
 * A host that serves wasm under another media type is served all the same, only without streaming.
 */
export function fetchModule(address: string, digest: string): Promise<WebAssembly.Module> {
  return fetchSound(address, async (response) => {
    const whole = response.clone().arrayBuffer();
    const typed = response.headers.get("content-type")?.startsWith("application/wasm");
    const compiled = typed ? WebAssembly.compileStreaming(response) : whole.then((bytes) => WebAssembly.compile(bytes));
    compiled.catch(() => {}); // whether the bytes are sound comes first
    await verify(await whole, digest, address);
    return compiled.catch((error: unknown) => {
      throw error instanceof WebAssembly.CompileError ? new Damaged(error.message) : error;
    });
  });
}

/**
 * Run `boot` while WebAssembly reports its failures; rejects with the first of them, or of what is `given`.
 * `made` is called with the instance before anything has run in it, and waited for.
 */
export async function guardWasm<T>(
  boot: () => Promise<T>,
  made: (instance: WebAssembly.Instance) => Promise<void> = () => Promise.resolve(),
  given?: Given,
): Promise<T> {
  const real: Instantiate = WebAssembly.instantiateStreaming;
  let report: (error: unknown) => void = () => {};
  const broken = new Promise<never>((_, reject) => (report = reject));
  broken.catch(() => {}); // it is also raced below; unraced it must not count as unhandled
  const fetching = globalThis.fetch;
  const mark = new Response(); // stands for the wasm that is compiled already
  if (given !== undefined) {
    given.module.catch(report);
    for (const file of Object.values(given.files)) file.catch(report);
    globalThis.fetch = (input, init) => {
      const asked = String(input instanceof Request ? input.url : input);
      if (asked === given.address) return Promise.resolve(mark);
      return given.files[asked]?.then((bytes) => new Response(bytes)) ?? fetching(input, init);
    };
  }
  const told = async (source: WebAssembly.WebAssemblyInstantiatedSource) => {
    await made(source.instance);
    return source;
  };
  WebAssembly.instantiateStreaming = async (source, imports) => {
    try {
      const response = await source;
      if (given !== undefined && response === mark) {
        const module = await given.module;
        return await told({ module, instance: await WebAssembly.instantiate(module, imports) });
      }
      if (!response.ok) throw new Error(`${new URL(response.url).pathname}: ${response.status}`);
      if (response.headers.get("content-type")?.startsWith("application/wasm")) {
        return await told(await real.call(WebAssembly, response, imports));
      }
      return await told(await WebAssembly.instantiate(await response.arrayBuffer(), imports));
    } catch (error) {
      report(error);
      throw error;
    }
  };
  try {
    return await Promise.race([boot(), broken]);
  } finally {
    WebAssembly.instantiateStreaming = real;
    globalThis.fetch = fetching;
  }
}
