"""The SCORM package under a platform that others wrote: what is scored arrives, is kept, and is taken up again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from conftest import served
from playwright.sync_api import Browser, FrameLocator, Page, expect

from scripts.packs.archive import unpack
from scripts.packs.scorm import make, read_recipe

pytestmark = pytest.mark.browser
PLATFORM = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Platform</title>
<link rel="icon" href="data:,"><script src="scorm12.js"></script>
<script>
  const kept = sessionStorage.getItem("kept");
  window.API = new Scorm12API({autocommit: false, logLevel: 5});
  if (kept) window.API.loadFromJSON(JSON.parse(kept), "");
  window.told = {};
  window.refused = [];
  const set = window.API.LMSSetValue.bind(window.API);
  window.API.LMSSetValue = (name, value) => {
    const answer = set(name, value);
    if (answer === "true") window.told[name] = value;
    else window.refused.push([name, value, window.API.LMSGetLastError()]);
    return answer;
  };
  const keep = () => sessionStorage.setItem("kept", JSON.stringify(window.API.renderCMIToJSONObject().cmi));
  window.API.on("LMSFinish", keep);
</script>
<iframe name="outer" src="middle.html" width="1000" height="900" title="Course"></iframe></html>
"""
MIDDLE = """<!doctype html><meta charset="utf-8"><title>Frame</title>
<iframe name="lab" src="sco/index.html" width="980" height="860" title="Lab"></iframe>
"""


class Platform:
    """A page with the platform around the package, which stands two frames deep."""

    def __init__(self, page: Page, address: str):
        self.page, self.address = page, address
        self.asked: list[str] = []
        self.wrong: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def open(self) -> FrameLocator:
        """Begin a visit."""
        self.page.goto(f"{self.address}/index.html")
        lab = self.page.frame_locator("[name=outer]").frame_locator("[name=lab]")
        expect(lab.locator("[data-role=course] [role=status]")).not_to_be_empty()
        return lab

    def get(self, name: str) -> str:
        """A value that the platform has."""
        return str(self.page.evaluate(f"API.cmi.{name}"))

    def told(self, name: str) -> str:
        """A value that the platform was told and took; some of them it does not give back."""
        return str(self.page.evaluate(f"told['cmi.{name}']"))

    def expect_told(self, name: str, value: str) -> None:
        """Wait for it."""
        self.page.wait_for_function(f"told['cmi.{name}'] === '{value}'", timeout=90_000)

    def leave(self) -> dict[str, Any]:
        """End the visit: the lab's frame goes elsewhere. What the platform has kept."""
        self.page.evaluate("frames.outer.location.href = 'about:blank'")
        self.page.wait_for_function("sessionStorage.getItem('kept') !== null")
        return dict(json.loads(self.page.evaluate("sessionStorage.getItem('kept')")))


@pytest.fixture
def folder(built: Path, root: Path, tmp_path: Path) -> Path:
    """What the platform serves: its own pages and the unpacked package."""
    [index] = (built / "assets/packs").glob("packs-nl-*.json")
    chapters = json.loads(index.read_text(encoding="utf-8"))["chapters"]
    name = next(one["recipe"] for one in chapters if one["slug"] == "uitstoot")
    recipe = read_recipe((built / "assets/packs" / name).read_text(encoding="utf-8"))
    data = make(recipe, built, "https://example.org/")
    print(f"{recipe.name}: {len(data)} bytes")
    for file, content in unpack(data).items():
        path = tmp_path / "platform/sco" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    platform = root / "node_modules/scorm-again/dist/scorm12.min.js"
    shutil.copyfile(platform, tmp_path / "platform/scorm12.js")
    (tmp_path / "platform/index.html").write_text(PLATFORM, encoding="utf-8")
    (tmp_path / "platform/middle.html").write_text(MIDDLE, encoding="utf-8")
    return tmp_path / "platform"


@pytest.fixture
def platform(folder: Path, browser: Browser) -> Iterator[Platform]:
    """A platform with one student."""
    server, address = served(folder)
    context = browser.new_context(viewport={"width": 1100, "height": 1000}, reduced_motion="reduce")
    found = Platform(context.new_page(), address)
    yield found
    context.close()
    server.shutdown()
    assert found.wrong == []
    home = urlparse(address).netloc
    assert [one for one in found.asked if urlparse(one).netloc not in (home, "")] == []


