"""What can go wrong in a reader's browser and what the reader is told: the list of the tests, as tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import escape

import yaml

from .book import GENERATOR, Book
from .errors import BookError

LIST = GENERATOR / "faults.yml"
KEYS = {"id", "what", "says", "shows", "then"}
WAYS = ("self", "retry", "reload", "stop", "edit")


@dataclass(frozen=True)
class Fault:
    """One fault: what breaks, the keys of the words then said, what Python shows, and how it goes on."""

    id: str
    group: str
    what: dict[str, str]
    says: tuple[str, ...]
    shows: str
    then: str

    def sentence(self, book: Book, language: str) -> str:
        """What the reader is told; a place that a run fills in stays in braces."""
        return " ".join(book.strings[key][language] for key in self.says)


@cache
def declared() -> tuple[Fault, ...]:
    """All faults, in the order of the list."""
    groups = yaml.safe_load(LIST.read_text("utf-8"))
    found = []
    for group, entries in groups.items():
        for entry in entries:
            says = entry.get("says", [])
            says = (says,) if isinstance(says, str) else tuple(says)
            wrong = set(entry) - KEYS or entry["then"] not in WAYS or not (says or "shows" in entry)
            if wrong:
                raise BookError(f"the fault {entry.get('id')} is not declared right", LIST)
            found.append(
                Fault(
                    entry["id"], group, entry["what"], says, entry.get("shows", ""), entry["then"]
                )
            )
    return tuple(found)


def faults_table(book: Book, language: str) -> str:
    """A table for each group of faults, under one line that counts them."""
    faults = declared()
    html = f"<p>{escape(book.say('faults.count', language, count=len(faults)))}</p>"
    head = "".join(
        f'<th scope="col">{escape(book.say(f"faults.{key}", language))}</th>'
        for key in ("what", "sees", "on")
    )
    for group in dict.fromkeys(fault.group for fault in faults):
        own = [fault for fault in faults if fault.group == group]
        caption = book.say(f"faults.group.{group}", language)
        rows = "".join(_row(book, fault, language) for fault in own)
        html += (
            f"<table><caption>{escape(caption)} ({len(own)})</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )
    return html


def _row(book: Book, fault: Fault, language: str) -> str:
    said = escape(re.sub(r"\{\w+\}", "…", fault.sentence(book, language)))
    shown = f"<code>{escape(fault.shows)}</code>" if fault.shows else ""
    what = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(fault.what[language]))
    on = escape(book.say(f"faults.then.{fault.then}", language))
    sees = " ".join(part for part in (shown, said) if part)
    return f'<tr><th scope="row">{what}</th><td>{sees}</td><td>{on}</td></tr>'
