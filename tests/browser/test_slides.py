"""The slides in a browser: all of the deck, labs that live, keys, paper, and a window for the speaker."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
from browser_axe import load_axe
from browser_lab import LANGUAGES, Lab
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.book import Book

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def book(root: Path) -> Book:
    return Book(root)


@pytest.fixture(scope="module")
def place(book: Book) -> str:
    from scripts.deckshow import address

    return address(book)


def section_of(page: Page) -> str:
    """The slide that is shown, and whether it is a lab."""
    shown = page.locator(".slides section.present:not(.stack)")
    kind = "lab" if "show-scroll" in (shown.get_attribute("class") or "") else "slide"
    return f"{shown.get_attribute('data-number')} {kind}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slide_is_there_in_order_word_for_word(
    built: Path, book: Book, place: str, language: str
) -> None:
    path = built / LANGUAGES[language] / place / "index.html"
    tree = lxml.html.parse(str(path)).getroot()
    slides = tree.xpath("//div[@class='slides']/section/section[not(@class='show-scroll')]")
    assert [one.get("data-number") for one in slides] == [
        str(slide.number) for slide in book.decks[language]
    ]
    for shown, slide in zip(slides, book.decks[language], strict=True):
        text = " ".join(shown.xpath("string(.//div[@class='slide'])").split())
        for line in [slide.title, *slide.lines]:
            assert " ".join(line.verbatim.split()) in text
        assert shown.xpath("./aside[@class='notes']//a/@href")
    labs = [one.get("model") for one in tree.iter("model-lab")]
    assert set(labs) <= set(book.library.slugs()) and len(labs) > 20
    used = {
        fence
        for chapter in book.outline.chapters()
        if chapter.slides
        for fence in re.findall(
            r"^```lab\nmodel: ([\w-]+)",
            (book.docs / language / f"{chapter.slug}.md").read_text(),
            re.M,
        )
    }
    assert set(labs) == used


def test_keys_lead_along_the_slides_and_down_to_a_lab_that_lives(
    strict_page: Page, address: str, place: str
) -> None:
    strict_page.goto(f"{address}{place}")
    expect(strict_page.locator(".reveal.ready")).to_be_visible()
    assert section_of(strict_page) == "1 slide"
    strict_page.keyboard.press("ArrowRight")
    strict_page.keyboard.press("ArrowRight")
    strict_page.keyboard.press("ArrowRight")
    assert section_of(strict_page) == "4 slide"
    strict_page.keyboard.press("ArrowDown")
    assert section_of(strict_page) == "4 lab"
    lab = Lab(strict_page, "rule-growth")
    slider = lab.element.locator('[name="offspring"][type="range"]')
    slider.focus()
    strict_page.keyboard.press("ArrowLeft")
    lab.expect_live()
    assert section_of(strict_page) == "4 lab"  # the key was the slider's
    strict_page.keyboard.press("Escape")
    strict_page.keyboard.press("ArrowRight")
    assert section_of(strict_page) == "5 slide"
    expect(strict_page).to_have_url(re.compile(r"#/slide-5$"))  # written a moment later


def test_a_link_to_a_lab_opens_its_slide(strict_page: Page, address: str, place: str) -> None:
    strict_page.goto(f"{address}{place}#lab=debt-trap&debt=6000")
    expect(strict_page.locator(".reveal.ready")).to_be_visible()
    assert section_of(strict_page) == "5 lab"
    lab = Lab(strict_page, "debt-trap")
    expect(lab.element.locator('[name="debt"][type="range"]')).to_have_value("6000")


def test_it_prints_a_page_for_each_slide_and_nothing_is_cut(
    browser: Browser, address: str, place: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}{place}?print-pdf")
    expect(page.locator(".pdf-page").first).to_be_visible()
    page.emulate_media(media="print")
    count = page.locator(".slides section:not(.stack)").count()
    expect(page.locator(".pdf-page")).to_have_count(count)
    expect(page.locator(".pdf-page section:not(.stack)")).to_have_count(count)
    cut = page.evaluate(
        "[...document.querySelectorAll('.pdf-page section:not(.stack)')]"
        ".filter(one => one.scrollHeight > one.clientHeight + 1).map(one => one.ariaLabel)"
    )
    assert cut == []
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == count
    page.close()


def test_the_speakers_window_goes_along(context: BrowserContext, address: str, place: str) -> None:
    page = context.new_page()
    page.goto(f"{address}{place}")
    expect(page.locator(".reveal.ready")).to_be_visible()
    with context.expect_page() as opened:
        page.keyboard.press("s")
    speaker = opened.value
    notes = speaker.locator(".speaker-notes")
    expect(notes.locator("a")).to_be_in_viewport()
    page.keyboard.press("ArrowRight")
    expect(speaker.locator("section.present#slide-2")).to_be_visible()
    speaker.keyboard.press("ArrowDown")
    expect(page.locator("section.present.show-scroll")).to_be_visible()


def test_notes_can_be_shown_in_the_window_itself(
    strict_page: Page, address: str, place: str
) -> None:
    strict_page.goto(f"{address}{place}")
    notes = strict_page.locator(".speaker-notes")
    expect(notes).to_be_hidden()
    strict_page.keyboard.press("n")
    expect(notes.locator("a")).to_be_in_viewport()
    strict_page.keyboard.press("n")
    expect(notes).to_be_hidden()


def test_without_a_script_all_slides_stand_one_below_another(
    browser: Browser, address: str, place: str, book: Book
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{place}")
    for slide in book.decks[book.languages[0]]:
        expect(page.locator(f"#slide-{slide.number} .slide")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(
    browser: Browser, address: str, place: str, language: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}{LANGUAGES[language]}{place}#/slide-4")
    expect(page.locator(".reveal.ready")).to_be_visible()
    load_axe(page)
    page.locator(".show-menu summary").click()
    for key in ("n", "ArrowDown"):
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        said = [(one["id"], one["nodes"][0]["target"]) for one in found["violations"]]
        assert said == []
        page.locator(".show-menu summary").blur()
        page.keyboard.press(key)
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_slide_scrolls_sideways(browser: Browser, address: str, place: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.goto(f"{address}{place}")
    expect(page.locator(".reveal.ready")).to_be_visible()
    wide = page.evaluate(
        "async () => { const found = [];"
        "for (const one of document.querySelectorAll('.slides section:not(.stack)')) {"
        " location.hash = one.id ? `#/${one.id}` : location.hash;"
        " one.style.display = 'block';"
        " if (one.scrollWidth > one.clientWidth) found.push(one.ariaLabel); } return found; }"
    )
    assert wide == [] and page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
