"""An instructor marks a class in the browser: sorted as on the command line, scored, taken along."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlparse

import pytest
import regelkring
from browser_axe import load_axe
from browser_lab import LANGUAGES
from playwright.sync_api import Browser, Locator, Page, Request, expect
from regelkring.core.assignment import canonical_json, to_fragment
from reports import ASSIGNMENT, FORMULA, HTML, Case, class_of, folder_of, hostile, report, text

pytestmark = pytest.mark.browser
PAGE = "nakijken/"
TITLE = {"nl": "Nakijken", "en": "Marking"}


def opened(page: Page, address: str, language: str = "nl") -> Locator:
    page.goto(f"{address}{LANGUAGES[language]}{PAGE}")
    desk = page.locator("report-marking")
    expect(desk).to_have_attribute("data-state", "empty")
    return desk


def give(desk: Locator, folder: Path) -> None:
    desk.locator("input[data-role=folder]").set_input_files(folder)


def done(desk: Locator, timeout: float = 180_000) -> None:
    expect(desk).to_have_attribute("data-state", "done", timeout=timeout)


def sorted_here(desk: Locator) -> dict[str, tuple[str, int | None, str]]:
    rows = desk.locator(".mark-list tbody tr").evaluate_all(
        "rows => rows.map(({dataset}) => [dataset.path, dataset.kind, dataset.run, dataset.why])"
    )
    return {
        path.split("/")[-1]: (kind, int(run) if run else None, why) for path, kind, run, why in rows
    }


def sorted_natively(folder: Path) -> dict[str, tuple[str, int | None, str]]:
    command = [sys.executable, "-m", "regelkring", "verify", "--json", str(folder)]
    models = Path(regelkring.__file__).parent.parent
    said = subprocess.run(command, cwd=models, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in said.stdout.splitlines()]
    return {Path(one["file"]).name: (one["verdict"], one["run"], one["why"]) for one in lines}


def row(desk: Locator, name: str) -> Locator:
    return desk.locator(f".mark-list tbody tr[data-path$='{name}']")


def small(tmp_path: Path) -> Path:
    """A small class: one report of each kind, and one full of mark-up and formulas."""
    cases = class_of(10)
    names = ("answer", "version", "html", "locked", "markup", "rows", "neighbour")
    tampered = {f"tampered-{name}.json" for name in names}
    kept = {name: case for name, case in cases.items() if name[0] == "r" or name in tampered}
    return folder_of(tmp_path / "klas", kept)


@pytest.mark.long
def test_a_class_of_200_is_sorted_as_on_the_command_line_and_nothing_leaves(
    strict_page: Page, address: str, tmp_path: Path
) -> None:
    cases = class_of()
    assert len(cases) == 200
    folder = folder_of(tmp_path / "klas", cases)
    desk = opened(strict_page, address)
    asked: list[Request] = []
    strict_page.on("request", lambda request: asked.append(request))
    give(desk, folder)
    done(desk)
    here = sorted_here(desk)
    assert here == {name: (case.verdict, case.run, case.why) for name, case in cases.items()}
    assert here == sorted_natively(folder)

    # Python and the models came from the book's own host, as plain files; nothing was sent along.
    files = [one for one in asked if urlparse(one.url).scheme in ("http", "https")]
    assert files and {urlparse(one.url).netloc for one in files} == {urlparse(address).netloc}
    assert all(one.method == "GET" and not one.post_data and "?" not in one.url for one in files)
    plain = ("/assets/", "/versions.json")  # the second says which editions of the book there are
    assert all(any(one in file.url for one in plain) for file in files), [one.url for one in files]

    # Once it is there, marking asks for nothing at all, and works without a network.
    asked.clear()
    strict_page.context.set_offline(True)
    give(desk, folder_of(tmp_path / "meer", {"a.json": Case(text(report("later")))}))
    expect(row(desk, "a.json")).to_have_attribute("data-kind", "reproduced")
    done(desk)
    assert [one.url for one in asked if not one.url.startswith("blob:")] == []
    strict_page.context.set_offline(False)


def test_hostile_files_are_sorted_as_on_the_command_line(
    strict_page: Page, address: str, tmp_path: Path
) -> None:
    cases = hostile()
    folder = folder_of(tmp_path / "klas", cases)
    desk = opened(strict_page, address, "en")
    give(desk, folder)
    done(desk)
    assert sorted_here(desk) == {
        name: (case.verdict, case.run, case.why) for name, case in cases.items()
    }
    assert sorted_here(desk) == sorted_natively(folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_instructor_reads_scores_and_takes_the_gradebook(
    strict_page: Page, address: str, tmp_path: Path, language: str
) -> None:
    page = strict_page
    folder = small(tmp_path)
    desk = opened(page, address, language)
    give(desk, folder)
    done(desk)
    said = {"nl": "zelfde antwoord op q1 als", "en": "same answer to q1 as"}[language]
    expect(row(desk, "rapport-003.json")).to_contain_text(f"{said} Student s007")
    words = {"nl": "wijkt af bij run 1", "en": "differs at run 1"}[language]
    expect(row(desk, "tampered-rows.json")).to_contain_text(words)
    for column in desk.locator(".mark-list thead th").all():
        assert column.get_attribute("scope") == "col"

    # What a student wrote is text, also where it looks like a page.
    row(desk, "tampered-markup.json").locator("[data-action=open]").click()
    expect(desk.locator(".mark-heading")).to_be_focused()
    expect(desk.locator(".mark-text").filter(has_text="<script>")).to_have_count(1)
    assert HTML in desk.locator(".mark-sheet").text_content()  # type: ignore[operator]
    assert desk.locator("img, script, b").count() == 0
    assert page.title().startswith(TITLE[language])
    expect(desk.locator(".mark-run")).to_have_count(2)
    expect(desk.locator(".mark-run").first).to_contain_text("Ik verwacht")
    desk.locator("[data-action=back]").click()
    expect(row(desk, "tampered-markup.json").locator("[data-action=open]")).to_be_focused()

    # Scored with the keyboard alone.
    page.keyboard.press("Home")
    first = row(desk, "rapport-009.json").locator("[data-action=open]")
    first.focus()
    page.keyboard.press("Enter")
    desk.locator("input[data-criterion=model]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("-Goed gezien; bijna 0,5.")
    page.keyboard.press("Tab")
    total = {"nl": "5 van 5", "en": "5 of 5"}[language]
    expect(desk.locator("[data-role=total]")).to_have_text(total)
    desk.locator("[data-action=back]").click()
    expect(row(desk, "rapport-009.json")).to_contain_text(total)

    # It is kept, and it is not kept under a name.
    kept = page.evaluate(
        "JSON.stringify(Object.entries(localStorage).filter(([k]) => k.startsWith('report-marking')))"
    )
    assert "bijna" in kept and "s009" not in kept and "Student" not in kept
    page.reload()
    give(desk, folder)
    done(desk)
    expect(row(desk, "rapport-009.json")).to_contain_text(total)

    with page.expect_download() as waiting:
        desk.locator("[data-action=csv]").click()
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    separator = ";" if language == "nl" else ","
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))
    assert len({len(line) for line in lines}) == 1 and len(lines) == 18
    mine = next(line for line in lines if "s009" in line)
    assert mine[-6:-1] == ["", "4", "1", "5", "5"] and mine[-1] == "'-Goed gezien; bijna 0,5."
    assert not [
        cell for line in lines for cell in line if cell[:1] in ("=", "+", "-", "@", "\t", "\r")
    ]

    page.on("dialog", lambda dialog: dialog.accept())
    desk.locator("[data-action=forget]").click()
    expect(row(desk, "rapport-009.json")).not_to_contain_text(total)
    assert (
        page.evaluate(
            "Object.keys(localStorage).filter(k => k.startsWith('report-marking')).length"
        )
        == 0
    )


def test_a_formula_as_a_name_is_neutral_in_the_gradebook(
    strict_page: Page, address: str, tmp_path: Path
) -> None:
    desk = opened(strict_page, address)
    give(desk, folder_of(tmp_path / "klas", {"a.json": Case(text(report("s1", name=FORMULA)))}))
    done(desk)
    with strict_page.expect_download() as waiting:
        desk.locator("[data-action=csv]").click()
    content = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in content and ";=" not in content and '"=' not in content


@pytest.mark.parametrize("as_address", [False, True])
def test_the_instructors_own_assignment_goes_first(
    strict_page: Page, address: str, tmp_path: Path, as_address: bool
) -> None:
    cases = {"a.json": Case(text(report("s1"))), "b.json": Case(text(report("s2")))}
    desk = opened(strict_page, address)
    give(desk, folder_of(tmp_path / "klas", cases))
    done(desk)
    expect(desk.locator("[data-role=warnings]")).to_be_empty()
    other = {**ASSIGNMENT, "title": "Een andere"}
    desk.locator(".mark-given summary").click()
    if as_address:
        box = desk.locator(".mark-given input[type=text]")
        box.fill(f"https://example.org/opdracht/{to_fragment(other)}")
        box.blur()
    else:
        file = tmp_path / "anders.assignment.json"
        file.write_text(canonical_json(other))
        desk.locator("input[data-role=assignment-file]").set_input_files(file)
    expect(desk.locator("[data-role=assignment]")).to_contain_text("Een andere")
    expect(row(desk, "a.json")).to_have_attribute("data-why", "seed")
    expect(desk.locator("[data-role=warnings]")).to_contain_text("2 verslagen")
    desk.locator("[data-action=assignment-clear]").click()
    expect(row(desk, "a.json")).to_have_attribute("data-kind", "reproduced")


def test_reports_of_different_assignments_are_pointed_out(
    strict_page: Page, address: str, tmp_path: Path
) -> None:
    other = {**ASSIGNMENT, "seed": {"rule": "fixed", "value": 3}, "labs": [], "questions": []}
    cases = {
        "a.json": Case(text(report("s1"))),
        "b.json": Case(text(report("s2"))),
        "c.json": Case(text(report("s3", assignment=other, runs=[]))),
    }
    desk = opened(strict_page, address, "en")
    give(desk, folder_of(tmp_path / "klas", cases))
    done(desk)
    expect(desk.locator("[data-role=warnings]")).to_contain_text("different assignments")
    expect(row(desk, "c.json")).to_contain_text("there is no run in it")


def test_it_pauses_stops_and_goes_on(strict_page: Page, address: str, tmp_path: Path) -> None:
    cases = {f"{at:03}.json": Case(text(report(f"p{at:03}"))) for at in range(60)}
    folder = folder_of(tmp_path / "klas", cases)

    def paused() -> Locator:
        """A desk that is held while Python starts: what was asked of it already comes in, no more."""
        desk = opened(strict_page, address)
        give(desk, folder)
        expect(desk).to_have_attribute("data-state", "running")
        desk.locator("[data-action=pause]").click()
        expect(desk).to_have_attribute("data-state", "paused")
        strict_page.wait_for_timeout(3_000)
        assert desk.locator("tr[data-kind=waiting]").count() >= 55
        return desk

    desk = paused()
    desk.locator("[data-action=resume]").click()
    done(desk)
    expect(desk.locator("tr[data-kind=reproduced]")).to_have_count(60)

    desk = paused()
    desk.locator("[data-action=stop]").click()
    expect(desk).to_have_attribute("data-state", "stopped")
    assert desk.locator("tr[data-kind=waiting]").count() >= 55
    desk.locator("[data-action=resume]").click()
    done(desk)
    expect(desk.locator("tr[data-kind=reproduced]")).to_have_count(60)


def test_no_more_than_200_at_a_time(strict_page: Page, address: str, tmp_path: Path) -> None:
    desk = opened(strict_page, address)
    give(desk, folder_of(tmp_path / "klas", {f"{at:03}.json": Case(b"{}") for at in range(205)}))
    done(desk)
    expect(desk.locator("[data-role=status]")).to_contain_text("5 bestanden")
    expect(desk.locator(".mark-list tbody tr")).to_have_count(200)


def test_a_dropped_file_is_taken(strict_page: Page, address: str) -> None:
    desk = opened(strict_page, address)
    desk.locator("[data-role=drop]").evaluate(
        """(place, content) => {
            const data = new DataTransfer();
            data.items.add(new File([content], "gesleept.json"));
            place.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        text(report("s1")).decode(),
    )
    expect(row(desk, "gesleept.json")).to_have_attribute("data-kind", "reproduced")


def test_without_a_script_it_says_what_to_do(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{PAGE}")
    expect(page.locator("report-marking")).to_contain_text("regelkring verify")
    expect(page.get_by_text("niet wie hem maakte").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_at_the_desk(
    browser: Browser, address: str, tmp_path: Path, language: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    desk = opened(page, address, language)
    give(desk, small(tmp_path))
    done(desk)
    desk.locator(".mark-given summary").click()
    load_axe(page)

    def sound() -> None:
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        said = [
            (one["id"], node["target"]) for one in found["violations"] for node in one["nodes"][:3]
        ]
        assert said == []
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        low = desk.locator("button:visible, select:visible").evaluate_all(
            "all => all.filter(one => one.getBoundingClientRect().height < 43.5).map(one => one.textContent)"
        )
        assert low == []

    sound()
    row(desk, "tampered-rows.json").locator("[data-action=open]").click()
    sound()
    context.close()
