/**
 * Takes from a worker what reader code has no business with. The worker itself is the wall: there is no
 * page in it. This closes the doors a worker still has: network, storage, other workers, its own mail.
 */

const DOORS = [
  "fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "WebTransport", "RTCPeerConnection",
  "indexedDB", "caches", "cookieStore", "BroadcastChannel", "Worker", "SharedWorker", "importScripts",
  "postMessage", "onmessage", "close", "Notification", "webkitRequestFileSystem", "ShadowRealm",
] as const;
const SIDE_DOORS = ["storage", "serviceWorker", "locks", "usb", "serial", "hid"] as const;

/**
 * Have no text become JavaScript. `import()` is the one way to the network that is no object and so cannot be
 * taken away; without a policy of the host's it is out of reach only if no code can be made that says it.
 * Done before Python boots, which needs none of this: whatever keeps a reference keeps one to a closed door.
 */
export function literal(world: typeof globalThis = globalThis): void {
  const fix = (owner: object, name: string, value: unknown): void => {
    Object.defineProperty(owner, name, { value, configurable: false, writable: false });
  };
  const refuse = (): never => {
    throw new EvalError("text does not become code here");
  };
  fix(world, "eval", refuse);
  for (const one of [function () {}, async () => {}, function* () {}, async function* () {}]) {
    const prototype = Object.getPrototypeOf(one) as object;
    const closed = function (): never {
      return refuse();
    };
    fix(closed, "prototype", prototype); // so that instanceof goes on working
    fix(prototype, "constructor", closed);
    if (prototype === Function.prototype) fix(world, "Function", closed);
  }
  for (const name of ["setTimeout", "setInterval"] as const) {
    const real = world[name].bind(world) as (handler: () => void, ...more: readonly unknown[]) => number;
    fix(world, name, (handler: unknown, ...more: readonly unknown[]) =>
      typeof handler === "function" ? real(handler as () => void, ...more) : refuse(),
    );
  }
}

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
