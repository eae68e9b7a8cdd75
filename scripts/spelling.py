"""Spelling, checked by hunspell, with a list of the book's own names and terms beside its dictionary."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from .errors import BookError
from .readertext import EMPHASIS, Passage

DICTIONARIES = {"nl": "nl", "en": "en_GB"}
LETTER = "[A-Za-zÀ-ɏ]"
WORD = re.compile(rf"(?<![\w’'])(?:[’'](?=[tsn]\b))?{LETTER}+(?:[’'-]{LETTER}+)*(?!\w)")


def misspelt(
    passages: Iterable[Passage], own: dict[str, set[str]], lists: dict[str, Path]
) -> list[BookError]:
    """An error for each word that neither the dictionary nor `own` knows.

    A word that is emphasised or quoted may be of any of the languages. `lists` are the files to name.
    """
    passages = list(passages)
    met: dict[str, set[str]] = {language: set() for language in own}
    for passage in passages:
        for word, emphasised in words_in(passage.text):
            for language in own if emphasised else [passage.language]:
                met[language].add(word)
    unknown = {language: unknown_to(language, met[language], own[language]) for language in met}
    errors = []
    for passage in passages:
        for word, emphasised in words_in(passage.text):
            if all(word in unknown[one] for one in (own if emphasised else [passage.language])):
                place = lists[passage.language].name
                message = f"{word!r} is no word; if it is a name or a term, it goes into {place}"
                errors.append(BookError(message, passage.path, passage.line))
    return errors


def words_in(text: str) -> list[tuple[str, bool]]:
    """The words of a text, and whether each is emphasised or quoted; a letter, or two of a formula, is none."""
    found = []
    for match in WORD.finditer(text):
        before = text[: match.start()]
        marked = any(
            before.count(opened) > before.count(closed) for opened, closed in (EMPHASIS, "“”")
        )
        if len(match[0]) > (2 if marked else 1):
            found.append((match[0].replace("'", "’"), marked))
    return found


def unknown_to(language: str, words: set[str], own: set[str]) -> set[str]:
    """Those of the words that neither hunspell's dictionary nor `own` knows."""
    known = {word for word in words if any(form in own for form in _forms(word))}
    asked = sorted(words - known)
    command = ["hunspell", "-l", "-i", "utf-8", "-d", DICTIONARIES[language]]
    try:
        done = subprocess.run(
            command, input="\n".join(asked), capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise BookError("hunspell is not installed; run scripts/hunspell.sh") from error
    if done.returncode or "Can't open" in done.stderr:
        raise BookError(f"hunspell failed: {done.stderr.strip() or done.stdout.strip()}")
    doubtful = {word.replace("'", "’") for word in done.stdout.split("\n") if word}
    return {
        word for word in asked if word in doubtful or any(p in doubtful for p in word.split("-"))
    }


def _forms(word: str) -> list[str]:
    """A word as a list may have it: as it is, small, without its genitive."""
    bare = re.sub(r"(?:’s|’)$", "", word)
    return [word, word[0].lower() + word[1:], bare, bare.removesuffix("s")]


def read_list(path: Path) -> set[str]:
    """The words of a list: one a line, with comments after #."""
    if not path.exists():
        return set()
    lines = path.read_text(encoding="utf-8").splitlines()
    return {word for line in lines if (word := line.partition("#")[0].strip())}
