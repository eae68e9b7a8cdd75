"""CITATION.cff is what its format demands, by cffconvert in the environment that `make cff` makes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


def validate(root: Path, file: Path) -> subprocess.CompletedProcess[str]:
    """`cffconvert --validate` of a file, with nothing of the tests' own environment."""
    program = root / ".cache/cff/bin/cffconvert"
    if not program.exists():
        pytest.skip(
            "cffconvert is not installed: `make cff` found no package index to fetch it from"
        )
    words = [str(program), "--validate", "-i", str(file)]
    return subprocess.run(
        words, env={}, cwd=file.parent, capture_output=True, text=True, check=False
    )


def test_the_citation_file_is_valid(root: Path) -> None:
    done = validate(root, root / "CITATION.cff")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("old", "new"), [("authors:", "author:"), ("MIT, ", "Ours, ")])
def test_a_broken_one_is_not(root: Path, tmp_path: Path, old: str, new: str) -> None:
    text = (root / "CITATION.cff").read_text()
    assert text.count(old) == 1
    path = tmp_path / "CITATION.cff"
    path.write_text(text.replace(old, new))
    assert validate(root, path).returncode != 0
