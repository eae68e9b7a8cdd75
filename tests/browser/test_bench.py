"""The tools of a lab, in both languages: compare, play, predict."""

from __future__ import annotations

import re

import pytest
import regelkring
from browser_lab import LANGUAGES, Lab, until
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def at(page: Page, address: str, language: str, model: str) -> Lab:
    page.goto(f"{address}{LANGUAGES[language]}models/{model}/")
    return Lab(page)


def test_a_pinned_run_stays_as_a_ghost_with_its_differences(
    strict_page: Page, address: str, language: str
) -> None:
    lab = at(strict_page, address, language, "rule-growth")
    lab.set("offspring", 0.9)
    lab.expect_live()
    lines = lab.role("chart").locator("svg path[stroke='#5b677a'][stroke-width='1.75']")
    assert lines.count() == 0
    lab.press("pin")
    expect(lab.role("pins")).to_be_visible()
    expect(lines.first).to_be_attached()
    lab.set("offspring", 0.5)
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=1, offspring=0.5).fingerprint)
    label = {"nl": "Problemen per regel 0,9", "en": "Problems per rule 0.9"}[language]
    expect(lab.role("pins")).to_contain_text(label)
    then = regelkring.run("rule-growth", seed=1, offspring=0.9).summary["rules_final"]
    now = regelkring.run("rule-growth", seed=1, offspring=0.5).summary["rules_final"]
    words = {"nl": "Regels aan het eind", "en": "Rules at the end"}[language]
    row = lab.role("pins").locator("tr", has_text=words).first.inner_text()
    assert str(now) in row and str(then) in row and f"−{then - now}" in row, row
    lab.press("pin")
    expect(lab.role("pins").locator("li[data-pin]")).to_have_count(2)
    lab.element.locator('[data-action="recall"][data-pin="1"]').click()
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=1, offspring=0.9).fingerprint)
    lab.press("pin")
    said = {"nl": "staat al vast", "en": "pinned already"}[language]
    expect(lab.role("status")).to_contain_text(said)
    for _ in range(2):
        lab.element.locator('[data-action="unpin"]').first.click()
    expect(lab.role("pins")).to_have_count(0)
    expect(lines).to_have_count(0)


def test_luck_shows_the_run_among_thirty_seeds(
    strict_page: Page, address: str, language: str
) -> None:
    lab = at(strict_page, address, language, "rule-growth")
    lab.set("seed", 77)
    lab.expect_live()
    lab.press("luck")
    panel = lab.role("luck")
    expect(panel.locator("svg.plot")).to_be_visible()
    ends = [
        regelkring.run("rule-growth", seed=seed).rows[-1]["rules"] for seed in [77, *range(1, 30)]
    ]
    below = sum(end < ends[0] for end in ends)
    said = {"nl": f"eindigt het {below} keer lager", "en": f"it ends lower in {below};"}[language]
    expect(panel).to_contain_text(said)
    assert panel.locator("circle.plot-dot").count() == 30
    assert panel.locator("circle.plot-mine").count() == 1
    assert re.search(r"\d", panel.locator("svg.plot").get_attribute("aria-label") or "")
    lab.set("seed", 78)  # the spread was that of another setting
    expect(panel).to_have_count(0)


def test_undo_redo_presets_and_one_control(strict_page: Page, address: str, language: str) -> None:
    lab = at(strict_page, address, language, "rule-growth")
    one = lab.element.locator('[data-action="reset-one"][data-for="offspring"]')
    lab.set("offspring", 0.9)
    lab.expect_live()
    lab.set("seed", 4)
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=4, offspring=0.9).fingerprint)
    lab.press("undo")
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=1, offspring=0.9).fingerprint)
    lab.press("redo")
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=4, offspring=0.9).fingerprint)
    one.click()
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=4).fingerprint)
    expect(one).to_have_attribute("aria-disabled", "true")
    preset = lab.element.locator('[data-preset="sunset"]')
    preset.click()
    expect(preset).to_have_attribute("aria-pressed", "true")
    model = regelkring.model("rule-growth")
    assert model.presets is not None
    values = model.presets["sunset"][1]
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=4, **values).fingerprint)
    lab.press("undo")
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=4).fingerprint)


def test_step_and_slider_show_the_run_as_it_grew(
    strict_page: Page, address: str, language: str
) -> None:
    lab = at(strict_page, address, language, "rule-growth")
    lab.press("step")
    moment, time = lab.role("moment"), lab.role("time")
    word = {"nl": "Jaar", "en": "Year"}[language]
    expect(moment).to_contain_text(f"{word} 0:")
    whole = lab.role("chart").locator("svg >> visible=true")
    lab.press("step")
    expect(moment).to_contain_text(f"{word} 1:")
    expect(whole).to_have_attribute("aria-label", re.compile(f"^{word} 1:"))
    time.focus()
    strict_page.keyboard.press("End")
    rows = regelkring.run("rule-growth", seed=1).rows
    expect(moment).to_contain_text(f"{word} {len(rows) - 1}: ")
    expect(moment).to_contain_text(str(rows[-1]["rules"]))
    strict_page.keyboard.press("Home")
    expect(moment).to_contain_text(f"{word} 0:")
    lab.press("play")  # little motion is asked for: the end at once
    expect(moment).to_contain_text(f"{word} {len(rows) - 1}: ")
    lab.set("offspring", 0.9)
    expect(lab.role("player")).to_have_count(0)


