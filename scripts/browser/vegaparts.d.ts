/** Parts of Vega that have no types of their own; those of the whole say the same. */
declare module "vega-dataflow" {
  export const transforms: Record<string, unknown>;
  export function definition(name: string): object | null;
}
declare module "vega-encode";
declare module "vega-transforms";
declare module "vega-view-transforms";
declare module "vega-parser" {
  export { parse } from "vega";
}
declare module "vega-view" {
  export { View } from "vega";
}
