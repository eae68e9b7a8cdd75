"""A reader who changes code on a notebook page and runs it there, in both languages."""

from __future__ import annotations

import re

import pytest
from browser_axe import load_axe
from browser_cells import Cell
from browser_lab import LANGUAGES, Lab
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
PAGE = "models/rule-growth/"
INTERACTION = 150  # ms; CodeMirror takes no key for a list that has only just opened (75 ms)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def opened(page: Page, address: str, language: str = "nl", name: str = PAGE) -> Page:
    page.goto(f"{address}{LANGUAGES[language]}{name}")
    expect(page.locator("[data-role=cell-actions]").first).to_be_visible()
    return page


def test_without_a_script_the_cells_are_as_they_were(
    browser: Browser, address: str, language: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{LANGUAGES[language]}{PAGE}")
    cell = page.locator(".code-cell").first
    expect(cell.locator("pre").first).to_be_visible()
    expect(cell.locator("figure svg >> visible=true")).to_have_count(1)
    assert (
        page.locator("model-notebook, [data-role=cell-actions]").locator("visible=true").count()
        == 0
    )
    context.close()


def test_nothing_is_loaded_before_a_reader_asks(strict_page: Page, address: str) -> None:
    asked: list[str] = []
    strict_page.on("request", lambda request: asked.append(request.url))
    opened(strict_page, address)
    strict_page.wait_for_load_state("networkidle")
    needless = re.compile(r"/(code|editor|vegalite|cellworker|altair)-|/cells/|pyodide")
    assert not [url for url in asked if needless.search(url)]
    Cell(strict_page).press("edit")
    expect(strict_page.locator(".cm-content")).to_be_focused()
    assert not [url for url in asked if "altair-" in url or "vegalite-" in url]


def test_a_changed_cell_runs_with_the_hidden_ones_first(
    strict_page: Page, address: str, language: str
) -> None:
    asked: list[str] = []
    strict_page.on("request", lambda request: asked.append(request.url))
    opened(strict_page, address, language)
    cell = Cell(strict_page)
    cell.write("print(LANG)\nimport statistics\nstatistics.mean([1, 2]), label('rules')")
    cell.run()
    cell.expect_state("done")
    word = {"nl": "Regels", "en": "Rules"}[language]
    expect(cell.role("result")).to_contain_text(language)
    expect(cell.role("result")).to_contain_text(f"(1.5, '{word}')")
    assert not [url for url in asked if "altair-" in url]  # no chart, no Altair


def test_the_books_chart_is_drawn_again(strict_page: Page, address: str, language: str) -> None:
    opened(strict_page, address, language)
    cell = Cell(strict_page)
    cell.press("run")
    cell.expect_state("done")
    drawing = cell.role("result").locator("svg[role=img]")
    expect(drawing).to_have_count(1)
    assert re.search(r"\d", drawing.get_attribute("aria-label") or "")
    word = {"nl": "Regels", "en": "Rules"}[language]
    expect(drawing).to_contain_text(word)


def test_all_cells_run_in_order(strict_page: Page, address: str, language: str) -> None:
    opened(strict_page, address, language)
    strict_page.locator("[data-action=run-all]").click()
    cells = strict_page.locator(".code-cell")
    for number in range(cells.count()):
        expect(cells.nth(number)).to_have_attribute("data-state", "done", timeout=120_000)
    bar = strict_page.locator("model-notebook")
    expect(bar).to_have_attribute("data-state", "ready")
    said = {"nl": "Alle cellen hebben gedraaid", "en": "All cells have run"}[language]
    expect(bar.locator("[data-role=status]")).to_contain_text(said)


def test_one_namespace_and_what_a_cell_needs_runs_first(strict_page: Page, address: str) -> None:
    opened(strict_page, address)
    first, second = Cell(strict_page), Cell(strict_page, 2)
    first.write("answer = 41")
    second.write("answer + 1")
    second.run()
    second.expect_state("done")
    first.expect_state("done")
    expect(second.role("result")).to_contain_text("42")
    first.write("answer = 1")
    first.run()
    expect(second.element).to_have_attribute("data-stale", "")
    second.press("run")
    expect(second.role("result")).to_have_text(re.compile(r"^\s*2\s*$"))


def test_an_error_shows_the_readers_lines_and_marks_them(
    strict_page: Page, address: str, language: str
) -> None:
    opened(strict_page, address, language)
    first, second = Cell(strict_page), Cell(strict_page, 2)
    first.write("def half(n):\n    return 1 / n")
    second.write("print('so far')\nhalf(0)")
    second.run()
    second.expect_state("failed")
    fault = second.role("fault")
    expect(fault).to_contain_text("ZeroDivisionError: division by zero")
    line = {"nl": "cel 1, regel 2: return 1 / n", "en": "cell 1, line 2: return 1 / n"}[language]
    expect(fault).to_contain_text(line)
    assert "File" not in fault.inner_text() and "/lib/" not in fault.inner_text()
    expect(second.role("result")).to_contain_text("so far")
    expect(first.element.locator(".cm-lintRange-error")).to_have_text("1 / n")
    expect(second.element.locator(".cm-lint-marker-error")).to_have_count(1)
    second.write("half(")
    second.run()
    expect(second.role("fault")).to_contain_text("SyntaxError")


@pytest.mark.parametrize("where", ["cell", "bar"])
def test_runaway_code_is_stopped_and_hurts_nobody(
    strict_page: Page, address: str, language: str, where: str
) -> None:
    opened(strict_page, address, language)
    cell = Cell(strict_page)
    cell.write("print('begun')\nwhile True:\n    pass")
    cell.run()
    expect(cell.role("result")).to_contain_text("begun")
    lab = Lab(strict_page)
    lab.set("offspring", 0.7)
    lab.expect_live()  # its Python is another
    if where == "cell":
        cell.press("stop")
    else:
        strict_page.locator("model-notebook [data-action=stop]").click()
    cell.expect_state("stopped")
    expect(cell.role("result")).to_contain_text("begun")
    cell.write("1 + 1")
    cell.run()
    cell.expect_state("done")
    expect(cell.role("result")).to_contain_text("2")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x = []\nwhile True:\n    x.append(bytearray(50_000_000))", "MemoryError"),
        ("def f():\n    return f()\nf()", "RecursionError"),
        ("import sys\nsys.exit()", "SystemExit"),
        ("import numpy", "ModuleNotFoundError"),
        ("for n in range(10**6):\n    print(n)\nn", "999999"),
        ("x = 0\ndel x\nx", "NameError"),
    ],
)
def test_crashing_code_is_reported_in_its_cell(
    browser: Browser, address: str, source: str, said: str
) -> None:
    context = browser.new_context()
    page = opened(context.new_page(), address)
    cell = Cell(page)
    cell.write(source)
    cell.run()
    expect(cell.role("result")).to_contain_text(said)
    cell.write("'alive'")
    cell.run()
    cell.expect_state("done")
    expect(cell.role("result")).to_contain_text("alive")
    lab = Lab(page)
    lab.set("offspring", 0.7)
    lab.expect_live()
    context.close()


