"""Items of the QTI 3 package in a player that others wrote: they load, and they score.

The player (@citolab/qti-components) is GPL and for the tests alone: nothing of it may be in the site.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import served
from packkit import lesson, taught
from playwright.sync_api import Browser, Page
from tiny import TinyBook

from scripts.packs.archive import unpack
from scripts.packs.qti import qti_package

pytestmark = pytest.mark.browser
PLAYER = Path("node_modules/@citolab/qti-components")
PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<script type="module" src="player.js"></script>
<qti-item><item-container item-url="items/{name}.xml"></item-container></qti-item>
"""
NAMES = ("one", "two", "several", "number", "steps", "pairs")


@pytest.fixture
def player(
    tiny: TinyBook, root: Path, browser: Browser, tmp_path: Path
) -> Iterator[tuple[Page, str]]:
    """A page and the address of the items, each in a page of its own."""
    data = qti_package(lesson(taught(tiny), "en"))
    assert data
    folder = tmp_path / "player"
    for name, content in unpack(data).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    shutil.copyfile(root / PLAYER / "cdn/index.js", folder / "player.js")
    for name in NAMES:
        (folder / f"{name}.html").write_text(PAGE.format(name=name), encoding="utf-8")
    server, address = served(folder)
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page, address
    page.close()
    server.shutdown()
    assert wrong == []


def open_item(page: Page, address: str, name: str) -> Any:
    """The item, loaded."""
    page.goto(f"{address}/{name}.html")
    item = page.locator("qti-assessment-item")
    item.wait_for(state="attached")
    page.locator("[response-identifier=RESPONSE]").wait_for()
    return item


def score(item: Any) -> float:
    """What the answer that was given is worth."""
    item.evaluate("item => item.processResponse()")
    return float(item.evaluate("item => item.getOutcome('SCORE').value"))


def answer(item: Any, value: object) -> None:
    """Give an answer that would take dragging."""
    item.evaluate("(item, value) => item.updateResponseVariable('RESPONSE', value)", value)


def test_choices_score_when_clicked(player: tuple[Page, str]) -> None:
    page, address = player
    for name, picked, worth in (
        ("one", ["eight"], 1),
        ("one", ["nine"], 0),
        ("two", ["yes"], 1),
        ("two", ["no"], 0),
        ("several", ["cow", "sheep"], 1),
        ("several", ["cow"], 0),
        ("several", ["cow", "sheep", "wolf"], 0),
    ):
        item = open_item(page, address, name)
        for text in picked:
            page.locator("qti-simple-choice", has_text=text).first.click()
        assert score(item) == worth, (name, picked)


def test_the_reason_is_shown(player: tuple[Page, str]) -> None:
    page, address = player
    item = open_item(page, address, "one")
    page.locator("qti-simple-choice", has_text="nine").click()
    score(item)
    assert item.evaluate("item => item.getOutcome('FEEDBACK').value") == "a2"
    page.get_by_text("No.", exact=True).wait_for()


@pytest.mark.parametrize(
    ("typed", "worth"),
    [
        ("0.48", 1),
        ("0.46", 1),
        ("0.5", 1),
        (".47", 1),
        ("0.451", 0),
        ("0.51", 0),
        ("48", 0),
        ("x", 0),
    ],
)
def test_a_number_scores_within_the_tolerance(
    player: tuple[Page, str], typed: str, worth: float
) -> None:
    page, address = player
    item = open_item(page, address, "number")
    box = page.locator("qti-text-entry-interaction input")
    box.fill(typed)
    box.press("Tab")
    assert score(item) == worth


def test_order_and_pairs_score(player: tuple[Page, str]) -> None:
    page, address = player
    for name, given, worth in (
        ("steps", ["a1", "a2", "a3", "a4"], 1),
        ("steps", ["a2", "a1", "a3", "a4"], 0),
        ("pairs", ["l1 r1", "l2 r2", "l3 r3"], 1),
        ("pairs", ["l3 r3", "l1 r1", "l2 r2"], 1),
        ("pairs", ["l1 r2", "l2 r1", "l3 r3"], 0),
        ("pairs", ["l1 r1"], 0),
    ):
        item = open_item(page, address, name)
        answer(item, given)
        assert score(item) == worth, (name, given)


def test_no_byte_of_the_player_is_in_the_site(built: Path, root: Path) -> None:
    player = (root / PLAYER / "cdn/index.js").read_bytes()
    marks = [b"qti-assessment-item", b"qti-simple-choice", b"@citolab", player[1000:1060]]
    for path in built.rglob("*"):
        if path.is_file() and path.suffix in (".js", ".mjs", ".css", ".html"):
            data = path.read_bytes()
            assert not any(mark in data for mark in marks), path
