"""The built site: every slide in its chapter, no link or file missing, a lab that answers in the browser."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlparse

import lxml.html
from playwright.sync_api import Page, expect
from scripts.book import Book


def test_every_slide_has_its_card_in_its_chapter(book: Book, site: Path) -> None:
    for language in book.languages:
        below = site if language == book.languages[0] else site / language
        for chapter in book.outline.chapters():
            page = lxml.html.parse(str(below / chapter.slug / "index.html"))
            shown = page.xpath("//main//figure[@class='slide-card']/@data-slide")
            assert [int(number) for number in shown] == [one.slide for one in chapter.slides]


def test_no_link_or_file_is_missing(site: Path) -> None:
    missing = []
    for path in sorted(site.rglob("*.html")):
        if path.name == "404.html":  # its links start at wherever the site will stand
            continue
        for _, name, link, _ in lxml.html.parse(str(path)).getroot().iterlinks():
            found = urlparse(link)
            if name not in ("href", "src") or found.scheme or found.netloc or not found.path:
                continue
            goal = (path.parent / unquote(found.path)).resolve()
            if not (goal.is_file() or (goal / "index.html").is_file()):
                missing.append(f"{path.relative_to(site)}: {link}")
    assert missing == []


def test_a_lab_computes_in_the_browser(book: Book, address: str, page: Page) -> None:
    """A slider is moved to a value that nobody computed beforehand; Python in the page answers."""
    slug = book.library.slugs()[0]
    specs = book.library.model(slug).parameters.specs()
    name = next(name for name in book.library.model(slug).controls if specs[name].choices is None)
    spec = specs[name]
    other = spec.high if spec.default != spec.high else spec.low
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{address}models/{slug}/")
    lab = page.locator("model-lab").first
    before = lab.get_attribute("data-fingerprint")
    control = lab.locator(f"input[type=range][name={name}]")
    control.evaluate(
        """(input, value) => { input.value = value; for (const kind of ["input", "change"])
           input.dispatchEvent(new Event(kind, {bubbles: true})); }""",
        str(other),
    )
    expect(lab).to_have_attribute("data-source", "live", timeout=120_000)
    assert lab.get_attribute("data-fingerprint") not in ("", before)
    assert wrong == []
