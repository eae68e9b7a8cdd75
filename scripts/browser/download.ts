/** Fetches bytes with progress, and unpacks them if they are gzip. */

export type Progress = (loaded: number, total: number) => void;

/**
 * The bytes at `address`, unpacked if they begin as gzip does; rejects when the host has not got them.
 * `get`: the fetch to use, for a worker that has put its own away.
 */
export async function download(
  address: string,
  progress: Progress,
  get: typeof fetch = fetch,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await get(address);
  if (!response.ok || response.body === null) {
    throw new Error(`${new URL(address).pathname}: ${response.status}`);
  }
  const total = length(response.headers);
  let loaded = 0;
  progress(0, total);
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        loaded += chunk.length;
        progress(loaded, loaded > total ? 0 : total);
        controller.enqueue(chunk);
      },
    }),
  );
  const bytes = await new Response(counted).arrayBuffer();
  const head = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (head[0] !== 0x1f || head[1] !== 0x8b) return new Uint8Array(bytes);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

/** The bytes to come, or 0 where that cannot be known: a packed transfer states its packed length. */
function length(headers: Headers): number {
  return headers.has("content-encoding") ? 0 : Number(headers.get("content-length") ?? 0);
}
