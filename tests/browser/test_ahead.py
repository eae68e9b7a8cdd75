"""What a page asks for, and when: nothing that few readers use, and what a first move needs without detours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser_lab import Lab
from playwright.sync_api import Page, expect

from scripts.weight import _needs

pytestmark = [pytest.mark.browser, pytest.mark.build]
INDEX = "search_index.json"


def asked(page: Page) -> list[str]:
    """The names of the files that the page asks for from now on."""
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url.rsplit("/", 1)[-1]))
    return names


def test_the_search_index_waits_for_the_search(strict_page: Page, address: str) -> None:
    names = asked(strict_page)
    strict_page.goto(f"{address}uitstoot/")
    strict_page.wait_for_load_state("networkidle")
    strict_page.locator(".md-nav--primary a[href$='verweesd/']").first.click()
    strict_page.wait_for_url("**/verweesd/")
    strict_page.wait_for_load_state("networkidle")
    assert INDEX not in names
    strict_page.locator(".md-search__input").first.press_sequentially("regelwoud")
    expect(strict_page.locator(".md-search-result__item").first).to_be_visible()
    assert names.count(INDEX) == 1


@pytest.mark.parametrize(
    ("link", "place"),
    [("?q=regelwoud", ".md-search-result__item"), ("?h=uitstoot", ".md-content mark")],
)
def test_a_link_into_the_search_brings_it(
    strict_page: Page, address: str, link: str, place: str
) -> None:
    strict_page.goto(f"{address}uitstoot/{link}")
    expect(strict_page.locator(place).first).to_be_visible()


def test_what_the_script_imports_is_asked_for_with_it(built: Path) -> None:
    """The page names every file that its script imports at once, and the bundle keeps these few."""
    html = (built / "uitstoot/index.html").read_text(encoding="utf-8")
    script = re.search(r'<script type="module" src="[^"]*?([^"/]+\.js)"', html)
    assert script
    wanted, waiting = set(), [script[1]]
    while waiting:
        name = waiting.pop()
        wanted.add(name)
        more = [one.removeprefix("./") for one in _needs(built / "assets" / name)]
        waiting += [one for one in more if one not in wanted]
    hinted = re.findall(r'<link rel="modulepreload" href="[^"]*?([^"/]+\.js)"', html)
    assert set(hinted) == wanted
    assert len(wanted) <= 4


def test_a_first_move_asks_for_all_it_needs_at_once(strict_page: Page, address: str) -> None:
    """No script that the lab and its chart come with is found only when another has come in."""
    strict_page.goto(f"{address}models/rule-growth/")
    strict_page.wait_for_load_state("networkidle")
    named = strict_page.locator("script[data-lab]").get_attribute("data-lab") or ""
    here = strict_page.evaluate(
        "performance.getEntriesByType('resource').map(one => one.name.split('/').pop())"
    )
    Lab(strict_page).set("offspring", 0.5)
    Lab(strict_page).expect_live()
    came = strict_page.evaluate(
        "performance.getEntriesByType('resource')"
        ".map(one => [one.name.split('/').pop(), one.startTime, one.responseEnd])"
    )
    wanted = set(named.split()) - set(here)
    parts = [entry for entry in came if entry[0] in wanted]
    assert len(parts) == len(wanted) > 2, came
    assert max(start for _, start, _ in parts) <= min(end for _, _, end in parts), parts
