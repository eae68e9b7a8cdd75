"""What the browser loads: Pyodide, the models' wheel, a snapshot with both, and the page's scripts.

Every file's name carries a digest of its content (a folder's: of all in it), so that it may be
cached for ever and an old page never meets a new file.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import zstandard

from .book import GENERATOR, Book
from .cache import digest, files_digest, short
from .errors import BookError
from .plotting import altair_zip

STAGE = digest(Path(__file__))
NODE_MODULES = GENERATOR.parent / "node_modules"
PYODIDE = NODE_MODULES / "pyodide"
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
BROWSER = GENERATOR / "browser"
ZSTD_LEVEL = 19  # above it, the snapshot gets a thousandth smaller
FONTS = {
    "source-serif-4": ("latin-wght-normal", "latin-wght-italic", "latin-ext-wght-normal"),
    "source-sans-3": ("latin-wght-normal", "latin-ext-wght-normal"),
}


@dataclass(frozen=True)
class Runtime:
    """The assets, by name below /assets/, and the names that pages refer to.

    `needs`: the scripts that come with the app, with an opened lab and with its chart.
    """

    files: dict[str, Path]
    manifest: str
    app: str
    embed: str
    scorm: str
    needs: dict[str, list[str]]
    styles: tuple[str, ...]
    wheel: Path


def build_runtime(book: Book) -> Runtime:
    """Make everything the browser loads, or take it from the cache."""
    wheel = build_wheel(book)
    bundle = _bundle(book)
    pyodide = _pyodide(book, wheel)
    snapshot = _snapshot(book, wheel, pyodide)
    altair = altair_zip(PYODIDE, _run)
    styles = _styles(book)

    files: dict[str, Path] = {}
    folder = f"pyodide-{digest([digest(path) for path in sorted(pyodide.iterdir())])[:10]}"
    for path in sorted(pyodide.iterdir()):
        files[f"{folder}/{path.name}"] = path
    names = json.loads((bundle / "bundle.json").read_text())
    for path in sorted(bundle.iterdir()):
        if path.name != "bundle.json":
            files[path.name] = path
    snapshot_name = f"python-{short(snapshot.read_bytes())}.bin"
    wheel_name = f"{wheel.stem}-{short(wheel.read_bytes())}.zip"
    files[snapshot_name] = snapshot
    files[wheel_name] = wheel
    altair_name = f"altair-{short(altair.read_bytes())}.zip"
    files[altair_name] = altair
    for path in sorted(styles.rglob("*.*")):
        files[str(path.relative_to(styles))] = path
    sheet = next(path.name for path in styles.glob("book-*.css"))

    manifest = {
        "package": book.package,
        "version": book.library.version,
        "worker": names["worker"],
        "pyodide": f"{folder}/",
        "snapshot": snapshot_name,
        "memory": _memory(snapshot),
        "wheel": wheel_name,
        "altair": altair_name,
        "digests": {
            name: short((pyodide / name).read_bytes())
            for name in ("pyodide.asm.wasm", "python_stdlib.zip")
        },
        "cells": names["cells"],
        "book": book.outline.title[book.languages[0]],
    }
    data = json.dumps(manifest, ensure_ascii=False).encode()
    manifest_name = f"runtime-{short(data)}.json"
    book.cache.put("runtime", manifest_name, data)
    files[manifest_name] = book.cache.path("runtime", manifest_name)
    styles_named = (names["css"], sheet)
    return Runtime(
        files, manifest_name, names["app"], names["embed"], names["scorm"], names["needs"],
        styles_named, wheel,
    )  # fmt: skip


def package_files(book: Book) -> list[Path]:
    """What goes into the wheel."""
    package = book.models_folder / book.package
    project = [book.models_folder / name for name in ("pyproject.toml", "README.md")]
    return sorted([*package.rglob("*.py"), *(path for path in project if path.exists())])


def build_wheel(book: Book) -> Path:
    """The wheel of the models; the same sources give the same bytes."""
    key = digest(files_digest(package_files(book), book.models_folder), STAGE, book.tools)
    folder = book.cache.path("wheel", key)
    if not folder.exists():
        with tempfile.TemporaryDirectory() as temporary:
            _run(
                [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", temporary],
                book.models_folder,
                {"SOURCE_DATE_EPOCH": "315532800"},  # the first moment a zip can hold
            )
            _keep(Path(temporary), folder)
    return next(folder.glob("*.whl"))


def _pyodide(book: Book, wheel: Path) -> Path:
    """Pyodide's files with a lock file of our own, which pins the wheel by its checksum."""
    key = digest(*(PYODIDE / name for name in PYODIDE_FILES), wheel)
    folder = book.cache.path("pyodide", key)
    if not folder.exists():
        from pyodide_lock import PyodideLockSpec
        from pyodide_lock.utils import add_wheels_to_spec

        with tempfile.TemporaryDirectory() as temporary:
            for name in PYODIDE_FILES:
                shutil.copyfile(PYODIDE / name, Path(temporary) / name)
            lock = PyodideLockSpec.from_json(PYODIDE / "pyodide-lock.json")
            lock.packages = {}
            lock = add_wheels_to_spec(lock, [wheel], ignore_missing_dependencies=True)
            lock.to_json(Path(temporary) / "pyodide-lock.json", indent=1)
            _keep(Path(temporary), folder)
    return folder


