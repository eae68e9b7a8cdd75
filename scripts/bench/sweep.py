"""Many runs in the browser: how many a second on one worker and on two, in the same page's own sweep."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from playwright.sync_api import Browser, Page

from ..book import Book
from .result import Result

POINTS, SEEDS = 20, 60
WARMING = 10  # seeds before these, while the browser compiles: two workers share that, one does not notice


def bench(browser: Browser, address: str, book: Book, slug: str) -> Iterator[Result]:
    """Runs a second with one worker and with two, once they are warm, and their ratio."""
    first = book.library.model(slug).controls[0]
    speeds = {}
    for workers in (1, 2):
        context = browser.new_context()
        context.add_init_script(
            f"Object.defineProperty(navigator, 'hardwareConcurrency', {{get: () => {workers}}});"
        )
        page = context.new_page()
        page.goto(f"{address}/models/{slug}/")
        page.locator("model-lab [data-action=sweep]").click()
        page.locator("[data-sweep=first]").select_option(first)
        _timed(page, POINTS, WARMING)  # every worker boots
        speeds[workers] = POINTS * SEEDS / _timed(page, POINTS, SEEDS)
        context.close()
        words = "one worker" if workers == 1 else "two workers"
        yield Result(f"{slug}: sweep on {words}", speeds[workers], "runs/s")
    yield Result("sweep, two workers to one", speeds[2] / speeds[1], "x", 1.7, at_least=True)


def _timed(page: Page, points: int, seeds: int) -> float:
    for name, value in (("firstPoints", points), ("seeds", seeds)):
        control = page.locator(f"[data-sweep={name}]")
        control.fill(str(value))
        control.dispatch_event("change")
    page.locator("[data-action=sweep-start]").click()
    stop = page.locator("[data-action=sweep-stop]")  # there as long as it runs
    stop.wait_for()
    start = perf_counter()
    stop.wait_for(state="detached", timeout=120_000)
    return perf_counter() - start
