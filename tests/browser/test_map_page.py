"""The map of the argument in a browser: it fits its boxes and its page, and the keyboard reaches it."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_axe import load_axe
from browser_lab import LANGUAGES
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
OUTSIDE = """
() => [...document.querySelectorAll('.argument-map g')].flatMap((group) => {
  const box = group.querySelector('.map-box').getBBox();
  return [...group.querySelectorAll('text')].map((text) => [text.textContent, text.getBBox()])
    .filter(([, one]) => one.x < box.x || one.x + one.width > box.x + box.width
      || one.y < box.y || one.y + one.height > box.y + box.height)
    .map(([words]) => words);
})
"""


@pytest.fixture
def slug(root: Path) -> str:
    """The page of this book's map."""
    from scripts.book import Book

    return Book(root).outline.map_page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_lies_within_its_box(
    strict_page: Page, address: str, slug: str, language: str
) -> None:
    strict_page.goto(f"{address}{LANGUAGES[language]}{slug}/")
    strict_page.evaluate("document.fonts.ready")
    assert strict_page.locator(".argument-map g").count() >= 20
    assert strict_page.evaluate(OUTSIDE) == []


def test_a_box_leads_to_its_chapter_by_keyboard(strict_page: Page, address: str, slug: str) -> None:
    strict_page.goto(f"{address}{slug}/")
    strict_page.locator(".argument-map").focus()
    strict_page.keyboard.press("Tab")
    way = strict_page.evaluate("document.activeElement.href.baseVal")
    strict_page.keyboard.press("Enter")
    strict_page.wait_for_url(f"**/{way.removeprefix('../')}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, address: str, slug: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}{slug}/")
    load_axe(page)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], one["nodes"][0]["target"]) for one in found["violations"]] == []
    context.close()


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_scrolls_the_map_and_not_the_page(
    browser: Browser, address: str, slug: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(f"{address}{slug}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(
        "(region => region.scrollWidth > region.clientWidth)(document.querySelector('.argument-map'))"
    )
    page.close()
