/** Fetches bytes with progress, checks them, and unpacks them if they are Zstandard. */

import { digestIn, fetchSound, verify } from "./sound";
import { isZstd, unzstd } from "./zstd";

export type Progress = (loaded: number, total: number) => void;

/**
 * The bytes at `address`, unpacked if they begin as Zstandard does; rejects with Missing, Damaged or the network's error.
 * `get`: the fetch to use, for a worker that has put its own away; `digest`: where the name of the file has none.
 */
export async function download(
  address: string,
  progress: Progress,
  get: typeof fetch = fetch,
  digest = digestIn(address),
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await fetchSound(
    address,
    async (response) => {
      const came = await counted(response, progress);
      await verify(came, digest, address);
      return new Uint8Array(came);
    },
    get,
  );
  return isZstd(bytes) ? unzstd(bytes) : bytes;
}

/** The body, telling how much of it has come. */
function counted(response: Response, progress: Progress): Promise<ArrayBuffer> {
  const total = length(response.headers);
  let loaded = 0;
  progress(0, total);
  const body = response.body?.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        loaded += chunk.length;
        progress(loaded, loaded > total ? 0 : total);
        controller.enqueue(chunk);
      },
    }),
  );
  return new Response(body).arrayBuffer();
}

/** The bytes to come, or 0 where that cannot be known: a packed transfer states its packed length. */
function length(headers: Headers): number {
  return headers.has("content-encoding") ? 0 : Number(headers.get("content-length") ?? 0);
}
