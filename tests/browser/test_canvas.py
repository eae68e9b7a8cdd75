"""A reader at the design canvas, in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import regelkring
import yaml
from browser_axe import load_axe
from browser_lab import LANGUAGES
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser
CHAPTER = "ontwerplab/"
SAYS = {
    "nl": {
        "less": "procentpunt minder",
        "json": "geen JSON",
        "kind": "geen ontwerp",
        "in": "ingelezen",
    },
    "en": {
        "less": "percentage points less",
        "json": "not JSON",
        "kind": "not a design",
        "in": "read in",
    },
}


@pytest.fixture
def fields(root: Path) -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    """The fields worked through."""
    return yaml.safe_load((root / "docs/source/design.yml").read_text())["fields"]  # type: ignore[no-any-return]


def opened(page: Page, address: str, language: str = "nl") -> Locator:
    page.goto(f"{address}{LANGUAGES[language]}{CHAPTER}")
    return page.locator("design-canvas")


def press(canvas: Locator, action: str) -> None:
    canvas.locator(f"[data-action={action}]").click()


def status(canvas: Locator) -> Locator:
    return canvas.locator("[data-role=status] > span").first


def answer(canvas: Locator, name: str) -> Locator:
    return canvas.locator(f"textarea[name={name}]")


def give(canvas: Locator, content: str) -> None:
    canvas.locator("[data-role=file]").set_input_files(
        {"name": "design.json", "mimeType": "application/json", "buffer": content.encode()}
    )


def exported(canvas: Locator, action: str) -> str:
    with canvas.page.expect_download() as waiting:
        press(canvas, action)
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def ran(canvas: Locator, fingerprint: str) -> None:
    expect(canvas).to_have_attribute("data-fingerprint", fingerprint)
    expect(canvas).to_have_attribute("data-state", "ready")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_design_runs_against_today_and_travels(
    strict_page: Page, address: str, language: str, fields: dict[str, dict[str, dict[str, str]]]
) -> None:
    canvas = opened(strict_page, address, language)
    canvas.locator("select[name=field]").select_option("debts")
    debts = fields["debts"]["texts"]
    expect(answer(canvas, "owners")).to_have_value(debts["owners"][language])  # type: ignore[index]
    hostile = "<img src=x onerror=\"document.title='no'\"> | **vet**"
    answer(canvas, "owners").fill(hostile)
    canvas.locator("[name='switch.supervision']").uncheck()
    press(canvas, "run")
    today = regelkring.run("commons", seed=1, outsiders=2)
    values = {"boundary": "yes", "talk": "yes", "keep": 0.3, "outsiders": 2}
    circle = regelkring.run("commons", seed=1, **values)
    ran(canvas, circle.fingerprint)
    expect(canvas.locator("[data-row=fingerprint] code")).to_have_text(
        [today.fingerprint, circle.fingerprint]
    )
    expect(canvas.locator("[data-role=summary]")).to_contain_text(SAYS[language]["less"])
    lines = canvas.locator("[data-role=chart] .mark-line path")
    expect(lines).to_have_count(2)

    # A reload keeps it.
    strict_page.reload()
    expect(answer(canvas, "owners")).to_have_value(hostile)
    expect(canvas.locator("[name='switch.supervision']")).not_to_be_checked()
    expect(canvas).to_have_attribute("data-stale", "")
    expect(canvas.locator("[data-role=chart]")).not_to_be_visible()

    # Out and in again.
    press(canvas, "run")
    ran(canvas, circle.fingerprint)
    text = exported(canvas, "json")
    data = json.loads(text)
    assert (data["kind"], data["format"], data["field"]) == ("design", 1, "debts")
    assert data["texts"]["owners"] == hostile
    assert data["switches"] == {"context": True, "room": True, "supervision": False}
    assert [run["fingerprint"] for run in data["runs"]] == [today.fingerprint, circle.fingerprint]
    written = exported(canvas, "md")
    assert "\\<img src=x" in written and circle.fingerprint in written
    answer(canvas, "owners").fill("anders")
    give(canvas, text)
    expect(status(canvas)).to_contain_text(SAYS[language]["in"])
    expect(answer(canvas, "owners")).to_have_value(hostile)
    assert canvas.locator("img").count() == 0

    # What is no design changes nothing.
    for wrong, said in (("{", "json"), ('{"kind": "report", "format": 1}', "kind")):
        give(canvas, wrong)
        expect(status(canvas)).to_contain_text(SAYS[language][said])
    give(canvas, json.dumps({**data, "assumptions": {"keep": "alles"}}))
    expect(status(canvas)).to_contain_text("assumptions.keep")
    expect(answer(canvas, "owners")).to_have_value(hostile)

    # The link of a run leads to a lab that reproduces it.
    canvas.locator("a[data-role=permalink]").last.click()
    lab = strict_page.locator("model-lab").first
    expect(lab).to_have_attribute("data-fingerprint", circle.fingerprint)
    assert strict_page.title() != "no"


def test_every_field_is_the_books_and_keeps_its_own_draft(
    strict_page: Page, address: str, fields: dict[str, dict[str, dict[str, str]]]
) -> None:
    canvas = opened(strict_page, address)
    answer(canvas, "title").fill("Van mij")
    choose = canvas.locator("select[name=field]")
    for name, field in fields.items():
        choose.select_option(name)
        for question, text in field["texts"].items():
            expect(answer(canvas, question)).to_have_value(text["nl"])  # type: ignore[index]
    choose.select_option("own")
    expect(answer(canvas, "title")).to_have_value("Van mij")
    strict_page.on("dialog", lambda dialog: dialog.accept())
    press(canvas, "reset")
    expect(answer(canvas, "title")).to_have_value("")


def test_harm_to_a_child_is_not_run(strict_page: Page, address: str) -> None:
    canvas = opened(strict_page, address)
    canvas.locator("select[name=field]").select_option("youth")
    expect(canvas.locator("[data-action=run]")).to_have_attribute("aria-disabled", "true")
    expect(status(canvas)).to_contain_text("geen verspilling")
    expect(canvas.locator("[data-role=chart]")).not_to_be_visible()


def test_without_storage_it_works_and_says_so_once(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    canvas = opened(page, address)
    answer(canvas, "title").fill("Een probleem")
    expect(status(canvas)).to_contain_text("bewaart hier niets")
    answer(canvas, "owners").fill("Wij")
    press(canvas, "run")
    expect(canvas).to_have_attribute("data-source", "live")
    expect(status(canvas)).not_to_contain_text("bewaart hier niets")
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_on_one_page(browser: Browser, address: str, language: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("window.print = () => {};")
    canvas = opened(page, address, language)
    canvas.locator("select[name=field]").select_option("elderly")
    expect(answer(canvas, "owners")).not_to_have_value("")  # the field's own answers are there
    long = ("Een lang antwoord van wie er veel over te zeggen heeft. " * 11)[:600].strip()
    for box in canvas.locator("textarea").all():
        box.fill(long)
    press(canvas, "run")
    expect(canvas).to_have_attribute("data-state", "ready")
    press(canvas, "print")
    expect(canvas.locator("[data-paper=owners]")).to_have_text(long)
    pages = re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4"))
    assert len(pages) == 1
    context.close()


def test_without_a_script_it_is_a_sheet_to_read(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    canvas = opened(page, address)
    for label in ("Probleemhebbers", "Afgewenteld", "Toezicht door de groep"):
        expect(canvas.get_by_text(label, exact=True).first).to_be_visible()
    expect(canvas.locator("[data-role=chart] svg").first).to_be_attached()
    expect(canvas.locator("[data-role=summary]")).to_contain_text("procentpunt minder")
    expect(canvas.locator("[data-action=run]")).not_to_be_visible()
    page.emulate_media(media="print")
    expect(canvas.locator("[data-paper=owners]")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_canvas(
    browser: Browser, address: str, language: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    canvas = opened(page, address, language)
    canvas.locator(".canvas-assumptions > summary").click()
    canvas.locator("select[name=field]").select_option("energy")
    press(canvas, "run")
    expect(canvas).to_have_attribute("data-state", "ready")
    load_axe(page)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    said = [(one["id"], node["target"]) for one in found["violations"] for node in one["nodes"][:3]]
    assert said == []
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
