/** Everything that page and worker say to each other. Nothing else crosses. */

export type Language = "nl" | "en";
export type Value = number | string;
export type Values = Readonly<Record<string, Value>>;
/** What a cell of the rows or a measure can be; null is Python's None. */
export type Cell = number | null;

/** What a run is asked with; `parameters` may leave some to their defaults. */
export interface Order {
  readonly model: string;
  readonly parameters: Values;
  readonly seed: number;
  readonly language: Language;
}

/** A finished run, as Python's `session.result` writes it. */
export interface Result {
  readonly model: string;
  readonly version: string;
  readonly parameters: Values;
  readonly seed: number;
  readonly columns: Readonly<Record<string, readonly Cell[]>>;
  readonly summary: Readonly<Record<string, Cell>>;
  readonly measures: Readonly<Record<string, string>>;
  readonly sentence: string;
  readonly fingerprint: string;
}

/** Where everything lies; all addresses absolute. */
export interface Runtime {
  readonly package: string;
  readonly pyodide: string;
  readonly snapshot: string | null;
  /** Bytes of the snapshot once it is put back together. */
  readonly memory: number;
  readonly wheel: string;
}

/** Page to worker. `boot` comes first and once. At most one run is under way: the page sees to that. */
export type Request =
  | { readonly kind: "boot"; readonly runtime: Runtime }
  | { readonly kind: "run"; readonly id: number; readonly order: Order }
  | { readonly kind: "cancel"; readonly id: number };

/** `fetch`: bytes are coming in (total is 0 where the host does not say); `start`: Python is starting. */
export type Stage = "fetch" | "start";

/** `parameter` and `model`: the order was wrong; `python`: the model raised something else. */
export interface Fault {
  readonly kind: "parameter" | "model" | "python";
  readonly message: string;
}

/** Worker to page. Every `run` is answered by exactly one of result, cancelled and fault. */
export type Reply =
  | { readonly kind: "progress"; readonly stage: Stage; readonly loaded: number; readonly total: number }
  | { readonly kind: "booted"; readonly snapshot: boolean; readonly milliseconds: number }
  | { readonly kind: "unbootable"; readonly message: string }
  | { readonly kind: "advance"; readonly id: number; readonly steps: number }
  | { readonly kind: "result"; readonly id: number; readonly result: Result }
  | { readonly kind: "cancelled"; readonly id: number }
  | { readonly kind: "fault"; readonly id: number; readonly fault: Fault };