def test_code_cannot_reach_the_page_or_the_network(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = opened(context.new_page(), address)
    asked: list[str] = []
    cell = Cell(page)
    cell.write(
        "import js\n"
        "doors = ['document', 'window', 'localStorage', 'fetch', 'XMLHttpRequest', 'WebSocket',\n"
        "         'indexedDB', 'caches', 'postMessage', 'importScripts', 'Worker', 'BroadcastChannel']\n"
        "[door for door in doors if getattr(js, door, None) is not None]"
    )
    cell.run()
    cell.expect_state("done")
    expect(cell.role("result")).to_have_text(re.compile(r"^\s*\[\]\s*$"))
    page.on("request", lambda request: asked.append(request.url))
    cell.write(
        "import altair as alt\n"
        "alt.Chart(alt.UrlData('https://example.invalid/data.json')).mark_point().encode(x='x:Q')"
    )
    cell.run()
    cell.expect_state("done")
    page.wait_for_timeout(1000)
    assert not [url for url in asked if "example.invalid" in url]
    context.close()


def test_edits_are_kept_and_never_shown_silently(
    strict_page: Page, address: str, language: str
) -> None:
    opened(strict_page, address, language)
    book = Cell(strict_page).role("code").inner_text()
    Cell(strict_page).write("'mine'")
    changed = {"nl": "Veranderd op", "en": "Changed on"}[language]
    expect(Cell(strict_page).role("edited")).to_contain_text(changed)
    strict_page.reload()
    cell = Cell(strict_page)
    note = {"nl": "Je hebt deze cel veranderd op", "en": "You changed this cell on"}[language]
    expect(cell.role("edited")).to_contain_text(note)
    assert cell.role("code").is_visible() and cell.role("code").inner_text() == book
    assert "mine" not in cell.element.inner_text()
    cell.press("mine")
    expect(cell.element.locator(".cm-content")).to_have_text("'mine'")
    cell.press("run")
    cell.expect_state("done")
    expect(cell.role("result")).to_contain_text("mine")
    cell.press("reset")
    assert cell.role("code").is_visible() and cell.role("code").inner_text() == book
    assert cell.role("outputs").is_visible()
    strict_page.reload()
    expect(strict_page.locator("[data-role=cell-actions]").first).to_be_visible()
    strict_page.wait_for_timeout(300)
    assert cell.element.locator("[data-role=edited] >> visible=true").count() == 0


def test_a_cell_the_book_has_changed_since_says_so(strict_page: Page, address: str) -> None:
    opened(strict_page, address)
    Cell(strict_page).write("'mine'")
    expect(Cell(strict_page).role("edited")).to_be_visible()
    strict_page.evaluate(
        "() => { for (const key of Object.keys(localStorage)) if (key.startsWith('cells:'))"
        ' localStorage[key] = localStorage[key].replace(/"base":"/, \'"base":"# older\\\\n\'); }'
    )
    strict_page.reload()
    expect(Cell(strict_page).role("edited")).to_contain_text(
        "Het boek heeft haar daarna ook veranderd"
    )


def test_without_storage_everything_works_and_it_is_said_once(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})"
    )
    page = opened(context.new_page(), address)
    cell = Cell(page)
    cell.write("6 * 7")
    expect(page.locator("model-notebook [data-role=status]")).to_contain_text("bewaart niets")
    cell.run()
    cell.expect_state("done")
    expect(cell.role("result")).to_contain_text("42")
    expect(page.locator("model-notebook [data-role=status]")).to_contain_text("bewaart niets")
    context.close()


