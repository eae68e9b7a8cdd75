"""A reader at the self-checks, in both languages: every kind, by mouse, keyboard and ear."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from browser_axe import load_axe
from browser_lab import LANGUAGES, Lab
from playwright.sync_api import Browser, Locator, Page, Route, expect

from scripts.book import Book
from scripts.checkdata import LabTask
from scripts.checkproof import solution
from scripts.checks import PlainCheck, checks_of, plain

pytestmark = pytest.mark.browser
SAYS = {
    "nl": {
        "right": "✓ Goed.",
        "wrong": "✗ Niet goed.",
        "try": "Poging {}.",
        "kept": "bewaart niets",
    },
    "en": {"right": "✓ Right.", "wrong": "✗ Not right.", "try": "Try {}.", "kept": "keeps nothing"},
}
KINDS = ("choice", "numeric", "order", "match", "lab")


@pytest.fixture(scope="session")
def book(root: Path) -> Book:
    """The book as it is written."""
    return Book(root)


@pytest.fixture(scope="session")
def chapter(book: Book) -> str:
    """A chapter with a check of every kind."""
    for slug, teaching in book.teaching.items():
        if {one.kind for one in teaching.checks} == set(KINDS):
            return slug
    raise AssertionError("no chapter has a check of every kind")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def of_kind(book: Book, chapter: str, language: str, kind: str) -> PlainCheck:
    return next(one for one in checks_of(book, chapter, language) if one.kind == kind)


def opened(page: Page, address: str, chapter: str, language: str) -> Page:
    page.goto(f"{address}{LANGUAGES[language]}{chapter}/")
    expect(page.locator("book-check[data-ready]").first).to_be_attached()
    return page


def at(page: Page, check: PlainCheck) -> Locator:
    return page.locator(f"#check-{check.id}")


def press(element: Locator, name: str) -> None:
    element.locator(f".check-actions [data-check={name}]").click()


def verdict(element: Locator) -> Locator:
    return element.locator("[data-role=verdict]")


def test_a_choice_says_why(
    strict_page: Page, address: str, book: Book, chapter: str, language: str
) -> None:
    check = of_kind(book, chapter, language, "choice")
    element = at(opened(strict_page, address, chapter, language), check)
    says = SAYS[language]
    wrong = [n for n, one in enumerate(check.options) if not one.right]
    [right] = [n for n, one in enumerate(check.options) if one.right]
    for tries, option in enumerate(wrong[:2], 1):
        element.locator("input").nth(option).check()
        press(element, "check")
        expect(verdict(element)).to_contain_text(f"{says['wrong']} {says['try'].format(tries)}")
        why = element.locator(f'[data-option="{option}"] [data-role=why]')
        expect(why).to_have_text(f"{says['wrong']} {plain(check.options[option].why)}")
    expect(element.locator("[data-check=answer]")).to_be_visible()
    element.locator("input").nth(right).check()
    press(element, "check")
    expect(verdict(element)).to_contain_text(says["right"])
    expect(element).to_have_attribute("data-state", "right")
    strict_page.reload()
    expect(element.locator("input").nth(right)).to_be_checked()
    expect(verdict(element)).to_contain_text(says["right"])
    other = "en" if language == "nl" else "nl"  # kept for both languages
    strict_page.goto(f"{address}{LANGUAGES[other]}{chapter}/")
    expect(strict_page.locator(".checks-tally")).to_be_visible()
    press(element, "reset")
    expect(element.locator("input:checked")).to_have_count(0)
    expect(strict_page.locator(".checks-tally")).to_be_hidden()


def test_a_number_is_read_in_the_readers_language(
    strict_page: Page, address: str, book: Book, chapter: str, language: str
) -> None:
    check = of_kind(book, chapter, language, "numeric")
    element = at(opened(strict_page, address, chapter, language), check)
    box = element.locator(".check-box input")
    says = SAYS[language]
    box.fill("x")
    box.press("Enter")
    expect(box).to_have_attribute("aria-invalid", "true")
    for tries in (1, 2):
        box.fill(str(check.answer + check.tolerance + tries).replace(".", ","))
        box.press("Enter")
        expect(verdict(element)).to_contain_text(says["try"].format(tries))
    press(element, "answer")
    expect(verdict(element)).to_contain_text(plain(check.why))
    expect(element).to_have_attribute("data-state", "shown")
    expect(element.locator("[data-check=reset]")).to_be_focused()
    press(element, "reset")
    text = str(check.answer)
    box.fill(text.replace(".", ",") if language == "nl" else text)
    press(element, "check")
    expect(verdict(element)).to_contain_text(f"{says['right']}")
    expect(verdict(element)).to_contain_text(plain(check.why))


def test_an_order_is_made_with_the_keyboard_alone(
    strict_page: Page, address: str, book: Book, chapter: str, language: str
) -> None:
    check = of_kind(book, chapter, language, "order")
    page = opened(strict_page, address, chapter, language)
    element = at(page, check)
    items = element.locator(".check-items > li")
    expect(items.locator(".check-text")).to_have_text([plain(one) for one in check.items])
    for place, item in enumerate(check.key):
        line = element.locator(f'li[data-item="{item}"]')
        up = line.locator("[data-move=up]")
        up.focus()
        while items.nth(place).get_attribute("data-item") != str(item):
            page.keyboard.press("Enter")
            expect(up).to_be_focused()
    element.locator("li [data-move=down]").last.focus()
    page.keyboard.press("Tab")
    expect(element.locator("[data-check=check]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(verdict(element)).to_contain_text(SAYS[language]["right"])
    expect(verdict(element)).to_contain_text(plain(check.why))


def test_an_order_is_made_by_dragging(
    strict_page: Page, address: str, book: Book, chapter: str
) -> None:
    check = of_kind(book, chapter, "nl", "order")
    element = at(opened(strict_page, address, chapter, "nl"), check)
    items = element.locator(".check-items > li")
    items.nth(0).locator(".check-text").drag_to(items.nth(2).locator(".check-text"))
    expect(items.nth(2)).to_have_attribute("data-item", "0")


def test_a_match_is_chosen_with_the_keyboard(
    strict_page: Page, address: str, book: Book, chapter: str, language: str
) -> None:
    check = of_kind(book, chapter, language, "match")
    page = opened(strict_page, address, chapter, language)
    element = at(page, check)
    lists = element.locator("select")
    lists.first.focus()
    page.keyboard.press("Tab")
    expect(lists.nth(1)).to_be_focused()
    for n, other in enumerate(check.key):
        lists.nth(n).focus()
        page.keyboard.press("Home")
        for _ in range(other + 1):
            page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(verdict(element)).to_contain_text(SAYS[language]["right"])
    expect(element.locator('[data-role=why][data-right="true"]')).to_have_count(len(check.key))


def test_a_lab_is_judged_by_the_model_itself(
    strict_page: Page, address: str, book: Book, chapter: str, language: str
) -> None:
    check = of_kind(book, chapter, language, "lab")
    teaching = book.teaching[chapter]
    [task] = [one for one in teaching.checks if isinstance(one, LabTask)]
    page = opened(strict_page, address, chapter, language)
    element = at(page, check)
    heard = "window.heard = []; addEventListener('check:result', ({detail}) => heard.push(detail))"
    page.evaluate(heard)
    lab = Lab(page)
    lab.element = element.locator("model-lab")
    lab.element.scroll_into_view_if_needed()
    assert lab.element.get_attribute("data-seed") == str(check.seed)
    lab.press("run")
    lab.expect_live()
    expect(element).to_have_attribute("data-state", "open")
    for name, value in solution(book, task, teaching.path).items():
        lab.set(name, value)
    expect(element).to_have_attribute("data-state", "right")
    expect(verdict(element)).to_contain_text(SAYS[language]["right"])
    expect(verdict(element)).to_contain_text(plain(check.why))
    assert lab.element.get_attribute("data-source") == "live"
    last = page.evaluate("heard.at(-1)")
    assert (last["chapter"], last["check"], last["right"]) == (chapter, check.id, True)


def test_without_a_script_the_questions_are_there(
    browser: Browser, address: str, book: Book, chapter: str, language: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{LANGUAGES[language]}{chapter}/")
    expect(page.locator("[data-role=checks-script]")).to_be_visible()
    expect(page.locator(".check-actions >> visible=true")).to_have_count(0)
    for check in checks_of(book, chapter, language):
        expect(at(page, check)).to_contain_text(plain(check.question))
        for text in (*check.items, *(one.text for one in check.options)):
            expect(at(page, check)).to_contain_text(plain(text))
    expect(page.locator("book-check[data-kind=order] li").first).to_be_visible()
    context.close()


def test_answers_are_not_in_the_source(built: Path, book: Book) -> None:
    """Neither why, nor which option is right, nor a number's answer, in pages or in what they load."""
    search = "".join(path.read_text() for path in built.rglob("search_index.json"))
    # The parts of course packs hold a quiz with its answers: a learning environment cannot mark without.
    loaded = [path for path in built.glob("assets/**/*.json") if path.parent.name != "packs"]
    data = "".join(path.read_text() for path in loaded)
    for slug, teaching in book.teaching.items():
        for language, below in LANGUAGES.items():
            html = (built / below / slug / "index.html").read_text()
            section = re.search(r'<section class="checks".*?</section>', html, re.S)
            assert bool(section) == bool(teaching.checks)
            for check in checks_of(book, slug, language):
                for why in filter(None, (check.why, *(one.why for one in check.options))):
                    for place in (html, search, data):
                        assert plain(why) not in place and why not in place
                assert section
                element = re.search(
                    rf'<book-check id="check-{check.id}".*?</book-check>', section[0], re.S
                )
                assert element
                names = set(re.findall(r' ([a-z-]+)="', element[0].split(">", 1)[0]))
                assert not names & {"right", "checked", "data-answer", "data-right"}
                assert not re.search(r"<[^>]* (?:checked|data-right)\b", element[0])
                if check.kind == "numeric":
                    sealed = re.search(r'data-sealed="([^"]*)"', element[0])
                    assert sealed and f"{check.answer:g}" not in re.sub(
                        r"salt&quot;:&quot;\w+|answer&quot;:&quot;[^&]+|why&quot;:&quot;[^&]+",
                        "",
                        sealed[1],
                    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, address: str, book: Book, chapter: str, language: str, scheme: str
) -> None:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        viewport={"width": 390, "height": 844},
    )
    page = opened(context.new_page(), address, chapter, language)
    for check in checks_of(book, chapter, language):
        if check.kind == "choice":
            at(page, check).locator("input").first.check()
        if check.kind == "match":
            for one in at(page, check).locator("select").all():
                one.select_option("0")
        if check.kind != "lab":
            press(at(page, check), "check")
    load_axe(page)
    found = page.evaluate("axe.run('.checks', {resultTypes: ['violations']})")
    said = [(one["id"], node["target"]) for one in found["violations"] for node in one["nodes"][:3]]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    small = page.evaluate(
        "[...document.querySelectorAll('.checks :is(button[data-check], .check-moves button, .check-box input,"
        " .check-pair select, .check-option label)')].filter(one => one.offsetParent)"
        ".map(one => one.getBoundingClientRect()).filter(({width, height}) => width < 44 || height < 44).length"
    )
    assert small == 0
    context.close()


