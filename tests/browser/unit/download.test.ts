import { createHash } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { download } from "../../../scripts/browser/download";
import { Damaged } from "../../../scripts/browser/sound";

/** The first 100,000 numbers modulo 7, as `zstd -19` packs them. */
const PACKED = Buffer.from("KLUv/aCghgEAfQAAOAABAgMEBQYBAJaGyosR", "base64");
const bytes = new Uint8Array(100_000).map((_, at) => at % 7);

function serve(body: Uint8Array, headers: Record<string, string> = {}, status = 200): void {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(new Uint8Array(body), { status, headers })));
}

afterEach(() => vi.unstubAllGlobals());

describe("a download", () => {
  it("gives plain bytes as they are, with progress", async () => {
    serve(bytes, { "content-length": "100000" });
    const seen: [number, number][] = [];
    expect(await download("https://book.test/x.bin", (...now) => seen.push(now))).toEqual(bytes);
    expect(seen[0]).toEqual([0, 100_000]);
    expect(seen.at(-1)).toEqual([100_000, 100_000]);
  });

  it("unpacks Zstandard, without fetching anything else", async () => {
    serve(PACKED, { "content-length": String(PACKED.length) });
    const fetching = globalThis.fetch;
    expect(await download("https://book.test/x.bin", () => {})).toEqual(bytes);
    expect(globalThis.fetch).toBe(fetching);
  });

  it("claims no total where the transfer itself is packed", async () => {
    serve(bytes, { "content-length": "300", "content-encoding": "gzip" });
    const totals = new Set<number>();
    await download("https://book.test/x.bin", (_, total) => totals.add(total));
    expect([...totals]).toEqual([0]);
  });

  it("claims none either once more has come than was said", async () => {
    serve(bytes, { "content-length": "10" });
    let last = -1;
    await download("https://book.test/x.bin", (_, total) => (last = total));
    expect(last).toBe(0);
  });

  it("is checked against the digest in its name, and fetched once more past the cache if it fails", async () => {
    const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
    const address = `https://book.test/x-${digest}.bin`;
    const damaged = bytes.slice();
    damaged[5]! ^= 1;
    const asked: unknown[] = [];
    const serving = (...bodies: Uint8Array[]): void =>
      void vi.stubGlobal("fetch", (_: string, init?: RequestInit) => {
        asked.push(init?.cache);
        return Promise.resolve(new Response(new Uint8Array(bodies.shift()!)));
      });
    serving(damaged, bytes);
    expect(await download(address, () => {})).toEqual(bytes);
    expect(asked).toEqual([undefined, "reload"]);
    serving(damaged, bytes.slice(0, 10));
    await expect(download(address, () => {})).rejects.toThrow(Damaged);
    serving(damaged, damaged);
    await expect(download("https://book.test/x.bin", () => {}, undefined, digest)).rejects.toThrow(Damaged);
  });

  it("rejects what is not there, and Zstandard that breaks off", async () => {
    serve(bytes, {}, 404);
    await expect(download("https://book.test/x.bin", () => {})).rejects.toThrow("/x.bin: 404");
    for (const broken of [PACKED.subarray(0, -5), PACKED.with(12, 255)]) {
      serve(new Uint8Array(broken));
      await expect(download("https://book.test/x.bin", () => {})).rejects.toThrow(Damaged);
    }
  });
});