def test_a_changed_cell_is_compared_with_the_books(
    strict_page: Page, address: str, language: str
) -> None:
    opened(strict_page, address, language)
    cell = Cell(strict_page)
    cell.press("edit")
    expect(cell.element.locator(".cm-content")).to_be_focused()
    source = cell.role("code").locator("code").text_content() or ""
    assert "seed=1" in source
    cell.write(source.replace("seed=1", "seed=5, offspring=0.5", 1).rstrip("\n"))
    cell.press("compare")
    beside = cell.role("comparison")
    expect(beside.locator("del")).to_have_count(1)
    expect(beside.locator("ins")).to_contain_text("offspring=0.5")
    import regelkring
    from regelkring.core.words import measures

    model = regelkring.model("rule-growth")
    tables = beside.locator("table")
    expect(tables.first).to_contain_text(model.label("offspring", language))
    for offspring, column in ((0.8, 0), (0.5, 1)):
        run = regelkring.run("rule-growth", seed=1, offspring=offspring)
        for label, value in measures(model, run.summary, language).items():
            row = tables.last.locator("tr").filter(has_text=label).first
            assert row.locator("td").nth(column).inner_text() == value
    seed = {"nl": "een ander zaad", "en": "another seed"}[language]
    expect(beside).to_contain_text(seed)
    expect(beside.locator("figure svg")).to_have_count(2)


