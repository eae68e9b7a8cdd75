"""Reports as students hand them in: good ones from real runs, and others that were tampered with."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import regelkring
from regelkring.core.assignment import assignment_id, read_assignment, student_seed
from regelkring.core.verify import rows_digest, seal

type Report = dict[str, Any]
HTML = "<img src=x onerror=\"document.title='gekaapt'\"><script>document.title='gekaapt'</script><b>vet</b>"
FORMULA = '=HYPERLINK("https://example.org","klik")'
SHARED = "De boete bindt wie toch al woord hield; zonder toezicht verandert er weinig."

ASSIGNMENT: dict[str, Any] = read_assignment(
    {
        "kind": "assignment",
        "format": 1,
        "book": "boek",
        "version": regelkring.__version__,
        "language": "nl",
        "title": "De gemene weide",
        "due": "vrijdag 17.00 uur",
        "chapters": ["ontwerplab"],
        "seed": {"rule": "student"},
        "labs": [
            {
                "id": "l1",
                "model": "commons",
                "values": {"boundary": "yes", "talk": "yes"},
                "locked": ["boundary"],
                "hidden": ["members"],
            },
            {"id": "l2", "model": "self-fulfilling-prejudice", "values": {}, "locked": ["quota"]},
        ],
        "questions": [
            {"id": "q1", "lab": "l1", "kind": "text", "text": "Wat doet de boete?"},
            {"id": "q2", "lab": "l2", "kind": "number", "text": "Welk aandeel blijft er over?"},
        ],
        "rubric": [
            {
                "id": "model",
                "title": "Gebruik van het model",
                "weight": 2,
                "levels": ["niet", "half", "goed"],
            },
            {"id": "woorden", "title": "Uitleg", "weight": 1, "levels": ["vaag", "helder"]},
        ],
    }
)


@dataclass(frozen=True)
class Case:
    """A file with what should be said of it."""

    content: bytes
    verdict: str = "reproduced"
    run: int | None = None
    why: str = ""


@cache
def _run(model: str, seed: int, values: tuple[tuple[str, Any], ...]) -> Any:
    return regelkring.run(model, seed=seed, **dict(values))


def recorded(lab: str, model: str, seed: int, **values: Any) -> Report:
    """A run as a report records it."""
    run = _run(model, seed, tuple(values.items()))
    kept = ("model", "version", "parameters", "seed", "summary", "fingerprint")
    return {name: copy.deepcopy(getattr(run, name)) for name in kept} | {
        "lab": lab,
        "rows": rows_digest(run.rows),
    }


def report(number: str, name: str = "", answer: str = "", **changes: Any) -> Report:
    """The sealed report of a student."""
    seed = student_seed(assignment_id(ASSIGNMENT), number)
    share = 2 + int(seed) % 7
    made: Report = {
        "kind": "report",
        "format": 1,
        "book": "boek",
        "bookVersion": regelkring.__version__,
        "assignment": ASSIGNMENT,
        "student": {"name": name or f"Student {number}", "number": number},
        "runs": [
            recorded("l1", "commons", seed, boundary="yes", talk="yes", keep=share / 10),
            recorded("l2", "self-fulfilling-prejudice", seed, belief_b=share / 10),
        ],
        "answers": [
            {"question": "q1", "text": answer or f"Bij {number} scheelt de boete {share} procent."},
            {"question": "q2", "text": f"0,{share}{number[-2:]}"},
        ],
        "predictions": [{"lab": "l1", "text": f"Ik verwacht {share} tienden."}],
        "made": "2026-11-27T10:00:00Z",
        **changes,
    }
    return sealed(made)


def sealed(made: Report) -> Report:
    """The report with a seal that is right."""
    return {**made, "sha256": seal(made)}


def text(made: object) -> bytes:
    """A report as a file."""
    return json.dumps(made, ensure_ascii=False, indent=1).encode()


def changed(number: str, change: Callable[[Report], object], reseal: bool = True) -> bytes:
    """A report after a change; sealed again, as someone who knows how would."""
    made = report(number)
    change(made)
    return text(sealed(made) if reseal else made)


def _digit(digest: str) -> str:
    return digest[:-1] + ("0" if digest[-1] != "0" else "1")


def _other_run(number: str, at: int, lab: str, model: str, seed: int, **values: Any) -> bytes:
    """A report with an honest run in it that is not the one asked for."""
    return changed(
        number, lambda it: it["runs"].__setitem__(at, recorded(lab, model, seed, **values))
    )


def own_seed(number: str) -> int:
    """The seed that the assignment gives a student."""
    return int(student_seed(assignment_id(ASSIGNMENT), number))


def tampered() -> dict[str, Case]:
    """Twenty reports that were tampered with, each in a way of its own."""
    differs, other, none = "differs", "other version", "not a report"
    first: Callable[[Report], Report] = lambda it: it["runs"][0]  # noqa: E731
    second: Callable[[Report], Report] = lambda it: it["runs"][1]  # noqa: E731
    good = text(report("t06"))
    cases = {
        "rows": Case(
            changed("t01", lambda it: first(it).update(rows=_digit(first(it)["rows"]))),
            differs, 1, "fingerprint",
        ),
        "parameter": Case(
            changed("t02", lambda it: second(it)["parameters"].update(belief_b=0.123)),
            differs, 2, "fingerprint",
        ),
        "seed": Case(
            changed("t03", lambda it: first(it).update(seed=first(it)["seed"] + 1)),
            differs, 1, "fingerprint",
        ),
        "version": Case(
            changed("t04", lambda it: second(it).update(version="0")), other, None, "version"
        ),
        "answer": Case(
            changed("t05", lambda it: it["answers"][0].update(text="Anders."), reseal=False),
            differs, None, "seal",
        ),
        "truncated": Case(good[: len(good) // 2], none, None, "json"),
        "html": Case(b"<!doctype html><title>Verslag</title>" + HTML.encode(), none, None, "json"),
        "large": Case(text(report("t08")) + b" " * 50_000_000, none, None, "size"),
        "markup": Case(text(report("t09", name=HTML, answer=HTML))),
        "kind": Case(changed("t10", lambda it: it.update(kind="design")), none, None, "shape"),
        "locked": Case(
            _other_run("t11", 0, "l1", "commons", own_seed("t11"), boundary="no", talk="yes"),
            differs, None, "locked",
        ),
        "neighbour": Case(
            _other_run("t12", 1, "l2", "self-fulfilling-prejudice", own_seed("s001")),
            differs, None, "seed",
        ),
        "seal": Case(
            changed("t13", lambda it: it.update(sha256=_digit(it["sha256"])), reseal=False),
            differs, None, "seal",
        ),
        "fingerprint": Case(
            changed("t14", lambda it: second(it).update(fingerprint="0000-0000-0000")),
            differs, 2, "fingerprint",
        ),
        "twice": Case(
            text(report("t15")).replace(b'"answers":', b'"answers": [], "answers":', 1),
            none, None, "json",
        ),
        "nan": Case(
            text(report("t16")).replace(b'"format": 1', b'"format": NaN', 1), none, None, "json"
        ),
        "deep": Case(b'{"kind":' + b"[" * 100_000, none, None, "json"),
        "model": Case(
            changed("t18", lambda it: first(it).update(model="perpetuum-mobile")),
            other, None, "version",
        ),
        "bounds": Case(
            changed("t19", lambda it: first(it)["parameters"].update(members=10_000)),
            differs, 1, "parameters",
        ),
        "empty": Case(b"", none, None, "json"),
    }  # fmt: skip
    assert len(cases) == 20
    return {f"tampered-{name}.json": case for name, case in cases.items()}


def hostile() -> dict[str, Case]:
    """Further files that are not what they seem, or only look as if they were not."""
    none, differs = "not a report", "differs"
    seed = str(own_seed("h01")).encode()
    whole = text(report("h01"))
    many = changed("h08", lambda it: it.update(runs=it["runs"] * 51))
    return {
        "float.json": Case(whole.replace(b'"seed": ' + seed, b'"seed": ' + seed + b".0e0", 1)),
        "bom.json": Case(b"\xef\xbb\xbf" + whole),
        "plain.json": Case(text(sealed({"kind": "report", "format": 1, "runs": [], "answers": ["ja"]}))),
        "unbound.json": Case(
            changed("h02", lambda it: it.pop("assignment")), "reproduced"
        ),
        "latin.json": Case(whole.replace(b"Bij", b"B\xefj"), none, None, "json"),
        "half.json": Case(whole.replace(b"Bij", b"\\ud800"), none, None, "json"),
        "halfkey.json": Case(b'{"\\udc00": 1}', none, None, "json"),
        "huge.json": Case(whole.replace(b'"seed": ' + seed, b'"seed": ' + b"9" * 400, 1), none, None, "json"),
        "digits.json": Case(whole.replace(b'"seed": ' + seed, b'"seed": ' + b"9" * 5000, 1), none, None, "json"),
        "infinite.json": Case(whole.replace(b'"seed": ' + seed, b'"seed": 1e999', 1), none, None, "json"),
        "beyond.json": Case(changed("h03", lambda it: it["runs"][0].update(seed=2**60)), differs, 1, "parameters"),
        "broken.json": Case(changed("h04", lambda it: it["runs"][0].update(seed=2.5)), differs, 1, "parameters"),
        "word.json": Case(changed("h05", lambda it: it["runs"][0].update(seed="7")), none, None, "shape"),
        "flag.json": Case(changed("h06", lambda it: it.update(format=True)), none, None, "shape"),
        "slug.json": Case(
            changed("h07", lambda it: it["runs"][0]["parameters"].update(slug="x")), differs, 1, "parameters"
        ),
        "null.json": Case(
            changed("h07", lambda it: it["runs"][0]["parameters"].update(keep=None)), differs, 1, "parameters"
        ),
        "many.json": Case(many, none, None, "shape"),
        "summary.json": Case(
            changed("h09", lambda it: it["runs"][0]["summary"].update(wasted_final=0)), differs, 1, "fingerprint"
        ),
        "proto.json": Case(whole.replace(b"{", b'{"__proto__": {"kind": "report"}, ', 1), differs, None, "seal"),
        "unsealed.json": Case(
            changed("h10", lambda it: it.pop("sha256"), reseal=False), differs, None, "seal"
        ),
        "nobody.json": Case(changed("h11", lambda it: it.pop("student")), differs, None, "seed"),
        "nolab.json": Case(changed("h12", lambda it: it["runs"][0].pop("lab")), differs, None, "locked"),
        "rules.json": Case(
            changed("h13", lambda it: it.update(assignment={**ASSIGNMENT, "seed": "zeven"})), none, None, "shape"
        ),
        "list.json": Case(b"[1]", none, None, "shape"),
        "zeros.json": Case(bytes(100), none, None, "json"),
        "control.json": Case(whole.replace(b"Bij", b"B\x01j"), none, None, "json"),
        "spaces.json": Case(b" \n\t", none, None, "json"),
        "comma.json": Case(b'{"kind": "report",}', none, None, "json"),
        "quotes.json": Case(b'"' + b'\\"' * 500_000, none, None, "json"),
    }  # fmt: skip


def folder_of(place: Path, cases: dict[str, Case]) -> Path:
    """The files of some cases in a folder."""
    place.mkdir(parents=True, exist_ok=True)
    for name, case in cases.items():
        (place / name).write_bytes(case.content)
    return place


def class_of(students: int = 180) -> dict[str, Case]:
    """A class: good reports, two of them with the same answer, and the twenty that were tampered with."""
    good = {}
    for at in range(1, students + 1):
        answer = {3: SHARED, 7: f"  {SHARED.upper()} ", 9: FORMULA}.get(at, "")
        good[f"rapport-{at:03}.json"] = Case(text(report(f"s{at:03}", answer=answer)))
    return good | tampered()
