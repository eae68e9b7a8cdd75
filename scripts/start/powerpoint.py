"""A presentation of PowerPoint becomes sheets: titles, text with its levels, tables, notes, sections.

Shapes are read in the order in which a screen reader meets them, the title first. Slides that are hidden
and slides without a word are left out; so are dates, footers and slide numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from ..errors import BookError
from .sheets import DOT, Point, Sheet, clean, numbered

SECTION = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def powerpoint_sheets(path: Path) -> list[Sheet]:
    """The slides of a .pptx file that have words on them; raises BookError for another kind of file."""
    from lxml.etree import XMLSyntaxError
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    try:
        presentation = Presentation(str(path))
        sections = _sections(presentation)
        sheets = [
            _sheet(slide, sections.get(slide.slide_id, ""))
            for slide in presentation.slides
            if slide._element.get("show") != "0"
        ]
    except (
        PythonPptxError,
        BadZipFile,
        XMLSyntaxError,
        KeyError,
        ValueError,
        AttributeError,
    ) as error:
        raise BookError("the deck is not a presentation of PowerPoint (.pptx)", path) from error
    found = [sheet for sheet in sheets if sheet is not None]
    if not found:
        raise BookError(
            "no slide has text on it; words in a picture cannot be read, so type them into the deck first",
            path,
        )
    return found


def _sections(presentation: Any) -> dict[int, str]:
    """The section of each slide, by its id; empty for a presentation without sections."""
    found: dict[int, str] = {}
    for section in presentation.part._element.iter(f"{SECTION}section"):
        for one in section.iter(f"{SECTION}sldId"):
            found[int(one.get("id"))] = clean(section.get("name") or "")
    return found


def _sheet(slide: Any, section: str) -> Sheet | None:
    heading = slide.shapes.title
    title = clean(heading.text_frame.text) if heading is not None else ""
    points = [
        point
        for shape in slide.shapes
        if heading is None or shape.shape_id != heading.shape_id
        for point in _points(shape)
    ]
    if not title and points:
        title, points = points[0].text, points[1:]
    if not title:
        return None
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    return Sheet(title, tuple(points), section, clean(notes.text) if notes is not None else "")


def _points(shape: Any) -> Iterator[Point]:
    """The lines of a shape: of a group those of its shapes, of a table one a row."""
    from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

    if shape.is_placeholder and shape.placeholder_format.type in (
        PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER,
    ):  # fmt: skip
        return
    if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
        for one in shape.shapes:
            yield from _points(one)
    elif getattr(shape, "has_table", False) and shape.has_table:
        for row in shape.table.rows:
            if cells := [text for cell in row.cells if (text := clean(cell.text))]:
                yield Point(" · ".join(cells), DOT)
    elif getattr(shape, "has_chart", False) and shape.has_chart:
        if shape.chart.has_title and (text := clean(shape.chart.chart_title.text_frame.text)):
            yield Point(text)
    elif shape.has_text_frame:
        yield from _paragraphs(shape)


def _paragraphs(shape: Any) -> Iterator[Point]:
    """The paragraphs of a shape. Those of a body are bullets unless they say that they have none."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    body = shape.is_placeholder and shape.placeholder_format.type not in (
        PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE,
    )  # fmt: skip
    numbers: dict[int, int] = {}
    for paragraph in shape.text_frame.paragraphs:
        text = clean(paragraph.text)
        if not text:
            continue
        level = paragraph.level
        numbers = {depth: count for depth, count in numbers.items() if depth <= level}
        made = paragraph._p.find(f"{DRAWING}pPr")

        def has(name: str, made: Any = made) -> bool:
            return made is not None and made.find(f"{DRAWING}{name}") is not None

        if has("buAutoNum"):
            count = numbers[level] = numbers.get(level, 0) + 1
            kind = made.find(f"{DRAWING}buAutoNum").get("type", "")
            if kind.startswith("alpha") and count <= 26:
                yield Point(text, f"{chr(ord('a') + count - 1)}.", level)
            else:
                yield numbered(f"{count}.", text, level)
        elif has("buChar") or level or (body and not has("buNone")):
            yield Point(text, DOT, level)
        else:
            yield Point(text)
