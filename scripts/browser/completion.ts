/** What may follow in a cell: names of the models' API, and, once Python runs, all names there are. */

import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import type { CodeChoice } from "./protocol";

/** What the build knows of the models' API; `scripts/codepage.py` writes it. */
export interface Api {
  /** The package, as it is imported. */
  readonly package: string;
  readonly members: readonly Completion[];
  /** Names of a run's parts. */
  readonly run: readonly Completion[];
  /** Parameters of this page's model. */
  readonly parameters: readonly Completion[];
  /** Names of columns and measures. */
  readonly names: readonly Completion[];
}

/** Completions from the build's knowledge, and from `ask`: names that follow the code before the cursor. */
export function source(api: Api, ask: (text: string) => Promise<readonly CodeChoice[]>): CompletionSource {
  return async (context) => {
    const known = stored(api, context);
    const word = context.matchBefore(/[\w.]+$/);
    if (word === null && !context.explicit) return known;
    const inString = known !== null && known.options === api.names;
    if (inString) return known;
    const live = await ask(context.state.sliceDoc(Math.max(0, context.pos - 400), context.pos));
    if (context.aborted) return null;
    if (live.length === 0) return known;
    const from = context.matchBefore(/\w*$/)?.from ?? context.pos;
    const labels = new Set(live.map((one) => one.label));
    const more = known?.options.filter((one) => !labels.has(one.label)) ?? [];
    return { from, options: [...more, ...live], validFor: /^\w*$/ };
  };
}

/** Completions that need no Python. */
export function stored(api: Api, context: CompletionContext): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const from = context.pos - (/\w*$/.exec(before)?.[0].length ?? 0);
  const result = (options: readonly Completion[]): CompletionResult => ({ from, options, validFor: /^\w*$/ });
  if (/\[\s*f?["']\w*$/.test(before)) return result(api.names);
  const path = /(\w+)\.\w*$/.exec(before)?.[1];
  if (path === api.package) return result(api.members);
  if (path === "run") return result(api.run);
  if (path !== undefined) return null;
  const call = context.state.sliceDoc(Math.max(0, context.pos - 600), context.pos);
  if (/\brun\(\s*["'][\w-]+["'](?:,[^()]*)?,\s*\w*$/.test(call)) return result(api.parameters);
  if (!/\w$/.test(before) && !context.explicit) return null;
  return result([{ label: api.package, type: "namespace" }]);
}
