"""What single stages keep between builds: used while nothing of it changed, and made anew for each cause."""

from __future__ import annotations

import gzip
import logging
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tiny import ROOT, TinyBook

from scripts import book as books
from scripts import citations, execution, hook, weight
from scripts.book import Book
from scripts.cache import Cache
from scripts.packs import cartridge as cartridges
from scripts.packs import shelf
from scripts.rendered import Renderer
from scripts.resource import chapter_resource
from scripts.runs import causes
from scripts.site import Site
from scripts.teaching import teaching_folder


class Counted:
    """Stands in for a maker and counts how often it is asked."""

    def __init__(self, make: Callable[..., Any]):
        self.make, self.count = make, 0

    def __call__(self, *arguments: Any) -> Any:
        self.count += 1
        return self.make(*arguments)


def another_generator(book: Book) -> None:
    book.__dict__["generator"] = "another"


def another_python(book: Book) -> None:
    book.__dict__["tools"] = "another"


def grown(*name: str) -> Callable[[Book], None]:
    """A file of the book gets a line more."""

    def grow(book: Book) -> None:
        path = book.root.joinpath(*name)
        path.write_text(path.read_text() + "\n")

    return grow


def taught(book: Book) -> None:
    """The first chapter gets a file for those who teach with it."""
    path = teaching_folder(book) / "weide.yml"
    path.parent.mkdir(parents=True)
    path.write_text("level: {nl: Iedereen, en: Everyone}\n")


def test_a_build_that_finds_all_kept_loads_none_of_what_it_does_not_need() -> None:
    slow = ["nbconvert", "nbclient", "jupytext", "bs4", "pybtex.database", "altair"]
    program = f"import sys, scripts.hook; print([one for one in {slow} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


@pytest.mark.parametrize(
    "change",
    [
        grown("notebooks", "cows.py"),
        grown("models", "meadow", "cows.py"),
        grown("models", "meadow", "core", "words.py"),
        another_python,
    ],
    ids=["notebook", "model", "imported module", "Python version or lock file"],
)
def test_a_notebook_is_executed_once_for_its_causes(
    tiny: TinyBook, monkeypatch: pytest.MonkeyPatch, change: Callable[[Book], None]
) -> None:
    def result(book: Book, slug: str) -> dict[str, Any]:
        loaded = execution._digests(book, ["meadow/core/words.py"])
        return {"languages": {one: {"cells": []} for one in book.languages}, "loaded": loaded}

    execute = Counted(result)
    monkeypatch.setattr(execution, "_execute", execute)
    for _ in range(2):
        assert set(execution.executed(Book(tiny.folder), "cows", ["nl"])) == {"nl"}
        assert execute.count == 1
    book = Book(tiny.folder)
    change(book)
    execution.executed(book, "cows", ["nl"])
    assert execute.count == 2


@pytest.mark.parametrize(
    "change",
    [
        grown("docs", "nl", "weide.md"),
        taught,
        another_generator,
        another_python,
    ],
    ids=["page", "teaching", "generator", "Python version or lock file"],
)
def test_a_chapters_packs_are_made_once_for_their_causes(
    tiny: TinyBook, monkeypatch: pytest.MonkeyPatch, change: Callable[[Book], None]
) -> None:
    cartridge, fragment = Counted(cartridges.cartridge), Counted(cartridges.fragment)
    monkeypatch.setattr(shelf, "cartridge", cartridge)
    monkeypatch.setattr(shelf, "fragment", fragment)

    def made(book: Book) -> tuple[dict[str, bytes], bytes]:
        packs = Site(book, "nl", "https://example.org/").shelf
        return packs.made, packs.kept["weide"][shelf.PART]

    first = made(Book(tiny.folder))
    assert made(Book(tiny.folder)) == first and cartridge.count == fragment.count == 1
    assert set(first[0]) == {"weide-nl.imscc", "links-nl.csv"}
    book = Book(tiny.folder)
    change(book)
    made(book)
    assert cartridge.count == fragment.count == 2


