"""Reader code cannot reach the network, whichever way it tries, on a host that sends no policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from browser_cells import Cell
from browser_lab import LANGUAGES
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

WAYS = {
    "eval": "js.eval(f'import(\"{place}\")')",
    "Function": "js.Function.new(f'return import(\"{place}\")')()",
    "the maker of a function": "js.Object.constructor(f'return import(\"{place}\")')()",
    "the maker of an async function": (
        "js.Object.getPrototypeOf(js.Reflect.get).constructor(f'return import(\"{place}\")')()"
    ),
    "run_js": "__import__('pyodide.code').code.run_js(f'import(\"{place}\")')",
    "a timer": "js.setTimeout(f'import(\"{place}\")', 0)",
    "fetch": "js.fetch(place)",
    "a package": "__import__('pyodide_js').loadPackage(place)",
    "a request of Pyodide's": "__import__('pyodide.http').http.open_url(place)",
    "a picture": "js.Image.new().src",
}


class Elsewhere(BaseHTTPRequestHandler):
    """Another host, that writes down who comes."""

    visited: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer whoever comes, and remember."""
        self.visited.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Type", "text/javascript")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of another host."""
    Elsewhere.visited.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


def source(elsewhere: str) -> str:
    """A cell that tries every way and prints those that raised nothing."""
    lines = ["import js", "opened = []"]
    for number, (name, way) in enumerate(WAYS.items()):
        lines += [
            f"place = {f'{elsewhere}{number}.js'!r}",
            "try:",
            f"    {way}",
            f"    opened.append({name!r})",
            "except BaseException as error:",
            "    pass",
        ]
    return "\n".join([*lines, "print('tried', opened)"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_way_leads_to_another_host(
    browser: Browser, address: str, elsewhere: str, language: str
) -> None:
    context = browser.new_context()
    page: Page = context.new_page()
    page.goto(f"{address}{LANGUAGES[language]}models/rule-growth/")
    expect(page.locator("[data-role=cell-actions]").first).to_be_visible()
    cell = Cell(page)
    cell.write(source(elsewhere))
    cell.run()
    cell.expect_state("done")
    expect(cell.role("result")).to_contain_text("tried")
    page.wait_for_timeout(1500)
    assert Elsewhere.visited == [], cell.role("result").inner_text()
    cell.write("1 + 1")  # and it still works
    cell.run()
    cell.expect_state("done")
    expect(cell.role("result")).to_contain_text("2")
    context.close()
