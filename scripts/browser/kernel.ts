/**
 * The page's side of Python: one worker for all labs of a page. It outlives instant navigation, because
 * it hangs on this module and not on an element.
 */

import { mourn } from "./alive";
import { fetchJson } from "./config";
import type { Glimpse, Order, Reply, Request, Result, Runtime, Stage, Unbootable } from "./protocol";
import { whyUnbootable } from "./sound";
import { spawn } from "./spawn";

/** How long a run is let be when its lab has already asked for a newer one: a drag then draws as it goes. */
const GRACE = 150;
/** After Stop, how long the worker may take to answer before it is ended. */
const PATIENCE = 400;
/** A run that gives no sign for so many beats of this many milliseconds is ended: a page that slept counts one. */
const BEATS = 10;
const BEAT = 1_000;
/** A boot that makes no progress for this long has failed. */
const STALL = 90_000;
/** One that makes none for this long is slow, and the reader is told so. */
export const SLOW = 8_000;

export type Why =
  | "superseded"
  | "stopped"
  | "lost"
  | "silent"
  | Unbootable
  | "old"
  | "parameter"
  | "model"
  | "python";

/** Why a run or a boot came to nothing. */
export class Ended extends Error {
  override readonly name = "Ended";
  constructor(
    readonly why: Why,
    message = "",
  ) {
    super(message);
  }
}

export type News =
  | { readonly kind: "progress"; readonly stage: Stage; readonly loaded: number; readonly total: number }
  | { readonly kind: "slow" }
  | { readonly kind: "booted"; readonly snapshot: boolean; readonly milliseconds: number };

/** What of a Worker is used; a test passes its own. */
export interface Port {
  postMessage(request: Request): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Reply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

/** The manifest of a runtime, all addresses relative to its own. */
interface Manifest {
  readonly package: string;
  readonly version: string;
  readonly worker: string;
  readonly pyodide: string;
  readonly snapshot?: string | null;
  readonly memory?: number;
  readonly wheel: string;
  readonly digests?: Runtime["digests"];
}

export interface Tools {
  spawn(address: string): Port;
  manifest(address: string): Promise<Manifest>;
  mourn?: typeof mourn;
}

const TOOLS: Tools = {
  spawn: (address) => spawn(address, "python"),
  manifest: (address) => fetchJson<Manifest>(address),
  mourn,
};

interface Job {
  readonly id: number;
  readonly lab: symbol;
  readonly order: Order;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: Ended) => void;
  readonly watch: ((glimpse: Glimpse) => void) | undefined;
  readonly advance: ((steps: number) => void) | undefined;
  /** One of many: it may be sent while another of the many still runs. */
  readonly many: boolean;
  sent: number;
}

type Timer = "grace" | "patience" | "silence" | "slow" | "stall";

export class Kernel {
  #port: Port | null = null;
  #boot: Promise<void> | null = null;
  #booted = false;
  #active: Job | null = null;
  /** With the worker already, which turns to it when the active one ends: so it need not wait for the page. */
  #ahead: Job | null = null;
  #waiting = new Map<symbol, Job>();
  #watchers = new Set<(news: News) => void>();
  #timers = new Map<Timer, ReturnType<typeof setTimeout>>();
  #life = new AbortController();
  #lastId = 0;

  constructor(
    readonly address: string,
    private readonly tools: Tools = TOOLS,
  ) {}

  /** Whether a run would start at once. */
  get booted(): boolean {
    return this.#booted;
  }

