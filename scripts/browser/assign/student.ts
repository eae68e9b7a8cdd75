/** The student's view of an assignment: what is asked, the labs, the answers, the report. Loaded on demand. */

import { make } from "../dom";
import type { Language } from "../protocol";
import {
  type AssignedLab,
  type AssignedQuestion,
  type Assignment,
  assignmentId,
  LENGTH,
  NoAssignment,
  seedOf,
  studentNumber,
} from "./assignment";
import { Course } from "./course";
import { readFile } from "./file";
import { fromFragment } from "./fragment";
import { Keep } from "./keep";
import { type Kept, type KeptRun, keptOf, MOST_SAVED } from "./kept";
import { labOf } from "./place";
import { wayForAssignment } from "../versions";
import { type AssignWord, tell } from "./words";

export function open(root: HTMLElement, signal: AbortSignal): void {
  Course.of(root).then(
    (course) => follow(root, course, signal),
    (error: unknown) => console.warn("The assignment could not be opened.", error), // the page says what it needs
  );
}

/** Show the assignment of the page's fragment, and the next one if that changes. */
function follow(root: HTMLElement, course: Course, signal: AbortSignal): void {
  let shown: string | null = null;
  const show = async (): Promise<void> => {
    const { hash } = location;
    if (shown && !hash.startsWith("#a=")) {
      // A link to a run is the labs' to follow; the address stays that of the assignment.
      if (hash.startsWith("#lab=")) history.replaceState(history.state, "", shown);
      return;
    }
    if (hash === shown || signal.aborted) return;
    try {
      const assignment = await fromFragment(hash);
      shown = hash;
      new Student(root, course, assignment);
    } catch (error) {
      shown = "";
      ask(root, course, hash.length > 1 ? partOf(error) : null, (assignment) => new Student(root, course, assignment));
    }
  };
  window.addEventListener("hashchange", () => void show(), { signal });
  void show();
}

const partOf = (error: unknown): string => (error instanceof NoAssignment ? error.part : "address");

/** There is no assignment (yet): say why, and take one from a file. */
function ask(root: HTMLElement, course: Course, part: string | null, use: (assignment: Assignment) => void): void {
  const { language } = course;
  const status = make("p", { role: "status" }, part === null ? "" : tell("bad", language, { part }));
  const file = make("input", { type: "file", id: "assign-file", accept: "application/json,.json" });
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen === undefined) return;
    file.value = ""; // or the same file, put right, would not be a change
    void readFile(chosen).then(use, (error: unknown) => (status.textContent = tell("bad", language, { part: partOf(error) })));
  });
  root.replaceChildren(
    make("p", {}, tell("none", language)),
    make("div", { class: "assign-field" }, make("label", { for: "assign-file" }, tell("file", language)), file),
    status,
  );
}

export class Student {
  readonly id: string;
  readonly kept: Kept;
  readonly #keep: Keep;
  readonly #language: Language;
  readonly #status = make("p", { role: "status", class: "assign-status" });
  readonly #work = make("div", { "data-role": "work" });

