"""The data of a design canvas, docs/source/design.yml, read and checked against the model it names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .book import Book
from .errors import BookError
from .plain import plain_yaml, read_text

OWN = "own"  # the field that is the reader's own
KEYS = {
    *("model", "seed", "curve", "measures", "waste", "today", "always"),
    *("assumptions", "questions", "switches", "fields"),
}


@dataclass(frozen=True)
class Design:
    """What a canvas asks, switches and offers; `data` is the file itself, checked."""

    data: dict[str, Any]
    model: Any

    @property
    def assumptions(self) -> list[str]:
        """The parameters that a reader can set besides the switches, in the model's order."""
        specs = self.model.parameters.specs()
        return [name for name in specs if name in self.data["assumptions"]]

    def today(self, assumed: dict[str, Any]) -> dict[str, Any]:
        """The parameters of the field as it is now."""
        return {**self.data["today"], **{name: assumed[name] for name in self.data["always"]}}

    def circle(self, on: list[str], assumed: dict[str, Any]) -> dict[str, Any]:
        """The parameters of a design with some switches on."""
        values = self.today(assumed)
        for name in on:
            switch = self.data["switches"][name]
            values |= switch.get("sets", {})
            values |= {used: assumed[used] for used in switch.get("uses", ())}
        return values

    def start(self) -> tuple[list[str], dict[str, Any]]:
        """The switches and assumptions of an own field at the start: everything on."""
        return list(self.data["switches"]), dict(self.data["assumptions"])


def read_design(book: Book, fence: Path, line: int) -> Design:
    """Read the file; raises BookError that names it, or the fence if there is no file."""
    path = book.source / "design.yml"
    if not path.exists():
        raise BookError(f"canvas: there is no {path}", fence, line)
    data = plain_yaml(read_text(path), path)

    def fail(message: str) -> BookError:
        return BookError(f"canvas: {message}", path, 1)

    if not isinstance(data, dict) or KEYS - set(data):
        missing = KEYS - set(data if isinstance(data, dict) else ())
        raise fail(f"these keys are missing: {', '.join(sorted(missing))}")
    if unknown := set(data) - KEYS:
        raise fail(f"unknown key {', '.join(sorted(map(str, unknown)))}")
    if data["model"] not in book.library.slugs():
        raise fail(f"there is no model {data['model']!r}")
    design = Design(data, book.library.model(data["model"]))
    try:
        _check(design, book.languages)
    except BookError as error:
        raise fail(error.message) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise fail(str(error)) from error
    return design


def _check(design: Design, languages: list[str]) -> None:
    data, model = design.data, design.model
    measures = {one.name for one in model.summary}
    for name in [*data["measures"], data["waste"]]:
        if name not in measures:
            raise BookError(f"{model.slug} has no measure {name!r}")
    if data["curve"] not in {one.name for one in model.columns}:
        raise BookError(f"{model.slug} has no column {data['curve']!r}")
    questions, switches = data["questions"], data["switches"]
    for name, one in [*questions.items(), *switches.items()]:
        for key in ("label", "help"):
            _in_every_language(one.get(key), f"{name}, {key}", languages)
    if OWN in data["fields"]:
        raise BookError(f"no field can be called {OWN!r}")
    model.parameters.make(data["assumptions"])
    for slug, field in data["fields"].items():
        _in_every_language(field.get("label"), f"{slug}, label", languages)
        if "outside" in field:
            _in_every_language(field["outside"], f"{slug}, outside", languages)
        if set(field["texts"]) != set(questions):
            raise BookError(f"{slug} must answer these questions: {', '.join(questions)}")
        for name, text in field["texts"].items():
            _in_every_language(text, f"{slug}, {name}", languages)
        if unknown := set(field["switches"]) - set(switches):
            raise BookError(f"{slug} has an unknown switch {min(unknown)!r}")
        own = field.get("assumptions", {})
        if unknown := set(own) - set(data["assumptions"]):
            raise BookError(f"{slug} has an unknown assumption {min(unknown)!r}")
        model.parameters.make(design.circle(field["switches"], data["assumptions"] | own))


def _in_every_language(text: Any, what: str, languages: list[str]) -> None:
    for language in languages:
        if not isinstance(text, dict) or not str(text.get(language) or "").strip():
            raise BookError(f"{what}: no text in {language!r}")


def in_language(data: Any, languages: list[str], language: str) -> Any:
    """The same data with each text that stands in several languages replaced by the one wanted."""
    if isinstance(data, dict):
        if data and set(data) <= set(languages):
            return data[language]
        return {key: in_language(value, languages, language) for key, value in data.items()}
    if isinstance(data, list):
        return [in_language(value, languages, language) for value in data]
    return data
