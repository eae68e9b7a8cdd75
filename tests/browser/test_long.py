"""A long visit: five hundred runs, two hundred pages, four tabs. Memory is bounded, and no worker is stuck."""

from __future__ import annotations

import pytest
import regelkring
from browser_faults import Workers
from browser_lab import Lab
from browser_meter import Meter, runs
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.long]
MEGABYTE = 1_000_000
# Python's memory only ever grows, and does so through this one door.
COUNT_GROWTH = (
    "(() => { const { prototype } = WebAssembly.Memory; const { grow } = prototype; self.grown = 0;"
    " prototype.grow = function (pages) { self.grown += pages; return grow.call(this, pages); }; })()"
)
WALK = """async ([names, first, count]) => {
  const root = new URL(document.querySelector('.md-header a.md-logo').href).pathname;
  const met = async (what, sign) => {
    for (let at = 0; at < 1500; at++) {
      if (sign()) return;
      await new Promise(done => setTimeout(done, 20));
    }
    throw new Error(`never: ${what}, at ${location.pathname}`);
  };
  for (let at = first; at < first + count; at++) {
    const name = names[at % names.length];
    const before = document.querySelector('article');
    const link = [...document.querySelectorAll('.md-nav a[href]')]
      .find(one => one.pathname === `${root}${name}/`);
    link.click();
    await met(`the page ${name}`, () => location.pathname === `${root}${name}/`
      && document.querySelector('article') !== before && document.querySelector('article h1'));
    if (at % 10 === 9) {
      const lab = document.querySelector('model-lab');
      let live = false;
      const hear = ({ detail }) => { live ||= detail.source === 'live'; };
      lab.addEventListener('lab:result', hear);
      const seed = lab.querySelector('[name=seed]');
      seed.value = String(at + 2);
      seed.dispatchEvent(new Event('input', { bubbles: true }));
      await met(`a run on ${name}`, () => live && lab.dataset.state === 'ready');
    }
  }
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


def test_two_hundred_pages_in_one_visit(strict_page: Page, address: str) -> None:
    names = ["gemeenschap", "uitstoot", "broederschap", "tweebenig"]
    strict_page.goto(f"{address}en/{names[-1]}/")
    meter = Meter(strict_page)
    strict_page.evaluate(WALK, [names, 0, 60])  # every page and its lab has been there by then
    before = meter.read()
    strict_page.evaluate(WALK, [names, 60, 140])
    after = meter.read()
    growth = {name: after[name] - before[name] for name in before}
    print(f"\nfrom page 60 to page 200: {growth}, heap {after['heap'] / MEGABYTE:.1f} MB")
    assert len(Workers(strict_page).named("python")) == 1
    assert growth["heap"] < 8 * MEGABYTE, growth
    assert growth["nodes"] < 8000, growth  # about one page
    assert growth["listeners"] < 400, growth
    assert growth["documents"] <= 4, growth


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
