"""What a page holds in memory, and many runs of a lab in one go."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import CDPSession, Page


class Meter:
    """What a page holds after its rubbish has been collected."""

    def __init__(self, page: Page):
        self.session: CDPSession = page.context.new_cdp_session(page)
        for domain in ("HeapProfiler", "Performance"):
            self.session.send(f"{domain}.enable")

    def read(self) -> dict[str, float]:
        for _ in range(3):  # what a finaliser lets go is collected by the next
            self.session.send("HeapProfiler.collectGarbage")
        usage: dict[str, Any] = self.session.send("Runtime.getHeapUsage")
        metrics = {
            one["name"]: one["value"]
            for one in self.session.send("Performance.getMetrics")["metrics"]
        }
        return {
            "heap": usage["usedSize"],
            "nodes": metrics["Nodes"],
            "listeners": metrics["JSEventListeners"],
            "documents": metrics["Documents"],
        }


def runs(page: Page, first: int, count: int) -> None:
    """Have the lab run under `count` seeds, each shown before the next is asked for."""
    page.evaluate(
        "async ([first, count]) => {"
        " const lab = document.querySelector('model-lab');"
        " const seed = lab.querySelector('[name=seed]');"
        " for (let at = first; at < first + count; at++) {"
        "  const shown = new Promise(done => lab.addEventListener('lab:result', done, {once: true}));"
        "  seed.value = String(at);"
        "  seed.dispatchEvent(new Event('input', {bubbles: true}));"
        "  await shown;"
        " } }",
        [first, count],
    )
