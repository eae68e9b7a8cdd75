/** A drawn course and how it differs from the model's, in words. Pure. */

import type { Observable } from "./config";
import { number, quantity } from "./format";
import type { Point } from "./plot";
import type { Language } from "./protocol";
import { say } from "./words";

/** The height of a drawn course at `x`: straight between its points, level beyond them. */
export function height(drawn: readonly Point[], x: number): number {
  const after = drawn.findIndex(([at]) => at >= x);
  const [first, last] = [drawn[0]!, drawn.at(-1)!];
  if (after <= 0) return after === 0 ? first[1] : last[1];
  const [left, right] = [drawn[after - 1]!, drawn[after]!];
  return left[1] + ((right[1] - left[1]) * (x - left[0])) / (right[0] - left[0]);
}

/** -1, 0 or 1: whether a course ends lower, about where it began, or higher; `room` is what matters. */
function way(course: readonly Point[], room: number): -1 | 0 | 1 {
  const by = course.at(-1)![1] - course[0]![1];
  return Math.abs(by) < 0.05 * room ? 0 : by > 0 ? 1 : -1;
}

/** What a drawing got right and wrong. `real` has at least one point. */
export function verdict(
  drawn: readonly Point[],
  real: readonly Point[],
  axis: Observable,
  column: Observable,
  language: Language,
): string {
  const heights = [...drawn, ...real].map(([, y]) => y);
  const room = heights.reduce((one, other) => Math.max(one, other)) - heights.reduce((one, other) => Math.min(one, other));
  const words = (value: number): string => quantity(column.kind, value, language);
  const gaps = real.map(([x, y]) => ({ x, y, drawn: height(drawn, x), gap: Math.abs(y - height(drawn, x)) }));
  const mean = gaps.reduce((sum, { gap }) => sum + gap, 0) / gaps.length;
  const worst = gaps.reduce((one, other) => (other.gap > one.gap ? other : one));
  const end = gaps.at(-1)!;
  const label = column.label;
  const close = end.gap <= 0.05 * room;
  const how = close ? "sketch.end.same" : end.y > end.drawn ? "sketch.end.higher" : "sketch.end.lower";
  const said = [say(how, language, { label, real: words(end.y), drawn: words(end.drawn) })];
  if (worst.gap > 0) {
    const share = column.kind === "share";
    const gap = share ? say("sketch.points", language, { points: number(100 * mean, 1, language) }) : words(mean);
    const at = quantity("count", worst.x, language);
    const filling = { gap, axis: axis.label.toLowerCase(), at, drawn: words(worst.drawn), real: words(worst.y) };
    said.push(say("sketch.gap", language, filling));
  }
  const turns = { "-1": "sketch.way.fall", "0": "sketch.way.flat", "1": "sketch.way.rise" } as const;
  const [mine, its] = [way(drawn, room), way(real, room)];
  said.push(say(mine === its ? "sketch.way.same" : turns[its], language));
  return said.join(" ");
}