def test_an_import_that_is_new_is_a_cause(tiny: TinyBook) -> None:
    before = causes(Book(tiny.folder), "cows")
    assert causes(Book(tiny.folder), "cows") == before
    (tiny.folder / "models/meadow/herd.py").write_text("SIZE = 8\n")
    tiny.edit("models/meadow/cows.py", "from .core.model", "from . import herd\nfrom .core.model")
    assert set(causes(Book(tiny.folder), "cows")) - set(before) == {"meadow/herd.py"}


def test_a_bibliography_is_read_once(tiny: TinyBook, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Counted(citations.read_bibliography)
    monkeypatch.setattr(citations, "read_bibliography", read)
    path, cache = tiny.folder / "docs/references.bib", Cache(tiny.folder / ".cache")
    for _ in range(2):
        assert citations.bibliography_keys(path, cache, "tools") == ["hardin1968"]
    assert read.count == 1
    path.write_text(path.read_text().replace("hardin1968", "hardin1986"))
    assert citations.bibliography_keys(path, cache, "tools") == ["hardin1986"]


def test_the_teaching_of_a_chapter_is_read_once(tiny: TinyBook) -> None:
    taught(book := Book(tiny.folder))
    source = Site(book, "nl").written["weide.md"]
    assert chapter_resource(book, source).level == "Iedereen"
    (teaching_folder(book) / "weide.yml").unlink()
    assert chapter_resource(book, source).level == "Iedereen"


def test_the_generator_is_as_it_was_when_it_was_loaded(
    tiny: TinyBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A server that runs on while a stage is edited must not keep old results under the new name."""
    monkeypatch.setattr(books, "GENERATOR", tmp_path)
    (tmp_path / "stage.py").write_text("one")
    before = Book(tiny.folder).generator
    (tmp_path / "stage.py").write_text("two")
    assert Book(tiny.folder).generator == before
    books._generator.cache_clear()
    assert Book(tiny.folder).generator != before


class Page:
    """As much of MkDocs' page as rendering has to do with."""

    def __init__(self, file: Any, markdown: str, complaint: str = ""):
        self.file, self.markdown, self.complaint, self.rendered = file, markdown, complaint, 0
        self.content: str | None = None
        self.toc: list[str] | None = None
        self._title_from_render: str | None = None
        self.links_to_anchors: dict[Any, dict[str, str]] | None = None
        self.present_anchor_ids: set[str] = set()

    def render(self, config: Any, files: Any) -> None:
        """Make the fields, and complain if there is something to complain about."""
        self.rendered += 1
        if self.complaint:
            logging.getLogger("mkdocs.structure.pages").warning(self.complaint)
        self.content, self.toc, self._title_from_render = f"<p>{self.markdown}", ["toc"], "Title"
        self.present_anchor_ids = {"here"}
        self.links_to_anchors = {files[-1]: {"there": "other.md#there"}}


class File:
    """MkDocs' file."""

    def __init__(self, name: str):
        self.src_uri, self.url, self.inclusion = f"{name}.md", f"{name}/", "included"


def rendered(book: Book, page: Page, *names: str, site_url: str = "http://here/") -> Page:
    """The page, rendered in a build with these other pages."""
    config = SimpleNamespace(site_url=site_url, docs_dir=str(book.docs / "nl"))
    files = [page.file, *map(File, names)]
    Renderer(book, config, files).attach(page)
    page.render(config, files)
    return page


def test_a_page_is_rendered_once_for_its_causes(tiny: TinyBook) -> None:
    def page(text: str = "text") -> Page:
        return Page(File("weide"), text)

    book = Book(tiny.folder)
    first, again = rendered(book, page(), "other"), rendered(book, page(), "other")
    assert (first.rendered, again.rendered) == (1, 0)
    for name in ("content", "toc", "_title_from_render", "present_anchor_ids"):
        assert getattr(again, name) == getattr(first, name) != None, name  # noqa: E711
    assert again.links_to_anchors
    [(target, links)] = again.links_to_anchors.items()
    assert target.src_uri == "other.md" and links == {"there": "other.md#there"}
    assert rendered(book, page("new text"), "other").rendered == 1
    assert rendered(book, page(), "another").rendered == 1  # a link may lead elsewhere now
    assert rendered(book, page(), "other", site_url="http://there/").rendered == 1
    (book.root / "mkdocs.yml").write_text((book.root / "mkdocs.yml").read_text() + "\n")
    assert rendered(book, page(), "other").rendered == 1
    another_generator(book)
    assert rendered(book, page(), "other").rendered == 1


def test_what_mkdocs_complains_of_is_said_again(
    tiny: TinyBook, caplog: pytest.LogCaptureFixture
) -> None:
    for count in (1, 2):
        page = Page(File("weide"), "text", "a link leads nowhere")
        assert rendered(Book(tiny.folder), page, "other").rendered == 1
        assert caplog.messages.count("a link leads nowhere") == count


def test_the_search_does_not_read_through_labs_and_drawings() -> None:
    html = "<p>One</p><model-lab data-search-exclude><svg><g/></svg>Two</model-lab><svg>3</svg>"
    aside: list[str] = []
    left = hook.ASIDE.sub(lambda match: hook._set_aside(aside, match), html)
    assert left == "<p>One</p><!--aside 0--><!--aside 1-->"
    assert hook.on_post_page(left, SimpleNamespace(aside=aside), None) == html


def test_a_file_is_weighed_once_for_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "site" / "index.html"
    page.parent.mkdir()
    page.write_text("<p>one</p>")
    cache = Cache(tmp_path / "cache")
    first = weight.check_weights(page.parent, kept=cache)
    compress = Counted(gzip.compress)
    monkeypatch.setattr(weight, "compress", lambda *given, **named: compress(*given))
    assert weight.check_weights(page.parent, kept=cache) == first and compress.count == 0
    page.write_text("<p>two, which is longer by some words</p>")
    assert weight.check_weights(page.parent, kept=cache) > first and compress.count == 1


KEPT = ("altair", "bundle", "pyodide", "runtime", "snapshot", "styles", "wheel")  # made by others


def contents(folder: Path) -> dict[str, bytes]:
    site = folder / "build" / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def built(tiny: TinyBook) -> dict[str, bytes]:
    done = tiny.run("build")
    assert done.returncode == 0, done.stdout + done.stderr
    return contents(tiny.folder)


@pytest.mark.build
@pytest.mark.long
def test_a_build_after_changes_is_a_build_from_nothing(tiny: TinyBook, tmp_path: Path) -> None:
    """Whatever a change touches on other pages is right: navigation, references, search, records, weights."""
    seen = [built(tiny)]
    tiny.edit("docs/nl/weide.md", "Acht boeren [", "Tien boeren in de wei [")
    seen.append(built(tiny))
    tiny.edit("docs/source/outline.yml", "{nl: Een weide, en: A meadow}", "{nl: Weide, en: Field}")
    tiny.edit("docs/references.bib", "The Tragedy", "A Tragedy")
    tiny.edit("models/meadow/cows.py", "Meer koeien.", "Veel meer koeien.")
    seen.append(built(tiny))
    fresh = TinyBook(tmp_path / "fresh")
    shutil.copytree(tiny.folder, fresh.folder, ignore=shutil.ignore_patterns("build", ".cache"))
    for kind in KEPT:
        if (tiny.folder / ".cache" / kind).exists():
            shutil.copytree(tiny.folder / ".cache" / kind, fresh.folder / ".cache" / kind)
    cold = built(fresh)
    assert seen[-1].keys() == cold.keys()
    assert [name for name in cold if seen[-1][name] != cold[name]] == []
    page = "weide/index.html"
    assert seen[0][page] != seen[1][page] != seen[2][page]
    assert seen[0][f"en/{page}"] == seen[1][f"en/{page}"] != seen[2][f"en/{page}"]
