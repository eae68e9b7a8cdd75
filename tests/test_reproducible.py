"""The whole book built twice, from nothing and in other surroundings: the same site, byte for byte."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.build, pytest.mark.long]
COPIED = ("docs", "models", "notebooks", "scripts")
FILES = ("*.toml", "*.json", "*.lock", "*.yml")
SURROUNDINGS = (  # where, what mask new files get, when the sources were written, what the machine says
    ("one", 0o022, None, {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}),
    (
        "another folder/and deeper/two",
        0o077,
        1_262_304_000.0,
        {
            "TZ": "Pacific/Auckland",
            "LC_ALL": "nl_NL.UTF-8",
            "LANG": "nl_NL.UTF-8",
            "PYTHONHASHSEED": "4242",
            "SOURCE_DATE_EPOCH": "1000000000",
        },
    ),
)


def copied(root: Path, goal: Path, mask: int, written: float | None) -> None:
    """The sources, in a folder of their own; nothing that was made from them comes along."""
    old = os.umask(mask)
    try:
        for name in COPIED:
            shutil.copytree(
                root / name,
                goal / name,
                ignore=shutil.ignore_patterns("__pycache__"),
                copy_function=shutil.copyfile,
            )
        for pattern in FILES:
            for path in root.glob(pattern):
                shutil.copyfile(path, goal / path.name)
        shutil.copytree(
            root / "node_modules", goal / "node_modules", copy_function=os.link, symlinks=True
        )
    finally:
        os.umask(old)
    if written is not None:
        for name in COPIED:
            for path in (goal / name).rglob("*"):
                os.utime(path, (written, written))


def linked(source: str, goal: str) -> None:
    """The same file under another name, or a copy on another disk."""
    try:
        os.link(source, goal)
    except OSError:
        shutil.copyfile(source, goal)


def digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_two_builds_far_apart_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    sites = []
    bare = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    for name, mask, written, _ in SURROUNDINGS:
        (tmp_path / name).mkdir(parents=True)
        copied(root, tmp_path / name, mask, written)
    for name, mask, _, words in SURROUNDINGS:
        folder = tmp_path / name
        done = subprocess.run(
            [sys.executable, "-m", "scripts", "build"],
            cwd=folder,
            env=bare | words | {"HOME": str(folder.parent)},
            umask=mask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        sites.append(digests(folder / "build/site"))
    one, two = sites
    assert len(one) > 100
    other = sorted(path for path in one.keys() | two.keys() if one.get(path) != two.get(path))
    assert other == []
