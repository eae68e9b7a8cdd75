"""Two editions of a tiny book, the model changed between them: what readers of either are offered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_lab import Lab
from conftest import served
from playwright.sync_api import Browser, Page, expect
from regelkring.core.verify import seal
from tiny import TinyBook, command

pytestmark = [pytest.mark.browser, pytest.mark.build, pytest.mark.long]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """Where both editions stand, and a fingerprint of each."""
    folder = tmp_path_factory.mktemp("editions")
    tiny = TinyBook(folder / "book").write()
    prints: dict[str, str] = {}
    for language in ("nl", "en"):
        text = "---\ntitle: Nakijken\n---\n\n```marking\n```\n"
        (tiny.folder / f"docs/{language}/nakijken.md").write_text(text)
    for name in ("1", "2"):
        if name == "2":
            tiny.edit("models/meadow/cows.py", 'version="1"', 'version="2"')
            tiny.edit("models/meadow/cows.py", "cows = 0\n", "cows = 1\n")
        for words in (("build",), ("release", name, "--to", str(folder / "public/boek"))):
            done = command(tiny.folder, *words)
            assert done.returncode == 0, done.stdout + done.stderr
        prints[name] = fingerprint(tiny)
    server, place = served(folder / "public")
    yield f"{place}/boek/", prints
    server.shutdown()


def fingerprint(tiny: TinyBook) -> str:
    program = "import meadow; print(meadow.run('cows', seed=4, farmers=9).fingerprint)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(tiny.folder / "models")},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that logs no error."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    yield page
    context.close()
    assert wrong == []


@pytest.mark.parametrize("below", ["", "en/"])
def test_a_link_of_the_first_edition_still_comes_out(
    page: Page, host: tuple[str, dict[str, str]], below: str
) -> None:
    address, prints = host
    link = f"#lab=cows&v=1&seed=4&farmers=9&fp={prints['1']}"
    page.goto(f"{address}{below}weide/{link}")
    lab = Lab(page)
    expect(lab.role("status")).to_contain_text("Wijkt af" if not below else "Differs")
    lab.expect_fingerprint(prints["2"])
    offer = lab.role("edition").locator("a")
    expect(offer).to_contain_text("ditie 1" if not below else "edition 1")
    offer.click()
    page.wait_for_url(f"{address}v1/{below}weide/{link}")
    lab = Lab(page)
    expect(lab.role("status")).to_contain_text("Gereproduceerd" if not below else "Reproduced")
    lab.expect_fingerprint(prints["1"])
    expect(lab.role("edition")).to_have_count(0)


def test_an_old_page_leads_to_the_new_one_and_the_new_one_says_nothing(
    page: Page, host: tuple[str, dict[str, str]]
) -> None:
    address, _ = host
    page.goto(f"{address}v1/en/weide/")
    note = page.locator(".edition-note")
    expect(note).to_contain_text("This is edition 1")
    note.locator("a").click()
    page.wait_for_url(f"{address}v2/en/weide/")
    page.wait_for_load_state("networkidle")
    expect(note).to_have_count(0)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}weide/")
    page.wait_for_load_state("networkidle")
    expect(note).to_have_count(0)
    assert not [url for url in asked if "versions" in url]  # a reader of the newest pays nothing


def test_a_report_of_the_first_edition_says_where_it_can_be_rerun(
    page: Page, host: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    address, prints = host
    run = {"model": "cows", "version": "1", "parameters": {"farmers": 9}, "seed": 4}
    report = {
        "kind": "report",
        "format": 1,
        "book": "De weide",
        "runs": [run | {"fingerprint": prints["1"]}],
        "answers": [],
    }
    file = tmp_path / "report.json"
    file.write_text(json.dumps(report | {"sha256": seal(report)}))
    page.goto(f"{address}nakijken/")
    desk = page.locator("report-marking")
    desk.locator("input[data-role=files]").set_input_files(file)
    row = desk.locator("tr[data-kind='other version']")
    row.locator(".mark-edition a").click()
    page.wait_for_url(f"{address}v1/nakijken/")
    desk.locator("input[data-role=files]").set_input_files(file)
    expect(desk.locator("tr[data-kind=reproduced]")).to_have_count(1)
