"""The policy at work: pages live under it, and a worker obeys it even on a host that sends no header."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser_lab import Lab
from elsewhere import Elsewhere, other_host
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

TRY = """async (place) => {
  await new Promise((resolve) => setTimeout(resolve));  // past what the debugger is allowed
  const found = {};
  for (const [name, act] of Object.entries({
    eval: () => globalThis.eval('1'),
    maker: () => new Function('return 1')(),
    fetch: () => fetch(place + 'fetch'),
    import: () => import(place + 'import.js'),
    socket: () => new Promise((open, refuse) => {
      const socket = new WebSocket(place.replace('http', 'ws'));
      socket.onopen = open;
      socket.onerror = refuse;
    }),
  })) {
    try { await act(); found[name] = 'done'; } catch { found[name] = 'refused'; }
  }
  return found;
}"""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of another host, that writes down who comes."""
    yield from other_host()


@pytest.mark.parametrize("place", ["", "worker"])
def test_neither_page_nor_worker_can_make_code_of_text_or_leave_the_site(
    browser: Browser, address: str, elsewhere: str, place: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}models/rule-growth/embed/")
    where: Page | object = page
    if place == "worker":
        lab = Lab(page)
        lab.press("run")
        lab.expect_live()
        (where,) = [worker for worker in page.workers if worker.url.startswith("blob:")]
    found = where.evaluate(TRY, elsewhere)  # type: ignore[attr-defined]
    assert set(found.values()) == {"refused"}, found
    assert Elsewhere.visited == []
    context.close()


def test_the_editor_is_dressed_without_a_style_element(strict_page: Page, address: str) -> None:
    """CodeMirror's rules come in a sheet that the document adopts; its gutter stands beside its text."""
    strict_page.goto(f"{address}models/rule-growth/")
    strict_page.locator(".code-cell [data-action=edit] >> visible=true").first.click()
    expect(strict_page.locator(".cm-content").first).to_be_visible()
    assert strict_page.evaluate("document.querySelectorAll('style').length") == 0
    flow = "getComputedStyle(document.querySelector('.cm-scroller')).display"
    assert strict_page.evaluate(flow) == "flex"
    strict_page.locator(
        ".code-cell [data-action=edit] >> visible=true"
    ).first.click()  # and a second one
    expect(strict_page.locator(".cm-content")).to_have_count(2)
