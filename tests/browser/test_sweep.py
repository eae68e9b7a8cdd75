"""A sweep in the browser: several workers, pause and stop, kept across a reload."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import regelkring
from browser_lab import LANGUAGES, Lab, until
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
MODEL = "rule-growth"


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def opened(page: Page, address: str, language: str) -> Lab:
    page.goto(f"{address}{LANGUAGES[language]}models/{MODEL}/")
    lab = Lab(page)
    lab.press("sweep")
    expect(lab.role("sweep")).to_be_visible()
    return lab


def choose(lab: Lab, **values: object) -> None:
    for name, value in values.items():
        control: Locator = lab.role("sweep").locator(f'[data-sweep="{name}"]')
        if control.evaluate("one => one.localName") == "select":
            control.select_option(str(value))
        else:
            control.fill(str(value))
            control.dispatch_event("change")


def rows(lab: Lab, language: str) -> list[dict[str, str]]:
    with lab.page.expect_download() as download:
        lab.press("sweep-csv")
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";" if language == "nl" else ","))


def test_one_axis_gives_a_line_with_a_band_and_a_table_of_runs(
    strict_page: Page, address: str, language: str
) -> None:
    lab = opened(strict_page, address, language)
    choose(lab, first="offspring", firstPoints=4, seeds=5)
    expect(lab.role("sweep-estimate")).to_contain_text("20 runs")
    lab.press("sweep-start")
    done = {"nl": "Klaar: 20 runs.", "en": "Done: 20 runs."}[language]
    expect(lab.role("status")).to_contain_text(done)
    assert lab.role("sweep").locator("path.plot-band").count() == 1
    assert lab.role("sweep").locator("circle.plot-mine").count() == 4
    found = rows(lab, language)
    assert len(found) == 20
    for row in found[::7]:
        offspring = float(row["offspring"].replace(",", "."))
        run = regelkring.run(MODEL, seed=int(row["seed"]), offspring=offspring)
        assert row["fingerprint"] == run.fingerprint
        assert float(row["rules_final"].replace(",", ".")) == run.summary["rules_final"]


def test_two_axes_give_a_heat_map(strict_page: Page, address: str, language: str) -> None:
    lab = opened(strict_page, address, language)
    choose(lab, first="offspring", firstPoints=3, second="sunset", secondPoints=4, seeds=2)
    lab.press("sweep-start")
    expect(lab.role("status")).to_contain_text("24 runs.")
    assert lab.role("sweep").locator("rect.plot-cell").count() == 12
    assert lab.role("sweep").locator("text.plot-value").count() == 12
    choose(lab, measure="supervisors_final")
    word = {"nl": "Toezichthouders", "en": "Supervisors"}[language]
    expect(lab.role("sweep-answer")).to_contain_text(word)


def test_a_sweep_pauses_and_goes_on_after_a_reload(
    strict_page: Page, address: str, language: str
) -> None:
    lab = opened(strict_page, address, language)
    choose(lab, first="offspring", firstPoints=20, seeds=20)
    lab.press("sweep-start")
    bar = lab.role("sweep").locator("progress")
    expect(lab.role("sweep-answer")).to_be_visible()
    lab.press("sweep-pause")
    seen = [-1.0]  # runs under way still come in

    def done() -> float:
        seen.append(bar.evaluate("bar => bar.value"))
        strict_page.wait_for_timeout(1500)
        return seen[-1]

    paused = until(strict_page, done, lambda now: now == seen[-2])
    assert 0 < paused < 400
    strict_page.reload()
    lab = Lab(strict_page)
    lab.press("sweep")
    bar = lab.role("sweep").locator("progress")
    expect(bar).to_be_visible()
    assert bar.evaluate("bar => bar.value") == paused
    kept = rows(lab, language)
    assert len(kept) == paused
    lab.press("sweep-resume")
    expect(lab.element.locator('[data-action="sweep-stop"]')).to_be_visible()
    until(strict_page, lambda: bar.evaluate("bar => bar.value"), lambda now: now > paused)
    lab.press("sweep-stop")
    stopped = {"nl": "Gestopt", "en": "Stopped"}[language]
    expect(lab.role("status")).to_contain_text(stopped)
    more = rows(lab, language)
    assert len(more) > len(kept)
    prints = {(row["offspring"], row["seed"]): row["fingerprint"] for row in more}
    assert all(prints[row["offspring"], row["seed"]] == row["fingerprint"] for row in kept)
    lab.press("sweep-forget")
    expect(lab.role("sweep-estimate")).to_be_visible()
