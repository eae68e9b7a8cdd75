/**
 * Reads a report's file as data, strictly, with bounds: the twin of Python's `core/reading.py`. Pure.
 *
 * What JSON leaves open is closed here, so that both see the same value: no name twice in an object, no
 * number beyond a double, no half characters, no deep nesting.
 */

/** Bytes of a report, and brackets within brackets; as in Python. */
export const LARGEST = 5_000_000;
const DEEPEST = 32;
const HALF = /\p{Surrogate}/u;

/** A file is no report because of its `size`, or because it is no `json`. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  constructor(readonly why: "size" | "json") {
    super(why);
  }
}

/** The data in some bytes; throws Unreadable. */
export function readBytes(bytes: Uint8Array): unknown {
  if (bytes.length > LARGEST) throw new Unreadable("size");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (depth(text) > DEEPEST) throw new Unreadable("json");
    const value: unknown = JSON.parse(text, (_, one: unknown) => sound(one));
    unique(text);
    return value;
  } catch {
    throw new Unreadable("json");
  }
}

/** The data in a file, which is not opened if it is too large; rejects with Unreadable. */
export async function readFile(file: Blob): Promise<unknown> {
  if (file.size > LARGEST) throw new Unreadable("size");
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    throw new Unreadable("json"); // it has gone, or may not be read
  }
  return readBytes(new Uint8Array(bytes));
}

function sound(value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("beyond a double");
  if (typeof value === "string" && HALF.test(value)) throw new RangeError("half a character");
  return value;
}

/** The strings and brackets of a text in order; a string that never ends is one, too. */
function* tokens(text: string): Generator<string> {
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '"') {
      const begin = at;
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
      yield text.slice(begin, at + 1);
    } else if ("[]{},:".includes(sign)) yield sign;
  }
}

function depth(text: string): number {
  let [now, most] = [0, 0];
  for (const token of tokens(text)) {
    if (token === "[" || token === "{") most = Math.max(most, ++now);
    else if (token === "]" || token === "}") now--;
  }
  return most;
}

/** Throws if a name stands twice in one object of a text that is JSON, or is half a character. */
function unique(text: string): void {
  const open: (Set<string> | null)[] = [];
  let last = "";
  for (const token of tokens(text)) {
    if (token === "{" || token === "[") open.push(token === "{" ? new Set() : null);
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const names = open.at(-1);
      const name = JSON.parse(last) as string;
      if (!names || names.has(name) || HALF.test(name)) throw new SyntaxError("a name stands twice");
      names.add(name);
    }
    last = token;
  }
}
