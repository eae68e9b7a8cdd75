/**
 * Takes from a worker what reader code has no business with. The worker itself is the wall: there is no
 * page in it. This closes the doors a worker still has: network, storage, other workers, its own mail.
 */

const DOORS = [
  "fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "WebTransport", "RTCPeerConnection",
  "indexedDB", "caches", "cookieStore", "BroadcastChannel", "Worker", "SharedWorker", "importScripts",
  "postMessage", "onmessage", "close", "Notification", "webkitRequestFileSystem",
] as const;
const SIDE_DOORS = ["storage", "serviceWorker", "locks", "usb", "serial", "hid"] as const;

/** Bytes of memory that Python may take; without a bound it would take the page's too. */
const MEMORY = 1 << 30;
const PAGE = 1 << 16;

/** Put the doors out of reach, on the object and on all it inherits from. */
export function shut(world: object = globalThis, navigator: object = globalThis.navigator): void {
  for (const name of DOORS) take(world, name);
  for (const name of SIDE_DOORS) take(navigator, name);
}

function take(owner: object, name: string): void {
  for (let one: object | null = owner; one !== null; one = Object.getPrototypeOf(one) as object | null) {
    Reflect.deleteProperty(one, name);
  }
  Reflect.defineProperty(owner, name, { value: undefined, configurable: false, writable: false });
}

/** Have memory refuse to grow past the bound: Python then raises MemoryError. */
export function bound(bytes = MEMORY): void {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, delta: number): number {
    if (this.buffer.byteLength + delta * PAGE > bytes) throw new RangeError("no more memory for this page");
    return grow.call(this, delta);
  };
}
