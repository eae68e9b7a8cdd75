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
  /** The first digits of the SHA-256 of files whose own name has none, by name. */
  readonly digests: Readonly<Record<string, string>>;
}

/** A picture of a model's state: one byte a cell, an index into the model's `cells` or 0 to 255. */
export interface Frame {
  readonly kind: "grid" | "dots";
  readonly width: number;
  readonly height: number;
  /** Two hexadecimal digits a cell. */
  readonly cells: string;
}

/** A step of a run that is watched: the rows that came, and the state after them. */
export interface Glimpse {
  readonly columns: Result["columns"];
  readonly frame: Frame | null;
}

/** Page to worker. `boot` comes first and once. Runs are taken in the order they come in. */
export type Request =
  | { readonly kind: "boot"; readonly runtime: Runtime }
  | { readonly kind: "run"; readonly id: number; readonly order: Order; readonly watched?: boolean }
  | { readonly kind: "cancel"; readonly id: number };

/**
 * `fetch`: bytes are coming in (total is 0 where the host does not say); `start`: Python is starting;
 * `plain`: it starts once more, without the snapshot.
 */
export type Stage = "fetch" | "start" | "plain";

/** Why Python could not start: a file is not there, is not what was written, or something else. */
export type Unbootable = "missing" | "damaged" | "unbootable";

/** `parameter` and `model`: the order was wrong; `python`: the model raised something else. */
export interface Fault {
  readonly kind: "parameter" | "model" | "python";
  readonly message: string;
}

/**
 * Worker to page. Every `run` is answered by exactly one of result, cancelled and fault. `alive` names the lock
 * that the worker holds as long as it lives, or "", and comes before `booted`.
 */
export type Reply =
  | { readonly kind: "alive"; readonly lock: string }
  | { readonly kind: "progress"; readonly stage: Stage; readonly loaded: number; readonly total: number }
  | { readonly kind: "booted"; readonly snapshot: boolean; readonly milliseconds: number }
  | { readonly kind: "unbootable"; readonly why: Unbootable; readonly message: string }
  | { readonly kind: "advance"; readonly id: number; readonly steps: number }
  | { readonly kind: "glimpse"; readonly id: number; readonly glimpse: Glimpse }
  | { readonly kind: "result"; readonly id: number; readonly result: Result }
  | { readonly kind: "cancelled"; readonly id: number }
  | { readonly kind: "fault"; readonly id: number; readonly fault: Fault };

/** What a notebook's worker boots from. */
export interface CodeRuntime extends Runtime {
  readonly altair: string;
}

/** A code cell as it stands now. */
export interface CodeCell {
  readonly id: string;
  readonly source: string;
  readonly hidden: boolean;
}

/**
 * Page to the worker of a notebook's cells. `boot` comes first and once; one `run` or `compare` at a time.
 * `run`: the targets in order, each after what it needs of `cells`; `fresh` forgets all names first.
 */
export type CodeRequest =
  | { readonly kind: "boot"; readonly runtime: CodeRuntime }
  | { readonly kind: "run"; readonly id: number; readonly cells: readonly CodeCell[]; readonly targets: readonly string[]; readonly fresh: boolean }
  | { readonly kind: "compare"; readonly id: number; readonly cells: readonly CodeCell[]; readonly target: string; readonly book: string; readonly language: Language }
  | { readonly kind: "complete"; readonly id: number; readonly text: string };

/** What a cell puts out; `chart` is the JSON of a Vega-Lite specification, `cut` says that no more follows. */
export type Stream = "stdout" | "stderr" | "value" | "chart" | "cut";

/** A line of a traceback: `file` is a cell's id in angle brackets, columns count from 0. */
export interface CodeFrame {
  readonly file: string;
  readonly line: number;
  readonly column: number | null;
  readonly end: number | null;
}

/** An exception; the frames are those of cells, the innermost last. */
export interface CodeFault {
  readonly type: string;
  readonly message: string;
  readonly frames: readonly CodeFrame[];
  readonly cause: string | null;
}

export interface CodeOutcome {
  readonly outputs: readonly (readonly [Stream, string])[];
  readonly fault: CodeFault | null;
}

/** A changed cell beside the book's, as Python's `cells.comparison.compare` returns it. */
export interface Comparison {
  readonly book: CodeOutcome;
  readonly mine: CodeOutcome;
  /** Printed text and values line by line, marked "- ", "+ " or "  "; empty if they are the same. */
  readonly text: readonly string[];
  /** Label, the book's, the reader's, the difference. */
  readonly measures: readonly (readonly [string, string, string, string])[];
  /** Label, the book's, the reader's. */
  readonly parameters: readonly (readonly [string, string, string])[];
  /** Runs of models: the book's, the reader's, those compared. */
  readonly runs: readonly [number, number, number];
  readonly reseeded: number;
}

export interface CodeChoice {
  readonly label: string;
  readonly type: string;
  readonly detail: string;
}

/** The worker of a notebook's cells to the page. A `run` ends in `ran`, a `compare` in `compared`. */
export type CodeReply =
  | Extract<Reply, { kind: "alive" | "progress" | "booted" | "unbootable" }>
  | { readonly kind: "altair"; readonly id: number; readonly loaded: number; readonly total: number }
  | { readonly kind: "begin"; readonly id: number; readonly cell: string }
  | { readonly kind: "output"; readonly id: number; readonly stream: Stream; readonly text: string }
  | { readonly kind: "end"; readonly id: number; readonly cell: string; readonly fault: CodeFault | null }
  | { readonly kind: "ran"; readonly id: number; readonly stale: readonly string[] }
  | { readonly kind: "compared"; readonly id: number; readonly comparison: Comparison }
  | { readonly kind: "choices"; readonly id: number; readonly choices: readonly CodeChoice[] }
  | { readonly kind: "crashed"; readonly id: number; readonly message: string };
