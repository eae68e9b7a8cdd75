import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Missing } from "../../../scripts/browser/config";
import { Ended, Kernel, type News, type Port } from "../../../scripts/browser/kernel";
import type { Order, Reply, Request, Result } from "../../../scripts/browser/protocol";
import { result } from "./fixture";

class FakePort implements Port {
  onmessage: Port["onmessage"] = null;
  onerror: Port["onerror"] = null;
  onmessageerror: Port["onmessageerror"] = null;
  sent: Request[] = [];
  ended = false;
  constructor(readonly address: string) {}
  postMessage(request: Request): void {
    this.sent.push(request);
  }
  terminate(): void {
    this.ended = true;
  }
  say(reply: Reply): void {
    this.onmessage?.({ data: reply } as MessageEvent<Reply>);
  }
  get runs(): number[] {
    return this.sent.flatMap((request) => (request.kind === "run" ? [request.id] : []));
  }
  get cancels(): number[] {
    return this.sent.flatMap((request) => (request.kind === "cancel" ? [request.id] : []));
  }
}

const order = (seed = 1): Order => ({ model: "wood", parameters: {}, seed, language: "nl" });
const [a, b] = [Symbol("a"), Symbol("b")];
const BOOTED: Reply = { kind: "booted", snapshot: true, milliseconds: 1 };

let ports: FakePort[];
let manifest: () => Promise<object>;
let kernel: Kernel;
let died: () => void;

const settle = () => vi.advanceTimersByTimeAsync(0);
const done = (id: number, seed = 1): Reply => ({ kind: "result", id, result: { ...result, seed } });
const why = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "result",
    (error: Ended) => error.why,
  );

async function booted(): Promise<FakePort> {
  void kernel.warm();
  await settle();
  const port = ports.at(-1)!;
  port.say(BOOTED);
  await settle();
  return port;
}

beforeEach(() => {
  vi.useFakeTimers();
  ports = [];
  manifest = () =>
    Promise.resolve({ package: "p", version: "1", worker: "w.js", pyodide: "py/", snapshot: "s.bin", wheel: "p.zip" });
  kernel = new Kernel("https://book.test/sub/assets/runtime.json", {
    spawn: (address) => {
      const port = new FakePort(address);
      ports.push(port);
      return port;
    },
    manifest: () => manifest() as never,
    mourn: (_, act) => (died = act),
  });
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0); // nothing is left ticking
  vi.useRealTimers();
});

describe("a boot", () => {
  it("happens once, with addresses relative to the manifest", async () => {
    const port = await booted();
    await kernel.warm();
    expect(ports).toHaveLength(1);
    expect(port.address).toBe("https://book.test/sub/assets/w.js");
    expect(port.sent).toEqual([
      {
        kind: "boot",
        runtime: {
          package: "p",
          pyodide: "https://book.test/sub/assets/py/",
          snapshot: "https://book.test/sub/assets/s.bin",
          memory: 0,
          wheel: "https://book.test/sub/assets/p.zip",
          digests: {},
        },
      },
    ]);
    expect(kernel.booted).toBe(true);
  });

  it("tells its progress to whoever watches, until they stop", async () => {
    const news: News[] = [];
    const unwatch = kernel.watch((one) => news.push(one));
    const port = await booted();
    unwatch();
    port.say(BOOTED);
    expect(news.map((one) => one.kind)).toEqual(["booted"]);
  });

  it("that fails rejects what waits, and can be tried again", async () => {
    const run = why(kernel.run(a, order()));
    await settle();
    ports[0]!.say({ kind: "unbootable", why: "unbootable", message: "no wasm" });
    expect(await run).toBe("unbootable");
    expect(ports[0]!.ended).toBe(true);
    const again = kernel.run(a, order());
    await settle();
    ports[1]!.say(BOOTED);
    await settle();
    ports[1]!.say(done(ports[1]!.runs[0]!));
    await expect(again).resolves.toMatchObject({ fingerprint: result.fingerprint });
  });

  it("whose worker is not there fails", async () => {
    const run = why(kernel.run(a, order()));
    await settle();
    ports[0]!.onerror?.({} as ErrorEvent);
    expect(await run).toBe("unbootable");
  });

  it("without a manifest says whether the page is old", async () => {
    manifest = () => Promise.reject(new Missing("/assets/runtime.json"));
    expect(await why(kernel.run(a, order()))).toBe("old");
    manifest = () => Promise.reject(new TypeError("offline"));
    expect(await why(kernel.run(a, order()))).toBe("unbootable");
    expect(ports).toHaveLength(0);
  });

  it("that stalls fails after ninety seconds without progress", async () => {
    const run = why(kernel.run(a, order()));
    await settle();
    await vi.advanceTimersByTimeAsync(80_000);
    ports[0]!.say({ kind: "progress", stage: "fetch", loaded: 1, total: 2 });
    await vi.advanceTimersByTimeAsync(89_999);
    expect(ports[0]!.ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await run).toBe("unbootable");
  });
});

