"""What `python -m scripts editions` makes, keeps and renews, and the links that the site has to it."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import lxml.html
import pikepdf
import pytest
from lxml import etree
from paperkit import ADDRESS, check_accessible, check_epub, java_epubcheck, words
from tiny import ROOT, TinyBook

from scripts.book import Book
from scripts.editions import epub, pdf, shelf
from scripts.editions.command import make_editions
from scripts.editions.edition import Editor
from scripts.editions.manuscript import Manuscript
from scripts.editions.place import place_editions

pytestmark = pytest.mark.build


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


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_tiny_e_book_is_valid(
    made: tuple[TinyBook, dict[str, bytes], str], tmp_path: Path, language: str
) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(made[1][f"book-{language}.epub"])
    check_epub(path, language)


def test_a_doi_and_isbns_are_in_what_the_files_say_of_themselves(
    tiny: TinyBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    imprint = (ROOT / "docs/source/imprint.yml").read_text(encoding="utf-8")
    doi, paper, screen = "10.5281/zenodo.1234567", "978-90-274-3964-2", "978-90-6766-001-3"
    numbers = f"doi: {doi}\nisbn: {{nl: {{pdf: {paper}, epub: {screen}}}}}\n"
    (tiny.folder / "docs/source/imprint.yml").write_text(imprint + numbers, encoding="utf-8")
    book = Book(tiny.folder)
    editor = Editor(Manuscript(book, "nl", ADDRESS))
    whole, drawings = editor.whole(), editor.manuscript.drawings
    with pikepdf.open(io.BytesIO(pdf.render(book, pdf.document(book, whole, drawings)))) as printed:
        assert (printed.docinfo["/doi"], printed.docinfo["/isbn"]) == (doi, paper)
    path = tmp_path / "book.epub"
    path.write_bytes(epub.render(book, whole, *epub.document(book, whole, drawings)))
    check_epub(path, "nl")
    with zipfile.ZipFile(path) as packed:
        package = etree.fromstring(packed.read("EPUB/content.opf"))
    names = {one.get("id"): one.text for one in package.iter("{*}identifier")}
    kinds = {
        names[one.get("refines")[1:]]: one.text
        for one in package.iter("{*}meta")
        if one.get("property") == "identifier-type"
    }
    assert kinds == {doi: "06", screen.replace("-", ""): "15"}  # as list 5 of ONIX has them
    assert names[package.get("unique-identifier")] == whole.identifier
    chapter = editor.chapter("weide")
    assert (chapter.doi, chapter.isbn) == ("", {})


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
