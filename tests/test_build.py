"""Building a book that is not this one, from its folder alone."""

from __future__ import annotations

import json
from pathlib import Path

import lxml.html
import pytest
from tiny import ROOT, TinyBook

pytestmark = [pytest.mark.build, pytest.mark.long]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> TinyBook:
    """A tiny book, built."""
    tiny = TinyBook(tmp_path_factory.mktemp("tiny") / "book").write()
    done = tiny.run("build")
    assert done.returncode == 0, done.stdout + done.stderr
    return tiny


def page(book: TinyBook, name: str) -> lxml.html.HtmlElement:
    return lxml.html.parse(str(book.folder / "build/site" / name / "index.html")).getroot()


def test_a_model_is_its_module_and_its_notebook_and_nothing_else(book: TinyBook) -> None:
    """Its page, its lab, its downloads and its place in the gallery are there in both languages."""
    names = {path.name for path in book.folder.rglob("*cows*") if "build" not in path.parts}
    assert {"cows.py"} == {name for name in names if name.endswith(".py")}
    for prefix in ("", "en/"):
        assert page(book, f"{prefix}models/cows").xpath("//model-lab[@model='cows']")
        assert page(book, f"{prefix}models").xpath("//ul[@class='gallery']//a[@href='cows/']")
        assert page(book, f"{prefix}weide").xpath("//model-lab[@model='cows']//*[name()='svg']")
    downloads = {path.name for path in (book.folder / "build/site/downloads").iterdir()}
    assert downloads == {
        "cows-nl.ipynb",
        "cows-en.ipynb",
        "meadow-0.1.0-py3-none-any.whl",
        "weide-nl.imscc",
        "weide-en.imscc",
        "links-nl.csv",
        "links-en.csv",
        "hosting",
        "links-nl.html",  # the English one is a page, and stands under en/
    }


def test_nothing_of_this_book_is_in_that_one(book: TinyBook) -> None:
    for path in (book.folder / "build/site").rglob("*.html"):
        text = path.read_text().lower()
        assert "regelkring" not in text and "wij in plaats van ik" not in text, path


def test_a_downloaded_notebook_is_in_one_language_and_whole(book: TinyBook) -> None:
    text = (book.folder / "build/site/downloads/cows-en.ipynb").read_text()
    notebook = json.loads(text)
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    assert any("Counting cows" in source for source in sources) and "Koeien tellen" not in text
    assert any("def simulate" in source for source in sources)
    assert 'LANG = "en"' in sources and "More cows." in sources[0]


def test_a_chapter_has_its_card_goals_and_sources(book: TinyBook) -> None:
    dutch = page(book, "weide")
    assert dutch.xpath("string(//figure[@class='slide-card'])").count("Niemand telt de koeien") == 1
    assert dutch.xpath("//h2[@id='goals']") and "Tellen tot acht" in dutch.text_content()
    assert "Hardin, G. (1968)" in dutch.xpath("string(//div[@class='references'])")
    assert dutch.xpath("//span[@class='cite']/a/@href") == ["../sources/#ref-hardin1968"]


def test_mkdocs_alone_builds_it_all(tmp_path: Path) -> None:
    """`mkdocs build` in the book's folder: both languages, through the one hook."""
    import subprocess
    import sys

    tiny = TinyBook(tmp_path / "book").write()
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "site")],
        cwd=tiny.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site/en/weide/index.html").exists()
    assert (tmp_path / "site/sitemap.xml").read_text().count("<url>") == 2 * 8
    assert str(ROOT) not in (tmp_path / "site/index.html").read_text()
