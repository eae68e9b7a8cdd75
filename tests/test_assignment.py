"""The canonical form of JSON, and assignments: what they are made of, their ids, the seeds of students."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from regelkring.core.assignment import (
    AssignmentError,
    assignment_id,
    breach,
    from_fragment,
    read_assignment,
    student_seed,
    to_fragment,
)
from regelkring.core.canonical import canonical_json

TABLE = json.loads((Path(__file__).parent / "assignments.json").read_text())
TEXT = st.text(st.characters(codec="utf-8"))
NUMBER = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBER | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


def named(cases: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("case", cases, ids=lambda case: case.get("name"))


@given(JSON)
def test_the_canonical_form_is_that_of_rfc_8785(value: object) -> None:
    assert canonical_json(value).encode() == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_as_it_was(value: float) -> None:
    text = canonical_json(value)
    assert float(text) == value and text.encode() == rfc8785.dumps(value)


def test_numbers_as_a_browser_writes_them() -> None:
    numbers = [0.0, -0.0, 1e21, 1e20, 123e18, 1e-6, 1e-7, 5e-324, 0.1, -2.5e-12, 2**53 + 2, 20.0]
    assert canonical_json(numbers) == (
        "[0,0,1e+21,100000000000000000000,123000000000000000000,0.000001,1e-7,5e-324,0.1,-2.5e-12,"
        "9007199254740994,20]"
    )


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 10**400, "\ud800", {1: 2}, {"a": {3}}, [{"\udfff": 1}]]
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical_json(value)


@named(TABLE["good"])
def test_an_assignment_is_read(case: dict[str, Any]) -> None:
    read = read_assignment(case["given"])
    assert read == case["read"] and assignment_id(read) == case["id"]
    assert read_assignment(read) == read
    assert from_fragment(to_fragment(read)) == read


@named(TABLE["bad"])
def test_what_is_no_assignment_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(AssignmentError) as refused:
        read_assignment(case["given"])
    assert refused.value.part == case["part"]


@named(TABLE["seeds"])
def test_a_student_has_a_seed_of_their_own(case: dict[str, Any]) -> None:
    if case["seed"] is not None:
        assert student_seed(case["id"], case["number"]) == case["seed"]
        return
    with pytest.raises(ValueError):
        student_seed(case["id"], case["number"])


@named(TABLE["breaches"])
def test_a_run_keeps_to_the_assignment_or_not(case: dict[str, Any]) -> None:
    specs: Any = {name: SimpleNamespace(**spec) for name, spec in TABLE["specs"].items()}
    assignment = read_assignment(TABLE["good"][0]["given"])
    assert breach(assignment, case["run"], case["number"], specs) == case["why"]


def packed(plain: bytes) -> str:
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    text = base64.urlsafe_b64encode(press.compress(plain) + press.flush()).decode()
    return f"#a={text.rstrip('=')}"


@pytest.mark.parametrize(
    "fragment",
    ["", "#", "#a=", "#a=%00", "#a=AAAA", "#a=" + "A" * 40_000, "#lab=x", packed(b"[1"),
     packed(b"\xff"), packed(b" " * 2**24), packed(b"[" * 100_000), packed(b"{}")],
)  # fmt: skip
def test_a_hostile_fragment_is_refused(fragment: str) -> None:
    with pytest.raises(AssignmentError):
        from_fragment(fragment)


@given(JSON)
def test_nothing_else_comes_of_other_data(data: object) -> None:
    with pytest.raises(AssignmentError):
        read_assignment(data)
