"""From Monday to Friday, in Dutch: an instructor assigns, three students hand in, the instructor marks."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from browser_lab import Lab, until
from playwright.sync_api import Browser, Page, expect
from regelkring.core.assignment import from_fragment
from regelkring.core.verify import seal

pytestmark = pytest.mark.browser


def assigned(page: Page, address: str) -> str:
    """The link to an assignment with one lab, a world for each student, a question and a rubric."""
    page.goto(f"{address}opdracht-maken/")
    page.locator("#make-title").fill("Wie stoot er uit?")
    page.locator("#make-chapter-uitstoot").check()
    page.locator("#make-lab-which").select_option("uitstoot/1")
    page.locator("[data-action=add-lab]").click()
    page.locator("[data-action=add-question]").click()
    page.locator("#make-q1").fill("Wat zie je gebeuren?")
    page.locator("[data-action=rubric-uitstoot]").click()
    field = page.locator("#make-address")
    expect(field).to_have_value(re.compile(r"/opdracht/#a=[\w-]+$"))
    return until(
        page,
        field.input_value,
        lambda link: len(from_fragment(link.split("/")[-1])["rubric"]) == 4,
    )


def handed_in(browser: Browser, link: str, name: str, number: str, gap: float, answer: str) -> str:
    """What a student downloads, in a browser of their own."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(link)
    page.locator("#assign-name").fill(name)
    page.locator("#assign-number").fill(number)
    page.locator("[data-action=begin]").click()
    lab = Lab(page)
    lab.element = page.locator("#lab-l1")
    lab.set("gap", gap)
    lab.expect_live()
    page.locator("[data-question=q1] textarea").fill(answer)
    with page.expect_download() as download:
        page.locator("[data-action=report-json]").click()
    text = Path(download.value.path()).read_text("utf-8")
    context.close()
    return text


def test_from_monday_to_friday(
    browser: Browser, strict_page: Page, address: str, tmp_path: Path
) -> None:
    link = assigned(strict_page, address)
    noor = handed_in(
        browser, link, "Noor de Vries", "s1", 20, "Bij een kleiner gat komt de helft binnen."
    )
    amir = handed_in(browser, link, "Amir Jansen", "s2", 30, "Wie duur is, wacht het langst.")
    copied = json.loads(noor)  # a third takes the first one's work, and seals it as his own
    copied["student"] = {"name": "Bas Bakker", "number": "s3"}
    copied["sha256"] = seal(copied)
    folder = tmp_path / "groep"
    folder.mkdir()
    for name, text in (("noor", noor), ("amir", amir), ("bas", json.dumps(copied))):
        (folder / f"{name}.json").write_text(text, "utf-8")

    strict_page.goto(f"{address}nakijken/")
    desk = strict_page.locator("report-marking")
    desk.locator("input[data-role=folder]").set_input_files(folder)
    expect(desk).to_have_attribute("data-state", "done", timeout=120_000)
    row = {
        name: desk.locator(f"tbody tr[data-path$='{name}.json']")
        for name in ("noor", "amir", "bas")
    }
    for name in ("noor", "amir"):
        expect(row[name]).to_have_attribute("data-kind", "reproduced")
    expect(row["bas"]).to_have_attribute("data-why", "seed")
    expect(row["bas"]).to_contain_text("Noor de Vries")  # whose answer it is too

    row["amir"].locator("[data-action=open]").click()
    expect(desk.locator(".mark-text").filter(has_text="Wie duur is")).to_have_count(1)
    for criterion in json.loads(amir)["assignment"]["rubric"]:
        desk.locator(f"input[data-criterion={criterion['id']}]").last.check()
    most = sum(
        one["weight"] * (len(one["levels"]) - 1) for one in json.loads(amir)["assignment"]["rubric"]
    )
    expect(desk.locator("[data-role=total]")).to_have_text(f"{most} van {most}")
    desk.locator("[data-action=back]").click()
    with strict_page.expect_download() as waiting:
        desk.locator("[data-action=csv]").click()
    data = Path(waiting.value.path()).read_text("utf-8-sig")
    lines = list(csv.reader(io.StringIO(data, newline=""), delimiter=";"))
    (mine,) = [line for line in lines if "s2" in line]
    assert "Amir Jansen" in mine and str(most) in mine