def _snapshot(book: Book, wheel: Path, pyodide: Path) -> Path:
    """The memory of a Pyodide that has imported the models, packed with Zstandard."""
    scripts = sorted(BROWSER.glob("*.mjs"))
    key = digest(*(path for path in sorted(pyodide.iterdir())), wheel, *scripts, STAGE, book.tools)
    kept = book.cache.path("snapshot", key)
    if not kept.exists():
        with tempfile.TemporaryDirectory() as temporary:
            raw = Path(temporary) / "snapshot"
            program = str(BROWSER / "snapshot.mjs")
            _run(
                ["node", program, "--pyodide", str(pyodide), "--wheel", str(wheel),
                 "--package", book.package, "--out", str(raw)],
                book.root,
            )  # fmt: skip
            book.cache.put("snapshot", key, zstandard.compress(raw.read_bytes(), ZSTD_LEVEL))
    return kept


def _memory(snapshot: Path) -> int:
    """How many bytes the snapshot has once it is put back together, which its beginning says (delta.mjs)."""
    with zstandard.open(snapshot) as unpacked:
        return int.from_bytes(unpacked.read(8)[4:], "little")


def _bundle(book: Book) -> Path:
    """The page's scripts and the lab's stylesheet, bundled by esbuild."""
    sources = sorted(path for path in BROWSER.rglob("*.*") if path.suffix != ".pyc")
    lock = GENERATOR.parent / "package-lock.json"
    key = digest(files_digest(sources, BROWSER), lock)
    folder = book.cache.path("bundle", key)
    if not folder.exists():
        with tempfile.TemporaryDirectory() as temporary:
            print(
                _run(["node", str(BROWSER / "bundle.mjs"), "--out", temporary], GENERATOR.parent),
                end="",
            )
            _keep(Path(temporary), folder)
    return folder


def _styles(book: Book) -> Path:
    """The book's stylesheet and its fonts."""
    sheet = (GENERATOR / "theme" / "book.css").read_text(encoding="utf-8")
    key = digest(sheet, GENERATOR.parent / "package-lock.json")
    folder = book.cache.path("styles", key)
    if not folder.exists():
        with tempfile.TemporaryDirectory() as temporary:
            fonts = Path(temporary) / "fonts"
            fonts.mkdir()
            for family, cuts in FONTS.items():
                for cut in cuts:
                    name = f"{family}-{cut}.woff2"
                    source = NODE_MODULES / "@fontsource-variable" / family / "files" / name
                    if not source.exists():
                        raise BookError("this font is missing: run `npm ci`", source)
                    data = source.read_bytes()
                    hashed = f"{family}-{cut}-{short(data)}.woff2"
                    (fonts / hashed).write_bytes(data)
                    sheet = sheet.replace(f"fonts/{name}", f"fonts/{hashed}")
            (Path(temporary) / f"book-{short(sheet.encode())}.css").write_text(sheet, "utf-8")
            _keep(Path(temporary), folder)
    return folder


def _keep(temporary: Path, folder: Path) -> None:
    """Move a finished folder into the cache; another build may have been first."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.copytree(temporary, aside)
    try:
        aside.rename(folder)
    except OSError:
        shutil.rmtree(aside)


def _run(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> str:
    """Run a program; raises BookError with what it said if it fails or is not there."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=os.environ | (environment or {}),
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise BookError(f"{command[0]} is not installed; install it and try again") from error
    if done.returncode:
        raise BookError(
            f"{Path(command[0]).name} failed: {done.stderr.strip() or done.stdout.strip()}"
        )
    return done.stdout
