"""A chapter as an edition: its formulas, labs, answers and links, and how its PDF is tagged."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
import segno
from lxml import etree
from paperkit import ADDRESS, check_accessible, readable, words
from tiny import ROOT

from scripts.book import Book
from scripts.editions import pdf
from scripts.editions.edition import Edition, Editor
from scripts.editions.formulas import draw, spoken
from scripts.editions.manuscript import Manuscript
from scripts.maths import to_mathml

pytestmark = pytest.mark.build


# Formulas.


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"D^* = \dfrac{S - F}{r + \beta} = 5000", "D^* = (S − F)/(r + β) = 5000"),
        (r"r = 0{,}02", "r = 0,02"),
        (r"P' = \max(0, P_0)", "P′ = max (0, P_0)"),
        (r"\tfrac{1}{N}\sum_i f_i", "1/N ∑_i f_i"),
        (r"\sqrt{x + 1}", "√(x + 1)"),
    ],
)
def test_a_formula_is_a_drawing_with_a_line_to_read(tex: str, line: str) -> None:
    kept: list[str] = []
    to_mathml(rf"\({tex}\)", lambda html: kept.append(html) or "")
    assert spoken(kept[0]) == line
    drawn = draw(kept[0])
    assert etree.fromstring(drawn.svg.encode()).xpath("//*[local-name()='path']")
    assert 0 < drawn.below < drawn.height < 4 and drawn.width > 1


# A chapter of this book, and a tiny book, composed.


@pytest.fixture(scope="module")
def editor() -> Editor:
    """The Dutch manuscript of this book, for a site with an address."""
    return Editor(Manuscript(Book(ROOT), "nl", ADDRESS))


def crowded(editor: Editor) -> str:
    """A chapter with a formula, labs, self-checks and an assignment; found, not named."""
    return next(
        chapter.slug
        for chapter in editor.outline.chapters()
        if (sheet := editor.sheet(chapter.slug)).checks and sheet.assignment and sheet.terms
        and "formula" in sheet.html and sheet.html.count('class="lab"') > 1
    )  # fmt: skip


@pytest.fixture(scope="module")
def chapter(editor: Editor) -> tuple[Edition, str, bytes]:
    """That chapter: as an edition, as the page it is made from, and as PDF."""
    edition = editor.chapter(crowded(editor))
    html = pdf.document(editor.book, edition, editor.manuscript.drawings)
    return edition, html, pdf.render(editor.book, html)


def test_a_code_on_paper_is_the_address_below_it(editor: Editor) -> None:
    press = editor.manuscript.stage
    html = press.live("weide/#lab-1", "live")
    address = f"{ADDRESS}weide/#lab-1"
    assert f'href="{address}"' in html and f">{address.removeprefix('https://')}</a>" in html
    shown = re.search(r'<path[^>]* d="([^"]+)"', html)
    wanted = segno.make(address, error="m", micro=False).svg_inline(border=1, omitsize=True)
    assert shown and f'd="{shown[1]}"' in wanted


def test_without_an_address_nothing_false_is_printed() -> None:
    there = Manuscript(Book(ROOT), "en", "http://127.0.0.1:8000/").stage.live("weide/", "live")
    assert "<a" not in there and "<svg" not in there and "website" in there


def test_a_chapter_holds_its_text_and_no_more_than_paper_can(
    chapter: tuple[Edition, str, bytes],
) -> None:
    edition, html, _ = chapter
    tree = lxml.html.fromstring(html)
    assert not tree.xpath("//button|//input|//select|//script|//details|//math|//svg|//*[@popover]")
    source = (ROOT / f"docs/nl/{edition.sections[0].slug}.md").read_text(encoding="utf-8")
    for heading in re.findall(r"^## (.+)$", source, re.M):
        assert any(heading == one.text_content() for one in tree.xpath("//h2")), heading
    answers = " ".join(tree.xpath("//ol[@class='check-answers']")[0].text_content().split())
    assert answers not in " ".join(tree.xpath("//*[@class='checks']")[0].text_content().split())


def test_a_chapter_is_tagged_as_pdf_ua_asks(chapter: tuple[Edition, str, bytes]) -> None:
    edition, _, data = chapter
    with check_accessible(data, edition.title, "nl") as made:
        assert 6 < len(made.pages) < 30
        with made.open_outline() as outline:
            [first] = outline.root
            assert first.title == edition.title and len(first.children) > 4


@readable
def test_the_text_can_be_taken_out_again(
    chapter: tuple[Edition, str, bytes], tmp_path: Path
) -> None:
    _, html, data = chapter
    there = words(data, tmp_path)
    paragraphs = [
        one for one in lxml.html.fromstring(html).xpath("//section/p") if not one.xpath(".//img")
    ]
    assert len(paragraphs) > 8
    found = [
        re.sub(r"\s+|-", "", one.text_content())[:40] in there.replace("-", "")
        for one in paragraphs
    ]
    assert found.count(True) > 0.9 * len(found)  # the rest is broken by a running head
    assert "\ufffd" not in there


def test_every_link_within_leads_somewhere(editor: Editor) -> None:
    whole = editor.whole()
    html = pdf.document(editor.book, whole, editor.manuscript.drawings)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    ways = set(re.findall(r'href="#([^"]+)"', html))
    assert ways <= set(ids)
    assert {chapter.slug for chapter in editor.outline.chapters()} <= ways
    assert not re.findall(r'href="(?!#|https?:)[^"]*"', html)
