"""A long visit: five hundred runs, two hundred pages, four tabs. Memory is bounded, and no worker is stuck."""

from __future__ import annotations

from pathlib import Path

import pytest
import regelkring
from browser_faults import Workers
from browser_lab import Lab
from browser_meter import Meter, runs
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.long]
MEGABYTE = 1_000_000
PAGES = 200
# Python's memory only ever grows, and does so through this one door.
COUNT_GROWTH = (
    "(() => { const { prototype } = WebAssembly.Memory; const { grow } = prototype; self.grown = 0;"
    " prototype.grow = function (pages) { self.grown += pages; return grow.call(this, pages); }; })()"
)
CLICK = """name => {
  const root = new URL(document.querySelector('.md-header a.md-logo').href).pathname;
  document.querySelector('article').dataset.left = '';
  [...document.querySelectorAll('.md-nav a[href]')].find(one => one.pathname === `${root}${name}/`).click();
}"""


def test_five_hundred_runs_in_one_page(strict_page: Page, address: str) -> None:
    strict_page.goto(f"{address}en/models/rule-growth/")
    lab = Lab(strict_page)
    lab.set("seed", 2)
    lab.expect_live()
    meter = Meter(strict_page)
    runs(strict_page, 1000, 100)
    lab.expect_live()
    workers = Workers(strict_page)
    [worker] = workers.named("python")
    workers.ask(worker, COUNT_GROWTH)
    before = meter.read()
    runs(strict_page, 2000, 400)
    lab.expect_live()
    after = meter.read()
    growth = {name: after[name] - before[name] for name in before}
    growth["python"] = float(str(workers.ask(worker, "self.grown"))) * 65536
    print(f"\nfrom run 100 to run 500: {growth}, heap {after['heap'] / MEGABYTE:.1f} MB")
    assert growth["heap"] < 2 * MEGABYTE, growth  # 5 kB a run
    assert growth["python"] < 4 * MEGABYTE, growth  # 10 kB a run
    assert growth["nodes"] < 200 and growth["listeners"] < 20, growth
    lab.set("seed", 3)
    lab.expect_fingerprint(regelkring.run("rule-growth", seed=3).fingerprint)


def at_home(page: Page, address: str, built: Path) -> None:
    """Have the site map name the address where the site is served: only there do pages change in place."""
    text = (built / "sitemap.xml").read_text(encoding="utf-8")
    home = text.partition("<loc>")[2].partition("</loc>")[0]
    page.route(
        "**/sitemap.xml",
        lambda route: route.fulfill(body=text.replace(home, address), content_type="text/xml"),
    )


def test_two_hundred_pages_in_one_visit(strict_page: Page, address: str, built: Path) -> None:
    """The theme keeps every page it has replaced, so now and then one is loaded anew: what is held is bounded."""
    at_home(strict_page, address, built)
    names = ["gemeenschap", "uitstoot", "broederschap", "tweebenig"]
    strict_page.goto(f"{address}{names[-1]}/")
    strict_page.wait_for_load_state("networkidle")
    held: list[dict[str, float]] = []
    anew = 0
    for at in range(PAGES):
        name = names[at % len(names)]
        strict_page.evaluate("window.stays = true")
        strict_page.evaluate(CLICK, name)
        strict_page.wait_for_url(f"{address}{name}/")
        expect(strict_page.locator("article:not([data-left]) h1")).to_have_count(1)
        anew += strict_page.evaluate("window.stays !== true")
        if at % 10 == 9:
            lab = Lab(strict_page)
            lab.set("seed", at + 2)
            lab.expect_live()
        if at % 20 == 19:
            held.append(Meter(strict_page).read())
    most = {name: max(one[name] for one in held) for name in held[0]}
    print(f"\n{PAGES} pages, {anew} loaded anew; held at most: {most}")
    assert len(Workers(strict_page).named("python")) <= 1
    assert 0 < anew <= PAGES / 20
    assert most["heap"] < 25 * MEGABYTE, most
    assert most["nodes"] < 250_000, most
    assert most["documents"] < 60 and most["listeners"] < 3000, most
    lab = Lab(strict_page)
    lab.set("seed", 3)
    lab.expect_live()


def test_four_tabs_at_once(browser: Browser, address: str) -> None:
    context = browser.new_context(service_workers="block")
    asked = {
        "rule-growth": ("offspring", 0.55),
        "commons": ("seed", 7),
        "tipping": ("seed", 7),
        "bubble": ("seed", 7),
    }
    labs = []
    for model in asked:
        page = context.new_page()
        page.goto(f"{address}models/{model}/")
        labs.append(Lab(page))
    for lab, (name, value) in zip(labs, asked.values(), strict=True):
        lab.set(name, value)
    for lab, (model, (name, value)) in zip(labs, asked.items(), strict=True):
        seed = int(value) if name == "seed" else 1
        own = {} if name == "seed" else {name: value}
        lab.expect_fingerprint(regelkring.run(model, seed=seed, **own).fingerprint)
        lab.expect_live()
        expect(lab.element).to_have_attribute("data-state", "ready")
    context.close()
