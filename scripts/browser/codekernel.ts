/** The page's side of a notebook's worker: boots it, asks it one thing at a time, and replaces it. */

import { mourn } from "./alive";
import { fetchJson } from "./config";
import { Ended, SLOW, type Why } from "./kernel";
import type { CodeCell, CodeChoice, CodeReply, CodeRequest, CodeRuntime, Comparison, Language } from "./protocol";
import { whyUnbootable } from "./sound";
import { spawn } from "./spawn";

/** A boot that makes no progress for this long has failed. */
const STALL = 90_000;

/** What of a Worker is used; a test passes its own. */
export interface CodePort {
  postMessage(request: CodeRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<CodeReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** The addresses in a runtime's manifest, relative to its own. */
type Manifest = Readonly<Record<"package" | "cells" | "pyodide" | "wheel" | "altair", string>> & {
  readonly snapshot?: string | null;
  readonly memory?: number;
  readonly digests?: CodeRuntime["digests"];
};

export interface CodeTools {
  spawn(address: string): CodePort;
  manifest(address: string): Promise<Manifest>;
  mourn?: typeof mourn;
}

const TOOLS: CodeTools = {
  spawn: (address) => spawn(address, "cells"),
  manifest: (address) => fetchJson<Manifest>(address),
  mourn,
};

interface Job {
  readonly id: number;
  readonly resolve: (reply: CodeReply) => void;
  readonly reject: (reason: Ended) => void;
}

export class CodeKernel {
  #port: CodePort | null = null;
  #boot: Promise<CodePort> | null = null;
  #job: Job | null = null;
  #asked: { id: number; resolve: (choices: readonly CodeChoice[]) => void } | null = null;
  #booted = false;
  #closed = false;
  #lastId = 0;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #life = new AbortController();
  #unstart: () => void = () => {};

  /** `hear` is told all that the worker says of the boot and of what is under way, and when a boot is slow. */
  constructor(
    readonly address: string,
    private readonly hear: (reply: CodeReply | { readonly kind: "slow" }) => void,
    private readonly tools: CodeTools = TOOLS,
  ) {}

  get booted(): boolean {
    return this.#booted;
  }

  get busy(): boolean {
    return this.#job !== null;
  }

  /** Boot, unless that was done or is under way; rejects with Ended. */
  warm(): Promise<CodePort> {
    this.#boot ??= this.#start();
    const boot = this.#boot;
    boot.catch(() => {
      if (this.#boot === boot) this.#boot = null;
    });
    return boot;
  }

  /** Run the targets in order; resolves with the cells whose outcome is out of date since. */
  async run(cells: readonly CodeCell[], targets: readonly string[], fresh: boolean): Promise<readonly string[]> {
    const reply = await this.#ask((id) => ({ kind: "run", id, cells, targets, fresh }));
    return reply.kind === "ran" ? reply.stale : [];
  }

  /** Put a changed cell beside the book's. All names are forgotten in the end. */
  async compare(cells: readonly CodeCell[], target: string, book: string, language: Language): Promise<Comparison> {
    const reply = await this.#ask((id) => ({ kind: "compare", id, cells, target, book, language }));
    if (reply.kind !== "compared") throw new Ended("lost");
    return reply.comparison;
  }

  /** Names that may follow `text`; none while something runs, or before the boot. */
  complete(text: string): Promise<readonly CodeChoice[]> {
    this.#asked?.resolve([]);
    this.#asked = null;
    const port = this.#port;
    if (!this.#booted || this.busy || port === null) return Promise.resolve([]);
    return new Promise((resolve) => {
      const id = ++this.#lastId;
      this.#asked = { id, resolve };
      port.postMessage({ kind: "complete", id, text });
    });
  }

  /** End the worker with all it was doing; a new one takes its place. */
  replace(why: "stopped" | "lost" = "stopped"): void {
    this.#drop(why);
    if (!this.#closed) this.warm().catch(() => {});
  }

  /** End the worker for good. */
  close(): void {
    this.#closed = true;
    this.#drop("lost");
  }

  async #ask(request: (id: number) => CodeRequest): Promise<CodeReply> {
    if (this.busy) throw new Ended("superseded");
    const id = ++this.#lastId;
    const answer = new Promise<CodeReply>((resolve, reject) => (this.#job = { id, resolve, reject }));
    answer.catch(() => {}); // whoever asked hears of it below
    try {
      const port = await this.warm();
      if (this.#job?.id === id) port.postMessage(request(id));
    } catch (error) {
      if (this.#job?.id === id) this.#job = null;
      throw error;
    }
    return answer;
  }

  async #start(): Promise<CodePort> {
    const stalled = new Promise<never>((_, reject) => this.#beat(() => reject(new Error("no answer"))));
    let manifest: Manifest;
    try {
      manifest = await Promise.race([this.tools.manifest(this.address), stalled]);
    } catch (error) {
      this.#still();
      const why = whyUnbootable(error);
      throw new Ended(why === "missing" ? "old" : why, String(error));
    }
    if (this.#closed) throw new Ended("lost");
    const at = (path: string): string => new URL(path, this.address).href;
    const runtime: CodeRuntime = {
      package: manifest.package,
      pyodide: at(manifest.pyodide),
      snapshot: manifest.snapshot ? at(manifest.snapshot) : null,
      wheel: at(manifest.wheel),
      memory: manifest.memory ?? 0,
      altair: at(manifest.altair),
      digests: manifest.digests ?? {},
    };
    const port = (this.#port = this.tools.spawn(at(manifest.cells)));
    return new Promise((resolve, reject) => {
      const fail = (message: string, why: Why = "unbootable"): void => {
        reject(new Ended(why, message)); // first: what is dropped counts as stopped
        if (this.#port === port) this.#drop("lost");
      };
      const patient = (): void => this.#beat(() => fail("no progress"));
      patient();
      this.#unstart = () => reject(new Ended("stopped"));
      port.onerror = (event) => fail(event.message ?? "");
      port.onmessage = ({ data }) => {
        if (data.kind === "unbootable") return fail(data.message, data.why);
        if (data.kind === "alive") {
          const died = (): void => (this.#booted ? this.replace("lost") : fail("it died", "lost"));
          return this.tools.mourn?.(data.lock, died, this.#life.signal);
        }
        if (data.kind === "progress") patient();
        this.hear(data);
        if (data.kind !== "booted") return;
        this.#still();
        this.#booted = true;
        port.onmessage = (event) => this.#receive(event.data);
        port.onerror = () => this.replace("lost");
        resolve(port);
      };
      port.postMessage({ kind: "boot", runtime });
    });
  }

  #receive(reply: CodeReply): void {
    if (!("id" in reply)) return;
    if (reply.kind === "choices") {
      if (this.#asked?.id === reply.id) this.#asked.resolve(reply.choices);
      return;
    }
    const job = this.#job;
    if (job?.id !== reply.id) return;
    if (reply.kind === "crashed") return this.replace("lost");
    if (reply.kind === "ran" || reply.kind === "compared") {
      this.#job = null;
      job.resolve(reply);
    } else this.hear(reply);
  }

  /** A sign of life of a boot: wait anew before it counts as slow, or as failed. */
  #beat(fail: () => void): void {
    this.#still();
    this.#timers = [setTimeout(() => this.hear({ kind: "slow" }), SLOW), setTimeout(fail, STALL)];
  }

  #still(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }

  #drop(why: "stopped" | "lost"): void {
    this.#still();
    this.#life.abort();
    this.#life = new AbortController();
    const port = this.#port;
    if (port !== null) {
      port.onmessage = port.onerror = null;
      port.terminate();
    }
    this.#asked?.resolve([]);
    this.#job?.reject(new Ended(why));
    this.#unstart();
    this.#port = this.#boot = this.#job = this.#asked = null;
    this.#booted = false;
  }
}
