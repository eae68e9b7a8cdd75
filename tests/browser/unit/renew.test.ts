// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { PAGES, renewPages } from "../../../scripts/browser/renew";

const theme = vi.fn((event: Event) => event.preventDefault());
let free = true;
renewPages(window, () => free);
document.body.addEventListener("click", (event) => theme(event));

function click(href: string, init: MouseEventInit = {}): void {
  const link = document.createElement("a");
  link.href = href;
  document.body.replaceChildren(link);
  link.addEventListener("click", (event) => event.preventDefault()); // a test goes nowhere
  link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ...init }));
}

beforeEach(() => void theme.mockClear());

describe("pages in place", () => {
  it("are the theme's until there have been enough, and again while something is under way", () => {
    for (let page = 0; page < PAGES; page++) click(`/p${page}/`);
    expect(theme).toHaveBeenCalledTimes(PAGES);
    click("#here");
    click("/new-tab/", { ctrlKey: true });
    click("https://elsewhere.test/");
    expect(theme).toHaveBeenCalledTimes(PAGES + 3);
    click("/next/");
    expect(theme).toHaveBeenCalledTimes(PAGES + 3); // the browser's own
    free = false;
    click("/another/");
    expect(theme).toHaveBeenCalledTimes(PAGES + 4);
  });
});