describe("trouble in a boot", () => {
  it("is told after eight seconds without progress", async () => {
    const news: string[] = [];
    kernel.watch((one) => news.push(one.kind));
    void kernel.warm().catch(() => {});
    await settle();
    await vi.advanceTimersByTimeAsync(7999);
    ports[0]!.say({ kind: "progress", stage: "fetch", loaded: 1, total: 2 });
    await vi.advanceTimersByTimeAsync(7999);
    expect(news).toEqual(["progress"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(news).toEqual(["progress", "slow"]);
    ports[0]!.say(BOOTED);
  });

  it("is a manifest that never comes, too", async () => {
    manifest = () => new Promise(() => {});
    const run = why(kernel.run(a, order()));
    await vi.advanceTimersByTimeAsync(90_000);
    expect(await run).toBe("unbootable");
  });

  it.each(["missing", "damaged"] as const)("names a file that is %s", async (which) => {
    const run = why(kernel.run(a, order()));
    await settle();
    ports[0]!.say({ kind: "unbootable", why: which, message: "x" });
    expect(await run).toBe(which);
  });

  it("is a worker that dies", async () => {
    const run = why(kernel.run(a, order()));
    await settle();
    ports[0]!.say({ kind: "alive", lock: "x" });
    died();
    expect(await run).toBe("lost");
    expect(ports).toHaveLength(1);
  });
});

describe("a worker that dies", () => {
  const mourned = async (): Promise<FakePort> => {
    void kernel.warm();
    await settle();
    ports[0]!.say({ kind: "alive", lock: "x" });
    ports[0]!.say(BOOTED);
    await settle();
    return ports[0]!;
  };

  it("takes its run along at once; what waits gets a new one", async () => {
    await mourned();
    const lost = why(kernel.run(a, order(1)));
    const waits = kernel.run(b, order(2));
    died();
    expect(await lost).toBe("lost");
    await settle();
    ports[1]!.say(BOOTED);
    await settle();
    ports[1]!.say(done(ports[1]!.runs[0]!, 2));
    await expect(waits).resolves.toMatchObject({ seed: 2 });
  });

  it("with nothing to do is replaced only when there is", async () => {
    await mourned();
    died();
    await settle();
    expect([kernel.booted, ports.length]).toEqual([false, 1]);
    const run = kernel.run(a, order(3));
    await settle();
    ports[1]!.say(BOOTED);
    await settle();
    ports[1]!.say(done(ports[1]!.runs[0]!, 3));
    await expect(run).resolves.toMatchObject({ seed: 3 });
  });
});

describe("a run", () => {
  it("waits for the boot and comes back", async () => {
    const run = kernel.run(a, order(5));
    const port = await booted();
    expect(port.sent.at(-1)).toMatchObject({ kind: "run", order: { seed: 5 } });
    port.say(done(port.runs[0]!, 5));
    await expect(run).resolves.toMatchObject({ seed: 5 });
  });

  it("tells how far it is to whoever asked", async () => {
    const port = await booted();
    const heard: number[] = [];
    const run = kernel.run(a, order(), undefined, (steps) => heard.push(steps));
    const [id] = port.runs as [number];
    port.say({ kind: "advance", id: id + 1, steps: 99 });
    port.say({ kind: "advance", id, steps: 12 });
    port.say({ kind: "advance", id, steps: 30 });
    port.say(done(id));
    await run;
    expect(heard).toEqual([12, 30]);
  });

  it("goes one at a time; the latest of a lab wins", async () => {
    const port = await booted();
    const first = kernel.run(a, order(1));
    const second = why(kernel.run(a, order(2)));
    const third = kernel.run(a, order(3));
    expect(await second).toBe("superseded");
    expect(port.runs).toHaveLength(1);
    port.say(done(port.runs[0]!, 1)); // quick enough: a drag draws as it goes
    await expect(first).resolves.toMatchObject({ seed: 1 });
    port.say(done(port.runs[1]!, 3));
    await expect(third).resolves.toMatchObject({ seed: 3 });
  });

  it("that takes long gives way to a newer one of its lab", async () => {
    const port = await booted();
    const first = why(kernel.run(a, order(1)));
    await vi.advanceTimersByTimeAsync(100);
    const second = kernel.run(a, order(2));
    await vi.advanceTimersByTimeAsync(49);
    expect(port.cancels).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await first).toBe("superseded");
    expect(port.cancels).toEqual(port.runs);
    port.say({ kind: "cancelled", id: port.runs[0]! });
    port.say(done(port.runs[1]!, 2));
    await expect(second).resolves.toMatchObject({ seed: 2 });
  });

  it("of another lab is not disturbed", async () => {
    const port = await booted();
    const first = kernel.run(a, order(1));
    const second = kernel.run(b, order(2));
    await vi.advanceTimersByTimeAsync(1000);
    expect(port.cancels).toEqual([]);
    port.say(done(port.runs[0]!, 1));
    port.say(done(port.runs[1]!, 2));
    expect((await Promise.all([first, second])).map((one: Result) => one.seed)).toEqual([1, 2]);
  });

  it.each(["parameter", "model", "python"] as const)("reports a fault of kind %s", async (kind) => {
    const port = await booted();
    const run = kernel.run(a, order());
    port.say({ kind: "fault", id: port.runs[0]!, fault: { kind, message: "rate must be …" } });
    await expect(run).rejects.toMatchObject({ why: kind, message: "rate must be …" });
  });

  it("ignores a reply to another", async () => {
    const port = await booted();
    const run = kernel.run(a, order());
    port.say(done(999, 9));
    port.say(done(port.runs[0]!, 1));
    await expect(run).resolves.toMatchObject({ seed: 1 });
  });

  it("goes on in a page that slept, whose timer is long overdue", async () => {
    const port = await booted();
    const run = kernel.run(a, order());
    await vi.advanceTimersToNextTimerAsync();
    port.say(done(port.runs[0]!, 1));
    await expect(run).resolves.toMatchObject({ seed: 1 });
  });

  it("that gives no sign for ten seconds is ended with its worker", async () => {
    const port = await booted();
    const run = why(kernel.run(a, order()));
    await vi.advanceTimersByTimeAsync(9_000);
    port.say({ kind: "advance", id: port.runs[0]!, steps: 1 });
    await vi.advanceTimersByTimeAsync(9_999);
    expect(port.ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await run).toBe("silent");
    expect(port.ended).toBe(true);
    ports[1]!.say(BOOTED); // the new worker boots at once
    await settle();
    expect(kernel.booted).toBe(true);
  });

  it("is rejected when the worker goes; what was not sent yet runs on the next", async () => {
    const port = await booted();
    const lost = why(kernel.run(a, order(1)));
    const kept = kernel.run(b, order(2));
    port.onerror?.({} as ErrorEvent);
    expect(await lost).toBe("lost");
    await settle();
    ports[1]!.say(BOOTED);
    await settle();
    ports[1]!.say(done(ports[1]!.runs[0]!, 2));
    await expect(kept).resolves.toMatchObject({ seed: 2 });
  });
});

describe("one of many", () => {
  const c = Symbol("c");

  it("is with the worker before the one ahead of it has ended, a third is not", async () => {
    const port = await booted();
    const [one, two, three] = [kernel.queue(a, order(1)), kernel.queue(b, order(2)), kernel.queue(c, order(3))];
    expect(port.runs).toHaveLength(2);
    port.say(done(port.runs[0]!, 1));
    expect((await one).seed).toBe(1);
    expect(port.runs).toHaveLength(3);
    port.say(done(port.runs[1]!, 2));
    port.say(done(port.runs[2]!, 3));
    expect([(await two).seed, (await three).seed]).toEqual([2, 3]);
  });

  it("lets a lab's own run go before the next", async () => {
    const port = await booted();
    const [one, two] = [kernel.queue(a, order(1)), kernel.queue(b, order(2))];
    const own = kernel.run(c, order(9));
    port.say(done(port.runs[0]!, 1));
    await one;
    const later = kernel.queue(a, order(3));
    expect(port.runs).toHaveLength(2); // the lab's own run is never sent ahead: a newer one may replace it
    port.say(done(port.runs[1]!, 2));
    await two;
    expect(port.runs).toHaveLength(3);
    port.say(done(port.runs[2]!, 9));
    expect((await own).seed).toBe(9);
    port.say(done(port.runs[3]!, 3));
    expect((await later).seed).toBe(3);
  });

  it("stops with those before and after it", async () => {
    const port = await booted();
    const [one, two] = [why(kernel.queue(a, order(1))), why(kernel.queue(b, order(2)))];
    for (const key of [a, b]) kernel.stop(key);
    expect(await Promise.all([one, two])).toEqual(["stopped", "stopped"]);
    expect(port.cancels).toHaveLength(2);
    for (const id of port.runs) port.say({ kind: "cancelled", id });
    const next = kernel.run(a, order(3));
    port.say(done(port.runs[2]!, 3));
    expect((await next).seed).toBe(3);
  });

  it("is lost, and no more than that, when the one ahead of it falls silent", async () => {
    await booted();
    const [one, two] = [why(kernel.queue(a, order(1))), why(kernel.queue(b, order(2)))];
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await Promise.all([one, two])).toEqual(["silent", "lost"]);
    ports.at(-1)!.say(BOOTED);
    await settle();
  });
});

