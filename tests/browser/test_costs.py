"""The bytes in the sum are those that a browser asks for."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlparse

import pytest
from browser_lab import Lab
from playwright.sync_api import Page

from scripts.costs import lab_files, page_files

pytestmark = pytest.mark.browser


def test_nothing_is_fetched_that_the_sum_leaves_out(page: Page, address: str, built: Path) -> None:
    asked: set[str] = set()
    home = urlparse(address).path

    def note(url: str) -> None:
        if not url.startswith(address):  # a blob, which the page made itself
            return
        name = urlparse(url).path.removeprefix(home)
        asked.add(f"{name}index.html" if not name or name.endswith("/") else name)

    page.on("request", lambda request: note(request.url))
    chapter = built / "uitstoot/index.html"
    page.goto(f"{address}uitstoot/")
    page.wait_for_load_state("networkidle")
    counted = {path.relative_to(built).as_posix() for path in page_files(built, chapter, "nl", "")}
    assert asked - counted == set()
    lab = Lab(page)
    lab.press("run")
    lab.expect_live()
    page.wait_for_load_state("networkidle")
    counted |= {path.relative_to(built).as_posix() for path in lab_files(built, chapter)}
    assert asked - counted == set()
