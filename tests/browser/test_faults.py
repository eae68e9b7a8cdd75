"""Every fault of scripts/faults.yml, brought about in Chromium: what is said, what goes on, what is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser_cells import Cell
from browser_faults import FORBID, Trial
from browser_kept import (
    Host,
    copy_of,
    in_control,
    keeping,
    second_edition,
    take_edition,
    wait_for_kept,
)
from browser_lab import LANGUAGES, Lab
from playwright.sync_api import Browser, Page, expect

from scripts.book import Book
from scripts.faults import Fault, declared

pytestmark = [pytest.mark.browser, pytest.mark.long]
FAULTS = {fault.id: fault for fault in declared()}
LATE = [name for name in FAULTS if name.endswith("-late")]
CHAPTER, NOTEBOOK = "verstatelijking/", "models/rule-growth/"
LONG = {"years": 300, "inflow": 50, "offspring": 1.1}

Try = Callable[[Trial, Fault, str], None]
TRIALS: dict[str, tuple[str, Try]] = {}


@pytest.fixture(scope="session")
def book(root: Path) -> Book:
    """The book as it is written."""
    return Book(root)


def trial(page: str, *names: str) -> Callable[[Try], Try]:
    """This function tries these faults, on this page."""

    def named(function: Try) -> Try:
        for name in names:
            TRIALS[name] = (page, function)
        return function

    return named


def language_of(name: str) -> str:
    """Every other fault is tried in English."""
    return list(LANGUAGES)[list(FAULTS).index(name) % 2]


@pytest.fixture
def opened(browser: Browser, address: str, built: Path) -> Iterator[Callable[[str, str], Trial]]:
    """Readers of a test's own: each is checked and closed in the end."""
    all_of_them: list[Trial] = []

    def one(name: str, page: str) -> Trial:
        all_of_them.append(Trial(browser, address, built, language_of(name), page))
        return all_of_them[-1]

    yield one
    for reader in all_of_them:
        reader.end()


@pytest.fixture
def kept(browser: Browser, built: Path, tmp_path: Path) -> Iterator[tuple[Page, Host]]:
    """A reader whose browser keeps what is read, and a host of the site that may go away or change."""
    copy_of(built, tmp_path / "site" / "boek")
    host = Host(tmp_path / "site", "boek/")
    context = keeping(browser)
    yield context.new_page(), host
    context.close()
    host.stop()


# Files


def goes_on(t: Trial) -> None:
    """Both labs of the page compute."""
    for number, name, value in ((1, "offspring", 0.55), (3, "seed", 7)):
        lab = t.lab(number)
        lab.set(name, value)
        lab.expect_live()


@trial(
    CHAPTER,
    *(f"{file}-{way}" for file in ("wasm", "wheel") for way in ("missing", "cut", "changed")),
)
@trial(CHAPTER, *(f"config-{way}" for way in ("missing", "cut", "changed")))
def a_file_that_python_needs(t: Trial, fault: Fault, sentence: str) -> None:
    file, _, way = fault.id.partition("-")
    t.cause(file, way)
    t.open()
    lab = t.lab()
    figure = lab.role("chart").locator("svg >> visible=true")
    lab.set("offspring", 0.6)
    lab.expect_state("failed")
    t.hears(sentence)
    expect(figure).to_have_count(1)
    t.mend(file)
    t.retry(lab.role("status"))
    lab.expect_live()
    goes_on(t)


@trial(
    CHAPTER,
    *(f"{file}-{way}" for file in ("snapshot", "atlas") for way in ("missing", "cut", "changed")),
)
def a_file_that_python_can_do_without(t: Trial, fault: Fault, sentence: str) -> None:
    file, _, way = fault.id.partition("-")
    t.cause(file, way)
    t.open()
    t.lab().set("offspring", 0.6)
    t.hears(sentence)
    t.lab().expect_live()
    t.mend(file)
    goes_on(t)


def test_what_comes_thirty_seconds_late(opened: Callable[[str, str], Trial], book: Book) -> None:
    """All at once, each in a profile of its own, so that the half minute is waited for once."""
    late = {name: opened(name, CHAPTER) for name in LATE}
    for name, t in late.items():
        t.cause(name.partition("-")[0], "late")
        t.open()
        t.lab().set("offspring", 0.6)
    next(iter(late.values())).page.wait_for_timeout(30_000)
    for name, t in late.items():
        assert t.held, f"{name}: nothing was asked for"
        if name != "atlas-late":  # Python does not wait for it
            t.hears(FAULTS[name].sentence(book, t.language))
            assert t.lab().element.get_attribute("data-state") != "failed"
        t.mend(name.partition("-")[0])
    for name, t in late.items():
        t.lab().expect_live()
        t.hears(FAULTS[name].sentence(book, t.language))


