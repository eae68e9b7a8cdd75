"""An assignment from the instructor's page to the report on the command line."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import lxml.html
import nbformat
import pytest
import regelkring
from browser_axe import load_axe
from browser_lab import LANGUAGES, Lab, until
from playwright.sync_api import Browser, Page, Route, expect
from regelkring.core.assignment import (
    assignment_id,
    from_fragment,
    seed_of,
    student_seed,
    to_fragment,
)
from regelkring.core.verify import rows_digest, seal

pytestmark = pytest.mark.browser
BUILDER, STUDENT = "opdracht-maken/", "opdracht/"
HOSTILE = '<img src=x onerror="alert(1)">\n# $x$ [klik](javascript:alert(1)) </script>'
ASSIGNMENT: dict[str, Any] = {
    "kind": "assignment",
    "format": 1,
    "book": "Wij in plaats van ik",
    "version": "0.1.0",
    "language": "nl",
    "title": "De <b>kring</b>",
    "due": "vrijdag <i>17.00</i> uur",
    "chapters": ["uitstoot"],
    "seed": {"rule": "student"},
    "labs": [
        {
            "id": "l1",
            "model": "employers-circle",
            "values": {"mode": "solidary", "gap": 30},
            "locked": ["mode"],
            "hidden": ["fine"],
        },
        {"id": "l2", "model": "rule-growth", "values": {}, "locked": [], "hidden": [], "predict": "Hoeveel?"},
    ],
    "questions": [
        {"id": "q1", "lab": "l1", "kind": "text", "text": f"Waarom? {HOSTILE}"},
        {"id": "q2", "lab": "l2", "kind": "choice", "text": "Welke?", "options": ["meer", "minder"]},
        {"id": "q3", "kind": "number", "text": "Hoeveel?"},
    ],
    "rubric": [],
}  # fmt: skip


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def link(address: str, language: str = "nl", **changes: Any) -> str:
    made = {**ASSIGNMENT, "language": language, **changes}
    return f"{address}{LANGUAGES[language]}{STUDENT}{to_fragment(made)}"


def begin(page: Page, number: str = "s1234567") -> None:
    page.locator("#assign-name").fill("Noor de Vries")
    page.locator("#assign-number").fill(number)
    page.locator("[data-action=begin]").click()


def lab_of(page: Page, ident: str = "l1") -> Lab:
    lab = Lab(page)
    lab.element = page.locator(f"#lab-{ident}")
    return lab


def taken(page: Page, what: str) -> bytes:
    with page.expect_download() as download:
        page.locator(f"[data-action=report-{what}]").click()
    assert download.value.suggested_filename.endswith(f"_s1234567.{what}")
    return Path(download.value.path()).read_bytes()


def verified(path: Path) -> str:
    words = [sys.executable, "-m", "regelkring", "verify", str(path)]
    folder = Path(regelkring.__file__).parent.parent
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout.strip().split(": ", 1)[1]


def test_from_the_instructor_to_the_command_line(
    browser: Browser, strict_page: Page, address: str, tmp_path: Path
) -> None:
    page = strict_page
    page.goto(f"{address}{BUILDER}")
    expect(page.locator("[data-role=lacks] li")).to_have_count(2)
    page.locator("#make-title").fill("Wie stoot er uit?")
    page.locator("#make-due").fill("vrijdag 17.00 uur")
    page.locator("#make-chapter-uitstoot").check()
    page.locator("#make-lab-which").select_option("uitstoot/1")
    page.locator("[data-action=add-lab]").click()
    page.locator("#make-l1-fine-state").select_option("locked")
    page.locator("#make-l1-scar-state").select_option("hidden")
    page.locator("#make-l1-gap").fill("40")
    page.locator("[data-action=predict-l1]").click()
    page.locator("[data-action=add-exercise]").click()
    page.locator("#make-q1-lab").select_option("l1")
    page.locator("[data-action=add-question]").click()
    page.locator("#make-q2").fill("Welke kant?")
    page.locator("#make-q2-kind").select_option("choice")
    page.locator("#make-q2-options").fill("links\nrechts")
    page.locator("[data-action=rubric-uitstoot]").click()
    address_field = page.locator("#make-address")
    expect(address_field).to_have_value(re.compile(r"/opdracht/#a=[\w-]+$"))
    assignment = until(
        page,
        lambda: from_fragment(address_field.input_value().split("/")[-1]),
        lambda made: len(made["rubric"]) == 4,
    )
    given = address_field.input_value()
    assert assignment["labs"][0]["locked"] == ["fine"]
    assert assignment["labs"][0]["hidden"] == ["scar"]
    assert assignment["labs"][0]["values"] == {"mode": "externalise", "fine": 10, "gap": 40}
    assert assignment["chapters"] == ["uitstoot"] and assignment["seed"] == {"rule": "student"}
    assert len(assignment["rubric"]) == 4 and assignment["questions"][0]["lab"] == "l1"
    assert assignment["questions"][1]["options"] == ["links", "rechts"]
    expect(page.locator("[data-role=handout] h2")).to_have_text("Wie stoot er uit?")
    with page.expect_download() as download:
        page.locator("[data-action=file]").click()
    assert download.value.suggested_filename == "wie-stoot-er-uit.assignment.json"
    file = tmp_path / "a.json"
    file.write_bytes(Path(download.value.path()).read_bytes())

    page.reload()
    expect(page.locator("assignment-builder [role=status]")).to_contain_text("staat er weer")
    expect(page.locator("#make-address")).to_have_value(given)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("[data-action=clear]").click()
    expect(page.locator("#make-title")).to_have_value("")
    page.locator("#make-file").set_input_files(file)
    expect(page.locator("#make-address")).to_have_value(given)

    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    student = context.new_page()
    student.goto(given)
    expect(student.locator("h1")).to_have_text("Wie stoot er uit?")
    expect(student.locator("model-lab")).to_have_count(0)
    assert student.locator("header, nav").count() == 0
    begin(student)
    expect(student.locator("model-lab")).to_have_count(0)
    student.locator("#assign-l1-predict").fill("Een op de tien.")
    student.locator("[data-action=foresee]").click()
    lab = lab_of(student)
    seed = seed_of(assignment, "s1234567")
    values = {"mode": "externalise", "fine": 10}
    lab.expect_fingerprint(
        regelkring.run("employers-circle", seed=seed, gap=40, **values).fingerprint
    )
    lab.set("gap", 20)
    mine = regelkring.run("employers-circle", seed=seed, gap=20, **values)
    lab.expect_fingerprint(mine.fingerprint)
    lab.expect_live()
    student.locator("[data-question=q1] textarea").fill("Omdat het gat kleiner is.")
    student.locator("[data-question=q2]").get_by_label("rechts").check()
    path = tmp_path / "report.json"
    path.write_bytes(taken(student, "json"))
    report = json.loads(path.read_text())
    assert report["student"] == {"name": "Noor de Vries", "number": "s1234567"}
    assert report["assignment"] == assignment and report["bookVersion"] == "0.1.0"
    assert report["answers"] == [
        {"question": "q1", "text": "Omdat het gat kleiner is."},
        {"question": "q2", "text": "rechts"},
    ]
    assert report["predictions"] == [{"lab": "l1", "text": "Een op de tien."}]
    (run,) = report["runs"]
    assert run["fingerprint"] == mine.fingerprint and run["lab"] == "l1"
    assert run["rows"] == rows_digest(mine.rows) and run["summary"] == mine.summary
    assert report["sha256"] == seal(report)
    assert verified(path) == "reproduced"
    path.write_text(path.read_text().replace("kleiner", "groter"))
    assert verified(path).startswith("differs")

    student.locator("[data-action=save-run]").click()
    lab_of(student).set("gap", 25)
    other = regelkring.run("employers-circle", seed=seed, gap=25, **values)
    lab.expect_fingerprint(other.fingerprint)
    lab.expect_live()
    path.write_bytes(taken(student, "json"))
    assert [one["fingerprint"] for one in json.loads(path.read_text())["runs"]] == [
        mine.fingerprint
    ]
    student.locator("[data-action=save-run]").click()
    path.write_bytes(taken(student, "json"))
    runs = json.loads(path.read_text())["runs"]
    assert [one["fingerprint"] for one in runs] == [mine.fingerprint, other.fingerprint]
    assert verified(path) == "reproduced"

    student.reload()
    lab_of(student).expect_fingerprint(other.fingerprint)
    expect(student.locator("[data-role=saved] li")).to_have_count(2)
    expect(student.locator("[data-question=q2]").get_by_label("rechts")).to_be_checked()
    assert student.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_what_is_fixed_stays_fixed(strict_page: Page, address: str, language: str) -> None:
    page = strict_page
    page.goto(link(address, language))
    begin(page)
    lab = lab_of(page)
    made = {**ASSIGNMENT, "language": language}
    seed = student_seed(assignment_id(made), "s1234567")
    first = regelkring.run("employers-circle", seed=seed, mode="solidary", gap=30)
    lab.expect_fingerprint(first.fingerprint)
    mode = lab.element.locator("[name=mode]")
    expect(mode).to_be_disabled()
    assert mode.input_value() == "solidary"
    note = page.locator(f"#{str(mode.get_attribute('aria-describedby')).split()[-1]}")
    expect(note).to_have_text(
        {"nl": "Staat vast in deze opdracht.", "en": "Fixed in this assignment."}[language]
    )
    expect(lab.element.locator("[name=seed]")).to_be_disabled()
    expect(lab.element.locator("[name=fine]")).to_have_count(0)
    assert (
        lab.element.locator("[data-action=sweep], [data-action=link], [data-action=preset]").count()
        == 0
    )

    lab.set("mode", "externalise")
    lab.set("seed", 5)
    lab.set("gap", 20)
    expected = regelkring.run("employers-circle", seed=seed, mode="solidary", gap=20).fingerprint
    lab.expect_fingerprint(expected)
    page.evaluate(
        "location.hash = '#lab=employers-circle&seed=9&mode=externalise&fine=3&gap=25&scar=2'"
    )
    lab.expect_fingerprint(
        regelkring.run("employers-circle", seed=seed, mode="solidary", gap=25, scar=2).fingerprint
    )
    expect(lab.role("status")).to_contain_text({"nl": "vast", "en": "Fixed"}[language])
    assert page.evaluate("location.hash").startswith("#a=")
    lab.press("undo")  # two controls at once are a move of their own
    lab.expect_fingerprint(expected)
    lab.press("reset")
    lab.expect_fingerprint(first.fingerprint)


def test_what_is_written_is_never_markup(strict_page: Page, address: str, tmp_path: Path) -> None:
    page = strict_page
    page.goto(link(address, "nl", labs=[], chapters=[], questions=[
        {"id": "q1", "kind": "text", "text": f"Waarom? {HOSTILE}"},
        {"id": "q2", "kind": "choice", "text": HOSTILE, "options": [HOSTILE, "b"]},
    ]))  # fmt: skip
    expect(page.locator("h1")).to_have_text("De <b>kring</b>")
    begin(page)
    page.locator("[data-question=q1] textarea").fill(HOSTILE)
    assert page.locator("img, main b, main i").count() == 0
    tree = lxml.html.fromstring(taken(page, "html"))
    assert not tree.xpath(
        "//img | //script | //b | //i | //*[@onerror] | //a[starts-with(@href, 'javascript')]"
    )
    assert HOSTILE in tree.text_content()
    notebook = nbformat.reads(taken(page, "ipynb").decode(), as_version=4)
    nbformat.validate(notebook)
    words = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert not re.search(r"(?<!\\)<", words.replace("&lt;", "")) and "\\$x\\$" in words
    import mistune

    html = mistune.html(words)
    assert "<img" not in str(html) and "href=" not in str(html)


def test_paper_and_notebook(strict_page: Page, address: str, language: str, tmp_path: Path) -> None:
    page = strict_page
    page.goto(
        link(address, language, labs=ASSIGNMENT["labs"][:1], questions=ASSIGNMENT["questions"][:1])
    )
    begin(page)
    lab_of(page).expect_live()
    page.locator("[data-question=q1] textarea").fill("Omdat.")
    text = taken(page, "html").decode()
    tree = lxml.html.fromstring(text)
    fingerprint = lab_of(page).element.get_attribute("data-fingerprint")
    assert fingerprint in tree.text_content() and "Omdat." in tree.text_content()
    assert len(tree.xpath("//*[local-name()='svg']")) == 2  # the chart and the code
    assert not tree.xpath("//script | //link | //img | //*[@src]")
    [live] = tree.xpath("//a/@href")
    assert live.startswith(f"{address}{LANGUAGES[language]}models/employers-circle/#lab=")
    notebook = nbformat.reads(taken(page, "ipynb").decode(), as_version=4)
    nbformat.validate(notebook)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    path = tmp_path / "run.py"
    path.write_text(code)
    folder = Path(regelkring.__file__).parent.parent
    done = subprocess.run(
        [sys.executable, path], cwd=folder, env={"PYTHONPATH": str(folder)}, check=False
    )
    assert done.returncode == 0 and "assert" in code
    page.goto("about:blank")
    page.goto(live)
    Lab(page).expect_fingerprint(str(fingerprint))


def packed(plain: bytes) -> str:
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.urlsafe_b64encode(press.compress(plain) + press.flush()).decode().rstrip("=")


@pytest.mark.parametrize(
    "fragment",
    ["AAAA", "%3Cimg%3E", "A" * 40_000, packed(b" " * 2**26), packed(b"[" * 200_000), packed(b'{"kind":"x"}')],
    ids=["noise", "markup", "long", "bomb", "deep", "another"],
)  # fmt: skip
def test_a_hostile_fragment_gets_a_sentence(
    strict_page: Page, address: str, language: str, fragment: str
) -> None:
    strict_page.goto(f"{address}{LANGUAGES[language]}{STUDENT}#a={fragment}")
    said = {"nl": "is geen opdracht", "en": "is not an assignment"}[language]
    expect(strict_page.locator("book-assignment [role=status]")).to_contain_text(said)


def test_without_a_link_a_file_will_do(
    strict_page: Page, address: str, language: str, tmp_path: Path
) -> None:
    strict_page.goto(f"{address}{LANGUAGES[language]}{STUDENT}")
    said = {"nl": "nog geen opdracht", "en": "no assignment here"}[language]
    expect(strict_page.locator("book-assignment")).to_contain_text(said)
    file = tmp_path / "a.json"
    file.write_text("{")
    strict_page.locator("#assign-file").set_input_files(file)
    expect(strict_page.locator("book-assignment [role=status]")).to_contain_text("JSON")
    file.write_text(json.dumps(ASSIGNMENT))
    strict_page.locator("#assign-file").set_input_files(file)
    expect(strict_page.locator("h1")).to_have_text("De <b>kring</b>")


def test_an_unknown_model_and_wild_values(strict_page: Page, address: str) -> None:
    labs = [
        {"id": "l1", "model": "constructor", "values": {}, "locked": [], "hidden": []},
        {"id": "l2", "model": "rule-growth", "values": {"offspring": 99, "colour": 3},
         "locked": ["colour"], "hidden": ["valueof"]},
    ]  # fmt: skip
    strict_page.goto(link(address, labs=labs, questions=[]))
    begin(strict_page)
    expect(strict_page.get_by_text("geen model constructor")).to_be_visible()
    lab_of(strict_page, "l2").expect_live()


def test_without_storage_it_works_and_says_so_once(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no') }})"
    )
    page.goto(link(address, labs=[], questions=ASSIGNMENT["questions"][2:]))
    begin(page)
    page.locator("[data-question=q3] input").fill("3")
    expect(page.locator("book-assignment [role=status]")).to_contain_text("bewaart niets")
    page.locator("[data-question=q3] input").fill("4")
    assert json.loads(taken(page, "json"))["answers"][0]["text"] == "4"
    context.close()


@pytest.mark.parametrize("page_name", [BUILDER, STUDENT])
def test_without_script_it_says_what_it_needs(
    browser: Browser, address: str, language: str, page_name: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{LANGUAGES[language]}{page_name}")
    expect(page.locator("[data-role=script]")).to_contain_text("JavaScript")
    context.close()


@pytest.mark.parametrize("page_name", [BUILDER, STUDENT])
def test_it_works_under_a_strict_policy(browser: Browser, address: str, page_name: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)

    def strict(route: Route) -> None:
        response = route.fetch()
        html = response.text()
        inline = re.findall(r"<script>(.*?)</script>", html, re.S)
        hashes = " ".join(
            f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'"
            for one in inline
        )
        policy = (
            f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; "
            "style-src 'self' 'unsafe-inline'; img-src 'self' data:; worker-src 'self' blob:; "
            "object-src 'none'; base-uri 'self'"
        )
        route.fulfill(
            response=response, headers={**response.headers, "content-security-policy": policy}
        )

    page.route(re.compile(r"/opdracht(-maken)?/$"), strict)
    page.goto(f"{address}{page_name}" if page_name == BUILDER else link(address))
    if page_name == BUILDER:
        page.locator("[data-action=add-lab]").click()
        expect(page.locator(".assign-control").first).to_be_visible()
    else:
        begin(page)
        lab_of(page).expect_live()
        taken(page, "html")
    assert wrong == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page_name", [BUILDER, STUDENT])
def test_axe_finds_nothing(
    browser: Browser, address: str, language: str, page_name: str, scheme: str
) -> None:
    context = browser.new_context(
        color_scheme=scheme, reduced_motion="reduce", bypass_csp=True, viewport={"width": 390, "height": 844}
    )  # fmt: skip
    page = context.new_page()
    if page_name == BUILDER:
        page.goto(f"{address}{LANGUAGES[language]}{BUILDER}")
        page.locator("#make-title").fill("T")
        page.locator("#make-chapter-uitstoot").check()
        for action in ("add-lab", "add-exercise", "rubric-uitstoot"):
            page.locator(f"[data-action={action}]").click()
        expect(page.locator("[data-role=handout]")).to_be_visible()
        expect(page.locator(".assign-control").first).to_be_visible()
    else:
        page.goto(link(address, language))
        begin(page)
        lab_of(page).expect_live()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    load_axe(page)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    said = [
        (one["id"], node["target"], node["failureSummary"])
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]
    assert said == []
    context.close()


def test_the_handout_alone_is_printed(strict_page: Page, address: str) -> None:
    strict_page.goto(f"{address}{BUILDER}")
    strict_page.locator("#make-title").fill("Een blad")
    strict_page.locator("[data-action=add-lab]").click()
    expect(strict_page.locator("[data-role=handout] .qr")).to_be_visible()
    strict_page.emulate_media(media="print")
    expect(strict_page.locator("[data-role=handout]")).to_be_visible()
    expect(strict_page.locator(".assign-form")).to_be_hidden()
    expect(strict_page.locator(".md-content h1").first).to_be_hidden()
