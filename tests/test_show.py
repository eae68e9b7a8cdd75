"""The slides in the browser, made from the deck and the chapters of a book."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
from tiny import DECK, TinyBook

pytestmark = [pytest.mark.build, pytest.mark.long]
SECOND = {"nl": "Een hek\n\n• Eén gat\n", "en": "A fence\n\n• One hole\n"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> TinyBook:
    """A book of two slides: one with a lab behind it, one without."""
    tiny = TinyBook(tmp_path_factory.mktemp("show") / "book").write()
    tiny.edit("docs/source/outline.yml", "slides: [1]", "slides: [1, 2]")
    for language, name in (("nl", "presentation.txt"), ("en", "presentation.en.txt")):
        path = tiny.folder / "docs/source" / name
        path.write_text(f"{DECK[language]}\n\n\n\n{SECOND[language]}", encoding="utf-8")
        chapter = tiny.folder / f"docs/{language}/weide.md"
        text = chapter.read_text(encoding="utf-8") + "\n```slide\n2\n```\n"
        chapter.write_text(text, encoding="utf-8")
    done = tiny.run("build")
    assert done.returncode == 0, done.stdout + done.stderr
    return tiny


def shown(book: TinyBook, prefix: str) -> tuple[Path, lxml.html.HtmlElement]:
    path = book.folder / f"build/site/{prefix}presentation/slides/index.html"
    return path, lxml.html.parse(str(path)).getroot()


@pytest.mark.parametrize(
    ("prefix", "language", "first", "words"),
    [("", "nl", "Een weide", "Lees erover in"), ("en/", "en", "A meadow", "Read about it in")],
)
def test_each_slide_has_its_notes_and_the_lab_that_follows_it(
    book: TinyBook, prefix: str, language: str, first: str, words: str
) -> None:
    _, page = shown(book, prefix)
    assert page.get("lang") == language
    one, two = page.xpath("//div[@class='slides']/section")
    assert one.xpath("string(.//p[@class='slide-title'])") == first
    assert [len(stack.xpath("./section")) for stack in (one, two)] == [2, 1]
    assert one.xpath("./section[2]//model-lab/@model") == ["cows"]
    assert not two.xpath(".//model-lab")
    for stack in (one, two):
        link = stack.xpath("./section[1]/aside[@class='notes']//a")[0]
        assert words in link.text_content() and link.get("href") == "../../weide/"
    assert one.xpath("./section[2]/aside//a/@href") == ["../../weide/#lab-1"]


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_all_it_loads_is_beside_it(book: TinyBook, prefix: str) -> None:
    path, page = shown(book, prefix)
    loaded = page.xpath("//script/@src | //link[@rel='stylesheet']/@href")
    assert len(loaded) == 5 and all((path.parent / one).is_file() for one in loaded)
    for link in page.xpath("//a/@href | //model-lab/@data-config | //model-lab/@data-runtime"):
        place = link.partition("#")[0].partition("?")[0]
        assert (path.parent / place).exists(), link
    assert page.xpath("//a[@hreflang]/@href") == [
        f"../../{'../' if prefix else 'en/'}presentation/slides/"
    ]


def test_the_page_of_the_presentation_leads_to_it(book: TinyBook) -> None:
    path = book.folder / "build/site/presentation/index.html"
    link = lxml.html.parse(str(path)).getroot().xpath("//p[@class='show-open']/a")[0]
    assert (link.get("href"), link.get("target")) == ("slides/", "_self")
