"""Whatever stands in a source or a report: it is read, or refused in one way, and never anything else happens."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
import regelkring
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from regelkring.core.assignment import AssignmentError, from_fragment, read_assignment, to_fragment
from regelkring.core.check import check_file
from regelkring.core.verify import verify_report
from tiny import TinyBook

from scripts.argument import read_argument
from scripts.book import Book
from scripts.canvas import canvas_of
from scripts.deck import parse_deck, read_deck
from scripts.design import read_design
from scripts.errors import BookError
from scripts.fences import Fence, fences, replace_fences
from scripts.labfence import read_lab
from scripts.outline import read_outline
from scripts.pages import read_source
from scripts.placement import check_placement
from scripts.teaching import read_teaching

ROOT = Path(__file__).resolve().parent.parent
thorough = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),  # a structure of few parts needs no shrinking
)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["", "nl", "1-", "3: 2-1", "-5", "__proto__", "<script>", "\u202e", "0: 1-2", "x" * 300]
    ),
)
things = st.recursive(
    scalars,
    lambda some: (
        st.lists(some, max_size=3)
        | st.dictionaries(st.text(max_size=8) | st.integers(), some, max_size=3)
    ),
    max_leaves=5,
)
slides = st.lists(
    st.sampled_from(
        [
            "• punt",
            "- punt",
            "a. punt",
            "  • diep",
            "\t- tab",
            "tekst",
            "eindigt op ",
            "",
            "",
            "\n\n\n",
            "\f",
            "\r\n",
            "\ufeff",
        ]
    )
    | st.text(max_size=12),
    max_size=25,
).map("\n".join)


def spoiled(draw: st.DrawFn, good: Any) -> Any:
    """A good structure with one to three of its parts gone, or something else."""
    data = copy.deepcopy(good)
    for _ in range(draw(st.integers(1, 3))):
        places: list[tuple[Any, Any]] = []

        def walk(thing: Any, places: list[tuple[Any, Any]] = places) -> None:
            for key, value in list(thing.items() if isinstance(thing, dict) else enumerate(thing)):
                places.append((thing, key))
                if isinstance(value, dict | list):
                    walk(value)

        walk(data)
        if not places:
            break
        thing, key = draw(st.sampled_from(places))
        match draw(st.sampled_from(["gone", "other", "other", "other", "name"])):
            case "gone":
                del thing[key]
            case "name" if isinstance(thing, dict):
                thing[draw(st.text(max_size=6) | st.integers(0, 9))] = thing.pop(key)
            case _:
                thing[key] = draw(things)
    return data


def as_yaml(draw: st.DrawFn, good: Any) -> bytes:
    """A good structure gone wrong, as YAML; sometimes the text itself has gone wrong too."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
    text = yaml.safe_dump(spoiled(draw, good), allow_unicode=True, sort_keys=False)
    if draw(st.integers(0, 4)) == 0:
        at = draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + draw(
                st.sampled_from(
                    ["\t", "{", "&a *b", "!!python/object:os.system x", "\x00", "- ", "é"]
                )
            )
            + text[at:]
        )
    return text.encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def tiny_book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A tiny book."""
    return Book(TinyBook(tmp_path_factory.mktemp("fuzz") / "book").write().folder)


def book_with(source: Path) -> Book:
    """This book, but for what is read from its sources from now on."""
    book = Book(ROOT)
    assert book.outline and book.library.slugs()
    book.source = source
    return book


@thorough
@given(text=slides)
def test_a_deck_loses_no_word_and_counts_its_slides(text: str) -> None:
    deck = parse_deck(text)
    assert [slide.number for slide in deck] == list(range(1, len(deck) + 1))
    kept = sorted("".join(line.verbatim for slide in deck for line in [slide.title, *slide.lines]))
    assert [sign for sign in kept if not sign.isspace()] == sorted(re.sub(r"\s+", "", text))


@thorough
@given(data=st.binary(max_size=60) | slides.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_a_deck_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "deck.txt"
    path.write_bytes(data)
    try:
        assert read_deck(path)
    except BookError as error:
        assert "deck.txt" in str(error)


OUTLINE = yaml.safe_load((ROOT / "docs/source/outline.yml").read_text("utf-8"))


@thorough
@given(data=st.data())
def test_an_outline_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "outline.yml"
    path.write_bytes(data.draw(st.composite(as_yaml)(OUTLINE)))
    deck = read_deck(ROOT / "docs/source/presentation.txt")
    try:
        outline = read_outline(path)
        assert all(isinstance(chapter.slug, str) and chapter.slug for chapter in outline.chapters())
        check_placement(deck, outline, path)
    except BookError as error:
        assert str(error)


LAB = {
    "model": "cows",
    "controls": ["farmers"],
    "values": {"farmers": 9, "chance": 0.5},
    "seed": 3,
    "predict": {
        "question": "?",
        "measure": "cows_final",
        "options": [{"label": "a", "below": 3}, {"label": "b"}],
    },
}


@thorough
@given(data=st.data())
def test_a_lab_fence_is_read_or_refused(tiny_book: Book, data: st.DataObject) -> None:
    body = data.draw(st.composite(as_yaml)(LAB)).decode("utf-8", "replace")
    try:
        lab = read_lab(tiny_book, Fence("lab", body, 3, 9), Path("page.md"))
        model = tiny_book.library.model(lab.model)
        model.parameters.make(lab.values)
        assert json.dumps([lab.controls, lab.values, lab.seed])
    except BookError as error:
        assert str(error).startswith("page.md:")


@thorough
@given(data=st.data())
def test_a_design_and_its_fence_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    book = book_with(tmp_path_factory.getbasetemp())
    good = yaml.safe_load((ROOT / "docs/source/design.yml").read_text("utf-8"))
    (book.source / "design.yml").write_bytes(data.draw(st.composite(as_yaml)(good)))
    try:
        read_design(book, Path("page.md"), 1)
    except BookError as error:
        assert "design.yml" in str(error)
    try:
        canvas_of(
            Book(ROOT), Fence("canvas", data.draw(st.text(max_size=30)), 1, 3), Path("page.md"), 0
        )
    except BookError as error:
        assert "page.md" in str(error)


@thorough
@given(data=st.data())
def test_teaching_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    book = book_with(tmp_path_factory.getbasetemp())
    name = data.draw(
        st.sampled_from(sorted(path.name for path in (ROOT / "docs/source/teaching").glob("*.yml")))
    )
    good = yaml.safe_load((ROOT / "docs/source/teaching" / name).read_text("utf-8"))
    (book.source / "teaching").mkdir(exist_ok=True)
    (book.source / "teaching" / name).write_bytes(data.draw(st.composite(as_yaml)(good)))
    try:
        read_teaching(book, name.removesuffix(".yml"))
    except BookError as error:
        assert name in str(error)


@thorough
@given(data=st.data())
def test_an_argument_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "argument.yml"
    good = yaml.safe_load((ROOT / "docs/source/argument.yml").read_text("utf-8"))
    path.write_bytes(data.draw(st.composite(as_yaml)(good)))
    book = Book(ROOT)
    try:
        read_argument(path, book.outline, book.library.slugs())
    except BookError as error:
        assert "argument.yml" in str(error)


PAGE = st.lists(
    st.sampled_from(
        [
            "---",
            "title: x",
            "goals:",
            "- a",
            "```lab",
            "```",
            "~~~~",
            "  ```slide",
            "1",
            "model: cows",
            "# kop",
            "",
            "[@x]",
            "$$",
        ]
    )
    | st.text(max_size=15),
    max_size=25,
).map("\n".join)


@thorough
@given(text=PAGE)
def test_a_page_is_read_or_refused_and_its_fences_are_found_where_they_stand(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    lines = text.split("\n")
    for fence in fences(text):
        assert lines[fence.first - 1].lstrip().startswith(("```", "~~~")) and fence.last <= len(
            lines
        )
    assert replace_fences(text, {}) == text
    path = tmp_path_factory.getbasetemp() / "page.md"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        read_source(path, "page.md", "nl")
    except BookError as error:
        assert "page.md" in str(error)


ASSIGNMENT = json.loads((ROOT / "tests/assignments.json").read_text("utf-8"))["good"][0]["given"]


def a_report() -> dict[str, Any]:
    """A whole report of two runs, with its assignment."""
    runs = []
    for slug in ("rule-growth", "segregation"):
        made = regelkring.run(slug, seed=1)
        runs.append(
            {
                "model": slug,
                "version": made.version,
                "parameters": made.parameters,
                "seed": 1,
                "fingerprint": made.fingerprint,
            }
        )
    return {
        "kind": "report", "format": 1, "book": "b", "runs": runs, "assignment": ASSIGNMENT,
        "student": {"name": "n", "number": "1"}, "answers": [{"question": "q1", "text": "t"}],
        "predictions": [{"lab": "l2", "text": "t"}], "sha256": "0" * 64,
    }  # fmt: skip


REPORT = a_report()


@thorough
@given(data=st.data())
def test_a_report_gets_a_verdict_whatever_it_is(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Of the file, of its data, and against its assignment; with anything in it but another model's long run."""
    report = data.draw(st.composite(spoiled)(REPORT))
    for one in (
        report["runs"] if isinstance(report, dict) and isinstance(report.get("runs"), list) else []
    ):
        if isinstance(one, dict) and isinstance(one.get("parameters"), dict):
            one["parameters"] = dict(list(one["parameters"].items())[:3])
    assert verify_report(regelkring.LIBRARY, report).outcome
    assert verify_report(regelkring.LIBRARY, report, read_assignment(ASSIGNMENT)).outcome
    path = tmp_path_factory.getbasetemp() / "report.json"
    text = json.dumps(report)
    at = data.draw(st.integers(0, len(text)))
    put = data.draw(
        st.sampled_from(["", "", "[" * 40, "\\ud800", "1e999", "\x00", '"', "}", "NaN"])
    )
    path.write_bytes((text[:at] + put + text[at:]).encode())
    assert check_file(regelkring.LIBRARY, str(path)).outcome
    path.write_bytes(data.draw(st.binary(max_size=100)))
    assert check_file(regelkring.LIBRARY, str(path)).outcome


@thorough
@given(data=st.data(), junk=st.text(max_size=60))
def test_an_assignment_is_read_or_refused(data: st.DataObject, junk: str) -> None:
    for read, given_one in (
        (read_assignment, data.draw(st.composite(spoiled)(ASSIGNMENT) | things)),
        (from_fragment, junk),
    ):
        try:
            made = read(given_one)
        except AssignmentError:
            continue
        assert from_fragment(to_fragment(made).removeprefix("#a=")) == made