def change(lab: FrameLocator, name: str, value: object) -> None:
    """Move a control as a reader does."""
    lab.locator(f"model-lab [name={name}]").evaluate(
        "(control, value) => { control.value = value;"
        "control.dispatchEvent(new Event('input', {bubbles: true}));"
        "control.dispatchEvent(new Event('change', {bubbles: true})); }",
        str(value),
    )


def live(lab: FrameLocator) -> None:
    """Wait for a result that the model itself made here."""
    expect(lab.locator("model-lab")).to_have_attribute("data-source", "live", timeout=90_000)


def test_score_status_and_interactions_arrive_and_are_taken_up_again(platform: Platform) -> None:
    lab = platform.open()
    assert platform.get("core.lesson_status") == "incomplete"
    assert platform.get("core.score.raw") == "0"

    lab.locator("[data-predict] input").nth(1).check()
    expect(lab.locator("[data-role=course] [role=status]")).to_contain_text("50")
    assert platform.get("core.score.raw") == "50"
    assert platform.get("interactions.childArray.length") == "1"
    assert platform.told("interactions.0.id") == "prediction"
    assert platform.told("interactions.0.type") == "choice"
    assert platform.told("interactions.0.student_response") == "b"
    assert platform.told("interactions.0.correct_responses.0.pattern") == "d"
    assert platform.told("interactions.0.result") == "wrong"

    change(lab, "quota", 0.01)
    platform.expect_told("interactions.1.result", "wrong")
    assert platform.get("core.lesson_status") == "incomplete"

    # The network is cut off: everything is in the package and here already.
    platform.page.context.set_offline(True)
    change(lab, "quota", 0.05)
    platform.expect_told("interactions.1.result", "correct")
    assert platform.told("interactions.1.id") == "task"
    assert platform.told("interactions.1.type") == "performance"
    assert "quota=0.05" in platform.told("interactions.1.student_response")
    assert platform.get("core.score.raw") == "100"
    assert platform.get("core.lesson_status") == "completed"
    fingerprint = lab.locator("model-lab").get_attribute("data-fingerprint")
    platform.page.context.set_offline(False)

    kept = platform.leave()
    assert platform.page.evaluate("refused") == []
    print(f"{len(kept['suspend_data'])} characters kept; {kept['core']}")
    assert kept["core"]["lesson_status"] == "completed"
    assert len(kept["suspend_data"]) < 4096
    assert kept["core"]["session_time"] > "0000:00:00.00"
    assert kept["core"]["score"]["raw"] == "100"
    results = [kept["interactions"][number]["result"] for number in ("0", "1")]
    assert results == ["wrong", "correct"]

    again = platform.open()
    assert platform.get("core.lesson_status") == "completed"
    live(again)
    expect(again.locator("model-lab")).to_have_attribute("data-fingerprint", fingerprint or "-")
    expect(again.locator("model-lab [name=quota]")).to_have_value("0.05")
    expect(again.locator("[data-predict] input").nth(1)).to_be_checked()
    expect(again.locator("[data-role=course] [role=status]")).to_contain_text("100")


def test_without_a_platform_the_lab_works_and_says_so(platform: Platform) -> None:
    page = platform.page
    page.goto(f"{platform.address}/sco/index.html")
    expect(page.locator("[data-role=course] [role=status]")).to_contain_text("leerplatform")
    page.locator("model-lab [name=quota]").evaluate(
        "control => { control.value = '0.05';"
        "control.dispatchEvent(new Event('change', {bubbles: true})); }"
    )
    expect(page.locator("model-lab")).to_have_attribute("data-source", "live", timeout=90_000)


def test_looking_back_changes_nothing(platform: Platform) -> None:
    platform.page.add_init_script(
        "addEventListener('DOMContentLoaded',"
        " () => window.API && API.cmi && (API.cmi.core.lesson_mode = 'review'))"
    )
    lab = platform.open()
    lab.locator("[data-predict] input").nth(1).check()
    expect(lab.locator("[data-role=course] [role=status]")).to_contain_text("terug")
    assert platform.page.evaluate("Object.keys(told).length") == 0
    assert platform.get("core.lesson_status") != "completed"
