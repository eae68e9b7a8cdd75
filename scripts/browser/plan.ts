/** The plan of a sweep: its points, seeds and runs, numbered as the command line numbers them. Pure. */

import type { LabConfig, ParameterSpec } from "./config";
import { snap } from "./permalink";
import type { Cell, Order, Value, Values } from "./protocol";

export const MOST = 20_000;

export interface Axis {
  readonly name: string;
  readonly values: readonly Value[];
}

/** What makes two sweeps the same; what is kept across a reload. */
export interface Plan {
  readonly model: string;
  readonly version: string;
  readonly fixed: Values;
  readonly axes: readonly Axis[];
  readonly firstSeed: number;
  readonly seeds: number;
}

/** What is kept of a run. */
export interface Outcome {
  readonly summary: Readonly<Record<string, Cell>>;
  readonly fingerprint: string;
}

/** At most `count` values of a parameter, spread evenly between its bounds, on its slider's own steps. */
export function spread(spec: ParameterSpec, count: number): Value[] {
  if (spec.choices !== null) return spec.choices.map(({ value }) => value);
  const [low, high] = [spec.low ?? 0, spec.high ?? 1];
  const at = (part: number): number => snap(low + (high - low) * part, low, high, spec.step ?? 0);
  const values = Array.from({ length: count }, (_, point) => at(count === 1 ? 0.5 : point / (count - 1)));
  return [...new Set(values)];
}

/** How many runs. */
export function size({ axes, seeds }: Plan): number {
  return axes.reduce((product, { values }) => product * values.length, seeds);
}

/** The values of the axes at each point; the last axis varies fastest. */
export function points({ axes }: Plan): Values[] {
  let all: Values[] = [{}];
  for (const { name, values } of axes) all = all.flatMap((point) => values.map((value) => ({ ...point, [name]: value })));
  return all;
}

/** All runs: the points in order, and for each the seeds in order. */
export function orders(plan: Plan, { language }: Pick<LabConfig, "language">): Order[] {
  return points(plan).flatMap((point) =>
    Array.from({ length: plan.seeds }, (_, at) => ({
      model: plan.model,
      parameters: { ...plan.fixed, ...point },
      seed: plan.firstSeed + at,
      language,
    })),
  );
}

/** The known values of a measure at each point, sorted. */
export function byPoint(plan: Plan, outcomes: readonly (Outcome | undefined)[], measure: string): number[][] {
  return points(plan).map((_, point) => {
    const its = outcomes.slice(point * plan.seeds, (point + 1) * plan.seeds);
    const values = its.map((one) => one?.summary[measure]).filter((value): value is number => typeof value === "number");
    return values.sort((one, other) => one - other);
  });
}

/** One line a finished run: parameters, seed, measures, fingerprint; by the names that Python has. */
export function table(config: LabConfig, plan: Plan, outcomes: readonly (Outcome | undefined)[]): string {
  const [separator, point] = config.language === "nl" ? [";", ","] : [",", "."];
  const written = (value: Cell | Value | undefined): string =>
    typeof value === "number" ? String(value).replace(".", point) : (value ?? "");
  const names = config.parameters.map(({ name }) => name);
  const measures = config.summary.map(({ name }) => name);
  const lines = [["model", "version", ...names, "seed", ...measures, "fingerprint"]];
  orders(plan, config).forEach(({ parameters, seed }, at) => {
    const outcome = outcomes[at];
    if (outcome === undefined) return;
    const given = names.map((name) => written(parameters[name]));
    const found = measures.map((name) => written(outcome.summary[name]));
    lines.push([plan.model, plan.version, ...given, String(seed), ...found, outcome.fingerprint]);
  });
  return `\ufeff${lines.map((line) => line.join(separator)).join("\r\n")}\r\n`;
}
