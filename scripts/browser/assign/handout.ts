/** The assignment on paper: what students need to begin, with a code to find it by. */

import { make } from "../dom";
import { qr } from "../qr";
import type { Assignment, AssignedQuestion } from "./assignment";
import type { Builder } from "./builder";

export async function handout(builder: Builder, assignment: Assignment, address: string): Promise<HTMLElement> {
  const { course } = builder;
  const heading = make("h2", { id: "make-handout" }, assignment.title);
  const made = make("section", { class: "assign-handout", "data-role": "handout", "aria-labelledby": heading.id }, heading);
  if (assignment.due) made.append(make("p", {}, builder.tell("due", { due: assignment.due })));
  const code = picture(builder, address);
  made.append(code);
  const chapters = assignment.chapters.flatMap((slug) => course.chapter(slug) ?? []);
  if (chapters.length > 0) {
    made.append(make("p", {}, builder.tell("read")), make("ul", {}, ...chapters.map((one) => make("li", {}, `${one.number}. ${one.title}`))));
  }
  if (assignment.seed.rule === "student") made.append(make("p", {}, builder.tell("handout.own")));
  const asked = (list: readonly AssignedQuestion[]): HTMLElement[] => {
    if (list.length === 0) return [];
    const items = list.map(({ text, options }) => make("li", {}, text, ...(options ? [make("ul", {}, ...options.map((one) => make("li", {}, one)))] : [])));
    return [make("ol", {}, ...items)];
  };
  for (const [at, lab] of assignment.labs.entries()) {
    const title = course.model(lab.model)?.title ?? lab.model;
    made.append(make("h3", {}, builder.tell("lab", { number: String(at + 1), title })));
    const config = await course.config(lab.model).catch(() => null);
    const said = Object.entries(lab.values).map(([name, value]) => {
      const spec = config?.parameters.find((one) => one.name === name);
      return `${spec?.label ?? name}: ${spec?.choices?.find((one) => one.value === value)?.label ?? value}`;
    });
    if (said.length > 0) made.append(make("p", {}, builder.tell("handout.start", { values: said.join("; ") })));
    if (lab.predict) made.append(make("p", {}, builder.tell("handout.predict", { text: lab.predict })));
    made.append(...asked(assignment.questions.filter((one) => one.lab === lab.id)));
  }
  const loose = assignment.questions.filter((one) => one.lab === undefined);
  if (loose.length > 0) made.append(make("h3", {}, builder.tell("questions")), ...asked(loose));
  made.append(make("p", { class: "assign-address" }, address));
  return made;
}

/** The code of the address; one that is too long has to be passed on as a link or a file. */
function picture(builder: Builder, address: string): Node {
  try {
    return qr(address, builder.tell("handout.qr"));
  } catch {
    return make("p", { "data-role": "no-code" }, builder.tell("handout.long"));
  }
}
