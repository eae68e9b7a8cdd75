"""The argument of a book: its claims, and which rests on which, read from `argument.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import plainyaml
from .errors import BookError, raise_all
from .outline import Outline, Words
from .plain import plain_yaml, read_text

KINDS = ("claim", "assumption", "evidence", "objection")
KEYS = {"id", "kind", "chapter", "model", "rests_on", "against"}


@dataclass(frozen=True)
class Claim:
    """A claim: its words by language, where the book makes it, what it rests on, and what it contests."""

    id: str
    kind: str
    text: Words
    chapter: str
    model: str | None
    rests_on: tuple[str, ...]
    against: tuple[str, ...]
    row: int


type Argument = dict[str, Claim]


def below(argument: Argument) -> dict[str, list[str]]:
    """What stands below each claim: what it rests on, then what contests it."""
    found = {claim.id: list(claim.rests_on) for claim in argument.values()}
    for claim in argument.values():
        for contested in claim.against:
            found[contested].append(claim.id)
    return found


def read_argument(path: Path, outline: Outline, models: list[str]) -> Argument:
    """Read and check an argument; raises BookError with file and line for each mistake."""
    text = read_text(path, "the outline names a map, and there is no argument here")
    entries = plain_yaml(text, path)
    rows = plainyaml.compose(text)
    if (
        rows is None
        or not isinstance(entries, list)
        or not all(isinstance(one, dict) for one in entries)
    ):
        raise BookError("an argument is a list of claims, each with an id", path, 1)
    reader = _Reader(path, outline, models)
    found = [
        reader.claim(entry, {key.value: key.start_mark.line + 1 for key, _ in node.value})
        for entry, node in zip(entries, rows.value, strict=True)
    ]
    return reader.checked(found)


class _Reader:
    def __init__(self, path: Path, outline: Outline, models: list[str]):
        self.path, self.outline, self.models = path, outline, models
        self.errors: list[BookError] = []

    def fail(self, message: str, row: int) -> None:
        self.errors.append(BookError(message, self.path, row))

    def claim(self, entry: dict[str, Any], rows: dict[str, int]) -> Claim:
        """One claim; what is wrong with it alone is noted."""
        row = min(rows.values(), default=1)
        name, kind, chapter = (str(entry.get(key) or "") for key in ("id", "kind", "chapter"))
        model = entry.get("model")
        if not name or not name.replace("-", "").isalnum():
            self.fail("a claim needs an id of letters, digits and hyphens", rows.get("id", row))
        for key in sorted(map(str, set(entry) - KEYS - set(self.outline.languages))):
            self.fail(f"{name}: unknown key {key}", rows.get(key, row))
        for language in self.outline.languages:
            if not entry.get(language):
                self.fail(f"{name}: no words in {language}", row)
        if kind not in KINDS:
            self.fail(f"{name}: kind is one of {', '.join(KINDS)}", rows.get("kind", row))
        if not self.outline.chapter(chapter):
            self.fail(f"{name}: there is no chapter {chapter!r}", rows.get("chapter", row))
        if model is not None and model not in self.models:
            self.fail(f"{name}: there is no model {model!r}", rows["model"])
        links: dict[str, tuple[str, ...]] = {}
        for key in ("rests_on", "against"):
            others = entry.get(key) or []
            if not isinstance(others, list):
                self.fail(f"{name}: {key} is a list of claims", rows.get(key, row))
            links[key] = tuple(map(str, others)) if isinstance(others, list) else ()
        words = {language: str(entry.get(language, "")) for language in self.outline.languages}
        return Claim(name, kind, words, chapter, model, **links, row=row)

    def checked(self, claims: list[Claim]) -> Argument:
        """The claims by id, if all is well with them together."""
        argument: Argument = {}
        for claim in claims:
            if claim.id in argument:
                self.fail(f"{claim.id} stands in line {argument[claim.id].row} too", claim.row)
            argument.setdefault(claim.id, claim)
        for claim in claims:
            for other in (*claim.rests_on, *claim.against):
                if other not in argument:
                    self.fail(f"{claim.id}: there is no claim {other!r}", claim.row)
        raise_all(self.errors)
        self.cycle(argument)
        return argument

    def cycle(self, argument: Argument) -> None:
        """Raise BookError if a claim rests on itself in the end."""
        deeper, done = below(argument), set[str]()

        def walk(name: str, way: list[str]) -> None:
            if name in way:
                circle = " → ".join([*way[way.index(name) :], name])
                raise BookError(f"goes round in a circle: {circle}", self.path, argument[name].row)
            if name not in done:
                for other in deeper[name]:
                    walk(other, [*way, name])
                done.add(name)

        for name in argument:
            walk(name, [])
