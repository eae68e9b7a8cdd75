"""axe in a page under a policy that takes no script from outside it: brought in by the debugger's own way."""

from __future__ import annotations

from playwright.sync_api import Page
from tiny import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"


def load_axe(page: Page) -> None:
    """Define `axe` in the page."""
    page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
