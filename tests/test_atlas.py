"""The atlas: which points it holds, that they are the model's own, and what it is made anew for."""

from __future__ import annotations

import json
from gzip import compress

import pytest
from tiny import TinyBook

from scripts import atlas
from scripts.book import Book
from scripts.labfence import LabFence


def lab_of(book: Book) -> LabFence:
    slug = book.library.slugs()[0]
    return LabFence(slug, tuple(book.library.model(slug).controls))


def decoded(steps: list[int | None], digits: int) -> list[float | None]:
    total, found = 0, []
    for step in steps:
        total += step or 0
        found.append(None if step is None else total / 10**digits)
    return found


def test_every_point_is_the_models_own_run(tiny: TinyBook) -> None:
    book = Book(tiny.folder)
    lab = lab_of(book)
    [made] = atlas.atlases(book, [lab])
    for language, data in made.files.items():
        value = json.loads(data)
        assert value["axes"] == list(lab.controls[:3]) and made.points == len(value["points"]) > 1
        assert value["points"][0]["at"] == [value["base"][name] for name in value["axes"]]
        for point in value["points"]:
            values = value["base"] | dict(zip(value["axes"], point["at"], strict=True))
            run = book.library.run(lab.model, seed=lab.seed, **values)
            assert point["fingerprint"] == run.fingerprint
            assert point["sentence"] == book.kit("words").sentence(
                book.library.model(lab.model), run.rows, language
            )
            for name, steps, digits in zip(
                value["columns"], point["columns"], value["digits"], strict=True
            ):
                exact = [row[name] for row in run.rows]
                assert decoded(steps, digits) == pytest.approx(exact, abs=0.51 * 10**-digits)


def test_a_file_holds_no_more_than_its_budget(
    tiny: TinyBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(tiny.folder)
    [whole] = atlas.atlases(book, [lab_of(book)])
    assert whole.left == 0
    monkeypatch.setattr(atlas, "BUDGET", whole.size - 50)
    [made] = atlas.atlases(book, [lab_of(book)])
    assert made.left > 0 and made.points + made.left == whole.points
    assert all(len(compress(data, 9)) <= whole.size - 50 for data in made.files.values())


def test_a_change_in_model_or_kit_makes_it_anew_and_another_model_does_not(tiny: TinyBook) -> None:
    book = Book(tiny.folder)
    lab = lab_of(book)
    before = atlas._key(book, lab)
    source = book.model_source(lab.model)
    folder = source.parent
    (folder / "another.py").write_text('"""Not imported."""\n')
    assert atlas._key(Book(tiny.folder), lab) == before
    kit = next((folder / "core").glob("words.py"))
    kit.write_text(kit.read_text() + "\n# changed\n")
    changed = atlas._key(Book(tiny.folder), lab)
    assert changed != before
    source.write_text(source.read_text() + "\n# changed\n")
    assert atlas._key(Book(tiny.folder), lab) != changed
    source.write_text(source.read_text() + "\nfrom . import another\n")
    imported = atlas._key(Book(tiny.folder), lab)
    (folder / "another.py").write_text('"""Imported, and changed."""\n')
    assert atlas._key(Book(tiny.folder), lab) != imported
