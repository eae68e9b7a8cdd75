"""What the service worker is told of a site, and the site as an app."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scripts.book import Book
from scripts.errors import BookError
from scripts.offline import list_site, write_gone, write_worker
from scripts.webapp import DRAWING, colours, icons, manifest, maskable

PAGE = (
    '<html><title>A &amp; b · The book</title><link href="{up}assets/look-1234567890.css">'
    '<script src="{up}assets/app-AAAAAAAA.js"></script>{lab}'
)
LAB = (
    '<model-lab data-config="../assets/labs/cows-0123456789.json"'
    ' data-runtime="../assets/runtime-0011223344.json"></model-lab>'
    '<a href="../downloads/cows.ipynb">x</a><a href="https://host.example/assets/far.js">y</a>'
)
RUNTIME = {
    "worker": "worker-BBBBBBBB.js",
    "pyodide": "pyodide-5566778899/",
    "snapshot": "python-1111111111.bin",
    "wheel": "cows-2222222222.zip",
}
FILES = {
    "index.html": PAGE.format(up="", lab=""),
    "meadow/index.html": PAGE.format(up="../", lab=LAB),
    "offline/index.html": PAGE.format(up="../", lab=""),
    "en/offline/index.html": PAGE.format(up="../../", lab=""),
    "404.html": "nothing",
    "search/search_index.json": "{}",
    "assets/look-1234567890.css": "p {}",
    "assets/app-AAAAAAAA.js": 'import{a}from"./chunk-CCCCCCCC.js";const b=()=>import("./lab-DDDDDDDD.js");',
    "assets/chunk-CCCCCCCC.js": "export const a=1;",
    "assets/lab-DDDDDDDD.js": 'import"./chunk-EEEEEEEE.js";',
    "assets/chunk-EEEEEEEE.js": "",
    "assets/never-FFFFFFFF.js": "",
    "assets/worker-BBBBBBBB.js": "",
    "assets/service-GGGGGGGG.js": "start();",
    "assets/labs/cows-0123456789.json": '{"places": {"chart": "../charts/cows-3333333333.vl.json"}}',
    "assets/charts/cows-3333333333.vl.json": "{}",
    "assets/runtime-0011223344.json": json.dumps(RUNTIME),
    "assets/pyodide-5566778899/pyodide.asm.wasm": "wasm",
    "assets/pyodide-5566778899/python_stdlib.zip": "library",
    "assets/python-1111111111.bin": "memory",
    "assets/cows-2222222222.zip": "wheel",
    "assets/x.js.map": "{}",
    "downloads/cows.ipynb": "{}",
    "downloads/book-nl.pdf": "pages",
    "downloads/site.zip": "all",
    "oai/Identify.xml": "<x/>",
    "_headers": "x",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "site"


def names(listing: dict[str, object], places: object) -> set[str]:
    files = listing["files"]
    assert isinstance(files, list) and isinstance(places, list)
    return {files[place][0] for place in places}


def test_a_page_needs_what_it_loads_and_its_lab_what_that_loads_later(site: Path) -> None:
    listing = list_site(site, ["nl", "en"])
    pages = listing["pages"]
    assert isinstance(pages, dict)
    first = {"assets/look-1234567890.css", "assets/app-AAAAAAAA.js", "assets/chunk-CCCCCCCC.js"}
    assert names(listing, pages[""]["needs"]) == first == names(listing, pages["meadow/"]["needs"])
    assert "later" not in pages[""]
    assert pages["meadow/"]["title"] == "A & b"
    assert names(listing, pages["meadow/"]["later"]) == {
        "assets/labs/cows-0123456789.json",
        "assets/charts/cows-3333333333.vl.json",
        "assets/runtime-0011223344.json",
    }
    assert pages["en/offline/"]["language"] == "en" and pages["meadow/"]["language"] == "nl"
    assert names(listing, listing["shell"]) == first | {
        "offline/index.html",
        "en/offline/index.html",
    }
    assert names(listing, listing["labs"]) == {
        "assets/runtime-0011223344.json",
        *(f"assets/{RUNTIME[one]}" for one in ("worker", "snapshot", "wheel")),
        "assets/pyodide-5566778899/pyodide.asm.wasm",
        *(f"assets/{one}.js" for one in ("app-AAAAAAAA", "lab-DDDDDDDD")),
        *(f"assets/chunk-{one}.js" for one in ("CCCCCCCC", "EEEEEEEE")),
    }


def test_what_only_tools_read_is_left_out(site: Path) -> None:
    listing = list_site(site, ["nl", "en"])
    files = listing["files"]
    assert isinstance(files, list)
    left = set(FILES) - {one[0] for one in files}
    assert left == {
        *("404.html", "_headers", "oai/Identify.xml", "assets/x.js.map"),
        *("assets/service-GGGGGGGG.js", "downloads/site.zip", "downloads/book-nl.pdf"),
    }


def test_the_edition_is_the_site_and_nothing_else(site: Path) -> None:
    first = write_worker(site, ["nl", "en"])
    script = (site / "sw.js").read_text()
    assert re.fullmatch(r"self\.BOOK=(\{.*\});\nstart\(\);", script)
    assert json.loads((site / "edition.json").read_text()) == {"edition": first}
    assert write_worker(site, ["nl", "en"]) == first
    assert (site / "sw.js").read_text() == script
    (site / "downloads/site.zip").write_text("another")
    assert write_worker(site, ["nl", "en"]) == first
    (site / "index.html").write_text("another")
    assert write_worker(site, ["nl", "en"]) != first
    write_gone(site)
    assert "unregister()" in (site / "sw.js").read_text()
    assert not (site / "edition.json").exists()
    (site / "assets/service-GGGGGGGG.js").unlink()
    with pytest.raises(BookError, match="service worker"):
        write_worker(site, ["nl", "en"])


def test_the_app_has_the_books_words_and_relative_addresses(root: Path) -> None:
    book = Book(root)
    for language in book.languages:
        made = manifest(book, language)
        assert str(made["name"]).startswith(book.outline.title[language])
        assert made["lang"] == language and made["theme_color"] == colours()[0]
        assert made["start_url"] == ("./" if language == book.languages[0] else f"./{language}/")
        assert made["scope"] == "./"
    drawn = icons(book)
    assert sorted(drawn) == [
        *("icon-192-maskable.png", "icon-192.png", "icon-512-maskable.png", "icon-512.png"),
    ]
    assert all(data.startswith(b"\x89PNG") for data in drawn.values())


def test_an_icon_to_be_cut_out_has_its_ground_to_the_edges(root: Path) -> None:
    from scripts.book import GENERATOR

    path = GENERATOR / "theme" / "icon.svg"
    made = maskable(path.read_text(), path)
    assert '<rect width="100%" height="100%" fill="#0b4f6c"/>' in made and DRAWING.search(made)
    with pytest.raises(BookError, match="viewBox"):
        maskable("<svg></svg>", path)
