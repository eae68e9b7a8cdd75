"""SCORM 1.2: one lab of a chapter with Python and the models in it, for a learning platform.

A recipe says what is in the package: a few texts, and the names of files that the site has anyway.
From it the browser makes the package, or `python -m scripts packs` does. All of them in the site would be
hundreds of megabytes of the same Python over and over.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .. import lab as labs
from ..checkdata import LabTask
from ..errors import BookError
from ..labfence import LabFence
from ..pages import Stage
from ..runs import kept_run
from .archive import MANIFEST, pack
from .lesson import Lesson
from .markup import SITE, element, plain, template, written

# Chunks that a module loads at once or later, as the bundler writes their names.
CHUNK = re.compile(r"""["']\./([\w.-]+\.js)["']""")
TAKE = re.compile(r'<details class="lab-take">.*?</details>', re.S)


@dataclass(frozen=True)
class Recipe:
    """What a package is made of. In the texts the site's address is still to be filled in."""

    name: str
    title: str
    texts: dict[str, str]
    files: tuple[str, ...]

    def json(self) -> str:
        """The recipe as the browser reads it."""
        value = {"name": self.name, "title": self.title, "texts": self.texts, "files": self.files}
        return json.dumps(value, ensure_ascii=False)


def read_recipe(text: str) -> Recipe:
    """A recipe from its JSON."""
    value = json.loads(text)
    return Recipe(value["name"], value["title"], value["texts"], tuple(value["files"]))


def make(recipe: Recipe, site: Path, address: str) -> bytes:
    """The package, from the files of a site that was built."""
    root = escape(address.rstrip("/") + "/")
    files = {name: text.replace(SITE, root).encode() for name, text in recipe.texts.items()}
    for name in recipe.files:
        try:
            files[name] = (site / name).read_bytes()
        except OSError as error:
            raise BookError("the site lacks this file of a package", site / name) from error
    return pack(files)


def task_of(lesson: Lesson) -> LabTask | None:
    """The first check of a chapter that has to be done in a lab."""
    return next((check for check in lesson.checks if isinstance(check, LabTask)), None)


def lab_of(lesson: Lesson) -> tuple[LabFence, LabTask | None] | None:
    """The lab of the package and what is asked in it: that of the chapter's task, or its first lab."""
    task = task_of(lesson)
    if task is None:
        return (lesson.fences[0], None) if lesson.fences else None
    for fence in lesson.fences:
        same = fence.model == task.model and fence.values == task.values and fence.seed == task.seed
        if same:
            more = tuple(name for name in task.controls if name not in fence.controls)
            return replace(fence, controls=(*fence.controls, *more)), task
    return LabFence(task.model, task.controls, dict(task.values), task.seed), task


def recipe(stage: Stage, lesson: Lesson) -> Recipe | None:
    """What the chapter's package is made of; None if it has no lab."""
    found = lab_of(lesson)
    if found is None:
        return None
    fence, task = found
    files = _runtime_files(stage)
    config = f"assets/labs/{stage.config_name(fence.model)}"
    own = next((one for one in lesson.fences if _starts_like(one, fence)), None)
    atlas = f"assets/atlas/{stage.atlas_name(own)}" if own else ""
    place = labs.Placement(
        "lab-1", lesson.book.say("lab.only", lesson.language), config,
        f"assets/{stage.runtime.manifest}", atlas,
    )  # fmt: skip
    title = lesson.book.library.model(fence.model).title.in_language(lesson.language)
    # What a reader takes away of a lab leads to places that a package has not got.
    lab = TAKE.sub("", stage.markup.render(fence, place, stage.specs[fence.model]))
    html = template("scorm.html").format(
        language=lesson.language,
        title=escape(title),
        style=stage.runtime.styles[0],
        course=escape(json.dumps(_course(lesson, fence, task)), quote=True),
        task=escape(_ask(lesson, fence, task)),
        lab=lab,
        chapter=lesson.chapter.address,
        more=escape(lesson.say("scorm.more", title=lesson.name)),
        script=stage.runtime.scorm,
    )
    files += [config, *([atlas] if atlas else [])]
    return Recipe(
        f"{lesson.slug}-{lesson.language}.scorm.zip",
        title,
        {"index.html": html, MANIFEST: _manifest(lesson, title, sorted(files))},
        tuple(sorted(files)),
    )


def _starts_like(one: LabFence, other: LabFence) -> bool:
    return (one.model, one.values, one.seed) == (other.model, other.values, other.seed)


def _manifest(lesson: Lesson, title: str, files: list[str]) -> str:
    return template("scorm.xml").format(
        identifier=f"{lesson.book.package}-{lesson.language}-{lesson.slug}-lab",
        version=lesson.book.library.version,
        title=escape(f"{lesson.title}: {title}", quote=False),
        files=written(*(element("file", {"href": name}) for name in ["index.html", *files])),
    )


def _ask(lesson: Lesson, fence: LabFence, task: LabTask | None) -> str:
    parts = [lesson.say("scorm.predict")] if fence.predict else []
    parts.append(plain(task.question[lesson.language]) if task else lesson.say("scorm.run"))
    return " ".join(parts)


def _course(lesson: Lesson, fence: LabFence, task: LabTask | None) -> dict[str, Any]:
    """What the page must know to score: the right option of the prediction, and when the task is done."""
    right = None
    if fence.predict:
        value = kept_run(lesson.book, fence.model, fence.seed, fence.values).summary[
            fence.predict.measure
        ]
        options = fence.predict.options
        bounds = [one.below for one in options]
        hits = [
            n for n, below in enumerate(bounds)
            if below is not None and value is not None and value < below
        ]  # fmt: skip
        right = hits[0] if hits else len(options) - 1
    until = task and {
        "measure": task.until.measure,
        "above": task.until.above,
        "below": task.until.below,
        "closed": task.until.closed,
    }
    return {"language": lesson.language, "right": right, "until": until}


def _runtime_files(stage: Stage) -> list[str]:
    """What a lab loads: its scripts and all they import, its stylesheet, Python and the models.

    The standard library stays out: the snapshot holds what labs need of it.
    """
    runtime = stage.runtime
    manifest = json.loads(runtime.files[runtime.manifest].read_text(encoding="utf-8"))
    names = {runtime.manifest, runtime.styles[0], manifest["snapshot"], manifest["wheel"]}
    names |= {
        name
        for name in runtime.files
        if name.startswith(manifest["pyodide"]) and not name.endswith("python_stdlib.zip")
    }
    waiting = [runtime.scorm, manifest["worker"]]
    while waiting:
        name = unquote(waiting.pop())
        if name in names or name not in runtime.files:
            continue
        names.add(name)
        waiting += CHUNK.findall(runtime.files[name].read_text(encoding="utf-8"))
    return [f"assets/{name}" for name in sorted(names)]
