"""The weight of pages: what counts, and what a page over its budget is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripts.errors import BookError
from scripts.weight import check_weights, page_weights


def site_of(folder: Path) -> Path:
    (folder / "one").mkdir(parents=True)
    (folder / "assets").mkdir()
    (folder / "one" / "index.html").write_text(
        '<link rel="stylesheet" href="../assets/a.css"><link rel=canonical href="../assets/no.bin">'
        '<script src="../assets/a.js"></script><a href="../assets/no.bin">not loaded</a>'
    )
    (folder / "assets" / "a.css").write_text("b{src:url(f.woff2)}")
    (folder / "assets" / "f.woff2").write_bytes(os.urandom(3000))
    (folder / "assets" / "a.js").write_text('import"./b.js";import("./later.js")')
    (folder / "assets" / "b.js").write_bytes(os.urandom(2000).hex().encode())
    (folder / "assets" / "later.js").write_bytes(os.urandom(9000))
    (folder / "assets" / "no.bin").write_bytes(os.urandom(9000))
    return folder


def test_a_page_weighs_what_it_loads_by_itself(tmp_path: Path) -> None:
    site = site_of(tmp_path / "site")
    weights = page_weights(site / "one" / "index.html", site)
    assert set(weights) == {
        "/one/index.html", "/assets/a.css", "/assets/f.woff2", "/assets/a.js", "/assets/b.js",
    }  # fmt: skip
    assert weights["/assets/f.woff2"] == 3000 and 1900 < weights["/assets/b.js"] < 4000
    assert check_weights(site)[0] == "one/index.html"


def test_a_page_over_its_budget_names_its_three_heaviest_files(tmp_path: Path) -> None:
    site = site_of(tmp_path / "site")
    with pytest.raises(BookError) as caught:
        check_weights(site, 4000)
    words = str(caught.value)
    assert "one/index.html" in words and words.count("kB)") == 3
    assert words.index("f.woff2") < words.index("b.js")


def test_no_page_of_this_book_is_over_its_budget(built: Path) -> None:
    page, total = check_weights(built)
    assert page and total > 0
