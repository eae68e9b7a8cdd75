"""Pages that moved: what the outline may say, and what stands at the old addresses."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
from tiny import TinyBook

from scripts.book import Book
from scripts.errors import BookError
from scripts.outline import read_outline
from scripts.redirects import write_redirects


def moves(tiny: TinyBook, text: str) -> None:
    path = tiny.folder / "docs/source/outline.yml"
    path.write_text(f"{path.read_text()}moved:\n{text}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  meent: wei\n", "'meent' leads to 'wei', and there is no such page"),
        ("  weide: models/cows\n", "there is a page at 'weide'"),
        ("  en/meent: weide\n", "'en/meent' is no place of a page"),
        ("  meent: gras\n  gras: weide\n", "'gras' moved itself"),
        ("  meent: ../weide\n", "moved: slugs, as in"),
    ],
)
def test_a_wrong_move_is_named_with_its_line(tiny: TinyBook, text: str, said: str) -> None:
    moves(tiny, text)
    done = tiny.run("check")
    assert done.returncode == 1 and said in done.stderr, done.stderr
    assert "docs/source/outline.yml:8: moved:" in done.stderr


def test_at_the_old_address_stands_the_way_to_the_new_one(tiny: TinyBook, tmp_path: Path) -> None:
    moves(tiny, "  meent: weide\n  models/koeien: models/cows\n")
    book = Book(tiny.folder)
    assert [one.row for one in read_outline(book.outline.path).moved] == [8, 9]
    site = tmp_path / "site"
    write_redirects(book, site, "https://example.org/boek/")
    for below, up in (("", "../"), ("en/", "../../")):
        page = lxml.html.parse(str(site / below / "models/koeien/index.html")).getroot()
        canonical = f"https://example.org/boek/{below}models/cows/"
        assert page.xpath("//link[@rel='canonical']/@href") == [canonical]
        assert page.xpath("//a/@href") == ["../../models/cows/"]
        (script,) = page.xpath("//script/@src")
        assert script.startswith(f"{up}../assets/moved-")
        assert (site / below / "models/koeien" / script).resolve().is_file()
    assert (site / "_redirects").read_text().splitlines() == [
        "/boek/meent/ /boek/weide/ 301",
        "/boek/models/koeien/ /boek/models/cows/ 301",
        "/boek/en/meent/ /boek/en/weide/ 301",
        "/boek/en/models/koeien/ /boek/en/models/cows/ 301",
    ]


def test_nothing_is_written_over(tiny: TinyBook, tmp_path: Path) -> None:
    moves(tiny, "  oai: weide\n")
    (tmp_path / "site/oai").mkdir(parents=True)
    (tmp_path / "site/oai/index.html").write_text("records")
    with pytest.raises(BookError, match="something stands at 'oai' already"):
        write_redirects(Book(tiny.folder), tmp_path / "site", "")
