"""What a book costs to send: the fence, the bytes and the sum."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tiny import TinyBook

from scripts.book import Book
from scripts.costs import Assumed, Sent, assumed, costs_table, lab_files, page_files
from scripts.errors import BookError
from scripts.fences import fences

GOOD = "readers: 1000\npages: 3\nlabs: 0.5\nprices: [10]"


def read(body: str) -> Assumed:
    (fence,) = fences(f"text\n\n```costs\n{body}\n```")
    return assumed(fence, Path("page.md"), 4)


def test_the_assumptions_are_read() -> None:
    assert read(GOOD) == Assumed(1000, 3, 0.5, (10.0,))


@pytest.mark.parametrize(
    "body",
    [
        "",
        GOOD.replace("labs: 0.5", "labs: 2"),
        GOOD.replace("1000", "none"),
        GOOD.replace("[10]", "10"),
        GOOD.replace("pages: 3", "pages: 0"),
        f"{GOOD}\ncolour: red",
    ],
)
def test_others_are_refused_with_their_line(body: str) -> None:
    with pytest.raises(BookError) as said:
        read(body)
    assert str(said.value).startswith("page.md:7: costs: ")


def test_the_sum_comes_out(root: Path) -> None:
    """1 MB, two pages of 0.1 MB and half of 8 MB are 5.2 MB; a million times, at 10 euros a terabyte."""
    given = Assumed(1_000_000, 3, 0.5, (10.0,))
    html = costs_table(Book(root), "en", given, Sent(1_000_000, 100_000, 8_000_000, "uitstoot"))
    text = re.sub(r"<[^>]+>", " ", html)
    assert "1 + 2 × 0.1 + 0.5 × 8 = 5.2 MB" in text
    assert "1,000,000 × 5.2 MB = 5.2 TB" in text and "5.2 × € 10 = € 52" in text


@pytest.mark.build
def test_a_page_of_a_built_book_has_its_table(tiny: TinyBook) -> None:
    for language in ("nl", "en"):
        page = tiny.folder / f"docs/{language}/index.md"
        page.write_text(f"{page.read_text()}\n```costs\n{GOOD}\n```\n")
    done = tiny.run("build")
    assert done.returncode == 0, done.stdout + done.stderr
    for below in ("", "en/"):
        html = (tiny.folder / "build/site" / below / "index.html").read_text()
        assert "data-costs" not in html and "<table><caption>" in html


def test_what_a_lab_needs_is_counted_and_a_page_without_one_needs_nothing(built: Path) -> None:
    chapter, plain = built / "uitstoot/index.html", built / "over/index.html"
    needed = {path.suffix for path in lab_files(built, chapter)}
    assert needed >= {".wasm", ".mjs", ".bin", ".zip", ".json", ".js"}
    assert lab_files(built, plain) == set()
    assert chapter in page_files(built, chapter, "nl", "")
