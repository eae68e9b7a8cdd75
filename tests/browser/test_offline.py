"""Reading without a network: what is kept after a visit, the whole book, a new edition, and away with it again."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from browser_kept import (
    KEYS,
    PATIENCE,
    Host,
    copy_of,
    in_control,
    keeping,
    second_edition,
    take_edition,
    wait_for_kept,
)
from browser_lab import Lab
from conftest import Quiet
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, Route, expect

from scripts.book import Book
from scripts.offline import write_gone, write_worker
from scripts.sitezip import README, ZIP, keep_zip, write_zip

pytestmark = [pytest.mark.browser, pytest.mark.long]
LEFT = """async () => [
  (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length
]"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = keeping(browser)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def host(built: Path, tmp_path: Path) -> Iterator[Host]:
    """The site below a sub-path, on a server of the test's own."""
    (tmp_path / "boek").symlink_to(built)
    made = Host(tmp_path, "boek/")
    yield made
    made.stop()


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """A copy of the site to change."""
    return copy_of(built, tmp_path / "site" / "boek")


def text(page: Page, words: str) -> None:
    expect(page.locator("article")).to_contain_text(words, timeout=PATIENCE)


def test_what_was_read_is_there_without_a_network(page: Page, host: Host) -> None:
    """What was only looked at, a page reached by a link, and the search; Python once a lab was seen."""
    import regelkring

    page.goto(f"{host.address}uitstoot/")
    in_control(page)
    wait_for_kept(page, "atlas/segregation-nl")
    time.sleep(5)  # reading the page's beginning brings no Python in
    assert not any("asm.wasm" in key for key in page.evaluate(KEYS))
    Lab(page, "segregation").element.scroll_into_view_if_needed()
    wait_for_kept(page, r"asm\.wasm$")
    page.locator(".md-nav--primary a[href$='onmisbaar/']").first.click()
    page.wait_for_url("**/onmisbaar/")
    wanted = (
        r"uitstoot/\?",
        r"onmisbaar/\?",
        r"asm\.wasm$",
        r"python-\w+\.bin$",
        r"search_index\.json",
    )
    wait_for_kept(page, *wanted, "atlas/segregation-nl", "labs/segregation-nl", r"/chart-\w+\.js$")
    wait_for_kept(page, r"regelkring-[^/]+\.zip$", r"worker-\w+\.js$")
    host.stop()
    try:
        page.goto(f"{host.address}uitstoot/")
        lab = Lab(page, "segregation")
        lab.set("seed", 4321)
        lab.expect_live()
        lab.expect_fingerprint(regelkring.run("segregation", seed=4321).fingerprint)
        page.goto(f"{host.address}onmisbaar/")
        expect(page.locator("h1")).to_be_visible()
        page.locator(".md-search__input").first.press_sequentially("regelwoud")
        expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=PATIENCE)
        page.goto(f"{host.address}verdragen/")
        expect(page).to_have_url(re.compile(r"/boek/offline/\?page=verdragen"))
        expect(page.locator(".offline-missing")).to_contain_text("nog niet op dit apparaat")
        expect(page.locator(".offline-pages a", has_text="De uitstoot")).to_be_visible()
        page.goto(f"{host.address}en/verdragen/")
        expect(page).to_have_url(re.compile(r"/boek/en/offline/\?page="))
        expect(page.locator(".offline-missing")).to_contain_text("not on this device")
    finally:
        host.start()
    page.locator(".offline-missing a").click()
    page.wait_for_url("**/boek/en/verdragen/")


def test_slides_that_were_looked_at_are_there_on_a_stage_without_a_network(
    page: Page, host: Host
) -> None:
    """They are the only page that is visited, and a lab of theirs is looked at."""
    slides = f"{host.address}presentatie/slides/"
    page.goto(slides)
    in_control(page)
    lab = Lab(page)
    lab.element = page.locator("section.present:not(.stack) model-lab").first
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(lab.element).to_be_visible()
    wait_for_kept(page, r"/slides/\?", r"asm\.wasm$", r"python-\w+\.bin$", r"/slides-\w+\.js$")
    wait_for_kept(page, r"regelkring-[^/]+\.zip$", r"worker-\w+\.js$", r"/chart-\w+\.js$")
    host.stop()
    try:
        page.reload()
        lab.set("seed", 4321)
        lab.expect_live()
        page.goto(slides)
        expect(page.locator("section.present .slide").first).to_be_visible()
    finally:
        host.start()


