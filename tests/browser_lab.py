"""The lab in Chromium: what a test does to it and reads off it."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

expect.set_options(timeout=60_000)
LANGUAGES = {"nl": "", "en": "en/"}


def until[T](page: Page, read: Callable[[], T], right: Callable[[T], bool]) -> T:
    """What is read once it is right; for what no `expect` of the library can wait for."""
    end = time.monotonic() + 60
    while not right(found := read()):
        assert time.monotonic() < end, f"still {found!r}"
        page.wait_for_timeout(100)
    return found


class Lab:
    """One lab of a page."""

    def __init__(self, page: Page, model: str | None = None):
        self.page = page
        self.element: Locator = page.locator(
            f'model-lab[model="{model}"]' if model else "model-lab"
        ).first
        self.element.scroll_into_view_if_needed()

    def set(self, name: str, value: str | float) -> None:
        """Give a control a value as the page's contract says: set it and dispatch `input` and `change`."""
        self.element.locator(f'[name="{name}"]').evaluate(
            "(control, value) => { control.value = value;"
            " for (const kind of ['input', 'change'])"
            " control.dispatchEvent(new Event(kind, {bubbles: true})); }",
            str(value),
        )

    def press(self, action: str) -> None:
        """Press a button."""
        self.element.locator(f'[data-action="{action}"]').click()

    def expect_state(self, state: str) -> None:
        """Wait for a state."""
        expect(self.element).to_have_attribute("data-state", state)

    def expect_live(self) -> None:
        """Wait until the shown result was computed here, and the lab is ready."""
        expect(self.element).to_have_attribute("data-source", "live")
        self.expect_state("ready")

    def expect_fingerprint(self, fingerprint: str) -> None:
        """Wait until the shown result is that of a fingerprint."""
        expect(self.element).to_have_attribute("data-fingerprint", fingerprint)

    def role(self, name: str) -> Locator:
        """A part of the lab by its role."""
        return self.element.locator(f'[data-role="{name}"]')
