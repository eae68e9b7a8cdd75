/** The module worker: boots Python once, then runs one order after the other, in slices. */

import { hold } from "./alive";
import { bootPython, type Python } from "./python";
import { whyUnbootable } from "./sound";
import type { Fault, Glimpse, Order, Reply, Request, Result, Stage } from "./protocol";

/** Seconds of Python between two looks at the mail. */
const SLICE = 0.03;

let python: Promise<Python> | null = null;
let line: Promise<void> = Promise.resolve();
const cancelled = new Set<number>();

const send = (reply: Reply): void => postMessage(reply);

self.addEventListener("message", ({ data }: MessageEvent<Request>) => {
  switch (data.kind) {
    case "boot":
      python = boot(data);
      python.catch(() => {});
      break;
    case "run":
      line = line.then(() => serve(data.id, data.order, data.watched ? watch : run));
      break;
    case "cancel":
      cancelled.add(data.id);
      break;
  }
});

async function boot({ runtime }: Extract<Request, { kind: "boot" }>): Promise<Python> {
  const began = performance.now();
  const alive = hold().then((lock) => send({ kind: "alive", lock }));
  const progress = (stage: Stage, loaded = 0, total = 0) => send({ kind: "progress", stage, loaded, total });
  try {
    const booted = await bootPython(
      runtime,
      (loaded, total) => progress("fetch", loaded, total),
      () => progress("start"),
      () => progress("plain"),
    );
    await alive;
    send({ kind: "booted", snapshot: booted.snapshot, milliseconds: performance.now() - began });
    return booted;
  } catch (error) {
    send({ kind: "unbootable", why: whyUnbootable(error), message: message(error) });
    throw error;
  }
}

async function serve(id: number, order: Order, how: typeof run): Promise<void> {
  try {
    if (python === null) throw new Error("a run came before the boot");
    const booted = await python;
    try {
      await how(booted, id, order);
    } catch (error) {
      if (typeOf(error) !== "ModuleNotFoundError" || !(await booted.complete())) throw error;
      await how(booted, id, order);
    }
  } catch (error) {
    send({ kind: "fault", id, fault: fault(error) });
  } finally {
    cancelled.delete(id);
  }
}

async function run({ session }: Python, id: number, order: Order): Promise<void> {
  session.start(JSON.stringify(order));
  for (;;) {
    if (cancelled.has(id)) return send({ kind: "cancelled", id });
    const answer = JSON.parse(session.advance(SLICE)) as Answer;
    if (answer.done) {
      const { done: _, ...result } = answer;
      return send({ kind: "result", id, result });
    }
    send({ kind: "advance", id, steps: answer.steps });
    await turn();
  }
}

/** The same, showing every step; looks at the mail as often as a run does. */
async function watch({ session }: Python, id: number, order: Order): Promise<void> {
  session.start(JSON.stringify(order));
  for (let looked = performance.now(); ; ) {
    if (cancelled.has(id)) return send({ kind: "cancelled", id });
    const { columns, frame, result } = JSON.parse(session.step(1)) as Stepped;
    if (Object.keys(columns).length > 0) send({ kind: "glimpse", id, glimpse: { columns, frame: frame ?? null } });
    if (result !== undefined) return send({ kind: "result", id, result });
    if (performance.now() - looked < 1000 * SLICE) continue;
    await turn();
    looked = performance.now();
  }
}

type Stepped = Pick<Glimpse, "columns"> & { readonly frame?: Glimpse["frame"]; readonly result?: Result };
type Answer = { readonly done: false; readonly steps: number } | ({ readonly done: true } & Result);

const bell = new MessageChannel();
let rung: () => void = () => {};
bell.port1.onmessage = () => rung();

/** Resolves after the messages that are waiting have been handled; a timer would be held to 4 ms. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    rung = resolve;
    bell.port2.postMessage(null);
  });
}

function fault(error: unknown): Fault {
  const type = typeOf(error);
  const kind = type === "ParameterError" ? "parameter" : type === "UnknownModel" ? "model" : "python";
  return { kind, message: message(error) };
}

/** The class of a Python exception; Pyodide's PythonError carries it. */
function typeOf(error: unknown): string {
  return error instanceof Error && "type" in error ? String(error.type) : "";
}

/** The last line of a traceback, without the path of the exception's class; at most 300 characters. */
function message(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const last = text.trim().split("\n").at(-1) ?? "";
  const plain = typeOf(error) === "ParameterError" ? last.replace(/^[\w.]+Error: /, "") : last.replace(/^([\w]+\.)+/, "");
  return plain.length > 300 ? `${plain.slice(0, 299)}…` : plain;
}
