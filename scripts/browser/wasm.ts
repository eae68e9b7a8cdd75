/** Makes a missing or broken wasm an error: Pyodide only writes it to the console and then waits for ever. */

type Instantiate = typeof WebAssembly.instantiateStreaming;

/**
 * Run `boot` while WebAssembly reports its failures; rejects with the first of them.
 * `made` is called with the instance before anything has run in it, and waited for.
 * A host that serves wasm under another media type is served all the same, only without streaming.
 */
export async function guardWasm<T>(
  boot: () => Promise<T>,
  made: (instance: WebAssembly.Instance) => Promise<void> = () => Promise.resolve(),
): Promise<T> {
  const real: Instantiate = WebAssembly.instantiateStreaming;
  let report: (error: unknown) => void = () => {};
  const broken = new Promise<never>((_, reject) => (report = reject));
  broken.catch(() => {}); // it is also raced below; unraced it must not count as unhandled
  const told = async (source: WebAssembly.WebAssemblyInstantiatedSource) => {
    await made(source.instance);
    return source;
  };
  WebAssembly.instantiateStreaming = async (source, imports) => {
    try {
      const response = await source;
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
  }
}
