"""A site whose pages the browser keeps: on a host that can go away, and in a second edition."""

from __future__ import annotations

import functools
import os
import re
import shutil
import time
from pathlib import Path
from threading import Thread

from conftest import Quiet, Server
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError

from scripts.offline import write_worker
from scripts.sitezip import ZIP

PATIENCE = 120_000
KEYS = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("book-"));
  const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return keys.flat().map(({url}) => url);
}"""
WORKERS = """async () => {
  const {installing, waiting, active} = await navigator.serviceWorker.getRegistration();
  const all = [installing, waiting, active, navigator.serviceWorker.controller];
  const bar = document.querySelector(".edition-bar")?.innerText ?? "no bar";
  return [...all.map((one) => one?.state ?? "none"), bar].join(", ");
}"""


class Host:
    """A plain file server of a folder that can go away and come back at the same address."""

    def __init__(self, folder: Path, below: str = "", handler: type[Quiet] = Quiet):
        self.folder, self.port, self.handler = folder, 0, handler
        self.start()
        self.address = f"http://127.0.0.1:{self.port}/{below}"

    def start(self) -> None:
        handler = functools.partial(self.handler, directory=str(self.folder))
        self.server = Server(("127.0.0.1", self.port), handler)
        self.port = self.server.server_address[1]
        Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def keeping(browser: Browser) -> BrowserContext:
    """A fresh profile in which service workers may work."""
    made = browser.new_context(service_workers="allow", reduced_motion="reduce")
    made.set_default_timeout(PATIENCE)
    return made


def copy_of(site: Path, goal: Path) -> Path:
    """A copy of a built site to change; what no test changes is only linked."""

    def copy(source: str, goal: str) -> None:
        changed = source.endswith((".html", "sw.js", "edition.json", ".css"))
        (shutil.copyfile if changed else os.link)(os.path.realpath(source), goal)

    shutil.copytree(site, goal, copy_function=copy)
    (goal / ZIP).unlink(missing_ok=True)
    return goal


def wait_for_kept(page: Page, *wanted: str) -> None:
    """Until the browser keeps a file for each pattern."""
    missing = list(wanted)
    for _ in range(PATIENCE // 500):
        keys = page.evaluate(KEYS)
        missing = [one for one in wanted if not any(re.search(one, key) for key in keys)]
        if not missing:
            return
        time.sleep(0.5)
    raise AssertionError(f"not kept: {missing}")


def in_control(page: Page) -> None:
    """Until a service worker serves the page."""
    for _ in range(PATIENCE // 250):
        if page.evaluate("navigator.serviceWorker.controller !== null"):
            return
        time.sleep(0.25)
    raise AssertionError("no service worker")


def take_edition(page: Page) -> None:
    """Press the button of a page that offers a new edition, and wait until it is loaded.

    No other page may be loading then: while DevTools look on, Chromium stops a worker that is to go in the middle
    of what it does, starts it again for that, and no longer knows that it was to go.
    """
    try:
        with page.expect_navigation():
            page.locator("[data-action=reload]").click()
    except TimeoutError as error:
        raise AssertionError(f"the page stays: {page.evaluate(WORKERS)}") from error


def second_edition(site: Path) -> None:
    """Publish another edition in place: every page says so, the script has another name, a page is new."""
    app = next((site / "assets").glob("app-*.js"))
    script = app.read_text(encoding="utf-8")
    app.unlink()
    new = app.with_name("app-ANEWNAME.js")
    new.write_text(f"globalThis.edition = 2;{script}", encoding="utf-8")
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8").replace(app.name, new.name)
        path.write_text(html.replace("</h1>", " (tweede editie)</h1>", 1), encoding="utf-8")
    write_worker(site, ["nl", "en"])