def test_a_browser_that_keeps_nothing_is_told_once(
    browser: Browser, address: str, book: Book, chapter: str, language: str
) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new Error('no') }"
    )
    page = opened(context.new_page(), address, chapter, language)
    check = of_kind(book, chapter, language, "choice")
    at(page, check).locator("input").first.check()
    press(at(page, check), "check")
    expect(page.locator("[data-role=checks-status]")).to_contain_text(SAYS[language]["kept"])
    expect(at(page, check).locator('[data-option="0"] [data-role=why]')).to_be_visible()
    context.close()


def test_a_strict_policy_is_enough(
    strict_page: Page, address: str, book: Book, chapter: str
) -> None:
    def strict(route: Route) -> None:
        answer = route.fetch()
        inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", answer.text(), re.S)
        sums = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in inline]
        allowed = " ".join(f"'sha256-{one}'" for one in sums)
        policy = (
            f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {allowed}; "
            "style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'"
        )
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": policy}
        )

    strict_page.route(lambda url: url.endswith(f"/{chapter}/"), strict)
    page = opened(strict_page, address, chapter, "nl")
    check = of_kind(book, chapter, "nl", "order")
    press(at(page, check), "check")
    expect(verdict(at(page, check))).to_contain_text(SAYS["nl"]["wrong"])