def test_play_can_be_paused(browser: Browser, address: str) -> None:
    context = browser.new_context()
    lab = at(context.new_page(), address, "en", "segregation")
    lab.press("play")
    pause = lab.element.locator('[data-action="pause"]')
    expect(pause).to_be_visible()
    pause.click()
    value = lab.role("time").input_value()
    assert int(value) < 40
    lab.page.wait_for_timeout(400)
    assert lab.role("time").input_value() == value
    lab.press("play")
    expect(lab.role("moment")).to_contain_text("Round 40:")
    expect(lab.element.locator('[data-action="play"]')).to_be_visible()
    context.close()


@pytest.mark.parametrize("model", ["in-group", "segregation", "bubble"])
def test_a_model_in_space_is_drawn_and_said(
    strict_page: Page, address: str, language: str, model: str
) -> None:
    lab = at(strict_page, address, language, model)
    lab.press("step")
    stage = lab.element.locator("canvas.stage")
    expect(stage).to_have_attribute("aria-label", re.compile(r"\d.*%"))
    first = stage.evaluate("canvas => canvas.toDataURL()")
    strict_page.wait_for_timeout(100)
    expect(lab.role("moment")).to_contain_text(":")
    for _ in range(5):
        lab.press("step")
    until(
        strict_page,
        lambda: stage.evaluate("canvas => canvas.toDataURL()"),
        lambda now: now != first,
    )
    said = stage.get_attribute("aria-label") or ""
    if model == "segregation":
        label = {"nl": "Leeg", "en": "Vacant"}[language]
        assert said.startswith(label), said


def test_a_drawn_course_is_compared_with_the_models(
    strict_page: Page, address: str, language: str
) -> None:
    lab = at(strict_page, address, language, "rule-growth")
    lab.press("predict")
    sketch = lab.role("sketch")
    field = sketch.locator("svg.sketch")
    expect(lab.role("chart")).to_be_hidden()
    expect(lab.role("measures")).to_be_hidden()
    lab.set("offspring", 0.9)  # while it is being drawn the result stays out of sight
    lab.expect_live()
    expect(lab.role("chart")).to_be_hidden()
    box = field.bounding_box()
    assert box
    strict_page.mouse.move(box["x"] + 70, box["y"] + box["height"] * 0.8)
    strict_page.mouse.down()
    strict_page.mouse.move(box["x"] + box["width"] - 20, box["y"] + box["height"] * 0.1, steps=12)
    strict_page.mouse.up()
    points = sketch.locator("[role=slider]")
    drawn = [float(one.get_attribute("aria-valuenow") or "nan") for one in points.all()]
    assert drawn == sorted(drawn) and drawn[-1] > 2 * drawn[0]
    strict_page.locator('[data-action="predict-show"]').click()
    answer = lab.role("sketch-answer")
    rules = regelkring.run("rule-growth", seed=1, offspring=0.9).rows[-1]["rules"]
    expect(answer).to_contain_text(str(rules))
    right = {"nl": "De richting had je goed", "en": "You had the direction right"}[language]
    expect(answer).to_contain_text(right)
    expect(lab.role("chart")).to_be_visible()
    assert sketch.locator("path.sketch-line").count() == 1


def test_a_course_is_drawn_with_the_keyboard(
    strict_page: Page, address: str, language: str
) -> None:
    lab = at(strict_page, address, language, "segregation")
    lab.element.locator('[data-action="predict"]').focus()
    strict_page.keyboard.press("Enter")
    points = lab.role("sketch").locator("[role=slider]")
    expect(points.first).to_be_focused()
    before = float(points.nth(1).get_attribute("aria-valuenow") or "nan")
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "PageDown"):
        strict_page.keyboard.press(key)
    expect(points.nth(1)).to_be_focused()
    assert float(points.nth(1).get_attribute("aria-valuenow") or "nan") == pytest.approx(
        before - 0.24
    )
    strict_page.keyboard.press("Tab")
    strict_page.keyboard.press("Enter")
    expect(lab.role("sketch-answer")).to_contain_text("%")
    expect(lab.element.locator('[data-action="predict-again"]')).to_be_focused()
    strict_page.keyboard.press("Enter")
    expect(points.first).to_be_focused()
    lab.element.locator('[data-action="predict-skip"]').click()
    expect(lab.role("sketch")).to_have_count(0)
    expect(lab.element.locator('[data-action="predict"]')).to_be_focused()
