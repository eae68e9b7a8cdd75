/** The repeated parts of the builder's form: a lab, a question, a criterion. */

import type { LabConfig, ParameterSpec } from "../config";
import { make } from "../dom";
import { nearest } from "../permalink";
import { LENGTH, MOST } from "./assignment";
import type { Builder } from "./builder";
import type { DraftCriterion, DraftLab, DraftQuestion } from "./draft";
import { area, choice, field, input, press } from "./form";

export function labPart(builder: Builder, lab: DraftLab, at: number): HTMLElement {
  const title = builder.course.model(lab.model)?.title ?? lab.model;
  const heading = make("h3", { id: `make-${lab.id}`, tabindex: -1 }, builder.tell("lab", { number: String(at + 1), title }));
  const controls = make("div", { class: "assign-controls" });
  void builder.course.config(lab.model).then(
    (config) => controls.replaceChildren(...rows(builder, lab, config)),
    () => controls.replaceChildren(make("p", {}, builder.tell("lab.unknown", { model: lab.model }))),
  );
  const write = (text: string): void => {
    if (text) lab.predict = text;
    else delete lab.predict;
  };
  const predict = area(lab.predict ?? "", write, { id: `make-${lab.id}-predict`, maxlength: LENGTH.text, rows: 2 });
  const asked = builder.course.data.chapters.flatMap(({ labs }) => labs).find((one) => one.model === lab.model && one.predict)?.predict;
  const parts: Node[] = [heading, make("details", { id: `make-${lab.id}-more`, open: true }, make("summary", {}, builder.tell("make.controls")), controls)];
  parts.push(field(builder.tell("make.predict"), predict, builder.tell("make.predict.help")));
  const offer = press(`predict-${lab.id}`, builder.tell("make.predict.book"), () => {
    lab.predict = asked ?? "";
    builder.redraw(`#make-${lab.id}-predict`);
  });
  const remove = press(`remove-${lab.id}`, builder.tell("make.remove"), () => {
    builder.draft.labs = builder.draft.labs.filter((one) => one !== lab);
    for (const question of builder.draft.questions) if (question.lab === lab.id) delete question.lab;
    builder.redraw("[data-action=add-lab]");
  });
  named(remove, heading.textContent ?? "", builder);
  parts.push(make("div", { class: "assign-actions" }, ...(asked && !lab.predict ? [offer] : []), remove));
  return make("div", { class: "assign-item", role: "group", "aria-labelledby": heading.id }, ...parts);
}

/** A row a control: its name, where it starts, and whether the student may move it. */
function rows(builder: Builder, lab: DraftLab, config: LabConfig): HTMLElement[] {
  const main = builder.course.model(lab.model)?.controls ?? [];
  const order = [...config.parameters].sort((one, other) => Number(main.includes(other.name)) - Number(main.includes(one.name)));
  return order.map((spec) => {
    const id = `make-${lab.id}-${spec.name}`;
    const label = make("label", { for: id }, spec.unit ? `${spec.label} (${spec.unit})` : spec.label);
    const state = choice(
      [["free", builder.tell("make.free")], ["locked", builder.tell("make.locked")], ["hidden", builder.tell("make.hidden")]],
      lab.locked.includes(spec.name) ? "locked" : lab.hidden.includes(spec.name) ? "hidden" : "free",
      (value) => {
        lab.locked = lab.locked.filter((one) => one !== spec.name);
        lab.hidden = lab.hidden.filter((one) => one !== spec.name);
        if (value === "locked") lab.locked.push(spec.name);
        if (value === "hidden") lab.hidden.push(spec.name);
      },
      { id: `${id}-state`, "aria-label": builder.tell("make.state", { label: spec.label }) },
    );
    return make("div", { class: "assign-control" }, label, start(lab, spec, id), state);
  });
}

