"""Where a book keeps its things, and what is read of them once a build."""

from __future__ import annotations

import importlib
import json
import sys
import tomllib
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from .cache import Cache, digest, files_digest, source_files
from .deck import Deck, read_deck, same_shape
from .errors import BookError
from .outline import Outline, read_outline
from .placement import check_placement
from .teaching import Teaching, read_all_teaching

GENERATOR = Path(__file__).parent
_imported: dict[str, str] = {}  # package -> digest of the files it was imported from


class Book:
    """A book below a folder. Everything is read when first asked for; nothing is written."""

    def __init__(self, root: Path):
        self.root = root.resolve()
        self.docs = self.root / "docs"
        self.source = self.docs / "source"
        self.models_folder = self.root / "models"
        self.notebooks_folder = self.root / "notebooks"
        self.cache = Cache(self.root / ".cache")
        self.causes: dict[str, dict[str, str]] = {}  # of each model's runs, once read (runs.py)
        self.runs: dict[str, Any] = {}  # by what they depend on, once made or read (runs.py)

    @cached_property
    def outline(self) -> Outline:
        """The outline, checked."""
        return read_outline(self.source / "outline.yml")

    @property
    def languages(self) -> list[str]:
        """The languages of the book, first one first."""
        return self.outline.languages

    @cached_property
    def teaching(self) -> dict[str, Teaching]:
        """What every chapter gives to those who teach with it, by the chapter's slug."""
        return read_all_teaching(self)

    @cached_property
    def decks(self) -> dict[str, Deck]:
        """The deck by language; the first one's placement is checked, the others must have its shape."""
        decks: dict[str, Deck] = {}
        for language in self.languages:
            path = self.presentation(language)
            decks[language] = read_deck(path, self.outline.nested)
            same_shape(decks[self.languages[0]], decks[language], path)
        first = self.languages[0]
        check_placement(decks[first], self.outline, self.presentation(first))
        return decks

    def presentation(self, language: str) -> Path:
        """The file of the deck in that language."""
        name = self.outline.presentation.get(language)
        if name is None:
            raise BookError(f"presentation has no file for {language}", self.outline.path, 1)
        path = self.source / name
        if not path.exists():
            raise BookError(f"there is no presentation {name}", self.outline.path, 1)
        return path

    @cached_property
    def package(self) -> str:
        """The name of the package of models, from models/pyproject.toml."""
        project = self.models_folder / "pyproject.toml"
        try:
            return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["name"])
        except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
            raise BookError("models need a pyproject.toml with a project name", project) from error

    @cached_property
    def library(self) -> Any:
        """The models: the `LIBRARY` of the book's package, imported anew if its files changed."""
        folder = str(self.models_folder)
        sources = sorted((self.models_folder / self.package).rglob("*.py"))
        state = digest(folder, files_digest(sources, self.models_folder))
        if _imported.get(self.package) != state:
            for name in [name for name in sys.modules if name.split(".")[0] == self.package]:
                del sys.modules[name]
            sys.path[:] = [folder, *(path for path in sys.path if path != folder)]
            importlib.invalidate_caches()
            _imported[self.package] = state
        try:
            return importlib.import_module(self.package).LIBRARY
        except (ImportError, AttributeError) as error:
            raise BookError(f"no package of models: {error}", self.models_folder) from error

    def kit(self, module: str) -> Any:
        """A module of the kit that the book's models are built with, such as "words"."""
        assert self.library
        return importlib.import_module(f"{self.package}.core.{module}")

    def model_source(self, slug: str) -> Path:
        """The file of a model."""
        return self.models_folder / self.package / f"{slug.replace('-', '_')}.py"

    def notebook(self, slug: str) -> Path:
        """The notebook of a model."""
        return self.notebooks_folder / f"{slug}.py"

    def notebooks(self) -> list[str]:
        """Slugs of all notebooks, in order."""
        return sorted(path.stem for path in self.notebooks_folder.glob("*.py"))

    @cached_property
    def tools(self) -> str:
        """A digest of what every result depends on: the Python version and the lock files."""
        locks = [GENERATOR.parent / name for name in ("requirements.lock", "package-lock.json")]
        return digest(sys.version, *(path for path in locks if path.exists()))

    @cached_property
    def generator(self) -> str:
        """A digest of the generator: its code, its templates and its words."""
        return _generator(GENERATOR)

    @cached_property
    def strings(self) -> dict[str, dict[str, str]]:
        """The words of the generated parts: key to language to text."""
        found: dict[str, dict[str, str]] = {}
        for path in word_files():
            found |= json.loads(path.read_text(encoding="utf-8"))
        return found

    def say(self, key: str, language: str, **values: object) -> str:
        """The words for a key in a language, with `values` filled in; a missing one stops the build."""
        try:
            text = self.strings[key][language]
        except KeyError:
            raise BookError(
                f"no words for {key!r} in {language!r}", GENERATOR / "words.json"
            ) from None
        return text.format(**values) if values else text


@cache
def _generator(folder: Path) -> str:
    """Read once: a server that runs on when a file is changed still works as it was."""
    return digest(files_digest(source_files(folder), folder))


def word_files() -> list[Path]:
    """The files with the generator's own words, those of what runs in the browser among them."""
    return sorted(GENERATOR.rglob("*words.json"))
