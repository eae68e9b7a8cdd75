"""Many runs in one page leave nothing behind: heap, nodes and listeners are counted through CDP."""

from __future__ import annotations

import pytest
from browser_lab import Lab
from browser_meter import Meter, runs
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.long]
RUNS = 200
WARM = 20


def test_two_hundred_runs_leave_nothing_behind(strict_page: Page, address: str) -> None:
    strict_page.goto(f"{address}en/models/rule-growth/")
    lab = Lab(strict_page)
    lab.set("seed", 2)
    lab.expect_live()
    meter = Meter(strict_page)
    runs(strict_page, 1000, WARM)
    lab.expect_live()
    before = meter.read()
    runs(strict_page, 2000, RUNS)
    lab.expect_live()
    after = meter.read()
    growth = {name: after[name] - before[name] for name in before}
    print(f"\nafter {RUNS} runs: {growth}, heap {after['heap'] / 1e6:.1f} MB")
    assert growth["heap"] < 2_000_000, growth  # 10 kB a run would be one run's rows
    assert growth["nodes"] < 200, growth
    assert growth["listeners"] < 20, growth
    assert growth["documents"] <= 0, growth


def test_tools_that_come_and_go_leave_nothing_behind(strict_page: Page, address: str) -> None:
    strict_page.goto(f"{address}en/models/segregation/")
    lab = Lab(strict_page)

    def round_trip(seed: int) -> None:
        lab.set("seed", seed)
        lab.expect_live()
        lab.press("pin")
        expect(lab.role("pins")).to_be_visible()
        lab.press("step")
        expect(lab.element.locator("canvas.stage")).to_be_visible()
        lab.press("predict")
        lab.press("predict-skip")
        lab.press("unpin")
        expect(lab.role("pins")).to_have_count(0)

    meter = Meter(strict_page)
    for seed in range(2, 6):
        round_trip(seed)
    before = meter.read()
    for seed in range(6, 18):
        round_trip(seed)
    after = meter.read()
    growth = {name: after[name] - before[name] for name in before}
    print(f"\nafter 12 rounds: {growth}, heap {after['heap'] / 1e6:.1f} MB")
    assert growth["heap"] < 2_000_000, growth
    assert growth["nodes"] < 200, growth
    assert growth["listeners"] < 20, growth


def test_labs_that_are_left_are_let_go(strict_page: Page, address: str) -> None:
    """Instant navigation takes a lab out of the page: nothing may hold on to it."""
    strict_page.goto(f"{address}en/models/rule-growth/")
    lab = Lab(strict_page)
    lab.set("seed", 2)
    lab.expect_live()
    meter = Meter(strict_page)

    def replaced(times: int) -> None:
        strict_page.evaluate(
            "async times => {"
            " const [parent, markup] = [document.querySelector('model-lab').parentElement,"
            "  document.querySelector('model-lab').cloneNode(true)];"
            " for (let at = 0; at < times; at++) {"
            "  document.querySelector('model-lab').remove();"
            "  const lab = parent.appendChild(markup.cloneNode(true));"
            "  const shown = new Promise(done => lab.addEventListener('lab:result', done, {once: true}));"
            "  const seed = lab.querySelector('[name=seed]');"
            "  seed.value = String(100 + at);"
            "  seed.dispatchEvent(new Event('input', {bubbles: true}));"
            "  await shown;"
            " } }",
            times,
        )

    replaced(3)
    before = meter.read()
    replaced(20)
    after = meter.read()
    growth = {name: after[name] - before[name] for name in before}
    print(f"\nafter 20 labs: {growth}, heap {after['heap'] / 1e6:.1f} MB")
    assert growth["heap"] < 3_000_000, growth
    assert growth["nodes"] < 1000, growth
    assert growth["listeners"] < 50, growth
