/** Opens `<report-marking>`; all it needs comes with the page that has one. */

import { Desk } from "./desk";

/** What the element does; until then, and without it, its sentence says what it needs. */
export function open(root: HTMLElement, signal: AbortSignal): void {
  Desk.open(root).then(
    (desk) => {
      if (signal.aborted) return desk.close();
      signal.addEventListener("abort", () => desk.close(), { once: true });
    },
    () => (root.dataset["state"] = "failed"),
  );
}
