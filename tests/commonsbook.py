"""Books that are not this one: a deck on the commons, the scaffold made from it, and the finished book."""

from __future__ import annotations

import shutil
from pathlib import Path

from tiny import ROOT, command

COMMONS = ROOT / "tests" / "commons"
ALPHABETIC = "alphaLcPeriod"


def started(folder: Path, *words: str, deck: Path | None = None) -> Path:
    """The book that `new` makes in a folder."""
    done = command(folder, "new", str(folder), "--deck", str(deck or COMMONS / "deck.txt"), *words)
    assert done.returncode == 0, done.stderr
    return folder


def finished(folder: Path) -> Path:
    """The book as its author left it: the scaffold with its pages and its model replaced."""
    started(folder, "--title", "Who minds the meadow?", "--package", "tideline")
    shutil.rmtree(folder / "docs" / "en")
    (folder / "models" / "tideline" / "rumour.py").unlink()
    (folder / "notebooks" / "rumour.py").unlink()
    shutil.copytree(COMMONS / "book", folder, dirs_exist_ok=True)
    return folder


def write_powerpoint(path: Path) -> Path:
    """The deck as a presentation of PowerPoint: titles, bullets with levels, letters, sections, notes."""
    from lxml import etree
    from pptx import Presentation

    from scripts.start.sheets import read_sheets

    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    presentation = Presentation()
    layouts = {one.name: one for one in presentation.slide_layouts}
    for number, sheet in enumerate(read_sheets(COMMONS / "deck.txt")):
        name = (
            "Title Slide" if number == 0 else "Title and Content" if sheet.points else "Title Only"
        )
        slide = presentation.slides.add_slide(layouts[name])
        slide.shapes.title.text = sheet.title
        for at, point in enumerate(sheet.points):
            frame = slide.placeholders[1].text_frame
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.text, paragraph.level = point.text, point.level
            if point.marker not in ("", "•"):
                made = paragraph._p.get_or_add_pPr()
                etree.SubElement(made, f"{{{drawing}}}buAutoNum").set("type", ALPHABETIC)
        if sheet.title == "It has happened":
            slide.notes_slide.notes_text_frame.text = (
                "Say that the numbers were disputed at the time."
            )
    presentation.save(str(path))
    return path
