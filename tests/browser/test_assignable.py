"""A chapter as it is assigned and cited, in a browser: anchors, the foot, and the head under a strict policy."""

from __future__ import annotations

import base64
import hashlib
import json

import lxml.html
import pytest
from browser_axe import load_axe
from browser_lab import LANGUAGES
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser
CHAPTER = "uitstoot/"


def policy(html: str) -> str:
    """The strict policy of a page: no inline script but those that are there, by their hashes; data needs none."""
    hashes = []
    for script in lxml.html.fromstring(html).xpath("//script[not(@src)]"):
        if script.get("type") not in ("application/ld+json", "application/json"):
            digest = hashlib.sha256((script.text or "").encode()).digest()
            hashes.append(f"'sha256-{base64.b64encode(digest).decode()}'")
    return (
        f"default-src 'self'; script-src 'self' {' '.join(hashes)}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; object-src 'none'; base-uri 'self'"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_in_the_head_needs_no_leave(
    strict_page: Page, address: str, language: str
) -> None:
    """The page logs no violation (strict_page sees to that), and its data can be read."""

    def guarded(route: Route) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "content-security-policy": policy(answer.text())}
        route.fulfill(response=answer, headers=headers)

    strict_page.route("**/uitstoot/", guarded)
    strict_page.goto(f"{address}{LANGUAGES[language]}{CHAPTER}")
    text = strict_page.locator("head script[type='application/ld+json']").text_content()
    data = json.loads(text or "")
    assert data["inLanguage"] == language and data["position"] == 8
    strict_page.locator("#cite > summary").click()
    expect(strict_page.locator(".cite-copy").first).to_be_visible()


def test_the_head_follows_the_page(strict_page: Page, address: str) -> None:
    strict_page.goto(f"{address}{CHAPTER}")
    title = strict_page.locator("meta[name='DC.title']")
    assert title.get_attribute("content") == "De uitstoot"
    strict_page.locator(".md-nav--primary a[href$='onmisbaar/']").first.click()
    strict_page.wait_for_url("**/onmisbaar/")
    expect(title).to_have_count(1)
    expect(title).to_have_attribute("content", "Het bekende, ongewenste pad")
    data = strict_page.locator("head script[type='application/ld+json']")
    expect(data).to_have_count(1)
    assert json.loads(data.text_content() or "")["position"] == 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_is_copied_and_said(browser: Browser, address: str, language: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}{LANGUAGES[language]}{CHAPTER}")
    page.locator("#cite > summary").focus()
    page.keyboard.press("Enter")
    for form in ("apa", "bibtex"):
        button = page.locator(f"button[data-copy=cite-{form}]")
        expect(button).to_be_visible()
        box = button.bounding_box()
        assert box and box["height"] >= 44
        button.click()
        done = button.get_attribute("data-done") or ""
        expect(page.locator(".cite-status")).to_have_text(done)
        shown = page.locator(f"#cite-{form}").text_content()
        assert page.evaluate("navigator.clipboard.readText()") == shown
    context.close()


def test_where_copying_is_forbidden_the_text_is_selected(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{address}{CHAPTER}")
    page.locator("#cite > summary").click()
    page.locator("button[data-copy=cite-apa]").click()
    hand = page.locator("button[data-copy=cite-apa]").get_attribute("data-hand") or ""
    expect(page.locator(".cite-status")).to_have_text(hand)
    assert page.evaluate("getSelection().toString()") == page.locator("#cite-apa").text_content()
    context.close()


def test_without_script_a_chapter_shows_all_of_it(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{CHAPTER}#exercise-2")
    expect(page.locator("#exercise-2")).to_be_in_viewport()
    page.locator("#assignment > summary").click()
    expect(page.locator(".rubric dt").first).to_be_visible()
    page.locator("#cite > summary").click()
    expect(page.locator("#cite-apa")).to_be_visible()
    expect(page.locator(".cite-copy").first).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_an_open_foot(
    browser: Browser, address: str, language: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}{LANGUAGES[language]}{CHAPTER}")
    for section in ("assignment", "cite"):
        page.locator(f"#{section} > summary").click()
    expect(page.locator(".cite-copy").first).to_be_visible()
    load_axe(page)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    said = [(one["id"], one["nodes"][0]["target"]) for one in found["violations"]]
    assert said == []
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_foot_does_not_scroll_sideways(
    browser: Browser, address: str, language: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}{LANGUAGES[language]}kring-van-werkgevers/")
    for section in ("assignment", "cite"):
        page.locator(f"#{section} > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
