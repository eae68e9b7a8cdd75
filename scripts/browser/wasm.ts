/** Makes a missing or broken wasm an error: Pyodide only writes it to the console and then waits for ever. */

type Instantiate = typeof WebAssembly.instantiateStreaming;

/**
 * Run `boot` while WebAssembly reports its failures; rejects with the first of them.
 * `made` is called with the instance before anything has run in it, and waited for. With `address` the wasm
 * there is fetched and compiled at once: Pyodide turns to it only when its own script has come in.
 * A host that serves wasm under another media type is served all the same, only without streaming.
 */
export async function guardWasm<T>(
  boot: () => Promise<T>,
  made: (instance: WebAssembly.Instance) => Promise<void> = () => Promise.resolve(),
  address = "",
): Promise<T> {
  const real: Instantiate = WebAssembly.instantiateStreaming;
  let report: (error: unknown) => void = () => {};
  const broken = new Promise<never>((_, reject) => (report = reject));
  broken.catch(() => {}); // it is also raced below; unraced it must not count as unhandled
  const fetching = globalThis.fetch;
  const early = address === "" ? null : fetching(address);
  const compiled = early?.then(compile);
  compiled?.catch(report);
  if (early !== null) {
    globalThis.fetch = (input, init) => (input === address ? early : fetching(input, init)); // the one request
  }
  const told = async (source: WebAssembly.WebAssemblyInstantiatedSource) => {
    await made(source.instance);
    return source;
  };
  WebAssembly.instantiateStreaming = async (source, imports) => {
    try {
      const response = await source;
      if (compiled !== undefined && response === (await early)) {
        const module = await compiled;
        return await told({ module, instance: await WebAssembly.instantiate(module, imports) });
      }
      check(response);
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

async function compile(response: Response): Promise<WebAssembly.Module> {
  check(response);
  const typed = response.headers.get("content-type")?.startsWith("application/wasm");
  return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

function check(response: Response): void {
  if (!response.ok) throw new Error(`${new URL(response.url).pathname}: ${response.status}`);
}
