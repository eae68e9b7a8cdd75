"""A pack of chosen chapters, made in the browser: what comes down is looked at as strictly as the build's own."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from browser_axe import load_axe
from lxml import etree
from playwright.sync_api import Page, expect

from scripts.packs.archive import MANIFEST, unpack
from scripts.packs.inspect import inspect
from scripts.packs.scorm import make, read_recipe

pytestmark = pytest.mark.browser
ROOTS = {"nl": "", "en": "en/"}
CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"


@pytest.fixture(params=ROOTS)
def language(request: pytest.FixtureRequest) -> str:
    """Each language of the book."""
    return str(request.param)


def choose(page: Page, kind: str, *chapters: str) -> None:
    """Fill in the form."""
    expect(page.locator("pack-builder")).to_have_attribute("data-state", "ready")
    page.locator(f"[name=format][value={kind}]").check()
    page.locator("[data-action=none]").click()
    for slug in chapters:
        page.locator(f"[name=chapter][value={slug}]").check()


def download(page: Page) -> tuple[str, bytes]:
    """Make the pack; its name and bytes."""
    with page.expect_download(timeout=60_000) as coming:
        page.locator("[data-action=make]").click()
    expect(page.locator("pack-builder [role=status]")).to_contain_text(
        coming.value.suggested_filename
    )
    return coming.value.suggested_filename, Path(coming.value.path()).read_bytes()


def test_a_cartridge_of_chosen_chapters(strict_page: Page, address: str, language: str) -> None:
    page = strict_page
    page.goto(f"{address}{ROOTS[language]}cursuspakket/")
    choose(page, "cartridge", "uitstoot", "gemeenschap")
    name, data = download(page)
    assert name == f"regelkring-{language}.imscc"
    assert inspect(data, "cartridge") == []
    assert download(page)[1] == data, "the same choice gives the same bytes"
    manifest = etree.fromstring(unpack(data)[MANIFEST])
    titles = [one.findtext(f"{CP}title") for one in manifest.iter(f"{CP}item")][1:]
    assert titles[0] and titles[0].startswith("1."), "in the order of the book"
    assert any(title and title.startswith("8.") for title in titles)
    link = unpack(data)["uitstoot/chapter.xml"].decode()
    assert f'href="{address}{ROOTS[language]}uitstoot/"' in link


def test_its_files_are_those_of_the_packs_that_are_ready(
    strict_page: Page, address: str, built: Path, language: str
) -> None:
    page = strict_page
    page.goto(f"{address}{ROOTS[language]}cursuspakket/")
    choose(page, "cartridge", "uitstoot")
    made = unpack(download(page)[1])
    ready = unpack((built / f"downloads/uitstoot-{language}.imscc").read_bytes())
    assert set(made) == set(ready)
    assert made["uitstoot/quiz.xml"] == ready["uitstoot/quiz.xml"]


def test_all_chapters_in_one_cartridge(strict_page: Page, address: str) -> None:
    page = strict_page
    page.goto(f"{address}cursuspakket/")
    choose(page, "cartridge")
    page.locator("[data-action=all]").click()
    data = download(page)[1]
    assert inspect(data, "cartridge") == []
    print(f"all chapters: {len(data)} bytes")


def test_lists_of_links(strict_page: Page, address: str, language: str) -> None:
    page = strict_page
    page.goto(f"{address}{ROOTS[language]}cursuspakket/")
    choose(page, "csv", "uitstoot")
    data = download(page)[1]
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if language == "nl" else ","))
    assert [len(row) for row in rows] == [4] * len(rows)
    assert rows[1][3] == f"{address}{ROOTS[language]}uitstoot/"
    choose(page, "html", "uitstoot", "recepten")
    found = etree.fromstring(download(page)[1]).iter("{http://www.w3.org/1999/xhtml}a")
    assert {str(one.get("href")).startswith(address) for one in found} == {True}


def test_a_lab_for_a_platform(strict_page: Page, address: str, built: Path) -> None:
    page = strict_page
    page.goto(f"{address}en/uitstoot/")
    page.locator(".chapter-packs summary").click()
    page.locator(".chapter-packs a[href*='#scorm=']").click()
    expect(page.locator("[name=chapter][value=uitstoot]")).to_be_checked()
    expect(page.locator("[name=format][value=scorm]")).to_be_checked()
    name, data = download(page)
    assert name == "uitstoot-en.scorm.zip"
    assert inspect(data, "scorm") == []
    [index] = (built / "assets/packs").glob("packs-en-*.json")
    chapters = json.loads(index.read_text(encoding="utf-8"))["chapters"]
    recipe = next(one["recipe"] for one in chapters if one["slug"] == "uitstoot")
    text = (built / "assets/packs" / recipe).read_text(encoding="utf-8")
    assert unpack(data) == unpack(make(read_recipe(text), built, address))
    print(f"{name}: {len(data)} bytes")


def test_what_cannot_be_made_is_said(strict_page: Page, address: str) -> None:
    page = strict_page
    page.goto(f"{address}en/cursuspakket/")
    status = page.locator("pack-builder [role=status]")
    choose(page, "cartridge")
    page.locator("[data-action=make]").click()
    expect(status).to_contain_text("Choose one or more")
    choose(page, "scorm", "uitstoot", "recepten")
    page.locator("[data-action=make]").click()
    expect(status).to_contain_text("Choose one chapter")


def test_axe_finds_nothing(strict_page: Page, address: str, language: str) -> None:
    page = strict_page
    page.goto(f"{address}{ROOTS[language]}cursuspakket/")
    load_axe(page)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    small = page.locator("pack-builder :is(button, label)").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 43.5).length"
    )
    assert small == 0