def test_a_lab_that_starts_has_the_line_to_itself(page: Page, host: Host) -> None:
    """A page is kept only once its lab has Python; here that is long in coming."""
    held: list[Route] = []
    page.route(re.compile(r"asm\.wasm$"), lambda route: held.append(route))
    page.goto(f"{host.address}uitstoot/")
    lab = Lab(page, "segregation")
    lab.set("seed", 4321)
    lab.expect_state("booting")
    page.wait_for_timeout(6_000)
    assert held and page.evaluate(LEFT)[1] == 0
    for route in held:
        route.continue_()
    lab.expect_live()
    in_control(page)


def test_the_whole_book_can_be_kept_stopped_and_finished(
    page: Page, host: Host, built: Path
) -> None:
    page.add_init_script(
        "globalThis.lasting = 0; navigator.storage.persist = async () => (lasting++, true);"
    )
    page.goto(f"{host.address}en/offline/")
    panel = page.locator("offline-book")
    expect(panel.locator("[data-action=whole]")).to_contain_text("MB to go")
    assert page.evaluate("lasting") == 0  # asked only of who wants the whole
    panel.locator("[data-action=whole]").click()
    assert page.evaluate("lasting") == 1
    panel.locator("[data-action=stop]").click()
    expect(panel).to_have_attribute("data-state", "stopped", timeout=PATIENCE)
    expect(panel.locator("[role=status]")).to_contain_text("Stopped at")
    panel.locator("[data-action=whole]").click()
    page.locator(".md-nav--primary a[href$='over/']").first.click()  # it goes on while one reads
    page.wait_for_url("**/over/")
    page.locator(".md-footer a[href$='offline/']").first.click()
    expect(panel).to_have_attribute("data-state", "done", timeout=5 * PATIENCE)
    expect(panel.locator("[data-action=whole]")).to_be_hidden()
    host.stop()
    try:
        pages = [
            path.parent.relative_to(built).as_posix().removeprefix(".")
            for path in sorted(built.rglob("index.html"))
        ]
        got = page.evaluate(
            """async ([root, pages]) => Promise.all(pages.map(async (one) => {
              const response = await fetch(new URL(one ? one + "/" : "", root));
              const found = /<html lang="?(\\w+)/.exec(await response.text());
              return response.status === 200 ? found?.[1] ?? "" : String(response.status);
            }))""",
            [host.address, pages],
        )
        wrong = [
            (one, said)
            for one, said in zip(pages, got, strict=True)
            if said != ("en" if one.split("/")[0] == "en" else "nl")
        ]
        assert wrong == [] and len(pages) > 140
        page.goto(f"{host.address}models/tipping/")
        lab = Lab(page)
        lab.set("seed", 98)
        lab.expect_live()
        page.goto(f"{host.address}en/presentatie/slides/")
        expect(page.locator("section model-lab").first).to_be_attached()
    finally:
        host.start()


def edition(page: Page) -> tuple[bool, bool]:
    """Whether the page's text, and its script, are of the second edition."""
    heading = page.locator("article h1").first.text_content() or ""
    return "tweede editie" in heading, page.evaluate("globalThis.edition === 2")


