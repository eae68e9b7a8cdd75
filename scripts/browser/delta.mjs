// A snapshot as what it differs from memory in when wasm has only just been instantiated: the fifth of it
// that says something. Written at build, put back together in the reader's browser.
//
// All numbers are 32 bits, little-endian: mark, length of the whole, length of its head, count of blocks;
// then the head, the number of each block of SIZE bytes that differs, and those blocks.

const MARK = 0x31544c44; // "DLT1"
const SIZE = 256;
const FIELDS = 16;

/** `whole` (a head, then memory) as what it differs from the memory `base` in. */
export function shrink(whole, base) {
  const head = whole.length - base.length;
  const numbers = [];
  for (let at = 0; at < base.length; at += SIZE) {
    const end = Math.min(at + SIZE, base.length);
    for (let byte = at; byte < end; byte++) {
      if (whole[head + byte] !== base[byte]) {
        numbers.push(at / SIZE);
        break;
      }
    }
  }
  const start = FIELDS + head;
  const delta = new Uint8Array(start + 4 * numbers.length + SIZE * numbers.length);
  new Uint32Array(delta.buffer, 0, 4).set([MARK, whole.length, head, numbers.length]);
  delta.set(whole.subarray(0, head), FIELDS);
  const view = new DataView(delta.buffer);
  numbers.forEach((number, at) => {
    view.setUint32(start + 4 * at, number, true);
    const from = head + number * SIZE;
    delta.set(whole.subarray(from, Math.min(from + SIZE, whole.length)), start + 4 * numbers.length + at * SIZE);
  });
  return delta;
}

/** Put `delta` and the memory `base` together in `whole`; throws if they do not belong to each other. */
export function restore(delta, base, whole) {
  const view = new DataView(delta.buffer, delta.byteOffset, delta.byteLength);
  const [mark, length, head, count] = [0, 4, 8, 12].map((at) => view.getUint32(at, true));
  const blocks = FIELDS + head + 4 * count;
  if (mark !== MARK || length !== whole.length || base.length !== length - head || delta.length !== blocks + SIZE * count) {
    throw new Error("the snapshot does not belong to this Python");
  }
  whole.set(delta.subarray(FIELDS, FIELDS + head));
  whole.set(base, head);
  for (let at = 0; at < count; at++) {
    const to = head + view.getUint32(FIELDS + head + 4 * at, true) * SIZE;
    const from = blocks + at * SIZE;
    whole.set(delta.subarray(from, from + Math.min(SIZE, length - to)), to);
  }
}

/** The memory of an instance. */
export function memoryOf(instance) {
  const memory = Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory);
  if (memory === undefined) throw new Error("wasm shows no memory");
  return new Uint8Array(memory.buffer);
}
