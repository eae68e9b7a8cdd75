/** The quiet bar at the foot of the window that offers a new edition. */

import { make } from "../dom";
import { tell } from "./words";

let bar: HTMLElement | null = null;

/** Offer to reload; `update`: a new edition is ready; `elsewhere`: another tab has taken it already. */
export function showBar(why: "update" | "elsewhere", reload: () => void): void {
  hideBar();
  if (document.body.classList.contains("show")) return; // not on stage; the next page offers it
  const take = make("button", { type: "button", "data-action": "reload" }, tell("bar.reload"));
  const later = make("button", { type: "button", "data-action": "later" }, tell("bar.later"));
  const text = make("p", { role: "status" });
  bar = make("section", { class: "edition-bar", "aria-label": tell("bar.name") }, text, take, later);
  take.addEventListener("click", () => {
    take.disabled = true;
    text.textContent = tell("bar.taken");
    reload();
  });
  later.addEventListener("click", hideBar);
  document.body.append(bar);
  requestAnimationFrame(() => (text.textContent = tell(`bar.${why}`))); // so that it is read out
}

export function hideBar(): void {
  bar?.remove();
  bar = null;
}
