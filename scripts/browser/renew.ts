/**
 * The theme changes pages in place, and lets go of no page that it has replaced: some thousands of nodes each time.
 * So after a number of them the next is loaded anew, by the browser itself.
 */

/** Pages in place before one is loaded anew. */
export const PAGES = 25;

/** Watch the clicks of `world`; `free` says whether nothing is under way that a new page would end. */
export function renewPages(world: Window, free: () => boolean): void {
  let pages = 0;
  world.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
      const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
      if (link === null || !plain || link.target || link.hasAttribute("download")) return;
      const { origin, pathname } = world.location;
      if (link.origin !== origin || link.pathname === pathname) return;
      if (++pages > PAGES && free()) event.stopImmediatePropagation(); // the theme does not hear of it
    },
    { capture: true },
  );
}
