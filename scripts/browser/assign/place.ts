/** A lab of an assignment: the model's own lab, with what the assignment fixes fixed. */

import type { LabConfig } from "../config";
import { Controls } from "../controls";
import type { Value, Values } from "../protocol";
import type { AssignedLab } from "./assignment";
import type { Course } from "./course";
import { tell } from "./words";

/** Tools that would show or change what an assignment hides or fixes, or lead away from it. */
const AWAY = "[data-action=link], [data-role=permalink], .lab-take, .lab-predict";
const OPEN = "[data-action=sweep], .lab-presets";

/** The lab as an element that is not yet in the page; `at` is what its controls stand at. Rejects when it cannot be had. */
export async function labOf(course: Course, lab: AssignedLab, seed: number, at: Values): Promise<HTMLElement> {
  const address = course.place(`models/${lab.model}/embed/`);
  const [config, response] = await Promise.all([course.config(lab.model), fetch(address)]);
  if (!response.ok) throw new Error(`${new URL(address).pathname}: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const original = page.querySelector<HTMLElement>("model-lab");
  if (original === null) throw new Error("no lab");
  const found = document.importNode(original, true); // before anything is set: a copy forgets what a list stands at
  for (const name of ["config", "runtime"]) found.dataset[name] = new URL(found.dataset[name] ?? "", response.url).href;
  delete found.dataset["atlas"]; // its runs have other seeds
  rename(found, `lab-${lab.id}`);
  found.querySelectorAll(AWAY).forEach((one) => one.remove());
  const values = allowed(config, lab.values);
  found.dataset["values"] = JSON.stringify(values);
  found.dataset["seed"] = String(seed);
  found.dataset["pinned"] = [...lab.locked, ...lab.hidden, "seed"].join(" ");
  if (lab.locked.length + lab.hidden.length > 0) found.querySelectorAll(OPEN).forEach((one) => one.remove());
  const start = new Controls(found, config, { values, seed });
  start.write({ values: allowed(config, at), seed });
  for (const name of lab.hidden) control(found, name)?.remove();
  for (const name of [...lab.locked, "seed"]) lock(found, name, course);
  empty(found);
  const reset = found.querySelector("[data-action=reset]");
  if (reset) reset.textContent = tell("lab.reset", course.language);
  return found;
}

/** Of the values those that the model has and allows; a number out of bounds is no reason to fail. */
export function allowed(config: LabConfig, values: Values): Values {
  const kept: Record<string, Value> = {};
  for (const spec of config.parameters) {
    const value = Object.hasOwn(values, spec.name) ? values[spec.name] : undefined;
    if (value === undefined) continue;
    const fits =
      spec.choices !== null
        ? spec.choices.some((choice) => choice.value === value)
        : typeof value === "number" && value >= (spec.low ?? -Infinity) && value <= (spec.high ?? Infinity);
    if (fits) kept[spec.name] = value;
  }
  return kept;
}

function control(lab: HTMLElement, name: string): HTMLElement | null {
  return lab.querySelector(`[name="${CSS.escape(name)}"]`)?.closest<HTMLElement>(".lab-control") ?? null;
}

function lock(lab: HTMLElement, name: string, course: Course): void {
  const place = control(lab, name);
  if (place === null) return;
  place.dataset["locked"] = "";
  place.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select").forEach((one) => (one.disabled = true));
  place.querySelector("[data-action=reset-one]")?.remove();
  const note = document.createElement("small");
  note.className = "assign-locked";
  note.id = `${lab.id}-${name}-locked`;
  note.textContent = tell("lab.locked", course.language);
  place.append(note);
  place.querySelectorAll("input, select").forEach((one) => {
    one.setAttribute("aria-describedby", `${one.getAttribute("aria-describedby") ?? ""} ${note.id}`.trim());
  });
}

/** What the page of the model shows is another run than the student's. */
function empty(lab: HTMLElement): void {
  lab.dataset["fingerprint"] = "";
  lab.querySelectorAll("[data-role=chart] [data-width], [data-role=measures], [data-role=data] tbody").forEach((one) => one.replaceChildren());
  for (const name of ["badge", "summary", "fingerprint"]) lab.querySelector(`[data-role=${name}]`)?.replaceChildren();
}

/** Give the lab an id of its own, and all that begins with the old one. */
function rename(lab: HTMLElement, id: string): void {
  const old = lab.id;
  for (const one of [lab, ...lab.querySelectorAll<HTMLElement>("*")]) {
    for (const name of ["id", "for", "aria-labelledby", "aria-describedby", "name"]) {
      const value = one.getAttribute(name);
      if (value === null || !value.startsWith(old)) continue;
      one.setAttribute(name, value.split(" ").map((word) => (word.startsWith(old) ? id + word.slice(old.length) : word)).join(" "));
    }
  }
}