# Workers


@trial(CHAPTER, "worker-boot")
def python_dies_while_it_starts(t: Trial, fault: Fault, sentence: str) -> None:
    t.cause("wasm", "late")
    t.open()
    lab = t.lab()
    lab.set("offspring", 0.6)
    t.wait(lambda: bool(t.held and t.workers.named("python")), "Python never started")
    t.page.wait_for_timeout(300)  # the worker has its lock by then
    t.workers.kill(t.workers.named("python")[0])
    lab.expect_state("failed")
    t.hears(sentence)
    t.page.unroute_all()
    t.retry(lab.role("status"))
    lab.expect_live()
    goes_on(t)


@trial(CHAPTER, "worker-run")
def python_dies_in_a_run(t: Trial, fault: Fault, sentence: str) -> None:
    t.open()
    lab, other = t.lab(), t.lab(3)
    lab.set("offspring", 0.6)
    lab.expect_live()
    lab.press("pin")
    expect(lab.role("pins")).to_be_visible()
    for name, value in LONG.items():
        lab.set(name, value)
    lab.expect_state("running")
    shown = lab.element.get_attribute("data-fingerprint")
    other.set("seed", 7)  # waits for its turn
    t.workers.kill(t.workers.named("python")[0])
    lab.expect_state("failed")
    t.hears(sentence)
    other.expect_live()
    assert lab.element.get_attribute("data-fingerprint") == shown
    expect(lab.role("pins")).to_be_visible()
    t.retry(lab.role("status"))
    lab.expect_state("running")
    lab.press("stop")
    goes_on(t)


@trial(CHAPTER, "worker-idle")
def python_dies_with_nothing_to_do(t: Trial, fault: Fault, sentence: str) -> None:
    t.open()
    t.lab().set("offspring", 0.6)
    t.lab().expect_live()
    t.workers.kill(t.workers.named("python")[0])
    t.wait(lambda: not t.workers.named("python"), "the worker lives on")
    goes_on(t)
    t.hears(sentence)


@trial(CHAPTER, "worker-sweep")
def python_dies_in_a_sweep(t: Trial, fault: Fault, sentence: str) -> None:
    t.open()
    lab = t.lab()
    lab.set("offspring", 0.6)
    lab.expect_live()
    lab.press("sweep")
    expect(lab.element.locator("[data-sweep=firstPoints]")).to_be_visible()
    lab.element.locator("[data-sweep=firstPoints]").fill("5")
    lab.element.locator("[data-sweep=seeds]").fill("4")
    lab.press("sweep-start")
    done = lab.element.locator(".sweep-state progress")
    t.wait(lambda: done.count() > 0 and float(done.evaluate("bar => bar.value")) > 1, "no run came")
    for worker in t.workers.named("python"):
        t.workers.kill(worker)
    t.hears(sentence.format(all=20))
    goes_on(t)


@trial(NOTEBOOK, "worker-cell")
def python_dies_before_a_cell(t: Trial, fault: Fault, sentence: str) -> None:
    t.cause("wasm", "late")
    t.open()
    cell = Cell(t.page)
    cell.write("6 * 7")
    cell.run()
    t.wait(lambda: bool(t.held and t.workers.named("cells")), "Python never started")
    t.page.wait_for_timeout(300)  # the worker has its lock by then
    t.workers.kill(t.workers.named("cells")[0])
    t.hears(sentence)
    t.page.unroute_all()
    t.held.clear()
    t.retry(t.page.locator("model-notebook [data-role=status]"))
    cell.expect_state("done")
    expect(cell.role("result")).to_contain_text("42")
    works(t)


# The connection


@trial(CHAPTER, "offline-boot")
def the_connection_goes_while_python_comes(t: Trial, fault: Fault, sentence: str) -> None:
    t.cause("wasm", "late")
    t.open()
    lab = t.lab()
    lab.set("offspring", 0.6)
    t.wait(lambda: bool(t.held), "wasm was never asked for")
    t.context.set_offline(True)
    for route in t.held:
        route.abort("internetdisconnected")
    lab.expect_state("failed")
    t.hears(sentence)
    t.held.clear()
    t.mend("wasm")
    t.context.set_offline(False)
    t.retry(lab.role("status"))
    lab.expect_live()
    goes_on(t)


