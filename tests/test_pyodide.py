"""The models inside Pyodide: the same tests pass, and every run is the run of CPython, to the byte."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from grid import POINTS, fingerprints

from scripts.book import Book
from scripts.runtime import build_wheel

pytestmark = [pytest.mark.pyodide, pytest.mark.long]
PACKAGES = ("pytest", "_pytest", "pluggy", "iniconfig", "packaging", "pygments", "py")


@pytest.fixture(scope="module")
def extra(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """pytest and what it needs, all pure Python, in one folder."""
    folder = tmp_path_factory.mktemp("extra")
    for name in PACKAGES:
        spec = importlib.util.find_spec(name)
        assert spec and spec.origin
        path = Path(spec.origin)
        if path.name == "__init__.py":
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(path.parent, folder / name, ignore=ignore)
        else:
            shutil.copyfile(path, folder / path.name)
    return folder


def pyodide(root: Path, mounts: list[str], program: Path, *words: str) -> str:
    """Run a program in Pyodide under Node, with the models' wheel; returns what it printed."""
    wheel = build_wheel(Book(root))
    command = ["node", str(root / "scripts/browser/pyrun.mjs")]
    command += ["--pyodide", str(root / "node_modules/pyodide"), "--wheel", str(wheel)]
    command += [part for mount in mounts for part in ("--mount", mount)]
    done = subprocess.run(
        [*command, str(program), *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_tests_of_the_models_pass(root: Path, extra: Path, tmp_path: Path) -> None:
    program = tmp_path / "main.py"
    program.write_text(
        "import sys, pytest\n"
        "sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', '-m', 'not long', '-W', "
        "'ignore::pytest.PytestUnknownMarkWarning', '/tests']))\n"
    )
    folder = root / "tests/models"
    said = pyodide(root, [f"{extra}:/lib/extra", f"{folder}:/tests"], program)
    assert " passed" in said and " failed" not in said, said


def test_every_run_is_the_run_of_cpython(root: Path, tmp_path: Path) -> None:
    said = pyodide(root, [f"{root / 'tests'}:/lib/tests"], root / "tests/grid.py", "regelkring")
    inside = json.loads(said.strip().splitlines()[-1])
    native = fingerprints("regelkring")
    assert all(len(found) == POINTS for found in native.values())
    assert inside == native
