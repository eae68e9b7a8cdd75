"""The server of whoever writes: a chapter that is saved appears in the browser by itself."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect
from tiny import ROOT, TinyBook

pytestmark = [pytest.mark.build, pytest.mark.long]


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[TinyBook, str]]:
    """A tiny book, served as `make serve` does, and its address."""
    tiny = TinyBook(tmp_path / "book").write()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "scripts", "--root", str(tiny.folder), "serve", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | {"NO_COLOR": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(1200):
            try:
                urlopen(address).close()
                break
            except OSError:
                assert server.poll() is None, "the server ended"
                time.sleep(0.1)
        yield tiny, address
    finally:
        server.terminate()
        server.wait(20)


def test_a_saved_chapter_reloads(serving: tuple[TinyBook, str], browser: Browser) -> None:
    tiny, address = serving
    page = browser.new_page()
    page.goto(f"{address}weide/")
    expect(page.locator("article")).to_contain_text("Acht boeren")
    # No service worker: it would show yesterday's pages; one of a built site is taken away.
    assert page.locator("link[rel=manifest]").count() == 0
    assert b"unregister()" in urlopen(f"{address}sw.js").read()
    page.evaluate("window.old = true")
    page.wait_for_timeout(1500)  # the page asks the server for news only once it has settled
    tiny.edit("docs/nl/weide.md", "Acht boeren [", "Negen boeren [")
    expect(page.locator("article")).to_contain_text("Negen boeren", timeout=60_000)
    assert page.evaluate("window.old") is None
    # The other language, of which nothing had changed, is still there, and no less alive.
    page.goto(f"{address}en/weide/")
    expect(page.locator("article")).to_contain_text("Eight farmers")
    page.wait_for_timeout(1500)
    tiny.edit("docs/en/weide.md", "Eight farmers [", "Nine farmers [")
    expect(page.locator("article")).to_contain_text("Nine farmers", timeout=60_000)
    page.close()
