"""The site as readers meet it: reachable, in two languages, at home on its own host."""

from __future__ import annotations

import json
import re
from pathlib import Path

import lxml.html
import pytest
from browser_axe import load_axe
from browser_lab import LANGUAGES, Lab
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
PAGES = {
    "home": "",
    "chapter": "kring-van-werkgevers/",
    "notebook": "models/rule-growth/",
    "gallery": "models/",
    "presentation": "presentatie/",
    "sources": "bronnen/",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    browser: Browser, address: str, name: str, language: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}{LANGUAGES[language]}{PAGES[name]}")
    page.wait_for_load_state("networkidle")
    for more in page.locator(".lab-more > summary, .lab-data > summary").all():
        more.click()
    load_axe(page)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    said = [
        (one["id"], node["target"], node["failureSummary"])
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]
    assert said == []
    context.close()


def test_the_switch_keeps_the_page(strict_page: Page, address: str) -> None:
    strict_page.goto(f"{address}uitstoot/")
    assert strict_page.locator("html").get_attribute("lang") == "nl"
    strict_page.locator(".book-switch").click()
    strict_page.wait_for_url("**/en/uitstoot/")
    assert strict_page.locator("html").get_attribute("lang") == "en"
    strict_page.locator(".book-switch").click()
    strict_page.wait_for_url(f"{address}uitstoot/")


@pytest.mark.parametrize(
    ("language", "query", "found", "not_found"),
    [("nl", "regelwoud", "regelwoud", "rules"), ("en", "wood of rules", "rules", "regelwoud")],
)
def test_search_finds_the_pages_of_its_language(
    strict_page: Page, address: str, language: str, query: str, found: str, not_found: str
) -> None:
    strict_page.goto(f"{address}{LANGUAGES[language]}")
    strict_page.wait_for_load_state("networkidle")
    strict_page.locator(".md-search__input").first.press_sequentially(query)  # it listens to keys
    results = strict_page.locator(".md-search-result__item")
    expect(results.first).to_be_visible()
    links = [
        link.get_attribute("href") or ""
        for link in strict_page.locator(".md-search-result__link").all()
    ]
    assert all(("/en/" in link) == (language == "en") for link in links), links


def test_the_home_page_shows_a_lab_within_the_first_screen(strict_page: Page, address: str) -> None:
    for width, height in ((1280, 900), (390, 844)):
        strict_page.set_viewport_size({"width": width, "height": height})
        strict_page.goto(address)
        box = strict_page.locator("model-lab").first.bounding_box()
        assert box and box["y"] < height, (width, box)


def test_the_worker_survives_a_page_change(strict_page: Page, address: str) -> None:
    """Instant navigation keeps the worker: the second lab does not load Python again."""
    strict_page.goto(f"{address}models/rule-growth/")
    lab = Lab(strict_page)
    lab.set("offspring", 0.5)
    lab.expect_live()
    strict_page.evaluate("window.stays = true")
    asked: list[str] = []
    strict_page.on("request", lambda request: asked.append(request.url))
    strict_page.locator(".md-nav--primary a[href$='uitstoot/']").first.click()
    strict_page.wait_for_url("**/uitstoot/")
    other = Lab(strict_page)
    other.set("seed", 5)
    other.expect_live()
    if strict_page.evaluate("window.stays === true"):  # else the site is not where it was built for
        assert not [url for url in asked if ".wasm" in url]


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(browser: Browser, address: str, name: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}{PAGES[name]}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def pages_of(built: Path) -> list[Path]:
    return sorted(built.resolve().rglob("*.html"))


