/** What the build knows of a design canvas: its questions, switches and fields, in one language. */

import type { Charts, LabConfig } from "./config";
import { fetchJson } from "./config";
import { snap } from "./permalink";
import type { Language, Value, Values } from "./protocol";

export type Assumptions = Readonly<Record<string, number>>;

export interface Question {
  readonly label: string;
  readonly help: string;
}

export interface Switch extends Question {
  /** Parameters that the switch gives a value, and assumptions that count only when it is on. */
  readonly sets?: Values;
  readonly uses?: readonly string[];
}

export interface Field {
  readonly label: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly switches: readonly string[];
  readonly assumptions?: Assumptions;
  /** Why the model is not run for this field. */
  readonly outside?: string;
}

export interface Plan {
  readonly model: string;
  readonly seed: number;
  readonly curve: string;
  readonly measures: readonly string[];
  readonly waste: string;
  readonly today: Values;
  readonly always: readonly string[];
  readonly assumptions: Assumptions;
  readonly questions: Readonly<Record<string, Question>>;
  readonly switches: Readonly<Record<string, Switch>>;
  readonly fields: Readonly<Record<string, Field>>;
  /** Characters an answer may have. */
  readonly length: number;
  readonly series: readonly [string, string];
  readonly charts: Charts;
}

/** A reader's design. `field` is one of the plan's, or OWN. */
export interface Design {
  readonly field: string;
  readonly language: Language;
  readonly texts: Readonly<Record<string, string>>;
  readonly switches: readonly string[];
  readonly assumptions: Assumptions;
  readonly seed: number;
}

export const OWN = "own";

export function loadPlan(address: string): Promise<Plan> {
  return fetchJson<Plan>(address);
}

/** The field as the book has worked it through; an own field is empty, with everything switched on. */
export function worked(plan: Plan, field: string, language: Language): Design {
  const found = Object.hasOwn(plan.fields, field) ? plan.fields[field] : undefined;
  const texts: Record<string, string> = {};
  for (const name of Object.keys(plan.questions)) texts[name] = found?.texts[name] ?? "";
  return {
    field: found ? field : OWN,
    language,
    texts,
    switches: found?.switches ?? Object.keys(plan.switches),
    assumptions: { ...plan.assumptions, ...found?.assumptions },
    seed: plan.seed,
  };
}

/** The parameters of the field as it is now, and of the design; whole, as a finished run has them. */
export function settings(plan: Plan, config: LabConfig, design: Design): [Values, Values] {
  const assumed = (name: string): Value => design.assumptions[name] ?? plan.assumptions[name] ?? 0;
  const today: Record<string, Value> = {};
  for (const spec of config.parameters) today[spec.name] = plan.today[spec.name] ?? spec.default;
  for (const name of plan.always) today[name] = assumed(name);
  const circle = { ...today };
  for (const name of design.switches) {
    const one = plan.switches[name];
    Object.assign(circle, one?.sets);
    for (const used of one?.uses ?? []) circle[used] = assumed(used);
  }
  return [today, circle];
}

/** An assumption on the grid of its slider, or null where it is out of bounds. */
export function allowed(config: LabConfig, name: string, value: number): number | null {
  const spec = config.parameters.find((one) => one.name === name);
  if (spec === undefined || !Number.isFinite(value)) return null;
  const [low, high] = [spec.low ?? -Infinity, spec.high ?? Infinity];
  return value < low || value > high ? null : snap(value, low, high, spec.step ?? 0);
}
