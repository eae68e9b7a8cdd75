/** The book's notebook with the reader's parameters in it. Pure. */

import type { LabConfig } from "./config";
import type { Result, Value } from "./protocol";
import { say } from "./words";

interface CellOf {
  cell_type: string;
  source: string | string[];
  metadata: { tags?: string[] };
  outputs?: unknown[];
  execution_count?: number | null;
  id?: string;
}

/** A value as Python writes it; a text has only letters, digits and dashes, as JSON and Python agree on. */
const python = (value: Value): string => (typeof value === "string" ? JSON.stringify(value) : String(value));

/** The notebook's text changed so that its chart is that of `result`; throws where it has another form. */
export function personal(text: string, config: LabConfig, result: Result, settings: string): string {
  const notebook = JSON.parse(text) as { cells: CellOf[] };
  const named = result.model.replace(/[^\w-]/g, "");
  const call = new RegExp(`(\\w+)\\.run\\("${named}", seed=\\d+\\)`);
  const cell = notebook.cells.find((one) => one.metadata.tags?.includes("lab-chart"));
  const source = cell === undefined ? "" : [cell.source].flat().join("");
  const [found, name] = call.exec(source) ?? [];
  if (cell === undefined || found === undefined) throw new Error(say("take.notebook.odd", config.language));
  const given = config.parameters
    .filter((spec) => result.parameters[spec.name] !== spec.default)
    .map((spec) => `, ${spec.name}=${python(result.parameters[spec.name]!)}`);
  const mine = `${name}.run("${named}", seed=${result.seed}${given.join("")})`;
  const lines = source.replace(found, mine).split("\n");
  const at = lines.findIndex((line) => line.includes(mine));
  const variable = /^(\w+) = /.exec(lines[at] ?? "")?.[1];
  if (variable) lines.splice(at + 1, 0, `assert ${variable}.fingerprint == "${result.fingerprint}"`);
  cell.source = lines.join("\n");
  cell.outputs = [];
  cell.execution_count = null;
  const words = say("take.notebook", config.language, { settings, seed: String(result.seed), fingerprint: result.fingerprint });
  notebook.cells.splice(1, 0, { cell_type: "markdown", id: "cell-settings", metadata: {}, source: words });
  return `${JSON.stringify(notebook, null, 1)}\n`;
}