def test_all_is_forgotten_at_once(
    strict_page: Page, address: str, book: Book, chapter: str
) -> None:
    page = opened(strict_page, address, chapter, "nl")
    check = of_kind(book, chapter, "nl", "match")
    for one in at(page, check).locator("select").all():
        one.select_option("0")
    press(at(page, check), "check")
    kept = page.evaluate(
        "Object.entries(localStorage).filter(([key]) => key.startsWith('checks:'))"
    )
    assert [key.rsplit(":", 1)[1] for key, _ in kept] == [chapter]
    assert json.loads(kept[0][1])[check.id]["tries"] == 1
    page.locator("[data-check=reset-all]").click()
    expect(at(page, check).locator("select").first).to_have_value("")
    assert not page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('checks:'))")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_the_questions_are_dark_on_white_and_complete(
    browser: Browser, address: str, book: Book, chapter: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = opened(context.new_page(), address, chapter, "nl")
    match = of_kind(book, chapter, "nl", "match")
    for one in at(page, match).locator("select").all():
        one.select_option("0")
    press(at(page, match), "check")
    page.emulate_media(media="print")
    expect(page.locator(".checks-tally")).to_be_hidden()
    expect(page.locator(".check-actions >> visible=true")).to_have_count(0)
    expect(at(page, match).locator(".check-paper li")).to_have_text(
        [plain(one) for one in match.others]
    )
    ink = at(page, match).locator("legend").evaluate("one => getComputedStyle(one).color")
    assert max(map(int, re.findall(r"\d+", ink)[:3])) < 100, ink
    context.close()
