"""Altair for the browser: pinned wheels from the package index, compiled by Pyodide, in one zip.

Only cells that draw load it. Pyodide compiles what it will run, because an import from source takes
almost three times as long. The result depends on nothing of the book, so the generator keeps it.
"""

from __future__ import annotations

import re
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from .book import GENERATOR
from .cache import Cache, digest
from .errors import BookError

WHEELS = GENERATOR / "browser" / "altair.txt"
COMPILE = GENERATOR / "browser" / "compile.py"
PYRUN = GENERATOR / "browser" / "pyrun.mjs"
# Left out: C extensions and types, tests, other data frames than lists, JavaScript for Jupyter.
NEEDLESS = re.compile(
    r"\.(so|c|pyi|typed)$|\.dist-info/(?!METADATA|LICEN[CS]E|licenses/)|^jsonschema/(tests|benchmarks)/|^altair/jupyter/js/"
    r"|^altair/datasets/_metadata/|^narwhals/_(arrow|dask|duckdb|ibis|pandas_like|polars|spark_like)/"
)

type Run = Callable[[list[str], Path], str]


def altair_zip(pyodide: Path, run: Run) -> Path:
    """The zip that Python imports Altair from, from the cache if nothing changed."""
    cache = Cache(GENERATOR.parent / ".cache")
    key = digest(WHEELS, COMPILE, Path(__file__), *sorted(pyodide.glob("pyodide.asm.*")))
    kept = cache.path("altair", f"{key}.zip")
    if not kept.exists():
        with tempfile.TemporaryDirectory() as temporary:
            wheels, source, compiled = (Path(temporary) / name for name in ("get", "in", "out"))
            for folder in (source, compiled):
                folder.mkdir()
            _fetch(wheels, run)
            for wheel in sorted(wheels.glob("*.whl")):
                _unpack(wheel, source)
            mounts = ["--mount", f"{source}:/in", "--mount", f"{compiled}:/out"]
            command = ["node", str(PYRUN), "--pyodide", str(pyodide), *mounts, str(COMPILE)]
            run([*command, "/in", "/out"], GENERATOR.parent)
            target = Path(temporary) / "altair.zip"
            _pack(compiled, target)
            cache.put("altair", kept.name, target.read_bytes())
    return kept


def _fetch(folder: Path, run: Run) -> None:
    """Download the wheels; each machine gets the same files, whatever it is itself."""
    same = [
        "--platform",
        "manylinux2014_x86_64",
        "--implementation",
        "cp",
        "--python-version",
        "3.13",
    ]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary", ":all:", *same]
    try:
        run([*command, "--dest", str(folder), "--requirement", str(WHEELS)], GENERATOR.parent)
    except BookError as error:
        message = f"Altair for editable cells could not be downloaded: {error}"
        raise BookError(message, WHEELS) from error


def _unpack(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        wanted = [name for name in archive.namelist() if not NEEDLESS.search(name)]
        archive.extractall(folder, wanted)


def _pack(folder: Path, target: Path) -> None:
    """The folder as a zip, the same bytes for the same files."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = zipfile.ZipInfo(path.relative_to(folder).as_posix())
            name.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(name, path.read_bytes(), compresslevel=9)
