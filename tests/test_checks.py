"""Self-checks: proved before they are published, the same everywhere, and covered in the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_teaching import FILE, WHOLE
from tiny import TinyBook

from scripts.book import Book
from scripts.checkdata import LabTask, Until
from scripts.checkproof import prove_checks, solution
from scripts.checks import checks_of, html, moved, plain, shuffled
from scripts.errors import BookError
from scripts.seal import salt_of, seal, unseal


@pytest.fixture
def taught(tiny: TinyBook) -> TinyBook:
    """The tiny book with a check of every kind."""
    path = tiny.folder / FILE
    path.parent.mkdir()
    path.write_text(WHOLE, encoding="utf-8")
    return tiny


def test_checks_as_plain_data(taught: TinyBook) -> None:
    book = Book(taught.folder)
    choice, numeric, order, match, lab = checks_of(book, "weide", "en")
    assert {one.text: one.right for one in choice.options} == {"eight": True, "nine": False}
    assert (numeric.answer, numeric.unit, numeric.high) == (43, "cows", 500)
    assert [order.items[at] for at in order.key] == ["cow", "milk", "cheese"]
    assert list(order.items) != ["cow", "milk", "cheese"]
    assert [match.others[at] for at in match.key] == ["cow", "fish"]
    assert list(match.others) != ["cow", "fish"]
    assert (lab.model, dict(lab.values), lab.until) == (
        "cows",
        {"chance": 0.4},
        Until("cows_final", above=100),
    )
    assert [one.number for one in (choice, numeric, order, match, lab)] == [1, 2, 3, 4, 5]
    taught.edit(FILE, "Zonder koe geen kaas.", "Zonder koe geen brie.")
    now = [one.version for one in checks_of(Book(taught.folder), "weide", "en")]
    same = [a == b.version for a, b in zip(now, (choice, numeric, order, match, lab), strict=True)]
    assert same == [True, True, False, True, True]


def test_both_languages_are_shuffled_alike(root: Path) -> None:
    book = Book(root)
    for chapter in book.teaching:
        for one, other in zip(
            *(checks_of(book, chapter, each) for each in ("nl", "en")), strict=True
        ):
            assert (one.id, one.kind, one.key) == (other.id, other.kind, other.key)
            assert one.version == other.version
            assert [each.right for each in one.options] == [each.right for each in other.options]
    assert sorted(shuffled("a", "b", 7)) == list(range(7))
    assert moved([0, 1, 2]) == [1, 2, 0] and moved([2, 0, 1]) == [2, 0, 1]


def test_texts_know_emphasis_and_nothing_else() -> None:
    assert html("a *b*\n **c** <i>") == "a <em>b</em> <strong>c</strong> &lt;i&gt;"
    assert plain("a *b*\n **c**") == "a b c"


def test_what_is_sealed_can_be_read_again_and_not_before() -> None:
    salt = salt_of("weide", "farmers")
    covered = seal({"right": 1, "why": "Zo begint het – écht."}, salt, "option 0")
    assert unseal(covered, salt, "option 0") == {"right": 1, "why": "Zo begint het – écht."}
    assert covered == seal({"right": 1, "why": "Zo begint het – écht."}, salt, "option 0")
    assert "begint" not in covered and covered != seal(
        {"right": 1, "why": "Zo begint het – écht."}, salt, "option 1"
    )


def test_a_lab_task_has_a_solution_that_the_model_confirms(root: Path) -> None:
    book = Book(root)
    tasks = [
        (check, teaching.path)
        for teaching in book.teaching.values()
        for check in teaching.checks
        if isinstance(check, LabTask)
    ]
    assert tasks
    for task, path in tasks:
        found = solution(book, task, path)
        assert found and set(found) <= set(task.controls)
        run = book.library.run(task.model, seed=task.seed, **task.values | found)
        assert task.until.met(run.summary[task.until.measure])


def test_proofs(taught: TinyBook) -> None:
    prove_checks(Book(taught.folder))


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("above: 100", "above: 10", 55, "where it must be before it starts"),
        ("above: 100", "above: 1000", 55, "no values of farmers bring cows_final there"),
        ("answer: 43", "answer: 48", 33, "the answer is 48 within 2, and cows gives 4"),
        ("measure: cows_final}\n    why", "measure: cows_final, times: 2}\n    why", 33, "gives 8"),
    ],
)
def test_what_is_not_so_stops_the_build(
    taught: TinyBook, old: str, new: str, line: int, message: str
) -> None:
    taught.edit(FILE, old, new)
    with pytest.raises(BookError) as caught:
        prove_checks(Book(taught.folder))
    assert f"weide.yml:{line}: " in str(caught.value) and message in str(caught.value)


def test_bounds_themselves_count_only_between() -> None:
    assert Until("x", above=1).met(1.5) and not Until("x", above=1).met(1)
    assert Until("x", below=1).met(0.5) and not Until("x", below=1).met(1)
    assert Until("x", 1, 2, closed=True).met(1) and Until("x", 1, 2, closed=True).met(2)
    assert not Until("x", 1, 2, closed=True).met(2.1) and not Until("x", above=1).met(None)
