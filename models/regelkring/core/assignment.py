"""An assignment: what an instructor asks of students, as data that is checked field by field.

It travels in the fragment of an address or as a file, so nothing in it is trusted: unknown keys are
dropped, wrong types refused, sizes bounded. `scripts/browser/assign/assignment.ts` does the same in
the browser; both are held to one table of examples (tests/assignments.json).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from .canonical import canonical_json
from .parameters import Spec

type Assignment = dict[str, Any]

MOST_CHAPTERS, MOST_LABS, MOST_QUESTIONS, MOST_CRITERIA, MOST_VALUES = 40, 20, 40, 12, 60
LENGTH, LINE, NAME = 4000, 400, 200  # of a text, of a line in a list, of a title
FRAGMENT, WHOLE = 32 * 1024, 512 * 1024  # characters in an address; bytes of JSON, unpacked
SEED = (0, 2**32 - 1)
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,79}")
_NUMBER = re.compile(r"[!-~]{1,64}")
_FRAGMENT = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = " \t\n\v\f\r\u00a0\ufeff"


class AssignmentError(ValueError):
    """What is offered is no assignment; `part` names the part that is wrong."""

    def __init__(self, part: str):
        self.part = part
        super().__init__(f"not an assignment: {part}")


def read_assignment(data: object) -> Assignment:
    """The assignment in `data`, with nothing in it but what is known; raises AssignmentError."""
    given = _thing(data, "kind")
    if given.get("kind") != "assignment":
        raise AssignmentError("kind")
    if _whole(given.get("format"), "format", 0, 1000) != 1:
        raise AssignmentError("format")
    language = given.get("language")
    if language not in ("nl", "en"):
        raise AssignmentError("language")
    labs = _list(given, "labs", MOST_LABS, _lab)
    _different([one["id"] for one in labs], "labs")
    questions = _list(given, "questions", MOST_QUESTIONS, _question)
    _different([one["id"] for one in questions], "questions")
    if not {one["lab"] for one in questions if "lab" in one} <= {one["id"] for one in labs}:
        raise AssignmentError("questions")
    rubric = _list(given, "rubric", MOST_CRITERIA, _criterion)
    _different([one["id"] for one in rubric], "rubric")
    return {
        "kind": "assignment",
        "format": 1,
        "book": _text(given.get("book", ""), "book", NAME),
        "version": _text(given.get("version", ""), "version", NAME),
        "language": language,
        "title": _text(given.get("title", ""), "title", NAME),
        "due": _text(given.get("due", ""), "due", LINE),
        "chapters": _names(given, "chapters", MOST_CHAPTERS, _SLUG),
        "seed": _seed(given.get("seed")),
        "labs": labs,
        "questions": questions,
        "rubric": rubric,
    }


def assignment_id(assignment: Assignment) -> str:
    """Sixteen hexadecimal digits that tell this assignment from any other."""
    return hashlib.sha256(canonical_json(assignment).encode()).hexdigest()[:16]


def student_number(text: str) -> str:
    """A student's number as it counts: without blanks around it, in small letters; ValueError if it is none."""
    number = text.strip(_BLANK)
    if not _NUMBER.fullmatch(number):
        raise ValueError("a student's number is 1 to 64 letters, digits or signs, without spaces")
    return number.lower()


def student_seed(identifier: str, number: str) -> int:
    """The seed of the student with that number, in the assignment with that id; from 1 to 999999."""
    digest = hashlib.sha256(f"{identifier}\n{student_number(number)}".encode()).hexdigest()
    return 1 + int(digest[:12], 16) % 999_999


def seed_of(assignment: Assignment, number: str) -> int:
    """The seed that the student with that number has to use; ValueError if it must be known and is none."""
    if assignment["seed"]["rule"] == "fixed":
        return int(assignment["seed"]["value"])
    return student_seed(assignment_id(assignment), number)


def breach(
    assignment: Assignment, run: Mapping[str, Any], number: str, specs: Mapping[str, Spec]
) -> str | None:
    """What a run of a report has against the assignment: "seed", "locked", or None.

    `specs` are the parameters of the run's model. A run of no lab of the assignment, or of another
    model than the lab's, is "locked": it is not what was asked.
    """
    lab = next((one for one in assignment["labs"] if one["id"] == run.get("lab")), None)
    if lab is None or lab["model"] != run.get("model"):
        return "locked"
    try:
        if run.get("seed") != seed_of(assignment, number):
            return "seed"
    except ValueError:
        return "seed"
    parameters = run.get("parameters", {})
    for name in (*lab["locked"], *lab["hidden"]):
        spec = specs.get(name)
        if spec is None:
            continue
        wanted = lab["values"].get(name, spec.default)
        if parameters.get(name, spec.default) != wanted:
            return "locked"
    return None


