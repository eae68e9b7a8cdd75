/**
 * Explanations of terms where `interestfor` means nothing to the browser yet: shown on hover and on keyboard
 * focus, reachable by the pointer, closed by Escape. Elsewhere the page needs no script for it.
 */

const DELAY = 300; // milliseconds, so that passing over a word shows nothing
let shown: HTMLElement | null = null;
let timer = 0;

export function explainTerms(): void {
  if ("interestForElement" in HTMLAnchorElement.prototype || !("showPopover" in HTMLElement.prototype)) return;
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "mouse") return;
    const link = termAt(target);
    if (link) later(() => open(link));
    else if (target instanceof Element && target.closest(".term-tip")) clearTimeout(timer);
    else if (shown) later(close);
  });
  document.addEventListener("focusin", ({ target }) => {
    const link = termAt(target);
    if (link?.matches(":focus-visible")) later(() => open(link));
  });
  document.addEventListener("focusout", () => later(close));
  document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  document.addEventListener("scroll", close, { passive: true });
}

function termAt(target: EventTarget | null): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>("a.term[aria-describedby]") : null;
}

function later(act: () => void): void {
  clearTimeout(timer);
  timer = window.setTimeout(act, DELAY);
}

function close(): void {
  clearTimeout(timer);
  shown?.hidePopover();
  shown = null;
}

/** Under the word, or above it where there is no room; never beside the window. */
function open(link: HTMLAnchorElement): void {
  const tip = document.getElementById(link.getAttribute("aria-describedby") ?? "");
  if (!tip || tip === shown) return;
  close();
  tip.popover = "manual";
  tip.showPopover();
  const word = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const left = Math.max(0, Math.min(word.left, innerWidth - tip.offsetWidth - 16));
  const fits = word.bottom + tip.offsetHeight + 8 < innerHeight;
  Object.assign(tip.style, {
    inset: "auto",
    left: `${left}px`,
    top: `${fits ? word.bottom : word.top - tip.offsetHeight - 8}px`,
    positionArea: "none",
  });
  shown = tip;
}
