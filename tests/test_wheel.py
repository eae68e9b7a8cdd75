"""The wheel on its own: installed where nothing else is, it lists and runs its models."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import regelkring

from scripts.book import Book
from scripts.runtime import build_wheel

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def python(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("clean")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    wheel = build_wheel(Book(root))
    pip = [str(folder / "bin/pip"), "install", "--quiet", "--no-index", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    return folder / "bin/python"


def said(python: Path, *words: str) -> str:
    done = subprocess.run([str(python), *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_needs_nothing_but_python(python: Path) -> None:
    packages = said(python, "-m", "pip", "list", "--format=freeze").split()
    assert {one.split("==")[0] for one in packages} <= {"pip", "setuptools", "regelkring"}


def test_it_lists_and_runs_on_the_command_line(python: Path) -> None:
    listed = said(python.with_name("regelkring"), "list").splitlines()
    assert len(listed) == len(regelkring.LIBRARY.slugs())
    run = said(python.with_name("regelkring"), "run", "commons", "--seed", "4", "--talk", "yes")
    assert regelkring.run("commons", seed=4, talk="yes").fingerprint in run


def test_the_wheel_holds_the_package_alone(root: Path) -> None:
    names = zipfile.ZipFile(build_wheel(Book(root))).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"regelkring", f"regelkring-{regelkring.__version__}.dist-info"}
    assert not [name for name in names if name.endswith(".pyc")]