def to_fragment(assignment: Assignment) -> str:
    """The assignment as the fragment of an address, with its `#`."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = press.compress(canonical_json(assignment).encode()) + press.flush()
    return f"#a={base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def from_fragment(fragment: str) -> Assignment:
    """The assignment in a fragment; raises AssignmentError, also for one that unpacks to too much."""
    text = fragment.removeprefix("#").removeprefix("a=")
    if len(text) > FRAGMENT or not _FRAGMENT.fullmatch(text):
        raise AssignmentError("address")
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        bounded = zlib.decompressobj(-15)
        plain = bounded.decompress(packed, WHOLE)
        if not bounded.eof:
            raise AssignmentError("address")
        return read_assignment(json.loads(plain.decode()))
    except (binascii.Error, zlib.error, UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise AssignmentError("address") from None


def _lab(data: object, at: str) -> dict[str, Any]:
    given = _thing(data, at)
    values = _thing(given.get("values", {}), f"{at}.values")
    if len(values) > MOST_VALUES:
        raise AssignmentError(f"{at}.values")
    kept: dict[str, Any] = {
        _name(name, f"{at}.values", _WORD): _value(value, f"{at}.values")
        for name, value in values.items()
    }
    lab: dict[str, Any] = {
        "id": _name(given.get("id"), f"{at}.id", _SLUG),
        "model": _name(given.get("model"), f"{at}.model", _SLUG),
        "values": kept,
        "locked": _names(given, "locked", MOST_VALUES, _WORD, f"{at}.locked"),
        "hidden": _names(given, "hidden", MOST_VALUES, _WORD, f"{at}.hidden"),
    }
    if predict := _text(given.get("predict", ""), f"{at}.predict", LENGTH):
        lab["predict"] = predict  # what the student has to foresee before the lab opens
    return lab


def _question(data: object, at: str) -> dict[str, Any]:
    given = _thing(data, at)
    kind = given.get("kind")
    if kind not in ("text", "number", "choice"):
        raise AssignmentError(f"{at}.kind")
    question: dict[str, Any] = {"id": _name(given.get("id"), f"{at}.id", _SLUG), "kind": kind}
    if "lab" in given:
        question["lab"] = _name(given["lab"], f"{at}.lab", _SLUG)
    question["text"] = _text(given.get("text"), f"{at}.text", LENGTH)
    if kind == "choice":
        question["options"] = _list(
            given, "options", 12, lambda one, here: _text(one, here, LINE), f"{at}.options"
        )
        if len(question["options"]) < 2:
            raise AssignmentError(f"{at}.options")
    return question


def _criterion(data: object, at: str) -> dict[str, Any]:
    given = _thing(data, at)
    weight = _value(given.get("weight"), f"{at}.weight")
    if isinstance(weight, str) or not 0 < weight <= 100:
        raise AssignmentError(f"{at}.weight")
    levels = _list(given, "levels", 6, lambda one, here: _text(one, here, LENGTH), f"{at}.levels")
    if len(levels) < 2:
        raise AssignmentError(f"{at}.levels")
    return {
        "id": _name(given.get("id"), f"{at}.id", _SLUG),
        "title": _text(given.get("title"), f"{at}.title", NAME),
        "weight": weight,
        "levels": levels,
    }


def _seed(data: object) -> dict[str, Any]:
    given = _thing(data, "seed")
    if given.get("rule") == "student":
        return {"rule": "student"}
    if given.get("rule") != "fixed":
        raise AssignmentError("seed")
    return {"rule": "fixed", "value": _whole(given.get("value"), "seed", *SEED)}


def _thing(data: object, part: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise AssignmentError(part)
    return data


def _list[One](
    data: Mapping[str, Any], key: str, most: int, read: Callable[[object, str], One], at: str = ""
) -> list[One]:
    given, part = data.get(key, []), at or key
    if not isinstance(given, list) or len(given) > most:
        raise AssignmentError(part)
    return [read(one, f"{part}.{number}") for number, one in enumerate(given, start=1)]


def _names(
    data: Mapping[str, Any], key: str, most: int, form: re.Pattern[str], at: str = ""
) -> list[str]:
    part = at or key
    names = _list(data, key, most, lambda one, _: _name(one, part, form), part)
    _different(names, part)
    return names


def _name(value: object, part: str, form: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise AssignmentError(part)
    return value


def _text(value: object, part: str, most: int) -> str:
    """A text of at most `most` UTF-16 code units, as a browser counts them, with no half characters."""
    try:
        if isinstance(value, str) and len(value.encode("utf-16-le")) <= 2 * most:
            return value
    except UnicodeEncodeError:
        pass
    raise AssignmentError(part)


def _value(value: object, part: str) -> int | float | str:
    if isinstance(value, str):
        return _text(value, part, NAME)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise AssignmentError(part)
    if not abs(value) <= 1e15:  # NaN, too
        raise AssignmentError(part)
    return int(value) if value % 1 == 0 else value


def _whole(value: object, part: str, low: int, high: int) -> int:
    number = _value(value, part)
    if not isinstance(number, int) or not low <= number <= high:
        raise AssignmentError(part)
    return number


def _different(names: list[str], part: str) -> None:
    if len(set(names)) != len(names):
        raise AssignmentError(part)
