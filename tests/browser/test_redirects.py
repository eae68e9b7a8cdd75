"""Old addresses, opened: the reader comes where the page went, with all that the link said."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import served
from playwright.sync_api import Browser
from tiny import TinyBook

from scripts.book import Book
from scripts.redirects import write_redirects

pytestmark = pytest.mark.browser
POLICY = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
@pytest.mark.parametrize("below", ["", "en/"])
def test_a_link_to_the_old_place_opens_the_new_one(
    browser: Browser, tiny: TinyBook, tmp_path: Path, below: str, script: bool
) -> None:
    outline = tiny.folder / "docs/source/outline.yml"
    outline.write_text(f"{outline.read_text()}moved: {{meent/oud: weide}}\n")
    site = tmp_path / "site"
    write_redirects(Book(tiny.folder), site / "boek", "")
    old = site / "boek" / below / "meent/oud/index.html"
    old.write_text(old.read_text().replace("<head>", f"<head>{POLICY}"))
    (site / "boek" / below / "weide").mkdir(parents=True)
    (site / "boek" / below / "weide/index.html").write_text("<h1>Weide</h1>")
    server, place = served(site)
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{place}/boek/{below}meent/oud/?theme=dark#lab=cows&seed=3")
    kept = "?theme=dark#lab=cows&seed=3" if script else ""
    page.wait_for_url(f"{place}/boek/{below}weide/{kept}")
    assert page.locator("h1").inner_text() == "Weide"
    context.close()
    server.shutdown()