def test_every_link_and_file_of_the_site_is_there(built: Path) -> None:
    """Each href and src in the built pages, anchors included; and none goes to another host's files."""
    ids: dict[Path, set[str]] = {}
    trees = {path: lxml.html.parse(str(path)).getroot() for path in pages_of(built)}
    for path, tree in trees.items():
        ids[path] = set(tree.xpath("//@id")) | set(tree.xpath("//a/@name"))
    wrong = []
    for path, tree in trees.items():
        if path.name == "404.html":
            continue
        for element, name, target, _ in tree.iterlinks():
            if target.startswith(("http:", "https:")):
                loads = name == "src" or (
                    element.tag == "link" and element.get("rel") != "canonical"
                )
                if loads:
                    wrong.append((path, target))
                continue
            if target.startswith(("mailto:", "data:", "javascript:")):
                continue
            place, _, anchor = target.partition("#")
            goal = (path.parent / place).resolve() if place else path
            goal = goal / "index.html" if goal.is_dir() else goal
            if not goal.exists() or (
                anchor
                and goal.suffix == ".html"
                and not anchor.startswith(("lab=", "__"))
                and anchor not in ids[goal]
            ):
                wrong.append((path.relative_to(built.resolve()), target))
    assert wrong == []


def test_nothing_in_the_pages_names_another_host_to_load_from(built: Path) -> None:
    for path in [*pages_of(built), *built.rglob("*.css")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:fonts\.g|cdn\.|unpkg|jsdelivr|cdnjs)", text), path


def test_every_page_stands_in_both_languages_with_its_own_name(built: Path) -> None:
    sitemap = (built / "sitemap.xml").read_text()
    dutch = {path.parent.relative_to(built) for path in built.rglob("index.html")}
    english = {path.relative_to("en") for path in dutch if path.parts[:1] == ("en",)}
    assert {path for path in dutch if path.parts[:1] != ("en",)} == english
    hidden = [
        path
        for path in pages_of(built)
        if path.name != "404.html" and 'name="robots"' in path.read_text("utf-8")
    ]
    assert hidden and all("embed" in path.parts or "opdracht" in path.parts for path in hidden)
    assert sitemap.count("<url>") == 2 * len(english) - len(hidden)
    for path in pages_of(built):
        language = "en" if path.relative_to(built.resolve()).parts[0] == "en" else "nl"
        tree = lxml.html.parse(str(path)).getroot()
        assert tree.get("lang") == language
        assert tree.findtext(".//title")


def test_slide_cards_hold_every_line_of_the_deck_once(built: Path, root: Path) -> None:
    """In the built Dutch chapters, word for word."""
    from scripts.book import Book

    book = Book(root)
    for language in book.languages:
        shown: list[str] = []
        for chapter in book.outline.chapters():
            path = built / LANGUAGES[language] / chapter.slug / "index.html"
            tree = lxml.html.parse(str(path)).getroot()
            for line in tree.xpath(
                "//figure[@class='slide-card']//div[@class='slide']//*[self::p or self::li]"
            ):
                own = [line.text or ""]
                for child in line:
                    own += [child.text or "" if child.tag == "span" else "", child.tail or ""]
                shown.append(" ".join("".join(own).split()))
        deck = book.decks[language]
        wanted = [line.verbatim for slide in deck for line in [slide.title, *slide.lines]]
        assert sorted(shown) == sorted(wanted)


def test_a_chapter_weighs_little_before_a_lab_is_touched(
    browser: Browser, address: str, built: Path
) -> None:
    """Compressed as a host would: at most 400 KB, fonts and all."""
    import brotli

    context = browser.new_context()
    page = context.new_page()
    weights: dict[str, int] = {}

    def weigh(response: object) -> None:
        body = response.body()  # type: ignore[attr-defined]
        url = response.url  # type: ignore[attr-defined]
        packed = url.endswith((".woff2", ".png"))
        weights[url] = len(body) if packed else len(brotli.compress(body, quality=5))

    page.on("requestfinished", lambda request: weigh(request.response()))
    page.goto(f"{address}kring-van-werkgevers/")
    page.wait_for_load_state("networkidle")
    total = sum(weights.values())
    heaviest = sorted(weights.items(), key=lambda one: -one[1])[:3]
    assert total <= 400_000, (total, heaviest)
    context.close()


def test_the_labs_configuration_is_what_python_says(built: Path) -> None:
    import regelkring

    for path in (built / "assets/labs").glob("*.json"):
        config = json.loads(path.read_text())
        run = regelkring.run(config["model"], seed=1)
        assert config["result"]["fingerprint"] == run.fingerprint
        assert {"narrow", "wide"} == set(config["charts"])
