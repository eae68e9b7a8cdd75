"""The cells of a notebook page in Chromium: what a test does to them and reads off them."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class Cell:
    """One code cell, by its number on the page."""

    def __init__(self, page: Page, number: int = 1):
        self.page = page
        self.element: Locator = page.locator(".code-cell").nth(number - 1)
        self.element.evaluate(
            "cell => { const box = cell.closest('details'); if (box) box.open = true; }"
        )

    def press(self, action: str) -> None:
        """Press one of its buttons."""
        self.element.locator(f'[data-action="{action}"] >> visible=true').first.click()

    def write(self, source: str) -> None:
        """Replace the code in its editor, opening that first if need be."""
        editor = self.element.locator(".cm-content")
        if not editor.count():
            self.press("edit")
        editor.click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)

    def run(self) -> None:
        """Run it by the keyboard."""
        self.element.locator(".cm-content").press("ControlOrMeta+Enter")

    def expect_state(self, state: str) -> None:
        """Wait for a state."""
        expect(self.element).to_have_attribute("data-state", state)

    def role(self, name: str) -> Locator:
        """A part of it by its role."""
        return self.element.locator(f'[data-role="{name}"]')