def test_a_new_edition_is_offered_and_never_mixed(
    context: BrowserContext, page: Page, copied: Path
) -> None:
    host = Host(copied.parent, "boek/")
    try:
        page.goto(f"{host.address}uitstoot/")
        in_control(page)
        Lab(page, "segregation").element.scroll_into_view_if_needed()
        wait_for_kept(page, r"/uitstoot/\?", r"asm\.wasm$")
        other = context.new_page()
        other.goto(f"{host.address}uitstoot/")
        second_edition(copied)
        page.reload()
        bar = page.locator(".edition-bar")
        expect(bar).to_contain_text("Er is een nieuwe editie", timeout=PATIENCE)
        assert edition(page) == (False, False)  # read on in the one before
        page.locator("[data-action=later]").click()
        expect(bar).to_have_count(0)
        # A page that is not kept comes from the host, whole; the one that is kept is still the first.
        page.locator(".md-nav--primary a[href$='onmisbaar/']").first.click()
        page.wait_for_url("**/onmisbaar/")
        expect(page.locator("article h1").first).to_contain_text("tweede editie")
        assert edition(page) == (True, True)
        page.locator(".md-nav--primary a[href$='uitstoot/']").first.click()
        page.wait_for_url("**/uitstoot/")
        expect(page.locator("article h1").first).not_to_contain_text("tweede editie")
        assert edition(page) == (False, False)
        # The reader's word: this tab is new at once, the other is told, and keeps what it has.
        expect(bar).to_be_visible()
        take_edition(page)
        expect(page.locator("article h1").first).to_contain_text("tweede editie")
        assert edition(page) == (True, True)
        expect(other.locator(".edition-bar")).to_contain_text("In een ander tabblad")
        assert edition(other) == (False, False)
        lab = Lab(other, "segregation")
        lab.set("seed", 77)
        lab.expect_live()
        other.locator(".md-nav--primary a[href$='verdragen/']").first.click()
        other.wait_for_url("**/verdragen/")
        expect(other.locator("article h1").first).to_contain_text("tweede editie")
        assert edition(other) == (True, True)
        # With no page of the first edition open, nothing of it is left.
        for _ in range(PATIENCE // 1000):
            page.reload()  # each page that opens has it looked at again
            time.sleep(1)
            if not any("/app-" in key and "ANEWNAME" not in key for key in page.evaluate(KEYS)):
                break
        else:
            raise AssertionError("the first edition is still kept")
        host.stop()
        page.goto(f"{host.address}uitstoot/")
        assert edition(page) == (True, True)
        lab = Lab(page, "segregation")
        lab.set("seed", 78)
        lab.expect_live()
    finally:
        host.stop()


def test_a_new_edition_does_not_wait_for_what_the_old_one_is_keeping(
    context: BrowserContext, page: Page, copied: Path
) -> None:
    met, go = Event(), Event()

    class Slow(Quiet):
        """Leaves whoever asks for Python waiting."""

        def do_GET(self) -> None:
            if self.path.endswith("asm.wasm"):
                met.set()
                go.wait()
            super().do_GET()

    host = Host(copied.parent, "boek/", Slow)
    try:
        page.goto(f"{host.address}uitstoot/")
        in_control(page)
        Lab(page, "segregation").element.scroll_into_view_if_needed()
        assert met.wait(PATIENCE / 1000)
        second_edition(copied)
        other = context.new_page()  # a visit makes the browser look
        other.goto(f"{host.address}over/")
        page.locator("[data-action=reload]").wait_for()
        other.close()
        take_edition(page)
        expect(page.locator("article h1").first).to_contain_text("tweede editie")
        assert edition(page) == (True, True)
        assert not go.is_set()
    finally:
        go.set()
        host.stop()


def test_an_edition_taken_elsewhere_is_told_at_a_first_visit_too(
    context: BrowserContext, page: Page, copied: Path
) -> None:
    host = Host(copied.parent, "boek/")
    try:
        page.goto(f"{host.address}over/")
        in_control(page)
        other = context.new_page()
        other.goto(f"{host.address}over/")
        second_edition(copied)
        other.reload()
        take_edition(other)
        expect(page.locator(".edition-bar")).to_contain_text("In een ander tabblad")
    finally:
        host.stop()


def test_removing_leaves_nothing(page: Page, host: Host) -> None:
    page.goto(f"{host.address}offline/")
    in_control(page)
    wait_for_kept(page, "offline/")
    page.locator("[data-action=remove]").click()
    panel = page.locator("offline-book")
    expect(panel).to_have_attribute("data-state", "removed", timeout=PATIENCE)
    assert page.evaluate(LEFT) == [0, 0]
    page.goto(f"{host.address}uitstoot/")
    page.wait_for_timeout(3000)
    assert page.evaluate(LEFT) == [0, 0]
    page.goto(f"{host.address}offline/")
    page.locator("[data-action=again]").click()
    expect(panel).to_have_attribute("data-state", "some", timeout=PATIENCE)


def test_a_site_without_a_worker_takes_an_older_one_away(page: Page, copied: Path) -> None:
    """As the server of whoever writes does: it would show yesterday's pages."""
    host = Host(copied.parent, "boek/")
    try:
        page.goto(f"{host.address}over/")
        in_control(page)
        wait_for_kept(page, r"/over/\?")
        for path in copied.rglob("*.html"):
            html = path.read_text(encoding="utf-8").replace("</h1>", " (vandaag)</h1>", 1)
            path.write_text(re.sub(r"<link rel=\"manifest\"[^>]*>", "", html), encoding="utf-8")
        write_gone(copied)
        page.goto(f"{host.address}over/")  # the page itself comes back by itself, from the host
        expect(page.locator("article h1")).to_contain_text("(vandaag)", timeout=PATIENCE)
        assert page.evaluate(LEFT) == [0, 0]
    finally:
        host.stop()


def test_no_room_is_said_and_breaks_nothing(
    context: BrowserContext, page: Page, host: Host
) -> None:
    page.goto(f"{host.address}offline/")
    in_control(page)
    session = context.new_cdp_session(page)
    origin = host.address.removesuffix("/boek/")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 6_000_000})
    page.locator("[data-action=whole]").click()
    panel = page.locator("offline-book")
    expect(panel).to_have_attribute("data-state", "fault.full", timeout=PATIENCE)
    expect(panel.locator("[role=status]")).to_contain_text("geen ruimte meer")
    page.goto(f"{host.address}verdragen/")
    lab = Lab(page)
    lab.set("seed", 12)
    lab.expect_live()


