import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CodeKernel, type CodePort } from "../../../scripts/browser/codekernel";
import { Missing } from "../../../scripts/browser/config";
import type { Ended } from "../../../scripts/browser/kernel";
import type { CodeReply, CodeRequest } from "../../../scripts/browser/protocol";

class FakePort implements CodePort {
  onmessage: CodePort["onmessage"] = null;
  onerror: CodePort["onerror"] = null;
  sent: CodeRequest[] = [];
  ended = false;
  constructor(readonly address: string) {}
  postMessage(request: CodeRequest): void {
    this.sent.push(request);
  }
  terminate(): void {
    this.ended = true;
  }
  say(reply: CodeReply): void {
    this.onmessage?.({ data: reply } as MessageEvent<CodeReply>);
  }
  get last(): number {
    const request = this.sent.at(-1)!;
    return "id" in request ? request.id : -1;
  }
}

const BOOTED: CodeReply = { kind: "booted", snapshot: true, milliseconds: 1 };
const cells = [{ id: "a", source: "1", hidden: false }];
const why = (promise: Promise<unknown>): Promise<string> => promise.then(() => "done", (error: Ended) => error.why);
const settle = () => vi.advanceTimersByTimeAsync(0);

let ports: FakePort[];
let heard: (CodeReply | { kind: "slow" })[];
let died: () => void;
let manifest: () => Promise<object>;
let kernel: CodeKernel;

async function booted(): Promise<FakePort> {
  void kernel.warm();
  await settle();
  ports.at(-1)!.say(BOOTED);
  await settle();
  return ports.at(-1)!;
}

beforeEach(() => {
  vi.useFakeTimers();
  [ports, heard] = [[], []];
  manifest = () => Promise.resolve({ package: "p", cells: "c.js", pyodide: "py/", snapshot: "s", wheel: "w.zip", altair: "a.zip" });
  kernel = new CodeKernel("https://book.test/sub/assets/runtime.json", (reply) => heard.push(reply), {
    spawn: (address) => {
      ports.push(new FakePort(address));
      return ports.at(-1)!;
    },
    manifest: () => manifest() as never,
    mourn: (_, act) => (died = act),
  });
});

afterEach(() => {
  kernel.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe("a boot", () => {
  it("happens once, with addresses relative to the manifest", async () => {
    const port = await booted();
    await kernel.warm();
    expect(ports).toHaveLength(1);
    expect(port.address).toBe("https://book.test/sub/assets/c.js");
    expect(port.sent[0]).toMatchObject({ runtime: { altair: "https://book.test/sub/assets/a.zip" } });
  });

  it("that fails or stalls rejects, and can be tried again", async () => {
    const run = why(kernel.run(cells, ["a"], false));
    await settle();
    ports[0]!.say({ kind: "unbootable", why: "unbootable", message: "no" });
    expect(await run).toBe("unbootable");
    expect(kernel.busy).toBe(false);
    const again = why(kernel.run(cells, ["a"], false));
    await settle();
    await vi.advanceTimersByTimeAsync(90_000);
    expect(await again).toBe("unbootable");
    expect(ports[1]!.ended).toBe(true);
  });

  it("that makes no progress for eight seconds is told of, and one whose worker dies fails at once", async () => {
    const run = why(kernel.run(cells, ["a"], false));
    await settle();
    ports[0]!.say({ kind: "alive", lock: "x" });
    await vi.advanceTimersByTimeAsync(8000);
    expect(heard).toEqual([{ kind: "slow" }]);
    died();
    expect(await run).toBe("lost");
    expect(ports[0]!.ended).toBe(true);
  });

  it("says what is wrong with a file", async () => {
    const run = why(kernel.run(cells, ["a"], false));
    await settle();
    ports[0]!.say({ kind: "unbootable", why: "damaged", message: "no" });
    expect(await run).toBe("damaged");
  });

  it("tells an old page from a lost connection", async () => {
    manifest = () => Promise.reject(new Missing("x"));
    expect(await why(kernel.run(cells, ["a"], false))).toBe("old");
    manifest = () => Promise.reject(new TypeError("offline"));
    expect(await why(kernel.run(cells, ["a"], false))).toBe("unbootable");
  });
});

describe("a run", () => {
  it("whose worker dies is lost, and another worker takes its place", async () => {
    void kernel.warm();
    await settle();
    ports[0]!.say({ kind: "alive", lock: "x" });
    ports[0]!.say(BOOTED);
    await settle();
    const run = why(kernel.run(cells, ["a"], false));
    await settle();
    died();
    expect(await run).toBe("lost");
    await settle();
    expect(ports).toHaveLength(2);
  });

  it("tells what comes and resolves with what is out of date", async () => {
    const port = await booted();
    const run = kernel.run(cells, ["a"], true);
    await settle();
    expect(port.sent.at(-1)).toMatchObject({ kind: "run", targets: ["a"], fresh: true });
    heard.length = 0;
    const id = port.last;
    port.say({ kind: "begin", id, cell: "a" });
    port.say({ kind: "output", id, stream: "stdout", text: "x" });
    port.say({ kind: "output", id: id + 9, stream: "stdout", text: "another's" });
    port.say({ kind: "end", id, cell: "a", fault: null });
    port.say({ kind: "ran", id, stale: ["b"] });
    expect(await run).toEqual(["b"]);
    expect(heard.map((one) => one.kind)).toEqual(["begin", "output", "end"]);
    expect(kernel.busy).toBe(false);
  });

  it("goes one at a time", async () => {
    await booted();
    const first = why(kernel.run(cells, ["a"], false));
    expect(await why(kernel.run(cells, ["a"], false))).toBe("superseded");
    kernel.replace();
    expect(await first).toBe("stopped");
  });

  it("is rejected when it is stopped, and a new worker boots at once", async () => {
    const port = await booted();
    const run = why(kernel.run(cells, ["a"], false));
    await settle();
    kernel.replace("stopped");
    expect(await run).toBe("stopped");
    expect(port.ended).toBe(true);
    await settle();
    expect(ports).toHaveLength(2);
    ports[1]!.say(BOOTED);
    await settle();
    expect(kernel.booted).toBe(true);
  });

  it("can be stopped while Python boots", async () => {
    const run = why(kernel.run(cells, ["a"], false));
    await settle();
    kernel.replace("stopped");
    expect(await run).toBe("stopped");
    await settle();
    ports[1]!.say(BOOTED);
    await settle();
    expect(ports[1]!.sent).toHaveLength(1);
  });

  it.each(["crash", "error"])("is rejected when the worker goes (%s)", async (how) => {
    const port = await booted();
    const run = why(kernel.run(cells, ["a"], false));
    await settle();
    if (how === "crash") port.say({ kind: "crashed", id: port.last, message: "wasm" });
    else port.onerror?.({} as ErrorEvent);
    expect(await run).toBe("lost");
    await settle();
    expect(ports).toHaveLength(2);
  });
});

describe("completion", () => {
  it("asks only a Python that is free, and the latest question counts", async () => {
    expect(await kernel.complete("x")).toEqual([]);
    const port = await booted();
    const first = kernel.complete("x");
    const second = kernel.complete("xy");
    expect(await first).toEqual([]);
    const choices = [{ label: "xyz", type: "variable", detail: "" }];
    port.say({ kind: "choices", id: port.last, choices });
    expect(await second).toEqual(choices);
    const run = why(kernel.run(cells, ["a"], false));
    expect(await kernel.complete("x")).toEqual([]);
    kernel.close();
    expect(await run).toBe("lost");
  });
});
