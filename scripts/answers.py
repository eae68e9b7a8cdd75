"""The list for teachers: of each chapter its assignment, rubric and answers, folded, as Markdown.

An `answers` fence stands for it. The texts are those of docs/source/teaching; a chapter that has none is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from .book import Book
from .outline import Chapter
from .teaching import Teaching


def answers_list(book: Book, language: str, up: str) -> str:
    """All chapters that teach something, under headings of their own; `up` leads to the language's root."""
    part = _Part(book, language, up)
    found = [part.chapter(one, book.teaching[one.slug]) for one in book.outline.chapters()]
    return "\n\n".join(text for text in found if text)


class _Part:
    def __init__(self, book: Book, language: str, up: str):
        self.book, self.language, self.up = book, language, up

    def say(self, key: str, **values: object) -> str:
        return self.book.say(f"answers.{key}", self.language, **values)

    def chapter(self, chapter: Chapter, teaching: Teaching) -> str:
        """One chapter, or nothing."""
        folds = [
            _fold(self.say("brief"), self.brief(teaching)),
            _fold(self.say("rubric", points=teaching.points), "\n\n".join(self.rubric(teaching))),
            _fold(self.say("answers"), "\n\n".join(self.answers(chapter, teaching))),
        ]
        if not any(folds):
            return ""
        title = chapter.title[self.language]
        heading = f"## [{chapter.number} {title}]({chapter.slug}.md) {{#{chapter.slug}}}"
        return "\n\n".join(text for text in (heading, self.about(teaching), *folds) if text)

    def about(self, teaching: Teaching) -> str:
        """For whom it is, and what comes before it."""
        facts = []
        if teaching.level:
            facts.append(self.say("level", level=teaching.level[self.language]))
        before = [self.book.outline.chapter(slug) for slug in teaching.prerequisites]
        if links := [f"[{one.title[self.language]}]({one.slug}.md)" for one in before if one]:
            facts.append(self.say("before", chapters=", ".join(links)))
        return " ".join(facts)

    def brief(self, teaching: Teaching) -> str:
        """The text to hand out."""
        return teaching.brief[self.language].strip() if teaching.brief else ""

    def rubric(self, teaching: Teaching) -> Iterator[str]:
        """Each criterion with what its levels are worth; a list, so that a phone can show it."""
        for one in teaching.rubric:
            levels = [
                f"- **{one.weight * worth}** {text[self.language]}"
                for worth, text in enumerate(one.levels)
            ]
            yield "\n".join([f"*{one.title[self.language]}*", "", *levels])

    def answers(self, chapter: Chapter, teaching: Teaching) -> Iterator[str]:
        """Each answer, with a link to its exercise."""
        for number, one in enumerate(teaching.answers, 1):
            name = escape(
                self.book.say("exercise.name", self.language, number=f"{chapter.number}.{number}")
            )
            link = f'<a href="{self.up}{chapter.slug}/#exercise-{number}">{name}</a>'
            yield f"**{link}.** {one[self.language].strip()}"


def _fold(title: str, text: str) -> str:
    """A block that opens, or nothing."""
    if not text:
        return ""
    body = "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
    return f'??? teaching "{title}"\n\n{body}'