@trial(CHAPTER, "offline-lab")
def the_connection_is_gone_at_the_first_touch(t: Trial, fault: Fault, sentence: str) -> None:
    t.open()
    t.context.set_offline(True)
    lab = t.lab()
    lab.set("offspring", 0.6)
    lab.expect_state("failed")
    t.hears(sentence)
    t.retry(lab.role("status"))  # still nothing: the page stays
    t.page.wait_for_timeout(300)
    expect(lab.role("chart").locator("svg >> visible=true")).to_have_count(1)
    t.context.set_offline(False)
    with t.page.expect_navigation():
        t.retry(lab.role("status"))
    goes_on(t)


@trial(CHAPTER, "offline-tool")
def the_connection_is_gone_when_a_tool_is_wanted(t: Trial, fault: Fault, sentence: str) -> None:
    t.open()
    lab = t.lab()
    lab.set("offspring", 0.6)
    lab.expect_live()
    t.context.set_offline(True)
    lab.press("luck")
    t.hears(sentence)
    lab.set("seed", 9)  # Python is there and needs no connection
    expect(lab.element).to_have_attribute("data-seed", "9")
    t.context.set_offline(False)
    t.page.reload()
    t.lab().press("luck")
    expect(t.lab().role("luck")).to_be_visible()


# Storage


def fill(t: Trial) -> None:
    """Fill the storage that is measured in strings to the last character."""
    t.page.evaluate(
        "() => { let text = 'x'.repeat(1 << 22); for (let n = 0; text.length > 0; n++)"
        " try { localStorage[`fill${n}`] = text; } catch { text = text.slice(text.length >> 1 || 1); } }"
    )


def spoil_storage(t: Trial, fault: Fault) -> None:
    """Storage is full, or forbidden, as the fault has it."""
    if fault.id.startswith("forbidden"):
        t.page.evaluate(FORBID)
        return
    fill(t)
    session = t.context.new_cdp_session(t.page)
    session.send(
        "Storage.overrideQuotaForOrigin", {"origin": t.root.rsplit("/", 2)[0], "quotaSize": 1}
    )


@trial(NOTEBOOK, "full-cell", "forbidden-cell")
def an_edit_cannot_be_kept(t: Trial, fault: Fault, sentence: str) -> None:
    t.open()
    spoil_storage(t, fault)
    cell = Cell(t.page)
    cell.write("6 * 7")
    t.hears(sentence)
    cell.run()
    cell.expect_state("done")
    expect(cell.role("result")).to_contain_text("42")
    works(t)


@trial(CHAPTER, "full-sweep", "forbidden-sweep")
def a_sweep_cannot_be_kept(t: Trial, fault: Fault, sentence: str) -> None:
    t.open()
    spoil_storage(t, fault)
    lab = t.lab()
    lab.set("offspring", 0.6)
    lab.expect_live()
    lab.press("sweep")
    expect(lab.element.locator("[data-sweep=firstPoints]")).to_be_visible()
    lab.element.locator("[data-sweep=seeds]").fill("1")
    lab.press("sweep-start")
    t.hears(sentence)
    bar = lab.element.locator(".sweep-state progress")
    t.wait(lambda: bar.count() > 0 and bar.evaluate("bar => bar.value === bar.max"), "not all ran")
    goes_on(t)


@trial(CHAPTER, "full-check", "forbidden-check")
def an_answer_cannot_be_kept(t: Trial, fault: Fault, sentence: str) -> None:
    t.open()
    spoil_storage(t, fault)
    check = (
        t.page.locator("book-check[data-ready]")
        .filter(has=t.page.locator("input[type=radio]"))
        .first
    )
    check.scroll_into_view_if_needed()
    check.locator("input[type=radio]").first.check()
    check.locator(".check-actions [data-check=check]").click()
    expect(t.page.get_by_text(sentence)).to_have_count(1)
    goes_on(t)


# A reader's own code

