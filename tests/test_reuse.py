"""What is kept between builds is made anew for each of its causes, and for nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny import TinyBook

from scripts import book as books
from scripts import reuse
from scripts.book import Book


def keys(folder: Path) -> dict[str, str]:
    books._generator.cache_clear()  # every build is a process of its own
    book = Book(folder)
    return {one: reuse.causes(book, one, "http://here/") for one in book.languages}


def add(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    "pick",
    [
        lambda folder: next((folder / "models").rglob("core/words.py")),
        lambda folder: next((folder / "notebooks").glob("*.py")),
        lambda folder: folder / "docs" / "source" / "outline.yml",
        lambda folder: folder / "docs" / "references.bib",
        lambda folder: folder / "mkdocs.yml",
    ],
    ids=["imported module", "notebook", "outline", "bibliography", "configuration"],
)
def test_a_shared_cause_renews_every_language(tiny: TinyBook, pick: Callable[[Path], Path]) -> None:
    before = keys(tiny.folder)
    assert keys(tiny.folder) == before
    add(pick(tiny.folder))
    after = keys(tiny.folder)
    assert all(after[one] != before[one] for one in before)


def test_a_page_renews_its_own_language_only(tiny: TinyBook) -> None:
    before = keys(tiny.folder)
    book = Book(tiny.folder)
    first, other, *_ = book.languages
    add(next((tiny.folder / "docs" / first).glob("*.md")))
    after = keys(tiny.folder)
    assert after[first] != before[first] and after[other] == before[other]
    (tiny.folder / "docs" / first / "new.md").write_text("# New\n")
    assert keys(tiny.folder)[other] != before[other]  # it must have a counterpart


def test_template_lock_file_and_python_version_renew_everything(
    tiny: TinyBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    generator = tmp_path / "project" / "scripts"
    (generator / "theme").mkdir(parents=True)
    template = generator / "theme" / "main.html"
    lock = generator.parent / "requirements.lock"
    template.write_text("one")
    lock.write_text("one")
    monkeypatch.setattr(books, "GENERATOR", generator)
    seen = [keys(tiny.folder)]
    add(template)
    seen.append(keys(tiny.folder))
    add(lock)
    seen.append(keys(tiny.folder))
    monkeypatch.setattr(sys, "version", "another")
    seen.append(keys(tiny.folder))
    for language in seen[0]:
        assert len({one[language] for one in seen}) == len(seen)


def test_kept_pages_are_given_back_for_their_key_alone(tiny: TinyBook, tmp_path: Path) -> None:
    book = Book(tiny.folder)
    made = tmp_path / "made" / "site"
    made.mkdir(parents=True)
    (made / "index.html").write_text("page")
    reuse.keep(book, "nl", "one", made.parent)
    assert not reuse.fetch(book, "nl", "two", tmp_path / "no")
    assert reuse.fetch(book, "nl", "one", tmp_path / "yes")
    assert (tmp_path / "yes" / "site" / "index.html").read_text() == "page"
