"""Common Cartridge 1.1: what Moodle, Canvas, Brightspace and Blackboard import as part of a course.

A cartridge is put together from fragments, one a chapter, so that the browser can make one of chosen
chapters from the same fragments. Moodle knows a cartridge by the default namespace in the first 500
bytes of its manifest, which is why `xmlns` stands first in the template and nothing before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import urlparse

from ..imprint import licence_line
from .archive import MANIFEST, pack
from .lesson import CHECKS, Lesson, Link
from .markup import SITE, element, page, template, written
from .questions import quiz_of
from .quiz import assessment

WEB, LINK = "webcontent", "imswl_xmlv1p1"
QUIZ = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
NOTE = "<!--address-->"  # where a page says where its links go


@dataclass(frozen=True)
class Fragment:
    """One chapter's part of a cartridge. In its files the site's address is still to be filled in."""

    slug: str
    title: str
    items: str
    resources: str
    files: dict[str, str]


@dataclass(frozen=True)
class Label:
    """What a cartridge is called."""

    identifier: str
    title: str
    description: str
    language: str
    licence: str


@dataclass(frozen=True)
class Address:
    """Where the site is, and the words about that in the packs' language, for when it is known or not."""

    root: str
    note: str

    def fill(self, text: str) -> str:
        """A file of a fragment with the address in it."""
        return text.replace(NOTE, f"<p>{escape(self.note)}</p>").replace(SITE, escape(self.root))


def is_public(root: str) -> bool:
    """Whether an address means something on another computer."""
    host = urlparse(root).hostname or ""
    return bool(host) and host not in ("localhost", "::1") and not host.startswith("127.")


def address_of(lesson: Lesson, root: str) -> Address:
    """The site's address and what is said of it."""
    root = root.rstrip("/") + "/"
    key = "about.links" if is_public(root) else "about.unset"
    return Address(root, lesson.say(key, address=root))


def fragment(lesson: Lesson) -> Fragment:
    """A chapter's part."""
    made = _Maker(lesson)
    return made.fragment()


class _Maker:
    def __init__(self, lesson: Lesson):
        self.lesson, self.slug = lesson, lesson.slug
        self.items = [element("title", {}, lesson.name)]
        self.resources: list[object] = []
        self.files: dict[str, str] = {}

    def fragment(self) -> Fragment:
        lesson, say = self.lesson, self.lesson.say
        quiz = quiz_of(lesson)
        self.add("about", say("about"), WEB, "html", self.about(quiz.changed))
        for link in (lesson.chapter, *lesson.labs):
            self.link(link)
        if lesson.asked:
            title = say("assignment", title=lesson.title)
            text = page(title, lesson.language, lesson.assignment())
            self.add("assignment", title, WEB, "html", text)
        if lesson.checks:
            title = say("checks", title=lesson.title)
            self.link(Link("checks", title, f"{lesson.chapter.address}#{CHECKS}"))
        if quiz.questions:
            title = say("quiz", title=lesson.title)
            self.add("quiz", title, QUIZ, "xml", assessment(lesson, quiz.questions))
        item = element("item", {"identifier": f"i-{self.slug}"}, *self.items)
        return Fragment(self.slug, lesson.name, written(item), written(*self.resources), self.files)

    def link(self, link: Link) -> None:
        text = template("weblink.xml").format(
            title=escape(link.title, quote=False), address=escape(link.address)
        )
        self.add(link.name, link.title, LINK, "xml", text)

    def add(self, name: str, title: str, kind: str, ending: str, text: str) -> None:
        path, unique = f"{self.slug}/{name}.{ending}", f"{self.slug}-{name}"
        self.files[path] = text
        self.items.append(
            element(
                "item",
                {"identifier": f"i-{unique}", "identifierref": f"r-{unique}"},
                element("title", {}, title),
            )
        )
        href = {"href": path} if kind == WEB else {}
        self.resources.append(
            element(
                "resource",
                {"identifier": f"r-{unique}", "type": kind, **href},
                element("file", {"href": path}),
            )
        )

    def about(self, changed: list[str]) -> str:
        """What is in the pack, where its links go, and what is not as in the book."""
        lesson, say = self.lesson, self.lesson.say
        book = lesson.book.outline.title[lesson.language]
        lead = say("about.lead", number=lesson.number, book=book, title=lesson.title)
        body = [f"<p>{escape(lead)}</p>", f"<p>{escape(lesson.description)}</p>", NOTE]
        if changed:
            rows = "".join(f"<li>{escape(one)}</li>" for one in changed)
            body.append(f"<h2>{escape(say('about.changed'))}</h2><ul>{rows}</ul>")
        elif lesson.checks:
            body.append(f"<p>{escape(say('about.same'))}</p>")
        licence = licence_line(lesson.book, lesson.language)
        version = lesson.book.library.version
        told = say("about.licence", licence=licence, version=version).removeprefix(". ")
        return page(say("about"), lesson.language, "\n".join([*body, f"<p>{escape(told)}</p>"]))


def label_of(lesson: Lesson) -> Label:
    """What the cartridge of one chapter is called."""
    book = lesson.book
    title = f"{book.outline.title[lesson.language]}: {lesson.title}"
    return Label(
        f"{book.package}-{lesson.language}-{lesson.slug}",
        title,
        lesson.description,
        lesson.language,
        licence_line(book, lesson.language),
    )


def manifest(label: Label, fragments: list[Fragment]) -> str:
    """The manifest of a cartridge."""
    return template("cartridge.xml").format(
        identifier=label.identifier,
        title=escape(label.title, quote=False),
        description=escape(label.description, quote=False),
        language=label.language,
        licence=escape(label.licence, quote=False),
        items="\n".join(one.items for one in fragments),
        resources="\n".join(one.resources for one in fragments),
    )


def cartridge(label: Label, fragments: list[Fragment], address: Address) -> bytes:
    """The whole cartridge."""
    files = {MANIFEST: manifest(label, fragments)}
    for one in fragments:
        files |= {name: address.fill(text) for name, text in one.files.items()}
    return pack({name: text.encode() for name, text in files.items()})
