/** What a sweep found, drawn: a line with a band for one axis, a heat map for two, and always in words and a table. */

import type { LabConfig, Observable } from "./config";
import { quantile } from "./difference";
import { make, table } from "./dom";
import { quantity } from "./format";
import { byPoint, type Outcome, type Plan, points } from "./plan";
import { axisOf, Plot } from "./plot";
import type { Value, Values } from "./protocol";
import { say } from "./words";

const [LOW, HIGH] = [0.1, 0.9];

interface Place {
  readonly values: Values;
  readonly runs: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** Writes a parameter's value as the reader sees it. */
export type Words = (name: string, value: Value) => string;

export function field(
  config: LabConfig,
  plan: Plan,
  outcomes: readonly (Outcome | undefined)[],
  measure: Observable,
  words: Words,
  room: number,
): Node[] {
  const sorted = byPoint(plan, outcomes, measure.name);
  const places = points(plan).map((values, at): Place => {
    const its = sorted[at] ?? [];
    return { values, runs: its.length, low: quantile(its, LOW), middle: quantile(its, 0.5), high: quantile(its, HIGH) };
  });
  const known = places.filter(({ runs }) => runs > 0);
  if (known.length === 0) return [];
  const kind = measure.kind === "flag" ? "number" : measure.kind;
  const shown: Observable = { ...measure, kind };
  const sentence = inWords(config, plan, known, shown, words);
  const plot = plan.axes.length > 1 ? map(config, plan, places, shown, words, room) : line(config, plan, known, shown, words, room);
  plot.describe(sentence);
  return [make("figure", { class: "bench-figure" }, plot.svg), make("p", { "data-role": "sweep-answer" }, sentence), list(config, plan, known, shown, words)];
}

/** Where a value stands on its axis: a number as it is, a choice by its rank. */
function rank(plan: Plan, axis: number, values: Values): number {
  const { name, values: all } = plan.axes[axis]!;
  const value = values[name]!;
  return typeof value === "number" ? value : all.indexOf(value);
}

function label(config: LabConfig, plan: Plan, axis: number): string {
  const { name } = plan.axes[axis]!;
  return config.parameters.find((spec) => spec.name === name)?.label ?? name;
}

function line(config: LabConfig, plan: Plan, known: readonly Place[], measure: Observable, words: Words, room: number): Plot {
  const at = ({ values }: Place): number => rank(plan, 0, values);
  const x = axisOf(label(config, plan, 0), "number", plan.axes[0]!.values.map((value, at) => (typeof value === "number" ? value : at)), true);
  const y = axisOf(measure.label, measure.kind, known.flatMap(({ low, high }) => [low, high]));
  const plot = new Plot(x, y, room, config.language);
  plot.band(known.map((one) => [at(one), one.low, one.high]), "plot-band");
  plot.line(known.map((one) => [at(one), one.middle]), "plot-own");
  for (const one of known) {
    plot.dot([at(one), one.middle], 3, "plot-mine");
    const { name } = plan.axes[0]!;
    if (typeof one.values[name] === "string") plot.text([at(one), y.low + 0.04 * (y.high - y.low)], words(name, one.values[name]), "plot-label");
  }
  return plot;
}

/** Cells stand side by side by rank, with their number in them where it fits: colour is not all there is. */
function map(config: LabConfig, plan: Plan, places: readonly Place[], measure: Observable, words: Words, room: number): Plot {
  const [across, up] = [plan.axes[0]!, plan.axes[1]!];
  const axis = (index: number, count: number) => ({ label: label(config, plan, index), kind: "none", low: 0, high: count });
  const plot = new Plot(axis(0, across.values.length), axis(1, up.values.length), room, config.language);
  plot.svg.querySelectorAll(".plot-label, .plot-grid").forEach((one) => one.remove()); // ranks say nothing
  const middles = places.filter(({ runs }) => runs > 0).map(({ middle }) => middle);
  const [least, most] = [middles.reduce((a, b) => Math.min(a, b)), middles.reduce((a, b) => Math.max(a, b))];
  const wide = (plot.left(1) - plot.left(0)) >= 44 && plot.top(0) - plot.top(1) >= 16;
  places.forEach((place, at) => {
    if (place.runs === 0) return;
    const [column, row] = [Math.floor(at / up.values.length), at % up.values.length];
    const part = most > least ? (place.middle - least) / (most - least) : 0.5;
    plot.cell([column, row], [column + 1, row + 1], "plot-cell", 0.05 + 0.6 * part);
    if (wide) plot.text([column + 0.5, row + 0.5], quantity(measure.kind, place.middle, config.language), "plot-value");
  });
  const every = (count: number, most: number): number => Math.ceil(count / most);
  across.values.forEach((value, at) => {
    if (at % every(across.values.length, 6) === 0) plot.text([at + 0.5, -0.07 * up.values.length], words(across.name, value), "plot-label");
  });
  up.values.forEach((value, at) => {
    if (at % every(up.values.length, 8) === 0) plot.text([-0.045 * across.values.length, at + 0.5], words(up.name, value), "plot-label");
  });
  return plot;
}

function inWords(config: LabConfig, plan: Plan, known: readonly Place[], measure: Observable, words: Words): string {
  const { language } = config;
  const least = known.reduce((one, other) => (other.middle < one.middle ? other : one));
  const most = known.reduce((one, other) => (other.middle > one.middle ? other : one));
  const value = (one: number): string => quantity(measure.kind, one, language);
  const where = ({ values }: Place): string =>
    plan.axes.map(({ name }, at) => `${label(config, plan, at).toLowerCase()} ${words(name, values[name]!)}`).join(", ");
  const common = { measure: measure.label, least: value(least.middle), leastAt: where(least), most: value(most.middle), mostAt: where(most) };
  if (plan.axes.length > 1) return say("sweep.map", language, common);
  const { name, values } = plan.axes[0]!;
  const ends = { low: words(name, values[0]!), high: words(name, values.at(-1)!), first: value(known[0]!.middle), last: value(known.at(-1)!.middle) };
  return say("sweep.line", language, { ...common, ...ends, axis: label(config, plan, 0).toLowerCase() });
}

function list(config: LabConfig, plan: Plan, known: readonly Place[], measure: Observable, words: Words): HTMLElement {
  const { language } = config;
  const head = [...plan.axes.map((_, at) => label(config, plan, at)), say("luck.median", language), say("luck.low", language), say("luck.high", language), say("sweep.runs", language)];
  const rows = known.map(({ values, low, middle, high, runs }) => [
    ...plan.axes.map(({ name }) => words(name, values[name]!)),
    ...[middle, low, high].map((one) => quantity(measure.kind, one, language)),
    String(runs),
  ]);
  return table(say("sweep.caption", language, { measure: measure.label }), head, rows);
}
