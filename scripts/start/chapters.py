"""The text that a chapter starts with: its slide cards, a sentence from each to the next, questions to its author.

The questions and the speaker's notes are comments, which never reach a page. What does reach it claims
nothing but what is there: how many slides, which, and what comes next.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from .plan import Chapter
from .sheets import Sheet

type Say = Callable[..., str]  # key, values -> words in one language


@dataclass(frozen=True)
class Place:
    """A chapter among the others: its number from 1, and the next one, if there is one."""

    number: int
    following: Chapter | None = None


def chapter_text(chapter: Chapter, sheets: list[Sheet], say: Say, place: Place) -> str:
    """A chapter in Markdown, with front matter."""
    chosen = [(number, sheets[number - 1]) for number in chapter.slides]
    parts = [front(chapter, sheets, say), f"<!-- {_quiet(say('start.comment.chapter'))} -->"]
    parts.append(_lead(chosen, say))
    headed = chapter.title.casefold()
    for at, (number, sheet) in enumerate(chosen):
        opening = number == 1 and not any(point.marker for point in sheet.points)
        if sheet.title.casefold() != headed and sheet.points and not opening:
            parts.append(f"## {md(sheet.title)}")
            headed = sheet.title.casefold()
        parts.append(say("start.lines.title") if opening else _lines(sheet, say, number))
        parts.append(f"```slide\n{number}\n```")
        comment = [say("start.comment.slide", number=number)]
        if sheet.notes:
            comment.append(say("start.comment.notes", notes=sheet.notes))
        parts.append("\n".join(["<!--", *map(_quiet, comment), "-->"]))
        coming = chosen[at + 1][1].title if at + 1 < len(chosen) else ""
        if coming:
            same = coming.casefold() == sheet.title.casefold()
            parts.append(
                say("start.same") if same else say(f"start.on.{1 + number % 3}", next=md(coming))
            )
    if place.following:
        following = place.following
        parts.append(say("start.next", next=md(following.title), page=f"{following.slug}.md"))
    parts += [f"## {say('discuss.heading')}", _questions(chapter, say, place.number)]
    return re.sub(r"(?<=[?!….]\*)\.$", "", "\n\n".join(parts), flags=re.M) + "\n"


def front(chapter: Chapter, sheets: list[Sheet], say: Say) -> str:
    """The front matter: what the chapter is about, and two goals."""
    titles = list(dict.fromkeys(sheets[number - 1].title for number in chapter.slides))
    *most, last = titles
    listed = f"{', '.join(most)} {say('start.and')} {last}" if most else last
    first, final = chapter.slides[0], chapter.slides[-1]
    about = say(
        f"start.about.{many(chapter.slides)}", first=first, last=final, titles=listed.rstrip(".")
    )
    goals = [say("start.goal.1", title=md(chapter.title)), say("start.goal.2")]
    rows = "\n".join(f"  - {quoted(goal)}" for goal in goals)
    return f"---\ndescription: {quoted(about)}\ngoals:\n{rows}\n---"


def many(slides: tuple[int, ...]) -> str:
    """Which words to use for so many slides: "one", "two" or "more"."""
    return {1: "one", 2: "two"}.get(len(slides), "more")


def _lead(chosen: list[tuple[int, Sheet]], say: Say) -> str:
    first, last = md(chosen[0][1].title), md(chosen[-1][1].title)
    if len(chosen) == 1:
        return say("start.lead.one", first=first)
    key = "start.lead.same" if first.casefold() == last.casefold() else "start.lead.more"
    return say(key, count=number_word(len(chosen), say), first=first, last=last)


def _lines(sheet: Sheet, say: Say, number: int) -> str:
    """A sentence on how much the slide says, not the same one at two slides in a row."""
    count = len(sheet.points)
    if count < 2:
        return say(f"start.lines.{count}")
    return say(f"start.lines.{2 + number % 3}", count=number_word(count, say))


def _questions(chapter: Chapter, say: Say, number: int) -> str:
    """Two of the four questions, in turn, so that neighbouring chapters do not ask the same."""
    turn = number % 2
    asked = [say(f"start.discuss.{1 + turn}", title=md(chapter.title))]
    asked.append(say(f"start.discuss.{3 + turn}"))
    return "\n".join(f"- {one}" for one in asked)


def number_word(count: int, say: Say) -> str:
    """A number as a word up to twelve, in figures above."""
    return say(f"start.number.{count}") if 2 <= count <= 12 else str(count)


def quoted(text: str) -> str:
    """A text as YAML and JSON have it."""
    return json.dumps(text, ensure_ascii=False)


def md(text: str) -> str:
    """A text whose signs Markdown, citations and formulas leave alone."""
    text = re.sub(r"([\\`*_{}\[\]#!+])", r"\\\1", text)
    text = re.sub(r"[&<>@$|~\"]", lambda match: f"&#{ord(match[0])};", text)
    return text.replace("zfragment", "z&#102;ragment")


def _quiet(text: str) -> str:
    """Text that cannot end a comment."""
    return re.sub(r"-{2,}", "–", text).replace(">", "›")