CODE = {
    "code-memory": "x = []\nwhile True:\n    x.append(bytearray(2**28))",
    "code-recursion": "def f():\n    return f()\nf()",
    "code-stack": "import sys\nsys.setrecursionlimit(10**9)\ndef f(n):\n    return f(n + 1)\nf(0)",
    "code-exit": "import sys\nsys.exit()",
    "code-kill": "import os\nos.abort()",
    "code-close": "import js\njs.close()",
    "code-post": "import js\njs.postMessage('garbage')",
}


def works(t: Trial) -> None:
    """The cell runs something else, and the lab computes: its Python is another."""
    cell = Cell(t.page)
    cell.write("'alive'")
    cell.run()
    cell.expect_state("done")
    expect(cell.role("result")).to_contain_text("alive")
    lab = t.lab()
    lab.set("offspring", 0.55)
    lab.expect_live()


@trial(NOTEBOOK, *CODE)
def code_that_breaks_python(t: Trial, fault: Fault, sentence: str) -> None:
    t.open()
    cell = Cell(t.page)
    cell.write(CODE[fault.id])
    cell.run()
    if fault.shows:
        expect(cell.role("result")).to_contain_text(fault.shows)
        expect(cell.role("result")).to_contain_text(sentence)
    else:
        t.hears(sentence)
    works(t)


@trial(NOTEBOOK, "code-loop")
def code_that_never_ends(t: Trial, fault: Fault, sentence: str) -> None:
    t.open()
    cell = Cell(t.page)
    cell.write("print('begun')\nwhile True:\n    pass")
    cell.run()
    expect(cell.role("result")).to_contain_text("begun")
    t.lab().set("offspring", 0.65)
    t.lab().expect_live()
    cell.press("stop")
    t.hears(sentence)
    works(t)


# With a service worker, which the trials above do without


def a_page_that_was_not_read_is_asked_for(page: Page, host: Host, home: str, sentence: str) -> None:
    host.stop()
    try:
        page.goto(f"{home}verdragen/")
        expect(page.locator(".offline-missing")).to_contain_text(sentence)
        page.goto(f"{home}{CHAPTER}")  # what was read is there, and computes
        lab = Lab(page)
        lab.set("offspring", 0.6)
        lab.expect_live()
    finally:
        host.start()
    page.go_back()
    page.locator(".offline-missing a").click()
    page.wait_for_url("**/verdragen/")


def a_new_edition_appears_while_a_lab_computes(
    page: Page, host: Host, home: str, sentence: str
) -> None:
    lab = Lab(page)
    before = lab.element.get_attribute("data-fingerprint")
    for name, value in LONG.items():
        lab.set(name, value)
    second_edition(host.folder / "boek")
    other = page.context.new_page()  # a visit makes the browser look
    other.goto(f"{home}begrippen/")
    expect(page.locator(".edition-bar")).to_contain_text(sentence)
    other.close()
    lab.expect_live()  # of the edition that is open
    assert lab.element.get_attribute("data-fingerprint") not in ("", before)
    assert page.evaluate("globalThis.edition !== 2")
    take_edition(page)
    expect(page.locator("article h1").first).to_contain_text("tweede editie")
    lab.set("seed", 8)
    lab.expect_live()


KEPT = {
    "kept-page": a_page_that_was_not_read_is_asked_for,
    "kept-edition": a_new_edition_appears_while_a_lab_computes,
}


@pytest.mark.parametrize("name", KEPT)
def test_a_fault_is_told_and_mended_where_pages_are_kept(
    kept: tuple[Page, Host], book: Book, name: str
) -> None:
    page, host = kept
    language = language_of(name)
    home = f"{host.address}{LANGUAGES[language]}"
    page.goto(f"{home}{CHAPTER}")
    in_control(page)
    wait_for_kept(page, re.escape(f"/{LANGUAGES[language]}{CHAPTER}?"))
    lab = Lab(page)
    lab.set("seed", 7)
    lab.expect_live()
    KEPT[name](page, host, home, FAULTS[name].sentence(book, language))


def test_every_declared_fault_is_tried() -> None:
    assert set(TRIALS) | set(LATE) | set(KEPT) == set(FAULTS)


@pytest.mark.parametrize("name", TRIALS)
def test_a_fault_is_told_and_mended(
    opened: Callable[[str, str], Trial], book: Book, name: str
) -> None:
    page, attempt = TRIALS[name]
    t = opened(name, page)
    attempt(t, FAULTS[name], FAULTS[name].sentence(book, t.language))