  /** Tell `watcher` of boots and their progress; returns how to end that. */
  watch(watcher: (news: News) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Boot, unless that was done or is under way; rejects with Ended. */
  warm(): Promise<void> {
    if (this.#boot === null) {
      const boot = this.#start();
      this.#boot = boot;
      boot.then(
        () => this.#pump(),
        (reason: Ended) => {
          if (this.#boot !== null && this.#boot !== boot) return; // another boot has taken its place
          this.#boot = null;
          for (const job of this.#empty()) job.reject(reason);
        },
      );
    }
    return this.#boot;
  }

  /**
   * Run `order` for `lab`; `watch` gets every step as it comes, `advance` now and then how many there were.
   * A newer order of the same lab supersedes this one. Rejects with Ended.
   */
  run(lab: symbol, order: Order, watch?: (glimpse: Glimpse) => void, advance?: (steps: number) => void): Promise<Result> {
    return this.#ask(lab, order, false, watch, advance);
  }

  /** The same for one of many runs: two of them are with the worker at a time. */
  queue(lab: symbol, order: Order): Promise<Result> {
    return this.#ask(lab, order, true);
  }

  #ask(lab: symbol, order: Order, many: boolean, watch?: Job["watch"], advance?: Job["advance"]): Promise<Result> {
    this.#waiting.get(lab)?.reject(new Ended("superseded"));
    const result = new Promise<Result>((resolve, reject) => {
      this.#waiting.set(lab, { id: ++this.#lastId, lab, order, resolve, reject, watch, advance, many, sent: 0 });
    });
    const active = this.#active;
    if (active?.lab === lab && !this.#timers.has("grace")) {
      const left = Math.max(0, active.sent + GRACE - performance.now());
      this.#after("grace", left, () => this.#cancel(active, "superseded"));
    }
    this.warm().catch(() => {}); // its failure rejects `result` too
    this.#pump();
    return result;
  }

  /** End what `lab` has asked for: at its next slice, or with the worker if that takes too long. */
  stop(lab: symbol): void {
    this.#waiting.get(lab)?.reject(new Ended("stopped"));
    this.#waiting.delete(lab);
    if (this.#ahead?.lab === lab) this.#cancel(this.#ahead, "stopped");
    const active = this.#active;
    if (active?.lab !== lab) return;
    this.#cancel(active, "stopped");
    if (!this.#timers.has("patience")) this.#after("patience", PATIENCE, () => this.#replace("stopped"));
  }

  /** End the worker and everything that waits for it. */
  close(): void {
    this.#drop("lost");
    for (const job of this.#empty()) job.reject(new Ended("lost"));
    this.#watchers.clear();
  }

  #cancel(job: Job, why: Why): void {
    job.reject(new Ended(why));
    this.#port?.postMessage({ kind: "cancel", id: job.id });
  }

  #pump(): void {
    if (!this.#booted || this.#ahead !== null || this.#port === null) return;
    const [job] = this.#waiting.values();
    if (job === undefined || (this.#active !== null && !(job.many && this.#active.many))) return;
    this.#waiting.delete(job.lab);
    const watched = job.watch === undefined ? {} : { watched: true };
    this.#port.postMessage({ kind: "run", id: job.id, order: job.order, ...watched });
    if (this.#active !== null) this.#ahead = job;
    else {
      this.#begin(job);
      this.#pump();
    }
  }

  #begin(job: Job): void {
    this.#active = job;
    job.sent = performance.now();
    this.#listenFor(job);
  }

  #listenFor(job: Job, beats = BEATS): void {
    this.#after("silence", BEAT, () => {
      if (beats > 1) return this.#listenFor(job, beats - 1);
      job.reject(new Ended("silent"));
      this.#replace("silent");
    });
  }

  async #start(): Promise<void> {
    const stalled = new Promise<never>((_, reject) => this.#beat(() => reject(new Error("no answer"))));
    let manifest: Manifest;
    try {
      manifest = await Promise.race([this.tools.manifest(this.address), stalled]);
    } catch (error) {
      this.#clearTimers();
      const why = whyUnbootable(error);
      throw new Ended(why === "missing" ? "old" : why, String(error));
    }
    const at = (path: string): string => new URL(path, this.address).href;
    const runtime: Runtime = {
      package: manifest.package,
      pyodide: at(manifest.pyodide),
      snapshot: manifest.snapshot ? at(manifest.snapshot) : null,
      memory: manifest.memory ?? 0,
      wheel: at(manifest.wheel),
      digests: manifest.digests ?? {},
    };
    const port = this.tools.spawn(at(manifest.worker));
    this.#port = port;
    await new Promise<void>((resolve, reject) => {
      const fail = (message: string, why: Why = "unbootable"): void => {
        if (this.#port === port) this.#drop("lost");
        reject(new Ended(why, message));
      };
      const patient = (): void => this.#beat(() => fail("no progress"));
      patient();
      port.onmessageerror = () => fail("unreadable message");
      port.onerror = (event) => fail(event.message ?? "");
      port.onmessage = ({ data }) => {
        if (this.#port !== port) return fail("replaced");
        if (data.kind === "unbootable") return fail(data.message, data.why);
        if (data.kind === "alive") {
          const died = (): void => (this.#booted ? this.#bereave() : fail("it died", "lost"));
          return this.tools.mourn?.(data.lock, died, this.#life.signal);
        }
        if (data.kind === "progress") patient();
        if (data.kind === "progress" || data.kind === "booted") this.#tell(data);
        if (data.kind !== "booted") return;
        this.#clearTimers();
        this.#booted = true;
        port.onmessage = (event) => this.#receive(event.data);
        port.onerror = port.onmessageerror = () => this.#replace("lost");
        resolve();
      };
      port.postMessage({ kind: "boot", runtime });
    });
  }

  /** A sign of life of a boot: wait anew before it counts as slow, or as failed. */
  #beat(fail: () => void): void {
    this.#after("slow", SLOW, () => this.#tell({ kind: "slow" }));
    this.#after("stall", STALL, fail);
  }

  #tell(news: News): void {
    for (const watcher of [...this.#watchers]) watcher(news);
  }

  #receive(reply: Reply): void {
    const job = this.#active;
    if (job === null || !("id" in reply) || reply.id !== job.id) return;
    this.#listenFor(job);
    if (reply.kind === "advance") return job.advance?.(reply.steps);
    if (reply.kind === "glimpse") return job.watch?.(reply.glimpse);
    this.#active = null;
    this.#clearTimers();
    if (reply.kind === "result") job.resolve(reply.result);
    else if (reply.kind === "fault") job.reject(new Ended(reply.fault.kind, reply.fault.message));
    else job.reject(new Ended("superseded")); // whoever cancelled it has said why already
    const ahead = this.#ahead;
    this.#ahead = null;
    if (ahead !== null) this.#begin(ahead);
    this.#pump();
  }

  /** A new worker for one that is of no use any more. What was not yet sent waits for the new one. */
  #replace(why: Why): void {
    this.#drop(why);
    this.warm().catch(() => {});
  }

  /** The worker has died. One that had nothing to do is missed only when there is. */
  #bereave(): void {
    const needed = this.#active !== null || this.#waiting.size > 0;
    this.#drop("lost");
    if (needed) this.warm().catch(() => {});
  }

  #drop(why: Why): void {
    const port = this.#port;
    this.#life.abort();
    this.#life = new AbortController();
    if (port !== null) {
      port.onmessage = port.onerror = port.onmessageerror = null;
      port.terminate();
    }
    this.#active?.reject(new Ended(why));
    this.#ahead?.reject(new Ended("lost")); // it had no part in what happened
    this.#port = this.#active = this.#ahead = this.#boot = null;
    this.#booted = false;
    this.#clearTimers();
  }

  #empty(): Job[] {
    const jobs = [...this.#waiting.values()];
    this.#waiting.clear();
    return jobs;
  }

  #after(name: Timer, milliseconds: number, act: () => void): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(name, setTimeout(act, milliseconds));
  }

  #clearTimers(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}

let current: Kernel | null = null;

/** The kernel of this page; another runtime (a newer book) gets a new one and the old one is closed. */
export function kernelFor(address: string): Kernel {
  if (current?.address !== address) {
    current?.close();
    current = new Kernel(address);
  }
  return current;
}
