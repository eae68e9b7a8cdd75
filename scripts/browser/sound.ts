/** Whether what came in is what the build wrote: every file's digest stands in its name, or in the manifest. */

import type { Unbootable } from "./protocol";

const NAMED = /-([0-9a-f]{10})\.\w+$/;

/** What came in is not what the build wrote. */
export class Damaged extends Error {
  override readonly name = "Damaged";
}

/** Our own build says that an address does not exist: the page is older than the site. */
export class Missing extends Error {
  override readonly name = "Missing";
}

/** The first digits of the SHA-256 that the name of `address` promises; "" where it promises none. */
export function digestIn(address: string): string {
  return NAMED.exec(new URL(address).pathname)?.[1] ?? "";
}

/** Reject with Damaged unless the SHA-256 of `bytes` begins with `digest`. */
export async function verify(bytes: BufferSource, digest: string, address: string): Promise<void> {
  if (digest === "") return;
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return; // a page that is not served securely has no digests
  const found = new Uint8Array(await subtle.digest("SHA-256", bytes));
  const hex = [...found].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!hex.startsWith(digest)) throw new Damaged(`${new URL(address).pathname} is not what was written`);
}

/**
 * What `read` makes of the response at `address`. Where it finds it damaged, all is fetched once more, past the
 * browser's cache, which would otherwise keep the damage for a year. Rejects with Missing, Damaged or the network's error.
 */
export async function fetchSound<T>(
  address: string,
  read: (response: Response) => Promise<T>,
  get: typeof fetch = fetch,
): Promise<T> {
  try {
    return await read(present(await get(address), address));
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    return read(present(await get(address, { cache: "reload" }), address));
  }
}

function present(response: Response, address: string): Response {
  const { pathname } = new URL(address);
  if (response.status === 404) throw new Missing(`${pathname}: 404`);
  if (!response.ok) throw new Error(`${pathname}: ${response.status}`);
  return response;
}

/** What a page is told of a boot that failed with `error`. */
export function whyUnbootable(error: unknown): Unbootable {
  if (error instanceof Damaged) return "damaged";
  return error instanceof Missing ? "missing" : "unbootable";
}
