"""The PDFs and the e-book: what they hold, how they are tagged, and that they are made once and the same."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
import pytest
import segno
from lxml import etree
from tiny import ROOT, TinyBook

from scripts.book import Book
from scripts.editions import pdf, shelf
from scripts.editions.command import make_editions
from scripts.editions.edition import Edition, Editor
from scripts.editions.formulas import draw, spoken
from scripts.editions.manuscript import Manuscript
from scripts.editions.place import place_editions
from scripts.maths import to_mathml

ADDRESS = "https://boek.example/wij/"
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


def everything(node: Any) -> list[Any]:
    """All elements of a structure tree below a node."""
    kids = node.get("/K", [])
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    below = [one for one in kids if isinstance(one, pikepdf.Dictionary) and "/S" in one]
    return [one for kid in below for one in [kid, *everything(kid)]]


def check_accessible(data: bytes, title: str, language: str) -> pikepdf.Pdf:
    """What PDF/UA asks and pikepdf can see."""
    made = pikepdf.open(io.BytesIO(data))
    root = made.Root
    assert root.MarkInfo.Marked and str(root.Lang) == language
    assert root.ViewerPreferences.DisplayDocTitle
    with made.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"].startswith(title)
    assert str(made.docinfo.Title).startswith(title)
    tags = everything(root.StructTreeRoot)
    kinds = [str(one.S) for one in tags]
    assert {"/H1", "/P", "/Figure", "/Link", "/Table", "/TH", "/L"} <= set(kinds)
    for one in tags:
        if one.S == "/Figure":
            assert str(one.get("/Alt", "")).strip()
    for page in made.pages:
        assert page.StructParents is not None and page.get("/Tabs", "/S") == "/S"
        for font in page.Resources.get("/Font", {}).values():
            assert font.DescendantFonts[0].FontDescriptor.get("/FontFile2") is not None
            assert "Book" in str(font.BaseFont), "a letter that the book does not have"
    return made


def test_a_chapter_is_tagged_as_pdf_ua_asks(chapter: tuple[Edition, str, bytes]) -> None:
    edition, _, data = chapter
    with check_accessible(data, edition.title, "nl") as made:
        assert 6 < len(made.pages) < 30
        with made.open_outline() as outline:
            [first] = outline.root
            assert first.title == edition.title and len(first.children) > 4


def words(data: bytes, folder: Path) -> str:
    """The text of a PDF, in order, without the breaks of lines."""
    path = folder / "text.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return re.sub(r"[\u00ad‐-]?\s+", "", done.stdout)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is missing")
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


# The tiny book, made by the command.


def editions(book: TinyBook, *more: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "scripts", "--root", str(book.folder), "editions", *more],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def downloads(book: TinyBook) -> dict[str, bytes]:
    folder = book.folder / "build/site/downloads"
    return {path.name: path.read_bytes() for path in folder.glob("*.[pe]*[fb]")}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[TinyBook, dict[str, bytes], str]:
    """A tiny book with its editions, their bytes, and what the command said."""
    book = TinyBook(tmp_path_factory.mktemp("paper") / "book").write()
    said = editions(book, "--processes", "1", SITE_URL=ADDRESS)
    return book, downloads(book), said


def test_the_command_makes_all_and_the_site_links_to_them(
    made: tuple[TinyBook, dict[str, bytes], str],
) -> None:
    book, files, said = made
    names = {f"{what}-{one}" for what in ("book", "weide") for one in ("nl", "en")}
    assert set(files) == {f"{name}.pdf" for name in names} | {"book-nl.epub", "book-en.epub"}
    assert "6 made, 0 up to date" in said
    for language, up in (("nl", "../"), ("en", "../../")):
        page = (
            book.folder / "build/site" / ("" if language == "nl" else language) / "weide/index.html"
        )
        links = lxml.html.parse(str(page)).xpath("//*[@class='editions']//a/@href")
        assert links == [
            f"{up}downloads/{name}-{language}.{form}"
            for name, form in (("weide", "pdf"), ("book", "pdf"), ("book", "epub"))
        ]


def test_the_same_book_gives_the_same_bytes(
    made: tuple[TinyBook, dict[str, bytes], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "C")
    again = Book(TinyBook(tmp_path / "elsewhere").write().folder)
    make_editions(again, ADDRESS, language="nl", processes=2)
    there = shelf.Shelf(again, ADDRESS)
    found = {one.name: there.find(one) for one in shelf.wanted(again, language="nl")}
    same = {name: path and path.read_bytes() == made[1][name] for name, path in found.items()}
    assert len(same) == 3 and all(same.values()), same


def test_an_edition_is_renewed_by_what_it_is_made_from_and_a_stale_one_is_dropped(
    made: tuple[TinyBook, dict[str, bytes], str], tmp_path: Path
) -> None:
    book = TinyBook(tmp_path / "book")
    shutil.copytree(made[0].folder, book.folder)
    place = shelf.Shelf(Book(book.folder), ADDRESS)
    every = list(shelf.wanted(place.book))
    assert all(place.find(one) for one in every)
    book.edit("docs/nl/weide.md", "Acht boeren [", "Negen boeren [")
    after = shelf.Shelf(Book(book.folder), ADDRESS)
    assert [one.name for one in every if not after.find(one)] == [
        "book-nl.pdf", "book-nl.epub", "weide-nl.pdf"
    ]  # fmt: skip
    elsewhere = shelf.Shelf(Book(book.folder), "https://other.example/")
    assert not any(elsewhere.find(one) for one in every)
    site = tmp_path / "site"
    (site / "weide").mkdir(parents=True)
    (site / "en/weide").mkdir(parents=True)
    for page in (site / "weide/index.html", site / "en/weide/index.html"):
        page.write_text('<div class="editions" data-editions="weide"></div>', encoding="utf-8")
    assert set(place_editions(after.book, site, ADDRESS)) == {
        "book-en.pdf", "book-en.epub", "weide-en.pdf"
    }  # fmt: skip
    assert "href" not in (site / "weide/index.html").read_text()
    assert (site / "en/weide/index.html").read_text().count("href") == 3


# EPUB.


def node_epubcheck(path: Path) -> list[str]:
    """What the checker in node finds."""
    tool = ROOT / "node_modules/@likecoin/epubcheck-ts/bin/epubcheck.js"
    done = subprocess.run(
        ["node", str(tool), "-w", "--fail-on-warnings", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return [] if done.returncode == 0 else [done.stdout, done.stderr]


def java_epubcheck(path: Path) -> list[str]:
    """What EPUBCheck itself finds."""
    from epubcheck import EpubCheck

    return [str(message) for message in EpubCheck(str(path)).messages]


def check_epub(path: Path, language: str) -> None:
    """Valid, and with the metadata that readers with a disability look for."""
    assert node_epubcheck(path) == []
    with zipfile.ZipFile(path) as file:
        assert file.namelist()[0] == "mimetype"
        package = etree.fromstring(file.read("EPUB/content.opf"))
        pages = {
            name: etree.fromstring(file.read(name))
            for name in file.namelist()
            if name.endswith(".xhtml")
        }
    found: dict[str, list[str]] = {}
    for one in package.xpath("//*[local-name()='meta'][@property]"):
        found.setdefault(one.get("property"), []).append(one.text)
    assert set(found["schema:accessMode"]) == {"textual", "visual"}
    assert found["schema:accessModeSufficient"] == ["textual"]
    assert found["schema:accessibilityHazard"] == ["none"]
    features = set(found["schema:accessibilityFeature"])
    assert {"alternativeText", "tableOfContents", "structuralNavigation"} <= features
    assert len(found["schema:accessibilitySummary"][0]) > 100
    assert package.xpath("string(//*[local-name()='language'])").startswith(language)
    for page in pages.values():
        for image in page.xpath("//*[local-name()='img']"):
            assert image.get("alt", "").strip()
    has_formulas = any(page.xpath("//*[local-name()='math']") for page in pages.values())
    assert has_formulas == ("MathML" in features)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_tiny_e_book_is_valid(
    made: tuple[TinyBook, dict[str, bytes], str], tmp_path: Path, language: str
) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(made[1][f"book-{language}.epub"])
    check_epub(path, language)


# The whole book, as `make editions` made it.


@pytest.mark.long
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_whole_book_is_there_and_right(built: Path, language: str, tmp_path: Path) -> None:
    folder = built / "downloads"
    if not (folder / f"book-{language}.pdf").exists():
        pytest.skip("the site was built without editions: make editions")
    book = Book(ROOT)
    chapters = list(book.outline.chapters())
    check_epub(folder / f"book-{language}.epub", language)
    if shutil.which("java"):
        assert java_epubcheck(folder / f"book-{language}.epub") == []
    data = (folder / f"book-{language}.pdf").read_bytes()
    with check_accessible(data, book.outline.title[language], language) as made:
        assert 120 < len(made.pages) < 400
        with made.open_outline() as outline:
            named = [one.title for one in outline.root]
        assert [one.title[language] for one in chapters] == [
            name for name in named if name in {one.title[language] for one in chapters}
        ]
    if shutil.which("pdftotext"):
        there = words(data, tmp_path)
        assert "\ufffd" not in there
        for one in chapters:
            text = (ROOT / f"docs/{language}/{one.slug}.md").read_text(encoding="utf-8")
            heading = re.findall(r"^## (.+)$", text, re.M)[0]
            assert re.sub(r"\s+|-", "", heading) in there.replace("-", ""), heading
    for one in chapters:
        root = built if language == book.languages[0] else built / language
        page = lxml.html.parse(str(root / one.slug / "index.html"))
        ways = page.xpath("//*[@class='editions']//a/@href")
        assert len(ways) == 3
        for way in ways:
            assert (folder / way.rsplit("/", 1)[-1]).is_file(), way
