"""What a reader takes away from a lab, in both languages."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import regelkring
from browser_axe import load_axe
from browser_lab import LANGUAGES, Lab, until
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
MODEL = "rule-growth"


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def lab(strict_page: Page, address: str, language: str) -> Lab:
    """A lab with a run of the reader's own."""
    strict_page.goto(f"{address}{LANGUAGES[language]}models/{MODEL}/")
    lab = Lab(strict_page)
    lab.set("offspring", 0.9)
    lab.set("seed", 7)
    lab.expect_fingerprint(expected().fingerprint)
    lab.expect_live()
    lab.element.locator(".lab-take > summary").click()
    return lab


def expected() -> regelkring.core.run.Run:
    return regelkring.run(MODEL, seed=7, offspring=0.9)


def taken(lab: Lab, action: str) -> bytes:
    with lab.page.expect_download() as download:
        lab.press(action)
    assert expected().fingerprint in download.value.suggested_filename
    return Path(download.value.path()).read_bytes()


def test_a_report_is_verified_by_the_command_line(lab: Lab, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(taken(lab, "json"))

    def verify() -> str:
        words = [sys.executable, "-m", "regelkring", "verify", str(path)]
        folder = Path(regelkring.__file__).parent.parent
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
        return f"{done.returncode} {done.stdout}"

    assert verify().startswith("0 ") and "reproduced" in verify()
    path.write_text(path.read_text().replace("0.9", "0.8"))
    assert verify().startswith("1 ") and "differs at run 1" in verify()


def test_a_picture_and_a_specification(lab: Lab) -> None:
    picture = taken(lab, "png")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    assert width >= 800 and height >= 400 and len(picture) > 5000
    spec = json.loads(taken(lab, "vega"))
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert spec["datasets"]["rows"] == expected().rows
    import vl_convert

    assert "<path" in vl_convert.vegalite_to_svg(spec)


def test_a_notebook_with_the_readers_parameters_runs(lab: Lab) -> None:
    notebook = nbformat.reads(taken(lab, "ipynb").decode(), as_version=4)
    nbformat.validate(notebook)
    space: dict[str, object] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        exec(cell.source, space)
        if "lab-chart" in cell.metadata.get("tags", []):
            break
    run = space["run"]
    assert type(run).__name__ == "Run" and run.fingerprint == expected().fingerprint
    assert f'assert run.fingerprint == "{run.fingerprint}"' in cell.source


def test_a_citation_an_embed_code_and_a_qr_code(lab: Lab, language: str, browser: Browser) -> None:
    lab.press("cite")
    field = lab.role("take").locator("textarea")
    said = field.input_value()
    link = lab.role("permalink").evaluate("link => link.href")
    for word in (MODEL, expected().fingerprint, link, "Wij" if language == "nl" else "We"):
        assert word in said, said
    lab.press("embed")
    code = lab.role("take").locator("textarea").input_value()
    assert f"{LANGUAGES[language]}models/{MODEL}/embed/#lab={MODEL}" in code
    lab.press("qr")
    expect(lab.role("take").locator("svg.qr path")).to_be_attached()
    context = browser.new_context(viewport={"width": 800, "height": 900})
    page = context.new_page()
    page.set_content(code)
    inner = page.frame_locator("iframe")
    element = inner.locator("model-lab")
    expect(element).to_have_attribute("data-fingerprint", expected().fingerprint)
    assert inner.locator("header, nav").count() == 0
    context.close()


def test_paper_shows_the_run_and_the_way_back(lab: Lab) -> None:
    page = lab.page
    page.evaluate(
        "() => { window.print = () => { window.dispatchEvent(new Event('beforeprint'));"
        " window.seen = document.querySelector('[data-role=paper]').textContent;"
        " window.code = document.querySelectorAll('[data-role=paper] svg.qr').length;"
        " window.alone = document.querySelectorAll('[data-unprinted]').length;"
        " window.dispatchEvent(new Event('afterprint')); }; }"
    )
    lab.press("print")
    seen = until(page, lambda: page.evaluate("window.seen ?? ''"), lambda text: text != "")
    assert expected().fingerprint in seen
    assert page.evaluate("window.code") == 1 and page.evaluate("window.alone") > 3
    assert page.locator("[data-unprinted], [data-role=paper]").count() == 0
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")  # the reader's own Ctrl+P
    page.emulate_media(media="print")
    expect(lab.role("paper")).to_be_visible()
    expect(lab.role("chart")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_to_embed_is_accessible_and_fits(
    browser: Browser, address: str, language: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{address}{LANGUAGES[language]}models/{MODEL}/embed/?theme={scheme}")
    lab = Lab(page)
    lab.set("offspring", 0.9)
    lab.expect_live()
    for action in ("pin", "luck", "step", "sweep", "predict"):
        lab.press(action)
    expect(lab.role("sketch")).to_be_visible()
    lab.press("predict-skip")
    expect(lab.role("luck").locator("svg.plot")).to_be_visible()
    for more in lab.element.locator("details > summary").all():
        more.click()
    lab.press("embed")
    expect(lab.role("take")).to_be_visible()
    load_axe(page)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], one["nodes"][0]["failureSummary"]) for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        "() => [...document.querySelectorAll('model-lab button, model-lab select, model-lab summary')]"
        ".filter(one => one.offsetParent && getComputedStyle(one).visibility === 'visible')"
        ".map(one => [one.textContent, one.getBoundingClientRect()])"
        ".filter(([, box]) => box.height < 43.5 || box.width < 43.5).map(([text]) => text)"
    )
    assert small == []
    context.close()
