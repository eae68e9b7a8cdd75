"""What typography each language wants, in words a reader would see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .errors import BookError
from .readertext import Passage

THOUSANDS = {"nl": ".", "en": ","}  # the other of the two marks the decimals
NUMBER = re.compile(r"(?<![\w.,/])\d+(?:[.,]\d+)+(?![\w/]|[.,]\d)")
NAMED = re.compile(
    r"(?:[A-Z]\w{2,}|\b[A-Z]{2,}|[Vv]ersi(?:on|e)|[Ll]ab)\s+$"
)  # Python 3.12, WCAG 2.2


def faults(passage: Passage) -> Iterator[BookError]:
    """Everything wrong with a passage."""
    for message in (*_marks(passage), *_numbers(passage)):
        yield BookError(message, passage.path, passage.line)


def _marks(passage: Passage) -> Iterator[str]:
    text, language = passage.text, passage.language
    if '"' in text:
        yield f"a straight quotation mark: {_near(text, text.index(chr(34)))}"
    if "'" in text:
        yield f"a straight apostrophe: {_near(text, text.index(chr(39)))}"
    if "!" in text:
        yield f"an exclamation mark: {_near(text, text.index('!'))}"
    if (found := re.search(r"\S(?P<gap>  +)\S", passage.raw)) and "|" not in passage.raw:
        yield f"two spaces: {_near(passage.raw, found.start('gap'))}"
    if language == "en" and (found := re.search("[“”]", re.sub("‘[^‘]*?“[^”]*”[^‘]*?’", "", text))):
        yield f"a double quotation mark in English, outside ‘ ’: {_near(text, found.start())}"
    wanted = "\u00a0" if language == "nl" else ""
    for found in re.finditer("€(?P<gap>\\s?)(?=\\d)", text):
        if found["gap"] != wanted:
            need = "a no-break space" if wanted else "no space"
            yield f"€ wants {need} before the number: {_near(text, found.start())}"


def _numbers(passage: Passage) -> Iterator[str]:
    mark = THOUSANDS[passage.language]
    grouped = re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+(?:[^{re.escape(mark)}]\d+)?")
    for found in NUMBER.finditer(passage.text):
        named = NAMED.search(passage.text[: found.start()])
        if mark in found[0] and not grouped.fullmatch(found[0]) and not named:
            right = {".": "comma", ",": "point"}[mark]
            yield f"decimals want a {right}: {_near(passage.text, found.start())}"


def _near(text: str, at: int) -> str:
    return f"…{text[max(0, at - 20) : at + 20].strip()}…"
