"""What the build lays down of the packs, and where."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from scripts.packs.inspect import inspect

LANGUAGES = ("nl", "en")


def chapters(built: Path, language: str) -> list[dict[str, str]]:
    """The chapters of the index that the browser reads."""
    [index] = (built / "assets/packs").glob(f"packs-{language}-*.json")
    return list(json.loads(index.read_text(encoding="utf-8"))["chapters"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_has_its_packs_and_they_are_right(built: Path, language: str) -> None:
    for chapter in chapters(built, language):
        name = f"{chapter['slug']}-{language}"
        data = (built / f"downloads/{name}.imscc").read_bytes()
        assert inspect(data, "cartridge") == [], name
        package = built / f"downloads/{name}.qti.zip"
        if package.exists():
            assert inspect(package.read_bytes(), "qti") == [], name
        assert (built / "assets/packs" / chapter["fragment"]).is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_links_holds_every_chapter(built: Path, language: str) -> None:
    data = (built / f"downloads/links-{language}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(data.decode("utf-8-sig"))
    head, *rows = csv.reader(text, delimiter=";" if language == "nl" else ",")
    assert len(head) == 4
    assert {row[0] for row in rows} == {str(one["number"]) for one in chapters(built, language)}
    assert len({row[3] for row in rows}) == len(rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_place_on_a_page(built: Path, language: str) -> None:
    for chapter in chapters(built, language):
        text = (built / "assets/packs" / chapter["fragment"]).read_text(encoding="utf-8")
        for _, title, address in json.loads(text)["links"]:
            path, _, anchor = address.removeprefix("https://site.invalid/").partition("#")
            html = (built / path / "index.html").read_text(encoding="utf-8")
            assert not anchor or f'id="{anchor}"' in html, (title, address)


class Links(HTMLParser):
    """The downloads that a page links to."""

    def __init__(self, text: str):
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link to a download."""
        href = dict(attrs).get("href") or ""
        if tag == "a" and "downloads/" in href:
            self.found.append(href)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_links_to_downloads_lead_somewhere(built: Path, language: str) -> None:
    root = "" if language == "nl" else f"{language}/"
    slugs = [one["slug"] for one in chapters(built, language)]
    for slug in [*slugs, "cursuspakket"]:
        page = f"/{root}{slug}/"
        links = Links((built / page.lstrip("/") / "index.html").read_text(encoding="utf-8")).found
        packs = [link for link in links if ".imscc" in link or "links-" in link or ".qti" in link]
        assert packs, page
        for link in packs:
            assert (built / unquote(urljoin(page, link)).lstrip("/")).is_file(), (page, link)


def test_the_site_does_not_hold_python_over_and_over(built: Path) -> None:
    sizes = {
        path.name: path.stat().st_size
        for path in (built / "downloads").glob("*")
        if path.suffix in (".imscc", ".zip", ".csv", ".html") and "scorm" not in path.name
    }
    assert max(sizes.values()) < 100_000
    assert sum(sizes.values()) < 2_000_000
