/** An assignment in the fragment of an address: `#a=` and its canonical JSON, pressed, in base64url. */

import { canonical, type Json } from "../canonical";
import { type Assignment, NoAssignment, readAssignment } from "./assignment";

/** Characters in an address; bytes of JSON, unpacked. As in Python's `core/assignment.py`. */
export const FRAGMENT = 32 * 1024;
const WHOLE = 512 * 1024;

/** The fragment of an assignment, with its `#`. */
export async function toFragment(assignment: Assignment): Promise<string> {
  const plain = new Blob([canonical(assignment as unknown as Json)]).stream();
  const pressed = plain.pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(pressed).arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return `#a=${btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** The assignment in a fragment; rejects with NoAssignment, also for one that unpacks to too much. */
export async function fromFragment(fragment: string): Promise<Assignment> {
  const text = fragment.replace(/^#/, "").replace(/^a=/, "");
  if (text.length > FRAGMENT || !/^[A-Za-z0-9_-]+$/.test(text)) throw new NoAssignment("address");
  let data: unknown;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    data = JSON.parse(await bounded(stream));
  } catch {
    throw new NoAssignment("address");
  }
  return readAssignment(data);
}

/** The text of a stream; rejects as soon as there is too much of it. */
async function bounded(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = stream.getReader();
  let [text, size] = ["", 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > WHOLE) {
      void reader.cancel();
      throw new RangeError("too much");
    }
    text += decoder.decode(value, { stream: true });
  }
}