@pytest.mark.parametrize(("language", "path"), [("nl", ""), ("en", "en/")])
def test_the_site_can_be_installed(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    tmp_path: Path,
    host: Host,
    language: str,
    path: str,
) -> None:
    """In a profile of its own: a passing one can install nothing."""
    profile = tmp_path / "profile"
    context = browser_type.launch_persistent_context(profile, **browser_type_launch_args)
    page = context.pages[0]
    page.goto(f"{host.address}{path}over/")
    in_control(page)
    session = page.context.new_cdp_session(page)
    found: dict[str, Any] = session.send("Page.getAppManifest")
    assert found["errors"] == [] and found["url"].endswith(f"/boek/app-{language}.webmanifest")
    manifest = page.evaluate("(text) => JSON.parse(text)", found["data"])
    assert manifest["lang"] == language and manifest["short_name"] in page.title()
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    for icon in manifest["icons"]:
        size = page.evaluate(
            """async (url) => { const picture = new Image(); picture.src = url; await picture.decode();
            return `${picture.naturalWidth}x${picture.naturalHeight}`; }""",
            f"{host.address}{icon['src']}",
        )
        assert size == icon["sizes"]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["offline/", "en/offline/"])
def test_axe_finds_nothing_on_panel_and_bar(
    browser: Browser, host: Host, root: Path, path: str, scheme: str
) -> None:
    context = browser.new_context(service_workers="allow", color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{host.address}{path}?page=verdragen/")
    expect(page.locator("offline-book")).to_have_attribute("data-state", "some", timeout=PATIENCE)
    page.evaluate(
        """async () => {
          const bar = document.createElement("section");
          bar.className = "edition-bar"; bar.setAttribute("aria-label", "bar");
          bar.innerHTML = '<p role="status">A new edition</p><button data-action="reload">Reload</button>'
            + '<button data-action="later">Later</button>';
          document.body.append(bar);
        }"""
    )
    page.add_script_tag(path=str(root / "node_modules/axe-core/axe.min.js"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    said = [(one["id"], node["target"]) for one in found["violations"] for node in one["nodes"]]
    assert said == []
    context.close()


def test_the_zip_runs_from_any_folder(page: Page, copied: Path, root: Path, tmp_path: Path) -> None:
    """Unpacked and served by `python -m http.server`; the same site is the same zip."""
    book = Book(root)
    size = write_zip(book, copied)
    first = (copied / ZIP).read_bytes()
    assert len(first) == size
    linked = (copied / "en/offline/index.html").read_text()
    assert 'href="../../downloads/site.zip"' in linked
    assert write_zip(book, copied) == size and (copied / ZIP).read_bytes() == first
    with zipfile.ZipFile(copied / ZIP) as made:
        names = made.namelist()
        assert ZIP not in names and not [one for one in names if one.endswith(".scorm.zip")]
        readme = made.read(README).decode()
        made.extractall(tmp_path / "stick" / "een map")
    assert all(book.outline.title[one] in readme for one in book.languages)
    assert "site.zip</a>" not in (tmp_path / "stick/een map/offline/index.html").read_text()
    again = tmp_path / "again"
    shutil.copytree(tmp_path / "stick" / "een map", again)
    assert keep_zip(book, copied, again) and (again / ZIP).read_bytes() == first
    (again / "over" / "index.html").write_text("changed")
    write_worker(again, book.languages)
    assert not keep_zip(book, copied, again)
    served = subprocess.Popen(
        [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"],
        cwd=tmp_path / "stick",
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert served.stdout
        found = re.search(r"port (\d+)", served.stdout.readline())
        assert found
        page.goto(f"http://127.0.0.1:{found[1]}/een%20map/en/uitstoot/")
        lab = Lab(page, "segregation")
        lab.set("seed", 4)
        lab.expect_live()
        in_control(page)
    finally:
        served.terminate()
        served.wait(20)
