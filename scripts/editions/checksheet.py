"""A chapter's self-checks on paper: questions to answer with a pencil, and the answers, which stand elsewhere."""

from __future__ import annotations

from html import escape

from ..checkdata import LabTask
from ..checkmarkup import CheckMarkup
from ..checkproof import solution
from ..checks import PlainCheck, checks_of, html
from .press import Press

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class CheckSheet:
    """The checks of one chapter."""

    def __init__(self, press: Press, chapter: str):
        self.press, self.book, self.language = press, press.book, press.language
        self.markup = CheckMarkup(press.book, press.language)
        self.teaching = press.book.teaching[chapter]
        self.checks = checks_of(press.book, chapter, press.language)

    def questions(self, path: str) -> str:
        """All questions as HTML; "" if there are none. `path` is the chapter's address."""
        if not self.checks:
            return ""
        rows = "".join(self._question(one) for one in self.checks)
        return f'<div class="checks">{self.press.live(f"{path}#checks", "live.checks")}{rows}</div>'

    def answers(self) -> str:
        """All answers as HTML, with why."""
        rows = "".join(
            f'<li value="{one.number}">{self._answer(one)}'
            f"{f' {html(one.why)}' if one.why else ''}</li>"
            for one in self.checks
        )
        return f'<ol class="check-answers">{rows}</ol>' if rows else ""

    def _question(self, check: PlainCheck) -> str:
        number = escape(self.book.say("check.number", self.language, number=check.number))
        body = {
            "choice": self._options,
            "numeric": lambda one: self._line(one.unit),
            "order": self._order,
            "match": self._match,
            "lab": lambda one: f"<p>{self.markup.goal(one)}</p>",
        }[check.kind](check)
        return (
            f'<div class="check" id="check-{check.id}"><p class="check-question"><b>{number}</b> '
            f"{html(check.question)}</p>{body}</div>"
        )

    def _options(self, check: PlainCheck) -> str:
        hint = f"<p>{self.press.say('several')}</p>" if check.several else ""
        return hint + self._lettered([one.text for one in check.options])

    def _lettered(self, texts: list[str] | tuple[str, ...]) -> str:
        return (
            f'<ol type="a" class="options">{"".join(f"<li>{html(one)}</li>" for one in texts)}</ol>'
        )

    def _line(self, unit: str = "") -> str:
        words = escape(self.book.say("answer", self.language))
        return f'<p class="blank">{words}: <span class="line">\u00a0</span> {html(unit)}</p>'

    def _order(self, check: PlainCheck) -> str:
        return f"<p>{self.press.say('order')}</p>{self._lettered(check.items)}{self._line()}"

    def _match(self, check: PlainCheck) -> str:
        items = "".join(f"<li>{html(one)}</li>" for one in check.items)
        return (
            f"<p>{self.press.say('match')}</p><ol>{items}</ol>"
            f"{self._lettered(check.others)}{self._line()}"
        )

    def _answer(self, check: PlainCheck) -> str:
        match check.kind:
            case "choice":
                right = [n for n, one in enumerate(check.options) if one.right]
                said = ", ".join(LETTERS[n] for n in right)
                whys = " ".join(check.options[n].why for n in right)
                return f"<b>{said}.</b> {html(whys)}"
            case "numeric":
                value = f"{self.markup.figure(check.answer)} {html(check.unit)}".strip()
                return f"<b>{value}.</b>"
            case "order":
                return f"<b>{', '.join(LETTERS[n] for n in check.key)}.</b>"
            case "match":
                pairs = ", ".join(f"{n}{LETTERS[at]}" for n, at in enumerate(check.key, 1))
                return f"<b>{pairs}.</b>"
        return f"<b>{self.press.say('solution', values=self._solution(check))}</b>"

    def _solution(self, check: PlainCheck) -> str:
        """Settings that fulfil a lab's task."""
        task = next(one for one in self.teaching.checks if one.id == check.id)
        assert isinstance(task, LabTask)
        specs = self.book.library.model(task.model).parameters.specs()
        return "; ".join(
            f"{specs[name].label.in_language(self.language)} {self.press.setting(specs[name], value)}"
            for name, value in solution(self.book, task, self.teaching.path).items()
        )
