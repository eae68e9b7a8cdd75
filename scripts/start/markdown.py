"""Slides in Markdown, as Marp, reveal.js, Slidev and pandoc have them, become sheets.

A slide begins at a heading, or after a line of `---` (or `***`, `___`). Where the file has such lines, they
alone divide it. Above slides with `##`, a heading `#` with nothing below it opens a section.
"""

from __future__ import annotations

import re

from .sheets import DOT, Point, Sheet, clean, numbered

FRONT = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*\n", re.S)
RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,})[ \t]*$")
HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<text>.+?)[ \t]*#*$")
ITEM = re.compile(r"^(?P<indent>[ \t]*)(?P<marker>[-*+•]|\d{1,2}[.)]|[a-z]\.)[ \t]+(?P<text>.+)$")
ROW = re.compile(r"^[ \t]*\|(?P<cells>.+)\|[ \t]*$")
LINES = re.compile(r"^[ \t|:-]+$")
COMMENT = re.compile(r"<!--(?P<text>.*?)-->", re.S)
DIRECTIVE = re.compile(r"\A\s*_?\w+:")  # what Marp reads of a comment, or fit
NOTES = re.compile(r"^(?:Notes?:|\?\?\?|::: *notes)[ \t]*(?P<text>.*)$", re.I)
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>-])")
HIDDEN = 0xE000  # where signs that are meant as such stay until the marks are gone
CODE = re.compile(r"^[ \t]*(?:```|~~~)")


def markdown_sheets(text: str) -> list[Sheet]:
    """The slides of a text in Markdown that have words on them."""
    blocks = _blocks(FRONT.sub("", text.lstrip("\ufeff")))
    sheets: list[Sheet] = []
    section = ""
    deep = _has_sections(blocks)
    for block in blocks:
        sheet, level = _read(block)
        if sheet is None:
            continue
        if deep and level == 1 and not sheet.points and sheets:
            section = sheet.title
        sheets.append(Sheet(sheet.title, sheet.points, section, sheet.notes))
    return sheets


def _has_sections(blocks: list[list[str]]) -> bool:
    """Whether headings of two depths begin slides, so that the higher ones open sections."""
    levels = {level for sheet, level in map(_read, blocks) if sheet and level}
    return 1 in levels and len(levels) > 1


def _blocks(text: str) -> list[list[str]]:
    """The lines of each slide."""
    rows = text.split("\n")
    fenced = _fenced(rows)
    rules = [n for n, row in enumerate(rows) if RULE.match(row) and n not in fenced]
    # A line of --- right under text is a heading of the other kind, not a break.
    rules = [n for n in rules if n == 0 or not rows[n - 1].strip() or rows[n][0] != "-"]
    if rules:
        starts = [-1, *rules]
        return [rows[a + 1 : b] for a, b in zip(starts, [*rules, len(rows)], strict=True)]
    depth = [
        len(m["marks"])
        for n, row in enumerate(rows)
        if n not in fenced and (m := HEADING.match(row))
    ]
    most = 2 if min(depth, default=1) == 1 and 2 in depth else min(depth, default=1)
    heads = [
        n for n, row in enumerate(rows)
        if n not in fenced and (m := HEADING.match(row)) and len(m["marks"]) <= most
    ]  # fmt: skip
    starts = [0, *heads]
    return [rows[a:b] for a, b in zip(starts, [*heads, len(rows)], strict=True)]


def _fenced(rows: list[str]) -> set[int]:
    found, inside = set(), False
    for number, row in enumerate(rows):
        if CODE.match(row):
            inside = not inside
            found.add(number)
        elif inside:
            found.add(number)
    return found


def _read(rows: list[str]) -> tuple[Sheet | None, int]:
    """The sheet of a block, and the depth of its heading; None for a block without words."""
    notes: list[str] = []

    def said(match: re.Match[str]) -> str:
        if not DIRECTIVE.match(match["text"]):
            notes.append(clean(match["text"]))
        return ""

    rows = COMMENT.sub(said, "\n".join(rows)).split("\n")
    title, level, points = "", 0, list[Point]()
    paragraph = code = False
    for number, row in enumerate(rows):
        if CODE.match(row) or LINES.match(row):
            code ^= bool(CODE.match(row))
            paragraph = False
            continue
        if code:
            points.append(Point(clean(row)))
            continue
        if found := NOTES.match(row):
            rest = [found["text"], *rows[number + 1 :]]
            notes.append(clean(" ".join(rest).replace(":::", "")))
            break
        if heading := HEADING.match(row):
            if title:
                points.append(Point(_bare(heading["text"])))
            else:
                title, level = _bare(heading["text"]), len(heading["marks"])
            paragraph = False
        elif item := ITEM.match(row):
            depth = len(item["indent"].expandtabs(4)) // 2
            marker, words = item["marker"], _bare(item["text"])
            if marker in "-*+•":
                points.append(Point(words, DOT, depth))
            elif marker[0].isdigit():
                points.append(numbered(marker, words, depth))
            else:
                points.append(Point(words, marker, depth))
            paragraph = True
        elif cells := ROW.match(row):
            points.append(Point(" · ".join(map(_bare, cells["cells"].split("|"))), DOT))
            paragraph = False
        elif words := _bare(row):
            if paragraph:
                last = points[-1]
                points[-1] = Point(f"{last.text} {words}", last.marker, last.level)
            else:
                points.append(Point(words))
            paragraph = True
        else:
            paragraph = False
    points = _even([point for point in points if point.text])
    if not title and points:
        title, points = points[0].text, points[1:]
    if not title:
        return None, 0
    return Sheet(title, tuple(points), "", " ".join(filter(None, notes))), level


def _even(points: list[Point]) -> list[Point]:
    """Levels without gaps: whether a list is indented by two blanks or by four, a step down is one level."""
    found: list[Point] = []
    depths: list[int] = []
    for point in points:
        if not point.marker:
            depths = []
            found.append(point)
            continue
        while depths and depths[-1] >= point.level:
            depths.pop()
        found.append(Point(point.text, point.marker, len(depths)))
        depths.append(point.level)
    return found


def _bare(text: str) -> str:
    """The words of a line without the marks of Markdown and HTML."""
    text = ESCAPED.sub(lambda match: chr(HIDDEN + ord(match[1])), text)
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?", r"\1", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"</?[a-zA-Z][^>]*>", "", text)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])\*(?=\S)(.+?)(?<=\S)\*(?![\w*])", r"\1", text)
    text = re.sub(r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)", r"\1", text)
    text = re.sub(r"`([^`]*)`", r"\1", text)
    text = re.sub(r"^>[ \t]?", "", text.strip())
    return clean(
        "".join(chr(ord(c) - HIDDEN) if HIDDEN <= ord(c) < HIDDEN + 128 else c for c in text)
    )
