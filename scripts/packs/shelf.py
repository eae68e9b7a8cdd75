"""All packs of one language: what lies under /downloads/, and what the browser makes packs of."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property

from ..cache import digest, short
from ..errors import BookError, raise_all
from ..imprint import licence_line
from ..labfence import LabFence
from ..pages import Source, Stage
from ..teaching import teaching_folder
from . import links
from .archive import pack, unpack
from .cartridge import NOTE, address_of, cartridge, fragment, label_of
from .inspect import approve
from .lesson import Lesson, lesson_of
from .markup import SITE, template
from .qti import qti_package
from .scorm import recipe

PART = "part.json"  # kept beside a chapter's packs: what the browser makes packs of


@dataclass(frozen=True)
class Placed:
    """A chapter on the shelf: the names of its files below /downloads/ and /assets/packs/."""

    lesson: Lesson
    downloads: dict[str, str]  # format -> file name
    fragment: str
    recipe: str


class Shelf:
    """The packs of a language's chapters. `address` is where the whole site will be."""

    def __init__(self, stage: Stage, chapters: list[tuple[Source, list[LabFence]]], address: str):
        self.stage, self.chapters, self.address = stage, chapters, address
        self.book, self.language = stage.book, stage.language
        self.assets: dict[str, bytes] = {}

    @cached_property
    def lessons(self) -> list[Lesson]:
        """Every chapter as a lesson."""
        found = []
        for source, labs in self.chapters:
            assert source.chapter
            ids = [f"lab-{number}" for number, _ in enumerate(labs, 1)]
            teaching = self.book.teaching[source.chapter.slug]
            found.append(lesson_of(self.book, source, labs, teaching, ids))
        return found

    @cached_property
    def kept(self) -> dict[str, dict[str, bytes]]:
        """Every chapter's packs, and PART; raises BookError for every pack that is not right."""
        found: dict[str, dict[str, bytes]] = {}
        errors: list[BookError] = []
        for lesson in self.lessons:
            try:
                found[lesson.slug] = self._packs(lesson)
            except BookError as error:
                errors.append(error)
        raise_all(errors)
        return found

    @cached_property
    def made(self) -> dict[str, bytes]:
        """The files below /downloads/."""
        files = {
            name: data for kept in self.kept.values() for name, data in kept.items() if name != PART
        }
        if self.lessons:
            place = address_of(self.lessons[0], self.address)
            files[f"links-{self.language}.csv"] = links.as_csv(self.lessons, place)
        return files

    def _packs(self, lesson: Lesson) -> dict[str, bytes]:
        """A chapter's packs and its part, kept under all that they are made of."""
        path = teaching_folder(self.book) / f"{lesson.slug}.yml"
        page = self.book.docs / self.language / f"{lesson.slug}.md"
        titles = [lesson.name, *(link.title for link in lesson.labs), self.book.outline.title]
        titles.append(licence_line(self.book, self.language))
        key = digest(
            self.book.generator, page, path.read_bytes() if path.exists() else b"", titles,
            self.address, self.language, self.book.languages, self.book.package,
            self.book.library.version, self.book.tools,
        )  # fmt: skip
        kept = self.book.cache.get("packs", key)
        if kept is not None:
            return unpack(kept)
        name = f"{lesson.slug}-{self.language}"
        place = address_of(lesson, self.address)
        part = fragment(lesson)
        data = cartridge(label_of(lesson), [part], place)
        files = {f"{name}.imscc": approve(data, "cartridge", f"{name}.imscc")}
        if package := qti_package(lesson):
            files[f"{name}.qti.zip"] = approve(package, "qti", f"{name}.qti.zip")
        told = asdict(part) | {"links": links.rows(lesson)}
        files[PART] = json.dumps(told, ensure_ascii=False).encode()
        self.book.cache.put("packs", key, pack(files))
        return files

    @cached_property
    def placed(self) -> list[Placed]:
        """Every chapter with its files, which are made now."""
        found = []
        for lesson in self.lessons:
            name = f"{lesson.slug}-{self.language}"
            package = recipe(self.stage, lesson)
            downloads = {"cartridge": f"{name}.imscc", "qti": f"{name}.qti.zip"}
            found.append(
                Placed(
                    lesson,
                    {kind: file for kind, file in downloads.items() if file in self.made},
                    self._keep(name, self.kept[lesson.slug][PART]),
                    self._keep(f"{name}-lab", package.json().encode()) if package else "",
                )
            )
        return found

    def _keep(self, name: str, data: bytes) -> str:
        file = f"{name}-{short(data)}.json"
        self.assets[file] = data
        return file

    @cached_property
    def index(self) -> str:
        """The file name of what the browser must know to make packs."""
        outline = self.book.outline
        language = self.language

        def tell(key: str) -> str:
            return self.book.say(f"packs.{key}", language)

        value = {
            "language": language,
            "package": self.book.package,
            "title": outline.title[language],
            "description": self.book.say("packs.course", language, book=outline.title[language]),
            "licence": licence_line(self.book, language),
            "manifest": template("cartridge.xml"),
            "page": template("page.html"),
            "site": SITE,
            "mark": NOTE,
            "notes": [tell("about.links"), tell("about.unset")],
            "separator": links.SEPARATOR.get(language, ","),
            "columns": [tell(f"column.{name}") for name in ("number", "kind", "title", "address")],
            "links": self.book.say("packs.links", language, book=outline.title[language]),
            "chapters": [
                {
                    "slug": one.lesson.slug,
                    "number": one.lesson.number,
                    "name": one.lesson.name,
                    "fragment": one.fragment,
                    "recipe": one.recipe,
                }
                for one in self.placed
            ],
        }
        return self._keep(f"packs-{language}", json.dumps(value, ensure_ascii=False).encode())

    def files(self) -> dict[str, bytes]:
        """Everything, by name below the root of the site."""
        assert self.index
        files = {f"downloads/{name}": data for name, data in self.made.items()}
        files |= {f"assets/packs/{name}": data for name, data in self.assets.items()}
        return files

    def page(self) -> tuple[str, bytes]:
        """The links as a page, which like all pages stands below the root of its language."""
        place = address_of(self.lessons[0], self.address)
        return f"downloads/links-{self.language}.html", links.as_page(self.lessons, place)