def test_the_editor_knows_the_models(strict_page: Page, address: str, language: str) -> None:
    opened(strict_page, address, language)
    cell = Cell(strict_page)
    cell.write("")
    strict_page.keyboard.type("regelkring.ru")
    options = strict_page.locator(".cm-tooltip-autocomplete")
    expect(options).to_contain_text("run")
    strict_page.wait_for_timeout(INTERACTION)
    strict_page.keyboard.press("Enter")
    strict_page.keyboard.type("('rule-growth', off")
    label = {"nl": "Problemen per regel", "en": "Problems per rule"}[language]
    expect(options).to_contain_text(label)
    strict_page.wait_for_timeout(INTERACTION)
    strict_page.keyboard.press("Tab")
    strict_page.keyboard.type("0.5")
    text = cell.element.locator(".cm-content").inner_text()
    assert text.startswith("regelkring.run('rule-growth', offspring=0.5")
    cell.write("")
    strict_page.keyboard.type("for x in rows:\nprint(x)")
    assert cell.element.locator(".cm-line").nth(1).inner_text().startswith("    print")


def test_the_keyboard_gets_out_of_the_editor(strict_page: Page, address: str) -> None:
    opened(strict_page, address)
    cell = Cell(strict_page)
    cell.write("x = 1")
    strict_page.keyboard.press("Tab")
    expect(cell.element.locator(".cm-content")).to_be_focused()
    strict_page.keyboard.press("Escape")
    strict_page.keyboard.press("Tab")
    expect(cell.element.locator("[data-action=run]")).to_be_focused()


def test_leaving_the_page_ends_its_python(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = opened(context.new_page(), address)
    cell = Cell(page)
    cell.write("while True: pass")
    cell.run()
    expect(cell.element).to_have_attribute("data-state", "running")
    expect(page.locator("model-notebook")).to_have_attribute("data-state", "running")

    def pythons() -> list[str]:  # the theme's search has a worker too, which is no blob
        return [worker.url for worker in page.workers if worker.url.startswith("blob:")]

    assert len(pythons()) == 1
    page.locator("model-notebook").evaluate("bar => bar.remove()")
    for _ in range(50):
        if not pythons():
            break
        page.wait_for_timeout(100)
    assert pythons() == []
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_cells_at_work(
    browser: Browser, address: str, language: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        bypass_csp=True,
        viewport={"width": width, "height": 900},
    )
    page = opened(context.new_page(), address, language)
    first, second = Cell(page), Cell(page, 2)
    first.write(
        "# a comment\nimport regelkring\nclass A:\n    x = 'text' + str(1)\n"
        "def f(n: int) -> int:\n    return n\nprint(1)\n"
        "run = regelkring.run('rule-growth', seed=2)\nrun.seed"
    )
    first.press("compare")
    expect(first.role("comparison")).to_be_visible()
    second.write("1 / 0")
    second.run()
    second.expect_state("failed")
    load_axe(page)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    said = [
        (one["id"], node["target"], node["failureSummary"])
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        "() => [...document.querySelectorAll(':is(.code-cell, model-notebook) button[data-action]')]"
        ".map(one => one.getBoundingClientRect()).filter(box => box.width > 0 && box.height < 43.5).length"
    )
    assert small == 0
    context.close()


def test_a_long_line_slides_under_the_line_numbers(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = opened(context.new_page(), address)
    cell = Cell(page)
    cell.write("x = 1  # " + "long " * 30)
    ground = cell.element.locator(".cm-gutters").evaluate(
        "gutters => getComputedStyle(gutters).backgroundColor"
    )
    assert ground.startswith("rgb("), ground  # not transparent
    context.close()
