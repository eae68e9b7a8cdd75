"""Every control of a lab with all its panels open: large enough to hit, and seen when it has the focus."""

from __future__ import annotations

import pytest
from browser_lab import LANGUAGES, Lab
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

# What can be hit, with its size on the screen. The points of a drawn course are for the keyboard: a
# finger or mouse draws anywhere in their field, so the field is what is measured.
SMALL = """() => {
  const all = document.querySelectorAll(
    'model-lab :is(button, select, summary, textarea, input, a[href], svg.sketch, label:has(input[type=radio]))'
  );
  return [...all]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && one.type !== 'radio')
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0)
    .filter(([one, box]) => box.height < 43.5 || box.width < 43.5)
    .map(([one, box]) => `${one.localName} ${one.dataset.action || one.name || one.textContent.trim()}`
      + ` ${Math.round(box.width)} x ${Math.round(box.height)}`);
}"""
FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return {
    inside: one.closest('model-lab') !== null,
    seen: ring || (one.matches('.sketch-point') && parseFloat(style.strokeWidth) >= 4),
    name: `${one.localName} ${one.dataset.action || one.name || one.className}`,
    at: [...document.querySelectorAll('*')].indexOf(one),
  };
}"""


def opened(page: Page, address: str, language: str, model: str) -> Lab:
    """A lab with every panel open that can be open at once."""
    page.goto(f"{address}{LANGUAGES[language]}models/{model}/")
    lab = Lab(page)
    lab.set("seed", 5)
    lab.expect_live()
    lab.press("pin")
    expect(lab.role("pins")).to_be_visible()
    for action, role in (("luck", "luck"), ("step", "player"), ("sweep", "sweep")):
        lab.press(action)
        expect(lab.role(role)).to_be_visible()
    expect(lab.role("luck").locator("svg.plot")).to_be_visible()
    lab.element.evaluate(
        "lab => lab.querySelectorAll('details').forEach(one => { one.open = true; })"
    )
    lab.press("cite")
    expect(lab.role("take").locator("textarea")).to_be_visible()
    return lab


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_can_be_hit_on_a_phone(browser: Browser, address: str, language: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce", has_touch=True
    )
    page = context.new_page()
    lab = opened(page, address, language, "segregation")
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    lab.press("predict")
    expect(lab.role("sketch")).to_be_visible()
    assert page.evaluate(SMALL) == []
    context.close()


def test_the_focus_is_seen_on_every_control_in_order(strict_page: Page, address: str) -> None:
    lab = opened(strict_page, address, "en", "rule-growth")
    lab.element.locator("[data-action=preset]").first.focus()
    strict_page.keyboard.press("Shift+Tab")
    strict_page.keyboard.press("Tab")
    places, unseen = [], []
    for _ in range(120):
        focused = strict_page.evaluate(FOCUSED)
        if not focused["inside"]:
            break
        places.append(focused["at"])
        if not focused["seen"]:
            unseen.append(focused["name"])
        strict_page.keyboard.press("Tab")
    assert len(places) > 40
    assert unseen == []
    assert places == sorted(places)  # the order of the page is the order of the keys
