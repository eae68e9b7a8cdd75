"""What a marked value must be, or the build stops at its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from .marked import Marked
from .outline import Words

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def only(given: Marked, what: str, known: Collection[str]) -> None:
    """A mapping with no key that is not known."""
    if not given.is_mapping():
        raise given.fail(f"{what} is a mapping with {', '.join(known)}")
    for key in given.entries:
        if key not in known:
            raise given.fail(f"{what}: unknown key {key!r} (there are: {', '.join(known)})", key)


def needed(given: Marked, key: str, what: str) -> Marked:
    """The entry of a key that must be there."""
    if key not in given.entries:
        raise given.fail(f"{what} has no {key}")
    return given.entries[key]


def list_of(given: Marked, what: str) -> list[Marked]:
    """The items of a list."""
    if not given.is_list():
        raise given.fail(f"{what}: expected a list")
    return given.items


def read_words(given: Marked, what: str, languages: Sequence[str]) -> Words:
    """A text in every language of the book and in no other."""
    if not given.is_mapping():
        raise given.fail(f"{what}: expected a text in each of {', '.join(languages)}")
    for key in given.entries:
        if key not in languages:
            raise given.fail(f"{what}: unknown language {key!r}", key)
    words: Words = {}
    for language in languages:
        text = given.entries[language].value if language in given.entries else None
        if not isinstance(text, str) or not text.strip():
            found = "" if text is None else f" (not a text: {text!r}; put it in quotes)"
            raise given.fail(f"{what}: no text in {language!r}{found}", language)
        words[language] = text.strip()
    return words


def read_id(given: Marked, what: str) -> str:
    """The id of a mapping: small letters, digits and hyphens."""
    name = needed(given, "id", what).value
    if not isinstance(name, str) or not ID.fullmatch(name):
        raise given.fail(f"{what}: an id of small letters, digits and hyphens", "id")
    return name


def no_doubles(given: Marked, names: Sequence[object], what: str) -> None:
    """No item of a list that is there already."""
    for at, item in enumerate(given.items):
        if names[at] in names[:at]:
            raise item.fail(f"{what}: {names[at]!r} stands here twice")


def number(given: Marked, what: str) -> float:
    """A number, and a finite one."""
    value = given.value
    if isinstance(value, bool) or not isinstance(value, int | float) or value - value != 0:
        raise given.fail(f"{what}: a number, not {value!r}")
    return value
