// The colours of charts, from the one file that says them: palette.json. chart.py draws with the light ones;
// here they become a stylesheet, with variables for what the page draws and the swap of a drawing's colours
// in the dark scheme.

import { readFileSync } from "node:fs";

const FILE = new URL("palette.json", import.meta.url);
const OWNERS = ["model-lab.lab.lab", "design-canvas.canvas.canvas"];
const DRAWINGS = [".lab-chart", ".notebook-chart"];
const DARK = '[data-md-color-scheme="slate"]';

/** The stylesheet of the palette. */
export function paletteSheet(palette = JSON.parse(readFileSync(FILE, "utf8"))) {
  const entries = Object.entries(palette);
  const variables = (scheme) => entries.map(([name, colours]) => `  --lab-${name}: ${colours[scheme]};`).join("\n");
  const swaps = ["fill", "stroke"].flatMap((channel) =>
    entries.map(([, { light, dark }]) => `  & [${channel}="${light}"] { ${channel}: ${dark}; }`),
  );
  return [
    `:is(${OWNERS.join(", ")}) {\n${variables("light")}\n}`,
    "@media screen { /* paper is white */",
    `${DARK} :is(${OWNERS.join(", ")}) {\n${variables("dark")}\n}`,
    `${DARK} :is(${DRAWINGS.join(", ")}) {\n${swaps.join("\n")}\n}`,
    "}",
  ].join("\n");
}

/** Lets a stylesheet import palette.css, which no file holds. */
export const palettePlugin = {
  name: "palette",
  setup(build) {
    build.onResolve({ filter: /^palette\.css$/ }, ({ path }) => ({ path, namespace: "palette" }));
    build.onLoad({ filter: /.*/, namespace: "palette" }, () => ({ contents: paletteSheet(), loader: "css" }));
  },
};
