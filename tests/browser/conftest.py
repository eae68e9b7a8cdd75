"""A page that may do nothing wrong."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page


def failed(line: ConsoleMessage) -> bool:
    """An error in the console, but for the browser's note that something asked of the cache alone is not in it."""
    return line.type == "error" and "net::ERR_CACHE_MISS" not in line.text


@pytest.fixture
def strict_page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh profile whose page may neither fail, nor log an error, nor ask another host for anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    wrong: list[str] = []
    home = urlparse(address).netloc

    def asked(url: str) -> None:
        if urlparse(url).scheme in ("http", "https") and urlparse(url).netloc != home:
            wrong.append(f"another host: {url}")

    page.on("request", lambda request: asked(request.url))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("console", lambda line: wrong.append(line.text) if failed(line) else None)
    yield page
    context.close()
    assert wrong == []