describe("stop", () => {
  it("ends a run at its next slice", async () => {
    const port = await booted();
    const run = why(kernel.run(a, order()));
    kernel.stop(a);
    expect(await run).toBe("stopped");
    port.say({ kind: "cancelled", id: port.runs[0]! });
    await vi.advanceTimersByTimeAsync(1000);
    expect(port.ended).toBe(false);
  });

  it("ends the worker if that takes longer than 400 ms, and boots another", async () => {
    const port = await booted();
    void why(kernel.run(a, order(1)));
    const other = kernel.run(b, order(2));
    kernel.stop(a);
    await vi.advanceTimersByTimeAsync(399);
    expect(port.ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(port.ended).toBe(true);
    ports[1]!.say(BOOTED);
    await settle();
    ports[1]!.say(done(ports[1]!.runs[0]!, 2));
    await expect(other).resolves.toMatchObject({ seed: 2 });
  });

  it("forgets a run that waits, and leaves other labs alone", async () => {
    const port = await booted();
    const running = kernel.run(a, order(1));
    const waiting = why(kernel.run(b, order(2)));
    kernel.stop(b);
    expect(await waiting).toBe("stopped");
    port.say(done(port.runs[0]!, 1));
    await expect(running).resolves.toMatchObject({ seed: 1 });
    expect(port.runs).toHaveLength(1);
  });

  it("works while Python boots", async () => {
    const run = why(kernel.run(a, order()));
    await settle();
    kernel.stop(a);
    expect(await run).toBe("stopped");
    ports[0]!.say(BOOTED);
    await settle();
    expect(ports[0]!.runs).toEqual([]);
  });
});

describe("close", () => {
  it("rejects everything and ends the worker", async () => {
    const port = await booted();
    const runs = [why(kernel.run(a, order())), why(kernel.run(b, order()))];
    kernel.close();
    expect(await Promise.all(runs)).toEqual(["lost", "lost"]);
    expect(port.ended).toBe(true);
  });
});
