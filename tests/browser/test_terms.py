"""Terms of the glossary explain themselves, without a script, and get out of the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def term(strict_page: Page, address: str) -> Locator:
    """The first term of a chapter that has an explanation."""
    strict_page.goto(f"{address}verstatelijking/")
    found = strict_page.locator("a.term[interestfor]").first
    found.scroll_into_view_if_needed()
    return found


def tip(term: Locator) -> Locator:
    return term.page.locator(f"#{term.get_attribute('interestfor')}")


def test_hover_shows_the_explanation_and_lets_the_pointer_reach_it(term: Locator) -> None:
    expect(tip(term)).to_be_hidden()
    term.hover()
    expect(tip(term)).to_be_visible()
    tip(term).hover()
    term.page.wait_for_timeout(1000)
    expect(tip(term)).to_be_visible()
    term.page.mouse.move(5, 5)
    expect(tip(term)).to_be_hidden()


def test_focus_shows_it_and_escape_closes_it_without_moving_the_focus(term: Locator) -> None:
    term.focus()
    term.page.keyboard.press("Shift")  # the keyboard is in use, so that focus is shown
    expect(tip(term)).to_be_visible()
    term.page.keyboard.press("Escape")
    expect(tip(term)).to_be_hidden()
    expect(term).to_be_focused()


def test_it_fits_a_phone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}verstatelijking/")
    for term in page.locator("a.term[interestfor]").all():
        term.scroll_into_view_if_needed()
        term.hover()
        expect(tip(term)).to_be_visible()
        box = tip(term).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.close()


def test_without_a_script_it_is_a_link_to_the_glossary(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}verstatelijking/")
    term = page.locator("a.term[interestfor]").first
    anchor = (term.get_attribute("href") or "").partition("#")[2]
    term.click()
    page.wait_for_url(f"**/#{anchor}")
    expect(page.locator(f"dt#{anchor}")).to_be_visible()
    context.close()
