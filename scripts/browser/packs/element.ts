/** `<pack-builder>` over the form that the build has written; what makes packs comes when it is used. */

import type { Builder } from "./builder";

export function open(element: HTMLElement, signal: AbortSignal): void {
  let builder: Promise<Builder> | null = null;
  const use = (act: (builder: Builder) => void): void => {
    builder ??= import("./builder").then(({ Builder }) => new Builder(element));
    builder.then(act, () => (builder = null));
  };
  element.addEventListener("submit", (event) => event.preventDefault(), { signal });
  element.addEventListener("click", ({ target }) => {
    const action = target instanceof Element ? target.closest<HTMLElement>("[data-action]")?.dataset["action"] : "";
    if (action === "make") use((one) => void one.make());
    if (action === "all" || action === "none") for (const box of boxes(element)) box.checked = action === "all"; // at once
  }, { signal });
  window.addEventListener("hashchange", () => follow(element), { signal });
  follow(element);
  element.dataset["state"] = "ready";
}

export function boxes(element: HTMLElement): HTMLInputElement[] {
  return [...element.querySelectorAll<HTMLInputElement>("[name=chapter]")];
}

/** `#scorm=chapter`: that package is meant. */
function follow(element: HTMLElement): void {
  const slug = /^#scorm=([a-z0-9-]+)$/.exec(location.hash)?.[1];
  if (slug === undefined) return;
  const box = element.querySelector<HTMLInputElement>(`[name=chapter][value="${slug}"]`);
  const format = element.querySelector<HTMLInputElement>("[name=format][value=scorm]");
  if (box === null || format === null) return;
  for (const one of boxes(element)) one.checked = one === box;
  format.checked = true;
  element.scrollIntoView({ block: "start" });
}
