"""A reader at a lab, in both languages, on plain files served from a sub-path."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import regelkring
from browser_lab import LANGUAGES, Lab
from playwright.sync_api import Browser, Page, expect
from regelkring.core.words import sentence

pytestmark = pytest.mark.browser
CHAPTER = "kring-van-werkgevers/"


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def command_line(*words: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "regelkring", "run", *words, "--json"],
        cwd=Path(regelkring.__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def test_the_figure_is_there_before_any_script(
    browser: Browser, address: str, language: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{LANGUAGES[language]}{CHAPTER}")
    lab = page.locator("model-lab").first
    expect(lab).to_have_attribute("data-state", "figure")
    expect(lab.locator("svg[role=img] >> visible=true")).to_have_count(1)
    expect(lab.locator("form")).to_be_hidden()
    text = lab.locator("[data-role=summary]").inner_text()
    assert re.search(r"\d", text) and text == lab.locator("svg >> visible=true").get_attribute(
        "aria-label"
    )
    lab.locator(".lab-data summary").click()
    assert lab.locator("table[data-role=data] tbody tr").count() == 10
    context.close()


def test_a_slider_changes_curve_and_numbers_and_agrees_with_the_command_line(
    strict_page: Page, address: str, language: str
) -> None:
    strict_page.goto(f"{address}{LANGUAGES[language]}{CHAPTER}")
    lab = Lab(strict_page, "employers-circle")
    before = lab.role("chart").locator("svg >> visible=true").inner_html()
    numbers = lab.role("measures").inner_text()
    seed = str(lab.element.get_attribute("data-seed"))
    lab.set("mode", "solidary")
    lab.set("gap", 30)
    lab.set("fine", 4)
    expected = command_line(
        "employers-circle", "--mode", "solidary", "--gap", "30", "--fine", "4", "--seed", seed
    )
    lab.expect_fingerprint(str(expected["fingerprint"]))
    lab.expect_live()
    assert lab.role("chart").locator("svg >> visible=true").inner_html() != before
    assert lab.role("measures").inner_text() != numbers
    placed = expected["summary"]["placed_first"]  # type: ignore[index]
    percent = f"{100 * placed:.0f}" + ("\u00a0%" if language == "nl" else "%")
    assert percent in lab.role("measures").inner_text().replace("\u202f", "\u00a0")


def test_the_link_reproduces_in_a_new_profile(
    browser: Browser, strict_page: Page, address: str, language: str
) -> None:
    strict_page.goto(f"{address}{LANGUAGES[language]}models/rule-growth/")
    lab = Lab(strict_page)
    lab.set("offspring", 0.9)
    lab.set("seed", 7)
    expected = regelkring.run("rule-growth", seed=7, offspring=0.9)
    lab.expect_fingerprint(expected.fingerprint)
    lab.expect_live()
    link = lab.role("permalink").evaluate("link => link.href")
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    other = Lab(page)
    other.expect_fingerprint(expected.fingerprint)
    said = {"nl": "Gereproduceerd", "en": "Reproduced"}[language]
    expect(other.role("status")).to_contain_text(said)
    assert other.element.locator('[name="offspring"]').input_value() == "0.9"
    page.goto("about:blank")
    page.goto(link.replace(expected.fingerprint, "0000-0000-0000"))
    said = {"nl": "Wijkt af", "en": "Differs"}[language]
    expect(Lab(page).role("status")).to_contain_text(said)
    context.close()


@pytest.mark.parametrize(
    "fragment",
    [
        "#lab=rule-growth&offspring=99&seed=-3&colour=red",
        "#lab=rule-growth&offspring=abc&seed=1e99",
        "#lab=rule-growth&%&=&&offspring=<img src=x onerror=alert(1)>",
    ],
)
def test_a_bad_link_opens_at_the_nearest_state_and_says_so(
    strict_page: Page, address: str, language: str, fragment: str
) -> None:
    strict_page.goto(f"{address}{LANGUAGES[language]}models/rule-growth/{fragment}")
    lab = Lab(strict_page)
    lab.expect_live()
    label = {"nl": "Problemen per regel", "en": "Problems per rule"}[language]
    expect(lab.role("status")).to_contain_text(label)
    value = float(lab.element.locator('[name="offspring"]').input_value())
    assert 0 <= value <= 1.2 and strict_page.locator("img[src=x]").count() == 0


def test_the_latest_move_wins(strict_page: Page, address: str) -> None:
    strict_page.goto(f"{address}models/rule-growth/")
    lab = Lab(strict_page)
    for hundredth in range(40, 100, 3):
        lab.set("offspring", hundredth / 100)
    lab.set("offspring", 0.33)
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=1, offspring=0.33).fingerprint)
    lab.expect_live()


def test_reset_brings_the_books_result_back(strict_page: Page, address: str, language: str) -> None:
    strict_page.goto(f"{address}{LANGUAGES[language]}{CHAPTER}")
    lab = Lab(strict_page)
    first = lab.element.get_attribute("data-fingerprint")
    lab.set("gap", 20)
    lab.expect_live()
    assert lab.element.get_attribute("data-fingerprint") != first
    lab.press("reset")
    lab.expect_fingerprint(str(first))


def test_stop_ends_a_run_and_keeps_the_last_result(strict_page: Page, address: str) -> None:
    strict_page.goto(f"{address}models/rule-growth/")
    lab = Lab(strict_page)
    lab.set("offspring", 0.5)
    lab.expect_live()
    kept = lab.element.get_attribute("data-fingerprint")
    strict_page.evaluate(  # start a long run and stop it in the same breath
        "() => { const lab = document.querySelector('model-lab');"
        " const set = (name, value) => { const one = lab.querySelector(`[name=${name}]`); one.value = value;"
        " one.dispatchEvent(new Event('input', {bubbles: true})); };"
        " set('years', 300); set('inflow', 50); set('offspring', 1.1);"
        " requestAnimationFrame(() => setTimeout(() => lab.querySelector('[data-action=stop]').click(), 60)); }"
    )
    lab.expect_state("stopped")
    assert lab.element.get_attribute("data-fingerprint") == kept
    lab.set("offspring", 0.4)
    lab.set("years", 60)
    lab.set("inflow", 10)
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=1, offspring=0.4).fingerprint)


def test_csv_and_svg_are_taken_away(strict_page: Page, address: str, language: str) -> None:
    strict_page.goto(f"{address}{LANGUAGES[language]}models/rule-growth/")
    lab = Lab(strict_page)
    lab.set("offspring", 0.9)
    lab.expect_live()
    with strict_page.expect_download() as download:
        lab.press("csv")
    text = Path(download.value.path()).read_text(encoding="utf-8")
    head, *rows = text.lstrip("\ufeff").splitlines()
    assert text.startswith("\ufeff") and len(rows) == 61
    assert head.startswith({"nl": "Jaar;Regels;", "en": "Year,Rules,"}[language])
    point = {"nl": "0,9", "en": "0.9"}[language]
    assert point in re.split("[;]" if language == "nl" else ",", rows[0])
    with strict_page.expect_download() as download:
        lab.press("svg")
    picture = ElementTree.parse(download.value.path()).getroot()
    space = "{http://www.w3.org/2000/svg}"
    assert picture.tag == f"{space}svg" and picture.find(f"{space}title") is not None
    assert picture.findall(f".//{space}path")


def test_numbers_are_typed_as_the_language_has_them(
    strict_page: Page, address: str, language: str
) -> None:
    strict_page.goto(f"{address}{LANGUAGES[language]}models/rule-growth/")
    lab = Lab(strict_page)
    box = lab.element.locator('[data-number="offspring"]')
    assert box.input_value() == {"nl": "0,8", "en": "0.8"}[language]
    box.fill({"nl": "0,65", "en": "0.65"}[language])
    box.press("Enter")
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=1, offspring=0.65).fingerprint)
    assert lab.element.locator('[name="offspring"]').input_value() == "0.65"


def test_the_keyboard_moves_a_slider(strict_page: Page, address: str) -> None:
    strict_page.goto(f"{address}models/rule-growth/")
    lab = Lab(strict_page)
    lab.element.locator('[name="offspring"]').focus()
    strict_page.keyboard.press("ArrowRight")
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=1, offspring=0.81).fingerprint)


def test_events_tell_the_page_of_results(strict_page: Page, address: str) -> None:
    strict_page.goto(f"{address}models/rule-growth/")
    strict_page.evaluate(
        "() => { window.heard = []; for (const kind of ['lab:result', 'lab:state'])"
        " document.addEventListener(kind, event => window.heard.push([kind, event.detail])); }"
    )
    lab = Lab(strict_page)
    lab.set("offspring", 0.7)
    lab.expect_live()
    heard = strict_page.evaluate("window.heard")
    result = next(
        detail for kind, detail in heard if kind == "lab:result" and detail["source"] == "live"
    )
    run = regelkring.run("rule-growth", seed=1, offspring=0.7)
    assert result["model"] == "rule-growth" and result["fingerprint"] == run.fingerprint
    assert result["parameters"]["offspring"] == 0.7 and result["seed"] == 1
    assert result["source"] == "live" and result["summary"] == run.summary
    assert any(kind == "lab:state" for kind, _ in heard)


def test_python_is_not_loaded_before_a_lab_is_touched(strict_page: Page, address: str) -> None:
    asked: list[str] = []
    strict_page.on("request", lambda request: asked.append(request.url))
    strict_page.goto(f"{address}uitstoot/")
    strict_page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "pyodide" in url or "python-" in url or "chart-" in url]


def test_a_worker_that_is_missing_leaves_the_figure_and_a_retry(
    browser: Browser, address: str, language: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    broken = True
    page.route(
        re.compile(r"pyodide\.asm\.wasm|python-\w+\.bin"),
        lambda route: route.abort() if broken else route.continue_(),
    )
    page.goto(f"{address}{LANGUAGES[language]}models/rule-growth/")
    lab = Lab(page)
    first = lab.element.get_attribute("data-fingerprint")
    lab.set("offspring", 0.5)
    lab.expect_state("failed")
    shown = lab.element.get_attribute("data-fingerprint"), lab.element.get_attribute("data-source")
    assert shown in ((first, "build"), ("", "atlas"))  # 0.5 is no value of the atlas
    expect(lab.role("chart").locator("svg >> visible=true")).to_have_count(1)
    retry = lab.role("status").get_by_role("button")
    broken = False
    retry.click()
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=1, offspring=0.5).fingerprint)
    context.close()


def test_a_first_move_is_answered_by_the_atlas_before_python_is_there(
    browser: Browser, address: str, language: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(re.compile(r"pyodide\.asm\.wasm|python-\w+\.bin"), lambda route: None)  # for ever
    page.goto(f"{address}{LANGUAGES[language]}models/tipping/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/atlas/" in url]
    lab = Lab(page)
    before = lab.role("chart").locator("svg >> visible=true").inner_html()
    atlas = json.loads(page.request.get(
        page.evaluate("() => document.querySelector('model-lab').dataset.atlas && new URL("
                      "document.querySelector('model-lab').dataset.atlas, location.href).href")
    ).text())  # fmt: skip
    name, low = atlas["axes"][0], min(point["at"][0] for point in atlas["points"])
    lab.set(name, low)
    expected = regelkring.run("tipping", seed=1, **{name: low})
    lab.expect_fingerprint(expected.fingerprint)
    expect(lab.element).to_have_attribute("data-source", "atlas")
    expect(lab.element).to_have_attribute("data-state", "booting")
    said = {"nl": "van tevoren berekend voor", "en": "computed beforehand for"}[language]
    expect(lab.role("badge")).to_contain_text(said)
    assert lab.role("chart").locator("svg >> visible=true").inner_html() != before
    words = sentence(regelkring.LIBRARY.model("tipping"), expected.rows, language)
    assert lab.role("summary").inner_text() == words
    step = float(lab.element.locator(f'[name="{name}"]').get_attribute("step") or 0)
    lab.set(name, low + step)
    lab.expect_fingerprint("")
    near = {"nl": "dichtstbijzijnde", "en": "nearest"}[language]
    expect(lab.role("badge")).to_contain_text(near)
    context.close()


def test_a_long_run_says_how_much_is_done(strict_page: Page, address: str, language: str) -> None:
    strict_page.goto(f"{address}{LANGUAGES[language]}models/rule-growth/")
    lab = Lab(strict_page)
    lab.set("offspring", 0.5)
    lab.expect_live()
    for name, value in (("years", 300), ("inflow", 50), ("offspring", 1.1)):
        lab.set(name, value)
    bar = lab.role("status").locator("progress")
    expect(bar).to_be_visible()
    seconds = r"\d+,\d" if language == "nl" else r"\d+\.\d"
    expect(lab.role("status")).to_contain_text(re.compile(rf"\d\s?% \({seconds} s\)"))
    assert 0 <= bar.evaluate("bar => bar.value") <= 1
    lab.press("stop")
    lab.expect_state("stopped")
    expect(bar).to_have_count(0)
