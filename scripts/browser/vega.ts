/**
 * The part of Vega that a book's charts use: about three quarters of it. What maps, trees, networks, word clouds
 * and the like are made with is fetched for the first specification that names it.
 */

import type { Spec } from "vega";
import { definition, transforms } from "vega-dataflow";
import * as encode from "vega-encode";
import * as common from "vega-transforms";
import * as views from "vega-view-transforms";

export { parse } from "vega-parser";
export { View } from "vega-view";

Object.assign(transforms, common, views, encode);

/** Have all that `spec` names; to be waited for before it is parsed. */
export async function prepare(spec: Spec): Promise<void> {
  if (lacks(spec)) await import("./vegarest");
}

/** Whether a transform or a projection of the specification is not here yet. */
export function lacks(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(lacks);
  if (typeof part !== "object" || part === null) return false;
  const { projections, transform, ...others } = part as { projections?: unknown[]; transform?: unknown };
  if (projections?.length && !transforms["projection"]) return true;
  const named = Array.isArray(transform) ? transform.map((one: { type?: unknown }) => String(one?.type)) : [];
  return named.some((name) => !definition(name)) || Object.values(others).some(lacks);
}
