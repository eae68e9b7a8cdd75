"""Reader code cannot reach the network, whichever way it tries, on a host that sends no policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser_cells import Cell
from browser_lab import LANGUAGES
from elsewhere import Elsewhere, other_host
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


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of another host."""
    yield from other_host()


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