function start(lab: DraftLab, spec: ParameterSpec, id: string): HTMLElement {
  const value = Object.hasOwn(lab.values, spec.name) ? lab.values[spec.name]! : spec.default;
  const put = (text: string): boolean => {
    const near = nearest(spec, text, spec.default);
    if (near.why) return false;
    if (near.value === spec.default) delete lab.values[spec.name];
    else lab.values[spec.name] = near.value;
    return true;
  };
  if (spec.choices !== null) {
    return choice(spec.choices.map((one) => [one.value, one.label] as const), String(value), put, { id });
  }
  const made = input(String(value), (text) => made.setAttribute("aria-invalid", String(!put(text))), {
    id, type: "number", min: spec.low ?? "", max: spec.high ?? "", step: spec.step ?? "any",
  });
  return made;
}

export function questionPart(builder: Builder, question: DraftQuestion, at: number): HTMLElement {
  const { draft } = builder;
  const id = `make-${question.id}`;
  const number = builder.tell("make.question", { number: String(at + 1) });
  const text = area(question.text, (value) => (question.text = value), { id, maxlength: LENGTH.text });
  const kind = choice(
    [["text", builder.tell("make.kind.text")], ["number", builder.tell("make.kind.number")], ["choice", builder.tell("make.kind.choice")]],
    question.kind,
    (value) => {
      question.kind = value as DraftQuestion["kind"];
      if (value === "choice") question.options ??= ["", ""];
      else delete question.options;
      builder.redraw(`#${id}-kind`);
    },
    { id: `${id}-kind` },
  );
  const where = choice(
    [["", builder.tell("make.loose")], ...draft.labs.map((lab, place) => [lab.id, builder.tell("lab", { number: String(place + 1), title: builder.course.model(lab.model)?.title ?? lab.model })] as const)],
    question.lab ?? "",
    (value) => {
      if (value) question.lab = value;
      else delete question.lab;
    },
    { id: `${id}-lab` },
  );
  const parts = [field(number, text), field(builder.tell("make.kind"), kind), field(builder.tell("make.where"), where)];
  if (question.kind === "choice") {
    const lines = area((question.options ?? []).join("\n"), (value) => (question.options = split(value, MOST.options, LENGTH.line)), { id: `${id}-options`, rows: 4 });
    parts.push(field(builder.tell("make.options"), lines));
  }
  const remove = press(`remove-${question.id}`, builder.tell("make.remove"), () => {
    draft.questions = draft.questions.filter((one) => one !== question);
    builder.redraw("[data-action=add-question]");
  });
  named(remove, number, builder);
  return make("div", { class: "assign-item", role: "group", "aria-label": number }, ...parts, make("div", { class: "assign-actions" }, remove));
}

export function criterionPart(builder: Builder, criterion: DraftCriterion, at: number): HTMLElement {
  const { draft } = builder;
  const id = `make-${criterion.id}`;
  const number = builder.tell("make.criterion", { number: String(at + 1) });
  const weight = input(String(criterion.weight), (value) => {
    const found = Number(value);
    const right = value !== "" && found > 0 && found <= 100;
    weight.setAttribute("aria-invalid", String(!right));
    if (right) criterion.weight = found;
  }, { id: `${id}-weight`, type: "number", min: 0, max: 100, step: "any" });
  const levels = area(criterion.levels.join("\n"), (value) => (criterion.levels = split(value, MOST.levels, LENGTH.text)), { id: `${id}-levels`, rows: 4 });
  const remove = press(`remove-${criterion.id}`, builder.tell("make.remove"), () => {
    draft.rubric = draft.rubric.filter((one) => one !== criterion);
    builder.redraw("[data-action=add-criterion]");
  });
  named(remove, number, builder);
  return make(
    "div",
    { class: "assign-item", role: "group", "aria-label": number },
    field(number, input(criterion.title, (value) => (criterion.title = value), { id, maxlength: LENGTH.name })),
    field(builder.tell("make.weight"), weight),
    field(builder.tell("make.levels"), levels),
    make("div", { class: "assign-actions" }, remove),
  );
}

/** Of several buttons with one word each says what it is for. */
function named(button: HTMLElement, what: string, builder: Builder): void {
  button.setAttribute("aria-label", `${builder.tell("make.remove")}: ${what}`);
}

/** The lines of a text; empty ones do not count. */
function split(text: string, most: number, length: number): string[] {
  return text.split(/\r?\n/).map((one) => one.trim().slice(0, length)).filter(Boolean).slice(0, most);
}
