"""The models of a package: found by looking at its modules, never listed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from .card import card_text
from .model import Model
from .run import Run, Runner
from .verify import Verdict, verify_report

if TYPE_CHECKING:
    from .sweep import Sweep


class UnknownModel(KeyError):
    """No model has that slug; the message lists those there are."""

    def __str__(self) -> str:
        return str(self.args[0])


class Library:
    """All models of one package. A module is a model if it defines `MODEL`."""

    def __init__(self, package: str, version: str):
        self.package, self.version = package, version
        self._loaded, self._found = cache(self._load), cache(self._find)

    def slugs(self) -> list[str]:
        """The slugs in alphabetical order, read off the file names: nothing is imported."""
        return list(self._found())

    def _find(self) -> tuple[str, ...]:
        path = importlib.import_module(self.package).__path__
        names = [
            found.name.replace("_", "-")
            for found in pkgutil.iter_modules(path)
            if not found.ispkg and not found.name.startswith("_")
        ]
        return tuple(sorted(names))

    def models(self) -> list[Model]:
        """All models, in order of slug."""
        return [self.model(slug) for slug in self.slugs()]

    def model(self, slug: str) -> Model:
        """The model with that slug; raises UnknownModel."""
        if slug not in self.slugs():
            raise UnknownModel(f"There is no model {slug!r}; there are {', '.join(self.slugs())}.")
        return self._loaded(slug)

    def _load(self, slug: str) -> Model:
        name = f"{self.package}.{slug.replace('-', '_')}"
        model: Model = importlib.import_module(name).MODEL
        if model.slug != slug:
            raise ImportError(f"{name}: MODEL.slug is {model.slug!r}, but the file says {slug!r}.")
        return model

    def describe(self, slug: str, language: str = "en") -> str:
        """The model card as text, in "nl" or "en"."""
        return card_text(self.model(slug), language)

    def start(self, slug: str, *, seed: object = 1, **parameters: object) -> Runner:
        """A run to be taken step by step; raises UnknownModel or ParameterError."""
        return Runner(self.model(slug), parameters, seed)

    def run(self, slug: str, *, seed: object = 1, **parameters: object) -> Run:
        """A whole run; raises UnknownModel or ParameterError.

        For a parameter out of bounds it says: "people must be a whole number from 2 to 500, not 0."
        """
        return self.start(slug, seed=seed, **parameters).finish()

    def sweep(self, slug: str, **options: Any) -> Sweep:
        """Many runs: `sweep(slug, axes={"chance": "0:1:5"}, seeds=20)`; the options are those of ``run_sweep`."""
        from .sweep import run_sweep  # only now: a browser that runs models never needs it

        return run_sweep(self, slug, **options)

    def verify(self, report: Mapping[str, object]) -> Verdict:
        """Rerun what a report records and say whether it comes out the same."""
        return verify_report(self, report)
