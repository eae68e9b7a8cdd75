/** The page on which an instructor makes an assignment. Loaded on demand. */

import { make } from "../dom";
import { save } from "../files";
import type { Language } from "../protocol";
import { type Assignment, assignmentId, LENGTH, MOST, NoAssignment } from "./assignment";
import { Course } from "./course";
import { blank, type Draft, draftOf, lacks, readDraft, settled } from "./draft";
import { readFile } from "./file";
import { area, choice, field, input, press, section } from "./form";
import { FRAGMENT, fromFragment, toFragment } from "./fragment";
import { handout } from "./handout";
import { Keep } from "./keep";
import { criterionPart, labPart, questionPart } from "./parts";
import { plainName } from "./name";
import { type AssignWord, tell } from "./words";

export function open(root: HTMLElement, signal: AbortSignal): void {
  Course.of(root).then(
    (course) => {
      if (signal.aborted) return;
      const builder = new Builder(root, course);
      signal.addEventListener("abort", () => builder.close());
    },
    (error: unknown) => console.warn("The builder could not be opened.", error), // the page says what it needs
  );
}

export class Builder {
  draft: Draft;
  readonly language: Language;
  readonly #keep: Keep;
  readonly #status = make("p", { role: "status", class: "assign-status" });
  readonly #out = make("div", { "data-role": "out" });
  readonly #paper = make("div", { "data-role": "paper" });
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly root: HTMLElement,
    readonly course: Course,
  ) {
    this.language = course.language;
    this.#keep = new Keep(`assignment-builder:${location.pathname}`, () => this.say("keep.failed"));
    const kept = readDraft(this.#keep.read());
    this.draft = kept ?? blank(course);
    this.draw();
    if (kept !== null) this.say("draft.restored");
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#turn++;
  }

  tell(word: AssignWord, filling: Readonly<Record<string, string>> = {}): string {
    return tell(word, this.language, filling);
  }

  say(word: AssignWord, filling: Readonly<Record<string, string>> = {}): void {
    this.#status.textContent = this.tell(word, filling);
  }

  /** Something in the draft has changed. */
  changed(): void {
    this.#keep.write(this.draft);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#give(), 200);
  }

  /** The draft has other parts: draw it anew, with the focus where `focus` finds an element. */
  redraw(focus = ""): void {
    this.changed();
    const opened = [...this.root.querySelectorAll<HTMLDetailsElement>("details[id]")].filter((one) => one.open).map((one) => one.id);
    this.draw();
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    const found = focus ? this.root.querySelector<HTMLElement>(focus) : null;
    found?.focus();
  }

  draw(): void {
    const form = make("form", { class: "assign-form", autocomplete: "off" });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.append(this.#what(), this.#chapters(), this.#labs(), this.#seed(), this.#questions(), this.#rubric());
    this.root.replaceChildren(form, this.#out, this.#begin(), this.#status, this.#paper);
    void this.#give();
  }

  #what(): HTMLElement {
    const { draft, course } = this;
    const title = input(draft.title, (value) => (draft.title = value), { id: "make-title", maxlength: LENGTH.name });
    const due = input(draft.due, (value) => (draft.due = value), { id: "make-due", maxlength: LENGTH.line });
    const offered: [string, string][] = [["nl", this.tell("make.dutch")], ["en", this.tell("make.english")]];
    const language = choice(
      offered.filter(([one]) => course.languages.includes(one)),
      draft.language,
      (value) => (draft.language = value as Language),
      { id: "make-language" },
    );
    return section(
      this,
      "make.what",
      field(this.tell("make.title"), title),
      field(this.tell("make.due"), due, this.tell("make.due.help")),
      field(this.tell("make.language"), language, this.tell("make.language.help")),
    );
  }

  #chapters(): HTMLElement {
    const { draft, course } = this;
    const boxes = course.data.chapters.map(({ slug, number, title }) => {
      const box = make("input", { type: "checkbox", id: `make-chapter-${slug}`, value: slug });
      box.checked = draft.chapters.includes(slug);
      box.addEventListener("change", () => {
        const chosen = new Set(draft.chapters);
        if (box.checked) chosen.add(slug);
        else chosen.delete(slug);
        draft.chapters = course.data.chapters.map((one) => one.slug).filter((one) => chosen.has(one));
        this.redraw(`#make-chapter-${slug}`);
      });
      return make("label", { class: "assign-check", for: box.id }, box, make("span", {}, `${number}. ${title}`));
    });
    const details = make("details", { id: "make-chapters" }, make("summary", {}, this.tell("make.chapters.count", { count: String(draft.chapters.length) })), ...boxes);
    details.open = draft.chapters.length === 0;
    return section(this, "make.chapters", details);
  }

  #labs(): HTMLElement {
    const { draft, course } = this;
    const parts = draft.labs.map((lab, at) => labPart(this, lab, at));
    const offered = make("select", { id: "make-lab-which" });
    for (const { title, number, slug, labs } of course.data.chapters) {
      if (labs.length === 0 || (draft.chapters.length > 0 && !draft.chapters.includes(slug))) continue;
      const options = labs.map((one, at) => make("option", { value: `${slug}/${at}` }, `${one.number} ${course.model(one.model)?.title ?? one.model}`));
      offered.append(make("optgroup", { label: `${number}. ${title}` }, ...options));
    }
    const models = Object.entries(course.data.models).map(([slug, one]) => make("option", { value: slug }, one.title));
    offered.append(make("optgroup", { label: this.tell("make.models") }, ...models));
    const add = press("add-lab", this.tell("make.lab.add"), () => {
      if (draft.labs.length >= MOST.labs) return this.say("make.full");
      const [slug = "", at] = offered.value.split("/");
      const found = at === undefined ? null : course.chapter(slug)?.labs[Number(at)];
      const id = free("l", draft.labs);
      draft.labs.push({ id, model: found?.model ?? slug, values: { ...found?.values }, locked: [], hidden: [] });
      if (found && draft.seed.rule === "fixed" && draft.labs.length === 1) draft.seed.value = found.seed;
      this.redraw(`#make-${id}`);
    });
    return section(this, "make.labs", ...parts, field(this.tell("make.lab.which"), offered), add);
  }

  #seed(): HTMLElement {
    const { draft } = this;
    const rule = draft.seed.rule;
    const number = make("input", { type: "number", id: "make-seed", min: 0, max: 4294967295, step: 1, value: rule === "fixed" ? draft.seed.value : 1 });
    number.addEventListener("input", () => {
      const value = Number(number.value);
      const right = number.value !== "" && Number.isInteger(value) && value >= 0 && value < 2 ** 32;
      number.setAttribute("aria-invalid", String(!right));
      if (!right || draft.seed.rule !== "fixed") return;
      draft.seed.value = value;
      this.changed();
    });
    const pick = (which: "fixed" | "student"): HTMLElement => {
      const radio = make("input", { type: "radio", name: "make-rule", id: `make-rule-${which}`, value: which });
      radio.checked = rule === which;
      radio.addEventListener("change", () => {
        draft.seed = which === "student" ? { rule: "student" } : { rule: "fixed", value: Number(number.value) || 1 };
        this.redraw(`#make-rule-${which}`);
      });
      return make("label", { class: "assign-check", for: radio.id }, radio, make("span", {}, this.tell(`seed.${which}`)));
    };
    const parts = [pick("student"), pick("fixed")];
    if (rule === "fixed") parts.push(field(this.tell("make.seed.value"), number));
    return section(this, "make.seed", ...parts);
  }

  #questions(): HTMLElement {
    const { draft, course } = this;
    const parts = draft.questions.map((question, at) => questionPart(this, question, at));
    const put = (text: string): void => {
      if (draft.questions.length >= MOST.questions) return this.say("make.full");
      const id = free("q", draft.questions);
      draft.questions.push({ id, kind: "text", text });
      this.redraw(`#make-${id}`);
    };
    const adds: HTMLElement[] = [press("add-question", this.tell("make.question.add"), () => put(""))];
    const offered = make("select", { id: "make-exercise" });
    for (const { slug, number, title, exercises } of course.data.chapters) {
      if (!draft.chapters.includes(slug) || exercises.length === 0) continue;
      const options = exercises.map((text, at) => make("option", { value: text }, `${number}.${at + 1} ${text.slice(0, 90)}${text.length > 90 ? "…" : ""}`));
      offered.append(make("optgroup", { label: `${number}. ${title}` }, ...options));
    }
    if (offered.children.length > 0) {
      adds.push(field(this.tell("make.exercise"), offered), press("add-exercise", this.tell("make.exercise.add"), () => put(offered.value)));
    }
    return section(this, "make.questions", ...parts, ...adds);
  }

  #rubric(): HTMLElement {
    const { draft, course } = this;
    const parts = draft.rubric.map((criterion, at) => criterionPart(this, criterion, at));
    const adds: HTMLElement[] = [
      press("add-criterion", this.tell("make.criterion.add"), () => {
        if (draft.rubric.length >= MOST.criteria) return this.say("make.full");
        const id = free("c", draft.rubric);
        draft.rubric.push({ id, title: "", weight: 1, levels: ["", "", ""] });
        this.redraw(`#make-${id}`);
      }),
    ];
    for (const slug of draft.chapters) {
      const chapter = course.chapter(slug);
      if (!chapter || chapter.rubric.length === 0) continue;
      const words = this.tell("make.rubric.take", { title: chapter.title });
      adds.push(
        press(`rubric-${slug}`, words, () => {
          draft.rubric = chapter.rubric.map((one) => ({ ...one, levels: [...one.levels] }));
          this.redraw("[data-action=add-criterion]");
        }),
      );
    }
    return section(this, "make.rubric", make("p", {}, this.tell("make.rubric.help")), ...parts, make("div", { class: "assign-actions" }, ...adds));
  }

  /** Begin with something that was made before, or with nothing. */
  #begin(): HTMLElement {
    const file = make("input", { type: "file", id: "make-file", accept: "application/json,.json" });
    const take = (assignment: Assignment): void => {
      this.draft = draftOf(assignment);
      this.redraw("#make-title");
      this.say("make.taken");
    };
    const refuse = (error: unknown): void => this.say("make.bad", { part: error instanceof NoAssignment ? error.part : "?" });
    file.addEventListener("change", () => {
      const [chosen] = file.files ?? [];
      if (chosen) void readFile(chosen).then(take, refuse);
      file.value = ""; // or the same file, put right, would not be a change
    });
    const link = input("", () => {}, { id: "make-link", inputmode: "url" });
    const open = press("open-link", this.tell("make.link.open"), () => {
      void fromFragment(link.value.trim().replace(/^[^#]*#/, "#")).then(take, refuse);
    });
    const clear = press("clear", this.tell("make.clear"), () => {
      if (!window.confirm(this.tell("make.clear.sure"))) return;
      this.draft = blank(this.course);
      this.#keep.forget();
      this.draw();
      this.say("make.cleared");
      this.root.querySelector<HTMLElement>("#make-title")?.focus();
    });
    return section(
      this,
      "make.begin",
      field(this.tell("make.file"), file),
      field(this.tell("make.link"), link),
      make("div", { class: "assign-actions" }, open, clear),
    );
  }

  /** Give what the draft has become: link, code, paper, file; or say what it lacks. */
  async #give(): Promise<void> {
    const turn = ++this.#turn;
    const missing = lacks(this.draft);
    let assignment: Assignment;
    try {
      assignment = settled(this.draft);
    } catch (error) {
      this.#out.replaceChildren(section(this, "make.out", make("p", {}, this.tell("make.bad", { part: error instanceof NoAssignment ? error.part : "?" }))));
      return;
    }
    const fragment = await toFragment(assignment);
    const paper = missing.length > 0 ? null : await handout(this, assignment, this.#address(assignment, fragment));
    if (turn !== this.#turn) return;
    this.#paper.replaceChildren(...(paper === null ? [] : [paper]));
    if (missing.length > 0) {
      const list = missing.map(({ word, name }) => make("li", {}, this.tell(word, { name })));
      this.#out.replaceChildren(section(this, "make.out", make("p", {}, this.tell("make.lacks")), make("ul", { "data-role": "lacks" }, ...list)));
      return;
    }
    if (fragment.length > FRAGMENT) {
      this.#out.replaceChildren(section(this, "make.out", make("p", {}, this.tell("make.long")), this.#file(assignment)));
      return;
    }
    const address = this.#address(assignment, fragment);
    const shown = area(address, () => {}, { id: "make-address", rows: 4, readonly: true });
    const copy = press("copy", this.tell("make.copy"), () => {
      navigator.clipboard?.writeText(address).then(
        () => this.say("make.copied"),
        () => shown.select(),
      ) ?? shown.select();
    });
    const preview = make("a", { href: address, target: "_blank", rel: "noopener", class: "assign-link", "data-role": "preview" }, this.tell("make.preview"));
    const print = press("print", this.tell("make.print"), () => this.#print());
    this.#out.replaceChildren(
      section(
        this,
        "make.out",
        field(this.tell("make.address", { id: assignmentId(assignment) }), shown),
        make("div", { class: "assign-actions" }, copy, preview, print, this.#file(assignment)),
      ),
    );
  }

  #file(assignment: Assignment): HTMLElement {
    return press("file", this.tell("make.save"), () => {
      save(`${plainName(assignment.title) || "assignment"}.assignment.json`, "application/json", `${JSON.stringify(assignment, null, 2)}\n`);
    });
  }

  #address({ language }: Assignment, fragment: string): string {
    return `${this.course.place(`${this.course.data.page}/`, language)}${fragment}`;
  }

  /** Print the handout alone. */
  #print(): void {
    const around: Element[] = [];
    for (let at: Element = this.#paper; at !== document.body && at.parentElement; at = at.parentElement) {
      around.push(...[...at.parentElement.children].filter((one) => one !== at));
    }
    around.forEach((one) => one.setAttribute("data-unprinted", ""));
    window.print();
    around.forEach((one) => one.removeAttribute("data-unprinted"));
  }
}

/** An id that no other has. */
function free(letter: string, taken: readonly { readonly id: string }[]): string {
  for (let at = 1; ; at++) if (!taken.some((one) => one.id === `${letter}${at}`)) return `${letter}${at}`;
}
