"""Two books that are not this one, built and read: one fresh from its deck, one finished from another deck."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import lxml.html
import pytest
from browser_axe import load_axe
from commonsbook import finished, started, write_powerpoint
from conftest import served
from playwright.sync_api import Browser, Page, Response, expect
from tiny import ROOT, command

from scripts.book import Book

pytestmark = [pytest.mark.browser, pytest.mark.build, pytest.mark.long]
CHAPTERS = ("open-pasture", "fish", "third-door", "covenants", "three-questions")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished book on the commons, built."""
    folder = finished(tmp_path_factory.mktemp("commons") / "book")
    done = command(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "build" / "site"


@pytest.fixture(scope="module")
def there(site: Path) -> Iterator[str]:
    """Where it is served."""
    server, place = served(site)
    yield f"{place}/"
    server.shutdown()


@pytest.fixture
def reader(browser: Browser, there: str) -> Iterator[Page]:
    """A page that may not fail, miss a file, or ask another host for anything."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    wrong: list[str] = []

    def answered(response: Response) -> None:
        asked = urlparse(response.url)
        foreign = asked.scheme.startswith("http") and asked.netloc != urlparse(there).netloc
        if foreign or response.status >= 400:
            wrong.append(f"{response.status} {response.url}")

    page.on("response", answered)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def texts(site: Path) -> dict[str, str]:
    """What can be read on every page, by name."""
    return {
        str(path.relative_to(site)): lxml.html.parse(str(path)).getroot().text_content().lower()
        for path in site.rglob("*.html")
    }


def test_nothing_of_this_book_is_in_that_one(site: Path) -> None:
    """No name of this book on any page or in any data, no page of another language, no switch to one."""
    own = Book(ROOT)
    words = {own.package, *own.outline.title.values(), *own.outline.subtitle.values()}
    words |= {slug for slug in own.library.slugs() if "-" in slug}
    words |= {chapter.title["nl"] for chapter in own.outline.chapters()}
    pages = texts(site)
    assert len(pages) > 10
    for name, text in pages.items():
        for word in words:
            assert word.lower() not in text, (name, word)
    for path in site.rglob("*.json"):
        assert own.package not in path.read_text(encoding="utf-8"), path
    assert not (site / "en").exists() and not (site / "nl").exists()
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "book-switch" not in html and 'lang="nl"' not in html, path
    assert "/nl/" not in (site / "sitemap.xml").read_text()


def test_every_page_of_it_reads(reader: Page, there: str) -> None:
    """Each chapter from the first to the last, by its own links forward."""
    reader.goto(there)
    for slug in CHAPTERS:
        reader.locator("a.md-footer__link--next").click()
        expect(reader).to_have_url(f"{there}{slug}/")
        expect(reader.locator("main h1")).to_be_visible()
        expect(reader.locator("main figure.slide-card").first).to_be_visible()
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    reader.goto(f"{there}sources/")
    expect(reader.locator("main li").filter(has_text="Governing the Commons")).to_be_visible()
    assert reader.locator(".bibliography > li").count() == 9


def test_its_lab_moves_live_with_its_own_model(reader: Page, there: str, site: Path) -> None:
    """First a value between those computed beforehand, then a run in Python, to the fingerprint."""
    reader.goto(f"{there}fish/")
    lab = reader.locator("model-lab")
    before = lab.get_attribute("data-fingerprint")
    lab.locator("input[type=range][name=licences]").evaluate(
        """input => { input.value = "24"; for (const kind of ["input", "change"])
           input.dispatchEvent(new Event(kind, {bubbles: true})); }"""
    )
    expect(lab).to_have_attribute("data-source", "live", timeout=120_000)
    program = "import tideline; print(tideline.run('fishery', seed=1, licences=24).fingerprint)"
    models = site.parent.parent / "models"
    native = subprocess.run(
        [sys.executable, "-c", program], cwd=models, capture_output=True, text=True, check=True
    ).stdout.strip()
    assert native != before
    expect(lab).to_have_attribute("data-fingerprint", native)
    expect(lab.locator("[data-role=summary]")).to_contain_text("Fish in the sea")


def test_work_is_set_in_the_one_language_there_is(reader: Page, there: str) -> None:
    reader.goto(f"{there}set-work/")
    expect(reader.locator("#make-language option")).to_have_text(["English"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["", "fish/", "models/fishery/", "presentation/"])
def test_axe_finds_nothing(browser: Browser, there: str, name: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(f"{there}{name}")
    page.wait_for_load_state("networkidle")
    load_axe(page)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    said = [(one["id"], node["target"]) for one in found["violations"] for node in one["nodes"]]
    context.close()
    assert said == []


def test_its_model_tells_the_numbers_that_its_chapters_tell(site: Path) -> None:
    """The finished book's own tests of its model."""
    assert passed(site.parent.parent, "tests/test_fishery.py", "tests/test_models.py")


def test_a_book_fresh_from_its_deck_passes_its_own_tests(tmp_path: Path) -> None:
    """In two languages, from PowerPoint: built with its runtime, every link followed, its lab moved live."""
    deck = write_powerpoint(tmp_path / "deck.pptx")
    folder = started(tmp_path / "book", "--languages", "nl,en", deck=deck)
    assert passed(folder)
    for name in ("index.html", "en/index.html"):
        page = lxml.html.parse(str(folder / "build/site" / name))
        assert not page.xpath("//main//comment()"), "what is said to the author is not for readers"
        assert page.xpath("count(//a[@class='book-switch'])") == 1


def passed(folder: Path, *tests: str) -> bool:
    """Whether a book's own tests pass, as `make test` runs them there."""
    chromium = os.environ.get("CHROMIUM") or (
        "/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else ""
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        cwd=folder,
        env=os.environ | {"CHROMIUM": chromium, "GENERATOR": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return True
