"""Two thousand hostile fragments: no page breaks, runs anything of them, or asks another host for anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from browser_cells import Cell
from browser_lab import Lab
from fragments import fragments, good_assignment
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from scripts.book import Book

pytestmark = [pytest.mark.browser, pytest.mark.long]

MANY, FRESH = 200, 4  # a page: fragments in all, and those of them that a page is opened with
FOLLOW = """async (fragments) => {
  for (const one of fragments) {
    location.hash = one;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}"""
LEFT = """() => ({
  polluted: ({}).polluted !== undefined || Object.keys(Object.prototype).length > 0,
  made: document.querySelectorAll('iframe, base, object, embed, img[src=x], [onerror], [onload], style').length,
  links: [...document.querySelectorAll('a[href], form[action]')]
    .map((one) => one.getAttribute('href') ?? one.getAttribute('action'))
    .filter((address) => /^\\s*(javascript|data):/i.test(address)).length,
})"""


def lab_answers(page: Page) -> None:
    """The first lab follows a good link and computes it."""
    lab = Lab(page)
    model = lab.element.get_attribute("model")
    page.evaluate("(link) => { location.hash = link; }", f"#lab={model}&seed=7")
    expect(lab.element.locator("[name=seed]")).to_have_value("7")
    expect(lab.element).to_have_attribute("data-seed", "7")
    lab.expect_live()


def cell_answers(page: Page) -> None:
    """A cell runs what is written in it, beside a lab that answers."""
    lab_answers(page)
    cell = Cell(page)
    cell.write("6 * 7")
    cell.run()
    cell.expect_state("done")
    expect(cell.role("result")).to_contain_text("42")


def canvas_answers(page: Page) -> None:
    """The design runs."""
    canvas = page.locator("design-canvas")
    canvas.locator("select[name=field]").select_option("debts")
    canvas.locator("[data-action=run]").click()
    expect(canvas.locator("[data-role=chart]")).to_be_visible()


def slides_answer(page: Page) -> None:
    """A link to a slide leads there."""
    page.evaluate("() => { location.hash = '#/2'; }")
    expect(page.locator(".slides > section.present")).to_have_count(1)
    page.keyboard.press("Home")
    expect(page.locator("#slide-1")).to_have_class("present")


def assignment_answers(page: Page) -> None:
    """An assignment that is none is refused in words, and a file is asked for."""
    page.evaluate("() => { location.hash = '#a=x'; }")
    expect(page.locator("book-assignment")).to_contain_text("opdracht")


def packs_answer(page: Page) -> None:
    """The link to a package ticks its chapter."""
    chapter = page.locator("[name=chapter]").first.get_attribute("value")
    page.evaluate("(link) => { location.hash = link; }", f"#scorm={chapter}")
    expect(page.locator(f"[name=chapter][value={chapter}]")).to_be_checked()


def file_answers(page: Page) -> None:
    """A page for files still takes one: one that is no report is named as such."""
    page.locator("input[type=file]").first.set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": b'{"kind": "x"}'}
    )
    expect(page.locator("report-marking")).to_contain_text("x.json")


def form_answers(page: Page) -> None:
    """The form of an assignment is there to be filled in."""
    expect(page.locator("assignment-builder input").first).to_be_editable()


PAGES: dict[str, Callable[[Page], None]] = {
    "recepten/": lab_answers,
    "en/uitstoot/": lab_answers,
    "models/rule-growth/": cell_answers,
    "models/segregation/embed/": lab_answers,
    "ontwerplab/": canvas_answers,
    "presentatie/slides/": slides_answer,
    "opdracht/": assignment_answers,
    "opdracht-maken/": form_answers,
    "nakijken/": file_answers,
    "cursuspakket/": packs_answer,
}


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """A page and all that goes wrong in it."""
    context = browser.new_context(reduced_motion="reduce", service_workers="block")
    page = context.new_page()
    wrong: list[str] = []
    home = urlparse(address).netloc

    def said(line: ConsoleMessage) -> None:
        if line.type == "error" and "net::ERR_CACHE_MISS" not in line.text:
            wrong.append(f"{line.text[:300]} at {page.url[-200:]}")

    def asked(url: str) -> None:
        if urlparse(url).scheme in ("http", "https", "ws") and urlparse(url).netloc != home:
            wrong.append(f"another host: {url}")

    def spoke(dialog: object) -> None:
        wrong.append("a dialog")
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("request", lambda request: asked(request.url))
    page.on("pageerror", lambda error: wrong.append(f"error: {error} at {page.url[-200:]}"))
    page.on("console", said)
    page.on("dialog", spoke)
    page.on("popup", lambda other: wrong.append(f"a window: {other.url}"))
    yield page, wrong
    context.close()


@pytest.mark.parametrize("number, place", list(enumerate(PAGES)))
def test_no_fragment_breaks_a_page(
    watched: tuple[Page, list[str]], address: str, root: Path, number: int, place: str
) -> None:
    page, wrong = watched
    library = Book(root).library
    models = {slug: list(library.model(slug).parameters.specs()) for slug in library.slugs()}
    hostile = list(fragments(number, MANY, models, good_assignment(root)))
    page.goto(f"{address}{place}")
    page.evaluate(FOLLOW, hostile[FRESH:])
    PAGES[place](page)
    assert wrong == []
    assert page.evaluate(LEFT) == {"polluted": False, "made": 0, "links": 0}
    page.evaluate("localStorage.clear()")  # what a reader wrote would stand there again
    for one in hostile[:FRESH]:
        page.goto("about:blank")
        page.goto(f"{address}{place}#{one}")
        expect(page.locator("h1").first).to_be_attached()
        page.wait_for_timeout(200)
    PAGES[place](page)
    assert wrong == []
    assert page.evaluate(LEFT) == {"polluted": False, "made": 0, "links": 0}
