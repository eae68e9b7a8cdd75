/** The assignment that the instructor gives to check against: by its link, or as a file. */

import { type Assignment, assignmentId, readAssignment } from "../assign/assignment";
import { fromFragment } from "../assign/fragment";
import { button, make } from "../dom";
import type { Language } from "../protocol";
import { readFile } from "./reading";
import { type MarkWord, tell } from "./words";

export class Given {
  readonly element: HTMLElement;
  readonly #said = make("p", { role: "status", "data-role": "assignment" });
  readonly #address: HTMLInputElement;
  readonly #clear: HTMLButtonElement;
  assignment: Assignment | null = null;

  constructor(
    id: string,
    private readonly language: Language,
    private readonly changed: () => void,
  ) {
    const say = (word: MarkWord): string => tell(word, language);
    this.#address = make("input", { type: "text", id: `${id}-address`, autocomplete: "off", spellcheck: "false" });
    this.#clear = button("assignment-clear", say("assignment.clear"), { hidden: true });
    const file = make("input", { type: "file", accept: "application/json,.json", hidden: true, "data-role": "assignment-file", tabindex: -1, "aria-label": say("assignment.file") });
    const choose = button("assignment-file", say("assignment.file"));
    choose.addEventListener("click", () => file.click());
    this.#clear.addEventListener("click", () => this.#set(null));
    file.addEventListener("change", (event) => {
      event.stopPropagation();
      const [one] = file.files ?? [];
      if (one) void this.#take(readFile(one).then(readAssignment));
      file.value = "";
    });
    this.#address.addEventListener("change", (event) => {
      event.stopPropagation();
      const { value } = this.#address;
      if (!value.trim()) return this.#set(null);
      const at = value.indexOf("#a=");
      void this.#take(fromFragment(at < 0 ? "" : value.slice(at).trim()));
    });
    this.element = make(
      "details",
      { class: "mark-given" },
      make("summary", {}, say("assignment.title")),
      make("p", {}, say("assignment.help")),
      make("label", { for: `${id}-address` }, say("assignment.address")),
      this.#address,
      make("div", { class: "mark-steps" }, choose, this.#clear, file),
      this.#said,
    );
    this.#said.textContent = say("assignment.none");
  }

  async #take(read: Promise<Assignment>): Promise<void> {
    try {
      this.#set(await read);
    } catch {
      this.#said.textContent = tell("assignment.bad", this.language);
    }
  }

  #set(assignment: Assignment | null): void {
    this.assignment = assignment;
    this.#clear.hidden = assignment === null;
    if (assignment === null) this.#address.value = "";
    this.#said.textContent =
      assignment === null
        ? tell("assignment.none", this.language)
        : tell("assignment.given", this.language, { title: assignment.title, id: assignmentId(assignment) });
    this.changed();
  }
}
