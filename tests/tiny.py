"""A tiny book with a model of its own, written into a folder: what tests build and break."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

DECK = {
    "nl": "Een weide\n\n• Acht boeren delen haar\n\n• Niemand telt de koeien\n",
    "en": "A meadow\n\n• Eight farmers share it\n\n• Nobody counts the cows\n",
}
OUTLINE = """\
title: {nl: De weide, en: The meadow}
presentation: {nl: presentation.txt, en: presentation.en.txt}
parts:
  - title: {nl: Begin, en: Start}
    chapters:
      - {slug: weide, title: {nl: Een weide, en: A meadow}, slides: [1]}
"""
CHAPTER = {
    "nl": "---\ndescription: Over een weide.\ngoals:\n  - Tellen tot acht\n---\n\nAcht boeren [@hardin1968].\n"
    "\n```slide\n1\n```\n\n```lab\nmodel: cows\ncontrols: [farmers]\n```\n\nZie [start](index.md).\n",
    "en": "---\ndescription: On a meadow.\ngoals:\n  - Count to eight\n---\n\nEight farmers [@hardin1968].\n"
    "\n```slide\n1\n```\n\n```lab\nmodel: cows\ncontrols: [farmers]\n```\n\nSee [start](index.md).\n",
}
BIBLIOGRAPHY = """\
@article{hardin1968, author={Hardin, Garrett}, title={The Tragedy of the Commons}, journal={Science},
  year={1968}, volume={162}, pages={1243--1248}}
"""
MODEL = '''\
"""Cows on a meadow: each farmer adds one with a chance."""

from dataclasses import dataclass

from .core.model import Card, Model, Observable
from .core.parameters import ParameterSet, Text, parameter


@dataclass(frozen=True)
class Parameters(ParameterSet):
    farmers: int = parameter(8, 1, 50, 1, nl=("Boeren", "Hoeveel."), en=("Farmers", "How many."))
    chance: float = parameter(0.5, 0.0, 1.0, 0.1, nl=("Kans", "Op een koe."), en=("Chance", "Of a cow."))


# region: rule
def simulate(p, random):
    cows = 0
    for year in range(10):
        cows += sum(random.random() < p.chance for _ in range(p.farmers))
        yield {"year": year, "cows": cows}
# endregion


def measures(p, rows):
    return {"cows_final": rows[-1]["cows"]}


_ = Text("Proef.", "Trial.")
MODEL = Model(
    slug="cows", version="1", title=Text("Koeien", "Cows"), claim=Text("Meer koeien.", "More cows."),
    axis=Observable("year", "Jaar", "Year", "count"),
    columns=(Observable("cows", "Koeien", "Cows", "count"),),
    summary=(Observable("cows_final", "Koeien aan het eind", "Cows at the end", "count"),),
    card=Card(_, _, _, _, _, _, _), sources=("hardin1968",), parameters=Parameters,
    simulate=simulate, measures=measures, controls=("farmers",),
)
'''
NOTEBOOK = """\
# %% tags=["parameters"]
LANG = "nl"

# %% tags=["setup"]
import altair as alt
import meadow

# %% [markdown] lang="nl"
# ## Koeien tellen

# %% [markdown] lang="en"
# ## Counting cows

# %% [markdown] tags=["source"]
# ```source
# rule
# ```

# %% tags=["lab-chart"]
run = meadow.run("cows", seed=1)
alt.Chart(alt.Data(values=run.rows)).mark_line().encode(x="year:Q", y="cows:Q")
"""
MKDOCS = """\
site_name: x
site_url: http://127.0.0.1:8000/{below}
docs_dir: docs/{language}
site_dir: build/{language}
hooks: ["{hook}"]
theme: {{name: material, language: {language}, font: false}}
not_in_nav: /models/*
plugins: [search]
markdown_extensions: [attr_list, admonition, def_list, md_in_html, pymdownx.details, pymdownx.superfences]
"""


class TinyBook:
    """A book below a folder. Change its files with `edit`, then build or check it."""

    def __init__(self, folder: Path):
        self.folder = folder

    def write(self) -> TinyBook:
        """Write all of it."""
        files = {
            "docs/source/outline.yml": OUTLINE,
            "docs/source/presentation.txt": DECK["nl"],
            "docs/source/presentation.en.txt": DECK["en"],
            "docs/references.bib": BIBLIOGRAPHY,
            "models/pyproject.toml": (ROOT / "models/pyproject.toml")
            .read_text()
            .replace("regelkring", "meadow"),
            "models/README.md": "# Meadow\n",
            "models/meadow/__init__.py": (ROOT / "models/regelkring/__init__.py").read_text(),
            "models/meadow/cows.py": MODEL,
            "notebooks/cows.py": NOTEBOOK,
        }
        for language in ("nl", "en"):
            name = "mkdocs.yml" if language == "nl" else "mkdocs.en.yml"
            below = "" if language == "nl" else "en/"
            files[name] = MKDOCS.format(
                language=language, hook=ROOT / "scripts/hook.py", below=below
            )
            files[f"docs/{language}/index.md"] = "---\ntitle: Start\n---\n\nHallo.\n"
            files[f"docs/{language}/weide.md"] = CHAPTER[language]
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        core = self.folder / "models/meadow/core"
        shutil.copytree(
            ROOT / "models/regelkring/core", core, ignore=shutil.ignore_patterns("__pycache__")
        )
        return self

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`python -m scripts --root BOOK …`"""
        return command(self.folder, *words)


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The generator's command line on a book."""
    return subprocess.run(
        [sys.executable, "-m", "scripts", "--root", str(folder), *words],
        cwd=ROOT,
        env=os.environ | {"NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