  constructor(
    readonly root: HTMLElement,
    readonly course: Course,
    readonly assignment: Assignment,
  ) {
    this.#language = course.language;
    this.id = assignmentId(assignment);
    this.#keep = new Keep(`assignment:${this.id}`, () => this.say("keep.failed"));
    this.kept = keptOf(this.#keep.read());
    this.#draw();
  }

  say(word: AssignWord, filling: Readonly<Record<string, string>> = {}): void {
    this.#status.textContent = tell(word, this.#language, filling);
  }

  #tell(word: AssignWord, filling: Readonly<Record<string, string>> = {}): string {
    return tell(word, this.#language, filling);
  }

  #draw(): void {
    const { assignment, course, root } = this;
    const heading = document.querySelector("h1");
    if (heading && assignment.title) heading.textContent = assignment.title;
    if (assignment.title) document.title = `${assignment.title} · ${course.data.book}`;
    const parts: Node[] = [];
    if (assignment.due) parts.push(make("p", { class: "assign-due" }, this.#tell("due", { due: assignment.due })));
    if (assignment.version && assignment.version !== course.data.version) {
      const versions = { made: assignment.version, here: course.data.version };
      const note = make("p", { class: "assign-note" }, this.#tell("version", versions));
      void wayForAssignment(assignment.version).then((link) => link && note.append(" ", link));
      parts.push(note);
    }
    const chapters = assignment.chapters.flatMap((slug) => course.chapter(slug) ?? []);
    if (chapters.length > 0) {
      const links = chapters.map(({ slug, number, title }) =>
        make("li", {}, make("a", { href: course.place(`${slug}/`), target: "_blank", rel: "noopener" }, `${number}. ${title}`)),
      );
      parts.push(make("p", {}, this.#tell("read")), make("ul", {}, ...links));
    }
    parts.push(make("p", { class: "assign-note" }, this.#tell("kept.here")), this.#who(), this.#work, this.#status);
    root.replaceChildren(...parts);
    if (this.assignment.seed.rule === "fixed" || studentNumber(this.kept.student.number) !== null) this.#begin();
  }

  /** Name and number; a world of one's own starts once the number is there. */
  #who(): HTMLElement {
    const own = this.assignment.seed.rule === "student";
    const name = make("input", { id: "assign-name", type: "text", maxlength: 200, autocomplete: "name" });
    const number = make("input", { id: "assign-number", type: "text", maxlength: 64, autocomplete: "off", "aria-describedby": "assign-number-help" });
    name.value = this.kept.student.name;
    number.value = this.kept.student.number;
    name.addEventListener("input", () => {
      this.kept.student.name = name.value;
      this.save();
    });
    number.addEventListener("input", () => {
      if (own) return; // it counts once it is whole
      this.kept.student.number = number.value;
      this.save();
    });
    const form = make(
      "form",
      { class: "assign-who", autocomplete: "off" },
      make("div", { class: "assign-field" }, make("label", { for: name.id }, this.#tell("name")), name),
      make(
        "div",
        { class: "assign-field" },
        make("label", { for: number.id }, this.#tell("number")),
        number,
        make("small", { id: "assign-number-help" }, this.#tell(own ? "number.seed" : "number.help")),
      ),
    );
    if (own) form.append(make("button", { type: "submit", "data-action": "begin" }, this.#tell("begin")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const found = studentNumber(number.value);
      number.setAttribute("aria-invalid", String(found === null));
      if (found === null) {
        this.say("number.bad");
        return number.focus();
      }
      if (found !== studentNumber(this.kept.student.number)) Object.assign(this.kept, { runs: keptOf(null).runs, saved: keptOf(null).saved }); // another world
      this.kept.student = { name: name.value, number: found };
      this.save();
      this.#begin();
    });
    return form;
  }

  /** The labs and the questions. */
  #begin(): void {
    const { assignment } = this;
    const seed = seedOf(assignment, this.kept.student.number);
    if (seed === null) return;
    const sections = assignment.labs.map((lab, at) => this.#lab(lab, at + 1, seed));
    const loose = assignment.questions.filter((one) => one.lab === undefined);
    if (loose.length > 0) {
      const heading = make("h2", { id: "assign-loose" }, this.#tell("questions"));
      sections.push(make("section", { class: "assign-part", "aria-labelledby": heading.id }, heading, ...loose.map((one) => this.#question(one))));
    }
    this.#work.replaceChildren(...sections, this.#handIn());
  }

  #lab(lab: AssignedLab, number: number, seed: number): HTMLElement {
    const { course } = this;
    const model = course.model(lab.model);
    const heading = make("h2", { id: `assign-${lab.id}` }, this.#tell("lab", { number: String(number), title: model?.title ?? lab.model }));
    const host = make("div", { class: "assign-host" });
    const questions = this.assignment.questions.filter((one) => one.lab === lab.id).map((one) => this.#question(one));
    const section = make("section", { class: "assign-part", "aria-labelledby": heading.id }, heading, host, ...questions);
    if (model === null) {
      host.append(make("p", { class: "assign-note" }, this.#tell("lab.unknown", { model: lab.model })));
    } else if (lab.predict) {
      host.append(this.#prediction(lab, lab.predict, () => this.#open(lab, seed, host)));
      if (this.kept.predictions[lab.id]) void this.#open(lab, seed, host);
    } else {
      void this.#open(lab, seed, host);
    }
    return section;
  }

  /** What the student foresees; the lab opens once it is written, and it stays as it was written. */
  #prediction(lab: AssignedLab, text: string, opened: () => unknown): HTMLElement {
    const id = `assign-${lab.id}-predict`;
    const area = make("textarea", { id, rows: 3, maxlength: LENGTH.text });
    const box = make("form", { class: "assign-question" }, make("label", { for: id }, text), area);
    const close = (): void => {
      area.readOnly = true;
      button.remove();
    };
    const button = make("button", { type: "submit", "data-action": "foresee" }, this.#tell("predict.open"));
    box.append(make("small", {}, this.#tell("predict.help")), button);
    area.value = this.kept.predictions[lab.id] ?? "";
    if (area.value) close();
    box.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!area.value.trim() || area.readOnly) return area.focus();
      this.kept.predictions[lab.id] = area.value;
      this.save();
      close();
      opened();
    });
    return box;
  }

  async #open(lab: AssignedLab, seed: number, host: HTMLElement): Promise<void> {
    const waiting = make("p", {}, this.#tell("lab.coming"));
    host.append(waiting);
    try {
      const element = await labOf(this.course, lab, seed, this.kept.runs[lab.id]?.parameters ?? lab.values);
      element.addEventListener("lab:result", (event) => {
        const { source, parameters, seed: used, fingerprint } = (event as CustomEvent<KeptRun & { source: string }>).detail;
        if (source !== "live") return;
        this.kept.runs[lab.id] = { parameters, seed: used, fingerprint };
        this.save();
      });
      if (!host.isConnected) return;
      waiting.replaceWith(element, this.#saved(lab));
      element.querySelector<HTMLElement>("[data-action=run]")?.click();
    } catch (error) {
      console.warn("A lab of the assignment could not be opened.", error);
      const retry = make("button", { type: "button", "data-action": "again" }, this.#tell("lab.again"));
      const note = make("p", { class: "assign-note" }, this.#tell("lab.failed"), " ", retry);
      retry.addEventListener("click", () => {
        note.remove();
        void this.#open(lab, seed, host);
      });
      waiting.replaceWith(note);
    }
  }

  /** The runs of a lab that the report is to have; without one it has the last. */
  #saved({ id }: AssignedLab): HTMLElement {
    const list = make("ul", { "data-role": "saved" });
    const draw = (): void => {
      const items = (this.kept.saved[id] ?? []).map((run) => {
        const drop = make("button", { type: "button", "data-action": "unsave", "aria-label": this.#tell("saved.drop", { fingerprint: run.fingerprint }) }, "×");
        drop.addEventListener("click", () => {
          this.kept.saved[id] = (this.kept.saved[id] ?? []).filter((one) => one !== run);
          this.save();
          draw();
          button.focus();
        });
        return make("li", {}, make("code", {}, run.fingerprint), " ", drop);
      });
      list.replaceChildren(...items);
    };
    const button = make("button", { type: "button", "data-action": "save-run" }, this.#tell("saved.keep"));
    button.addEventListener("click", () => {
      const last = this.kept.runs[id];
      const saved = (this.kept.saved[id] ??= []);
      if (last === undefined) return this.say("saved.none");
      if (saved.length >= MOST_SAVED) return this.say("saved.full", { most: String(MOST_SAVED) });
      if (!saved.some((one) => one.fingerprint === last.fingerprint)) saved.push(last);
      this.save();
      draw();
      this.say("saved.done", { fingerprint: last.fingerprint });
    });
    draw();
    return make("div", { class: "assign-saved" }, button, make("small", {}, this.#tell("saved.help")), list);
  }

  #question(question: AssignedQuestion): HTMLElement {
    const id = `assign-${question.id}`;
    const write = (text: string): void => {
      this.kept.answers[question.id] = text;
      this.save();
    };
    const given = this.kept.answers[question.id] ?? "";
    if (question.kind === "choice") {
      const options = (question.options ?? []).map((option, at) => {
        const pick = make("input", { type: "radio", name: id, id: `${id}-${at}`, value: String(at) });
        pick.checked = option === given;
        pick.addEventListener("change", () => write(option));
        return make("label", { for: pick.id }, pick, make("span", {}, option));
      });
      return make("fieldset", { class: "assign-question", "data-question": question.id }, make("legend", {}, question.text), ...options);
    }
    const field =
      question.kind === "text"
        ? make("textarea", { id, rows: 5, maxlength: LENGTH.text })
        : make("input", { id, type: "text", inputmode: "decimal", maxlength: 40, autocomplete: "off" });
    field.value = given;
    field.addEventListener("input", () => write(field.value));
    return make("div", { class: "assign-question", "data-question": question.id }, make("label", { for: id }, question.text), field);
  }

  #handIn(): HTMLElement {
    const heading = make("h2", { id: "assign-hand-in" }, this.#tell("hand"));
    const button = (what: "json" | "html" | "ipynb"): HTMLElement => {
      const made = make("button", { type: "button", "data-action": `report-${what}` }, this.#tell(`report.${what}`));
      made.addEventListener("click", () => {
        this.say("report.busy");
        void import("./handin")
          .then(({ handIn }) => handIn(this, what))
          .catch((error: unknown) => {
            console.warn("The report could not be made.", error);
            this.say("report.failed");
          });
      });
      return made;
    };
    const clear = make("button", { type: "button", "data-action": "clear" }, this.#tell("clear"));
    clear.addEventListener("click", () => {
      if (!window.confirm(this.#tell("clear.sure"))) return;
      this.#keep.forget();
      Object.assign(this.kept, keptOf(null));
      this.#work.replaceChildren();
      this.#draw();
      this.say("cleared");
    });
    const buttons = make("div", { class: "assign-actions" }, button("json"), button("html"), button("ipynb"));
    return make(
      "section",
      { class: "assign-part", "aria-labelledby": heading.id },
      heading,
      make("p", {}, this.#tell("hand.how")),
      buttons,
      make("p", { class: "assign-note" }, this.#tell("hand.proves")),
      make("div", { class: "assign-actions" }, clear),
    );
  }

  save(): void {
    this.#keep.write(this.kept);
  }
}
