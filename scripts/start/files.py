"""All files of a new book, by name: the templates of `scripts/starter`, the deck, the plan and the kit."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..book import GENERATOR, Book
from .chapters import Place, Say, chapter_text, many, md, number_word, quoted
from .kit import kit_files
from .plan import Chapter, Part, common
from .sheets import Sheet

STARTER = GENERATOR / "starter"
SEED = 2  # of the lab: with it the run comes out near the average that the text tells
LICENCE, CODE_LICENCE = "CC BY 4.0", "MIT"
TOKEN = re.compile(r"\{\{(\w+)\}\}")
LINKS = ("sources", "presentation", "about")  # pages whose names depend on the first language


@dataclass(frozen=True)
class Start:
    """What a new book is made from. `decks` has the sheets of each language; `texts` the deck as it was given."""

    title: str
    package: str
    languages: tuple[str, ...]
    decks: Mapping[str, list[Sheet]]
    texts: Mapping[str, str]
    parts: tuple[Part, ...]
    lab: Chapter
    day: date

    @property
    def first(self) -> str:
        """The first language."""
        return self.languages[0]

    def chapters(self) -> list[Chapter]:
        """All chapters in order, that of the lab last."""
        return [chapter for part in self.parts for chapter in part.chapters] + [self.lab]


def book_files(start: Start, generator: str, words: Book) -> dict[str, bytes]:
    """Every file of the book; `generator` is the way from the book to the generator, `words` says things."""
    made = _Maker(start, generator, words)
    files: dict[str, str] = made.sources() | made.project()
    for language in start.languages:
        files |= made.pages(language)
    found = {name: text.encode() for name, text in files.items()}
    for name in ("favicon.svg", "logo.svg"):
        found[f"docs/assets/{name}"] = (STARTER / "docs" / "assets" / name).read_bytes()
    return found | kit_files(start.package)


def way(folder: Path) -> str:
    """The way from a book's folder to the generator's."""
    return Path(os.path.relpath(GENERATOR.parent.resolve(), folder.resolve())).as_posix()


class _Maker:
    def __init__(self, start: Start, generator: str, words: Book):
        self.start, self.generator, self.words = start, generator, words
        self.names = {one: words.say(f"start.page.{one}", start.first) for one in LINKS}

    def say(self, language: str) -> Say:
        """The generator's words in one language."""

        def say(key: str, **values: object) -> str:
            return self.words.say(key, language, **values)

        return say

    def fill(self, name: str, **values: object) -> str:
        """A template with its places filled; what is filled in is not looked at again."""
        start = self.start
        known: dict[str, object] = {
            "title": start.title,
            "title_md": md(start.title),
            "title_yaml": quoted(start.title),
            "package": start.package,
            "language": start.first,
            "generator": self.generator,
            "licence": LICENCE,
            "code_licence": CODE_LICENCE,
            "count": len(start.decks[start.first]),
            "seed": SEED,
        } | values
        text = (STARTER / name).read_text(encoding="utf-8")
        return TOKEN.sub(lambda match: str(known[match[1]]), text)

    def sources(self) -> dict[str, str]:
        """What stands in docs/source, and the bibliography."""
        start = self.start
        title = {language: start.title for language in start.languages}
        author = {
            language: self.words.say("start.author", language, title=start.title)
            for language in start.languages
        }
        keywords = {language: [start.title] for language in start.languages}
        files = {
            "docs/references.bib": self.fill("docs/references.bib"),
            "docs/source/outline.yml": self.outline(),
            "docs/source/imprint.yml": self.fill(
                "docs/source/imprint.yml",
                title_words=flow(title),
                author_words=flow(author),
                day=start.day.isoformat(),
                keywords=flow(keywords),
            ),
        }
        for language in start.languages:
            files[f"docs/source/{self.deck_name(language)}"] = start.texts.get(
                language, start.texts[start.first]
            )
            words = sorted(set(re.findall(r"[^\W\d_]{2,}", start.title)))
            name = f"docs/source/words.{language}.txt"
            files[name] = self.fill(name, title_list="\n".join(words))
        return files

    def deck_name(self, language: str) -> str:
        """The file of the deck in a language."""
        return (
            "presentation.txt" if language == self.start.first else f"presentation.{language}.txt"
        )

    def outline(self) -> str:
        """The outline: parts and chapters, with the titles of the deck in every language."""
        start = self.start
        decks = flow({language: self.deck_name(language) for language in start.languages})
        title = {language: start.title for language in start.languages}
        names = self.names
        rows = [
            "# The one ordered list of the book: parts, chapters, and the slides each chapter shows.",
            "# It was guessed from the deck. A chapter named here that has no page yet gets one by",
            "# `python -m scripts outline`; every slide, or line of one (3: 1-4), stands in exactly one chapter.",
            f"title: {flow(title)}",
            f"presentation: {decks}",
            "pages:",
            f"  back: [{names['presentation']}, {names['sources']}, {names['about']}]",
            f"  sources: {names['sources']}",
            f"  presentation: {names['presentation']}",
            "parts:",
        ]  # fmt: skip
        for part in [*start.parts, Part("", (start.lab,))]:
            lab = part.chapters[0] is start.lab
            key = "start.part.lab" if lab else self.untitled(part)
            named = {
                one: part.title or self.words.say(key, one) for one in start.languages
            }  # until the author translates it, a part has the title of its section
            rows += [f"  - title: {flow(named)}", "    chapters:"]
            for chapter in part.chapters:
                titles = {one: self.chapter_title(chapter, one) for one in start.languages}
                slides = ", ".join(map(str, chapter.slides))
                rows.append(
                    f"      - {{slug: {quoted(chapter.slug)}, title: {flow(titles)}, slides: [{slides}]}}"
                )
        return "\n".join(rows) + "\n"

    def untitled(self, part: Part) -> str:
        """What a part without a title is called: all of the deck, or what comes before its sections."""
        return "start.part.opening" if len(self.start.parts) > 1 else "start.part"

    def chapter_title(self, chapter: Chapter, language: str) -> str:
        """In another language than the first: the title of the same slide there, if the deck is given in it."""
        start = self.start
        if chapter is start.lab:
            return self.words.say("start.lab", language)
        there = start.decks.get(language)
        if language == start.first or there is None:
            return chapter.title
        here = start.decks[start.first]
        same = [
            number for number in chapter.slides if here[number - 1].title.startswith(chapter.title)
        ]
        return common(there[(same or chapter.slides)[0] - 1].title)

    def pages(self, language: str) -> dict[str, str]:
        """The pages of one language, and its configuration."""
        start, say = self.start, self.say(language)
        sheets = start.decks.get(language, start.decks[start.first])
        count = len(sheets)
        own = [
            Chapter(one.slug, self.chapter_title(one, language), one.slides)
            for one in start.chapters()
        ]
        files = {}
        for number, chapter in enumerate(own[:-1], start=1):
            place = Place(number, own[number])
            files[f"docs/{language}/{chapter.slug}.md"] = chapter_text(chapter, sheets, say, place)
        files[f"docs/{language}/{start.lab.slug}.md"] = self.fill(f"docs/{language}/lab.md")
        contents = "\n".join(self.item(one, say) for one in own)
        for name in ("index", "about"):
            text = self.fill(
                f"docs/{language}/{name}.md",
                contents=contents,
                count=number_word(count, say),
                description_yaml=quoted(say("start.description", title=start.title, count=count)),
            )
            files[f"docs/{language}/{self.names.get(name, name)}.md"] = self.links(text)
        first = language == start.first
        palette = self.palette(say)
        template = "mkdocs.yml" if first else "mkdocs.other.yml"
        files[template.replace("other", language)] = self.fill(
            template,
            language=language,
            site_name=quoted(start.title),
            palette=palette,
            hook_yaml=quoted(f"{self.generator}/scripts/hook.py"),
        )
        return files

    def links(self, text: str) -> str:
        """The links to generated pages as the first language names them."""
        for one in LINKS:
            text = text.replace(f"]({one}.md)", f"]({self.names[one]}.md)")
        return text

    def item(self, chapter: Chapter, say: Say) -> str:
        """A chapter in the list of contents."""
        link = f"- [{md(chapter.title)}]({chapter.slug}.md)"
        if not chapter.slides:
            return link
        first, last = chapter.slides[0], chapter.slides[-1]
        return f"{link}: {say(f'start.slides.{many(chapter.slides)}', first=first, last=last)}"

    def palette(self, say: Say) -> str:
        """The three settings of light and dark, with what their buttons say."""
        rows = ["  palette:"]
        for scheme, theme, icon, key in (
            ("", "default", "brightness-auto", "auto"),
            (": light", "default", "weather-sunny", "light"),
            (": dark", "slate", "weather-night", "dark"),
        ):
            name = quoted(say(f"start.theme.{key}"))
            rows += [
                f'    - media: "(prefers-color-scheme{scheme})"',
                f"      scheme: {theme}",
                "      primary: custom",
                "      accent: custom",
                f"      toggle: {{icon: material/{icon}, name: {name}}}",
            ]
        return "\n".join(rows)

    def project(self) -> dict[str, str]:
        """The package of models with its notebook, the tests, and the files at the root."""
        start = self.start
        package = f"models/{start.package}"
        files = {
            f"{package}/{name}": self.fill(f"models/package/{name}")
            for name in ("__init__.py", "__main__.py", "rumour.py")
        }
        for name in ("models/pyproject.toml", "models/README.md", "pyproject.toml", "Makefile"):
            files[name] = self.fill(name)
        for name in ("test_book.py", "test_models.py", "test_site.py"):
            files[f"tests/{name}"] = self.fill(f"tests/{name}")
        files["tests/conftest.py"] = self.fill(
            "tests/conftest.py", generator_python=quoted(self.generator)
        )
        files["notebooks/rumour.py"] = notebook_in(
            self.fill("notebooks/rumour.py"), start.languages
        )
        files[".gitignore"] = self.fill("gitignore")
        others = [one for one in start.languages[1:] if one not in start.texts]
        translate = "".join(
            f"   `{self.deck_name(one)}` is still in the first language: translate it line by line.\n"
            for one in others
        )
        folders = ", ".join(f"`docs/{one}/`" for one in start.languages)
        files["README.md"] = self.fill("README.md", docs_folders=folders, translate=translate)
        return files


def flow(value: Mapping[str, object]) -> str:
    """A mapping on one line of YAML."""

    def one(item: object) -> str:
        return f"[{', '.join(map(one, item))}]" if isinstance(item, list) else quoted(str(item))

    return "{" + ", ".join(f"{key}: {one(item)}" for key, item in value.items()) + "}"


def notebook_in(text: str, languages: tuple[str, ...]) -> str:
    """A notebook with the text cells of these languages, in their order; code cells stand in between."""
    cells = re.split(r"(?m)^(?=# %%)", text)
    kept: list[str] = []
    told: dict[str, str] = {}  # the cells of one text, by language
    for cell in [*cells, ""]:
        found = re.match(r'# %% \[markdown\] lang="(\w+)"', cell)
        if not found or found[1] in told:
            kept += [told[language] for language in languages if language in told]
            told = {}
        if found:
            told[found[1]] = cell
        else:
            kept.append(cell)
    return "".join(kept)
