"""Reports on the command line: a class with twenty that were tampered with, and worse files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import regelkring
from regelkring.core.assignment import canonical_json, to_fragment
from regelkring.core.cli import main
from regelkring.core.reading import DEEPEST, LARGEST, Unreadable, read_bytes, read_file
from reports import ASSIGNMENT, Case, class_of, folder_of, hostile, report, text

MODELS = Path(regelkring.__file__).parent.parent


def verified(*words: str) -> tuple[int, list[dict[str, object]]]:
    command = [sys.executable, "-m", "regelkring", "verify", "--json", *words]
    done = subprocess.run(command, cwd=MODELS, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def expected(cases: dict[str, Case]) -> dict[str, tuple[object, ...]]:
    return {name: (case.verdict, case.run, case.why) for name, case in sorted(cases.items())}


def found(lines: list[dict[str, object]]) -> dict[str, tuple[object, ...]]:
    return {Path(str(one["file"])).name: (one["verdict"], one["run"], one["why"]) for one in lines}


@pytest.mark.long
def test_a_class_of_200_is_sorted_right_and_in_order(tmp_path: Path) -> None:
    cases = class_of()
    assert len(cases) == 200
    code, lines = verified(str(folder_of(tmp_path / "klas", cases)), "--workers", "2")
    assert code == 1
    assert [Path(str(one["file"])).name for one in lines] == sorted(cases)
    assert found(lines) == expected(cases)
    good = [str(tmp_path / "klas" / name) for name in cases if name.startswith("rapport-00")]
    assert verified(*good)[0] == 0


def test_hostile_files_have_a_verdict_and_no_traceback(tmp_path: Path) -> None:
    cases = hostile()
    code, lines = verified(str(folder_of(tmp_path / "klas", cases)), "--workers", "1")
    assert (code, found(lines)) == (1, expected(cases))


def test_a_folder_is_walked_and_what_systems_leave_is_not_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = text(report("s001"))
    for name in (
        "b/één/rapport.json",
        "a.json",
        ".DS_Store",
        "__MACOSX/a.json",
        "Thumbs.db",
        "c.pdf",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(good if name.endswith("json") else b"%PDF")
    (tmp_path / "nieuwe\nregel.json").write_bytes(good)
    assert main(["verify", str(tmp_path), str(tmp_path / "a.json")]) == 1
    lines = [
        line.removeprefix(f"{tmp_path}{os.sep}") for line in capsys.readouterr().out.splitlines()
    ]
    assert lines == [
        "a.json: reproduced",
        "c.pdf: not a report (json)",
        r"nieuwe\nregel.json: reproduced",
        "b/één/rapport.json: reproduced",
    ]


@pytest.mark.parametrize("as_address", [False, True])
def test_another_assignment_can_be_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], as_address: bool
) -> None:
    path = folder_of(tmp_path, {"a.json": Case(text(report("s001")))}) / "a.json"
    strict = {
        **ASSIGNMENT,
        "labs": [{**ASSIGNMENT["labs"][0], "locked": ["keep"]}, ASSIGNMENT["labs"][1]],
    }
    file = tmp_path / "opdracht.assignment.json"
    file.write_text(canonical_json(strict))
    given = f"https://example.org/opdracht/{to_fragment(strict)}" if as_address else str(file)
    assert main(["verify", str(path), "--json", "--assignment", given]) == 1
    said = json.loads(capsys.readouterr().out)
    # The id of another assignment gives another seed; what is locked is said first.
    assert (said["verdict"], said["why"]) in {("differs", "locked"), ("differs", "seed")}
    own = tmp_path / "eigen.json"
    own.write_text(canonical_json(ASSIGNMENT))
    assert main(["verify", str(path), "--assignment", str(own)]) == 0
    assert main(["verify", str(path), "--assignment", str(path)]) == 2
    assert "not an assignment" in capsys.readouterr().err


def test_misuse_of_verify_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, said in (
        ([str(tmp_path)], "no file to verify"),
        ([str(tmp_path / "nee")], "No such file"),
        ([str(tmp_path), "--workers", "0"], "--workers must be"),
    ):
        assert main(["verify", *words]) == 2
        output = capsys.readouterr()
        assert said in output.err and output.err.count("\n") == 1 and output.out == ""


def test_no_more_is_read_than_a_report_can_be(tmp_path: Path) -> None:
    path = tmp_path / "sparse.json"
    with open(path, "wb") as file:
        file.truncate(2**40)  # a terabyte of nothing
    with pytest.raises(Unreadable) as caught:
        read_file(path)
    assert caught.value.why == "size"
    assert read_bytes(b"1" + b" " * (LARGEST - 1)) == 1
    assert read_bytes(b"[" * DEEPEST + b"]" * DEEPEST) is not None
    with pytest.raises(Unreadable):
        read_bytes(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))
    assert read_bytes(b'["[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\""]') is not None


def test_numbers_are_those_of_a_browser() -> None:
    found = read_bytes(b"[7.0, 9007199254740993, 1e21, -0, 0.1, 123456789012345678901234567890]")
    assert found == [7, 9007199254740992, 1e21, 0, 0.1, 1.2345678901234568e29]
    assert [type(one) for one in found] == [int, int, float, int, float, float]
