"""The list of faults as the docs show it: every word of it is the reader's, in both languages."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from scripts import faults
from scripts.book import Book
from scripts.errors import BookError


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_tables_show_every_fault_with_its_sentence_and_count_them(
    root: Path, language: str
) -> None:
    book = Book(root)
    html = unescape(faults.faults_table(book, language))
    declared = faults.declared()
    assert len({fault.id for fault in declared}) == len(declared)
    assert html.count('<th scope="row">') == len(declared)
    assert str(len(declared)) in html
    for fault in declared:
        told = fault.sentence(book, language)
        assert told or fault.shows
        if "{" not in told:
            assert told in html, fault.id
        assert fault.shows in html


@pytest.mark.parametrize(
    "entry",
    [
        "{id: a, what: {nl: x, en: x}, says: status.lost, then: prayer}",
        "{id: a, what: {nl: x, en: x}, then: self}",
        "{id: a, what: {nl: x, en: x}, says: status.lost, then: self, colour: red}",
    ],
)
def test_a_fault_that_is_declared_wrong_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    (tmp_path / "faults.yml").write_text(f"files:\n  - {entry}\n")
    monkeypatch.setattr(faults, "LIST", tmp_path / "faults.yml")
    faults.declared.cache_clear()
    try:
        with pytest.raises(BookError, match="the fault a is not declared right"):
            faults.declared()
    finally:
        faults.declared.cache_clear()
