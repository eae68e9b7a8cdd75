"""An address where nothing stands, on a host that shows 404.html there, below a path the build knew nothing of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Quiet, served
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


class Host(Quiet):
    """Shows the site's own page where nothing stands, as hosts do."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (Path(self.directory) / "boek/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module")
def host(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("host")
    (folder / "boek").symlink_to(built)
    server, place = served(folder, Host)
    yield f"{place}/boek/"
    server.shutdown()


@pytest.mark.parametrize(
    ("path", "language", "heading", "near"),
    [
        ("regelkringe/", "nl", "Hier staat niets", "regelkringen/"),
        ("diep/er/in/regelkring", "nl", "Hier staat niets", "regelkringen/"),
        ("en/models/rule-grwth/", "en", "Nothing stands here", "en/models/rule-growth/"),
        ("en/zzzzzzzz/", "en", "Nothing stands here", ""),
    ],
)
def test_a_slip_of_the_pen_is_put_right(
    page: Page, host: str, path: str, language: str, heading: str, near: str
) -> None:
    answer = page.goto(host + path)
    assert answer is not None and answer.status == 404
    expect(page.locator("h1")).to_have_text(heading)
    assert page.locator("html").get_attribute("lang") == language
    first = page.locator("main > section").first
    expect(first).to_have_attribute("lang", language)
    below = "" if language == "nl" else "en/"
    chapter = first.locator("li a").nth(6)
    expect(chapter).to_have_attribute("href", f"/boek/{below}regelkringen/")
    hint = first.locator("[data-near]")
    if near:
        hint.locator("a").click()
        page.wait_for_url(host + near)
    else:
        page.wait_for_timeout(300)
        expect(hint).to_be_hidden()


def test_searching_from_there_finds_a_page(page: Page, host: str) -> None:
    page.goto(f"{host}en/nowhere/")
    expect(page.locator("section li a").first).to_have_attribute("href", "/boek/en/gemeenschap/")
    page.locator("#q-en").fill("rules")
    page.locator("#q-en").press("Enter")
    page.wait_for_url(f"{host}en/?q=rules")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, host: str, root: Path, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{host}en/regelkringe/")
    expect(page.locator("[data-near]").first).to_be_visible()
    page.add_script_tag(path=str(root / "node_modules/axe-core/axe.min.js"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [one["id"] for one in found["violations"]] == []
    context.close()


def test_without_a_script_both_languages_are_there(browser: Browser, built: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{built.as_uri()}/404.html")
    assert page.locator("main h1, main h2").all_inner_texts() == [
        "Hier staat niets",
        "Nothing stands here",
    ]
    assert page.locator("main a").first.get_attribute("href") == "/"
    context.close()
