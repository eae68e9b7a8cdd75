/** A small model's configuration and result, for tests. */

import type { LabConfig } from "../../../scripts/browser/config";
import type { Result } from "../../../scripts/browser/protocol";

export const result: Result = {
  model: "wood",
  version: "1",
  parameters: { rate: 0.8, years: 2, mode: "pot" },
  seed: 1,
  columns: { year: [0, 1, 2], rules: [0, 1234.5, null] },
  summary: { end: 1234.5, share: 0.05 },
  measures: { Eind: "1.234,5", Deel: "5 %" },
  sentence: "Regels stijgt.",
  fingerprint: "AAAA-BBBB-CCCC",
};

export const config: LabConfig = {
  model: "wood",
  version: "1",
  language: "nl",
  title: "Het woud",
  claim: "",
  axis: { name: "year", label: "Jaar", kind: "count" },
  columns: [{ name: "rules", label: "Regels; alle", kind: "number" }],
  summary: [
    { name: "end", label: "Eind", kind: "number" },
    { name: "share", label: "Deel", kind: "share" },
  ],
  parameters: [
    { name: "rate", label: "Tempo", help: "", unit: "per jaar", default: 0.8, low: 0, high: 1.2, step: 0.01, whole: false, choices: null },
    { name: "years", label: "Duur", help: "", unit: "jaar", default: 60, low: 10, high: 3000, step: 10, whole: true, choices: null },
    {
      name: "mode", label: "Wijze", help: "", unit: "", default: "pot", low: null, high: null, step: null, whole: false,
      choices: [{ value: "pot", label: "één pot" }, { value: "solidary", label: "solidair" }],
    },
  ],
  presets: [],
  cells: [],
  charts: { narrow: { width: 320, spec: {} }, wide: { width: 640, spec: {} } },
  result,
  time: true,
  length: { parameter: "years", more: 1 },
  book: { title: "Het boek", version: "1.0" },
  places: { vegalite: "wood-nl.vl.json", notebook: "../../downloads/wood-nl.ipynb", embed: "../../models/wood/embed/" },
};
