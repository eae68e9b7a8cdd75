"""`python -m scripts editions`: make what is not up to date, in two processes; a build then takes it along."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ..book import Book
from ..errors import BookError
from ..execution import execute_all
from .edition import Edition
from .shelf import KIND, Shelf, Wanted, epoch, wanted


@dataclass(frozen=True)
class Job:
    """An edition that is composed: the key its file is kept under, and what a medium makes it of."""

    wanted: Wanted
    key: str
    html: str
    edition: Edition
    files: dict[str, str]


def make_editions(
    book: Book, address: str, only: str = "", language: str = "", processes: int = 2
) -> tuple[list[Wanted], list[Wanted]]:
    """Make the editions that are not up to date; all that were asked for, and those that were made anew."""
    from .pdf import pango

    asked = list(wanted(book, only, language))
    if not asked:
        raise BookError(f"there is no edition {only!r} {language!r}".replace(" ''", ""), book.root)
    shelf = Shelf(book, address)
    stale = [one for one in asked if shelf.find(one) is None]
    if not stale:
        return asked, []
    pango()
    execute_all(book, book.library.slugs())  # once, for both processes
    groups = [[one for one in stale if one.language == each] for each in book.languages]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max(1, processes), mp_context=context) as pool:
        composing = [pool.submit(compose, book.root, address, group) for group in groups if group]
        jobs = [job for one in composing for job in one.result()]
        # The longest first, so that both are done at the same time.
        new = sorted(
            {job.key: job for job in jobs if not shelf.kept(job.key)}.values(),
            key=lambda job: (-len(job.html), job.key),
        )
        for done in [pool.submit(render, book.root, job) for job in new]:
            done.result()
    for job in jobs:
        shelf.note(job.wanted, job.key)
    return asked, [job.wanted for job in new]


def compose(root: Path, address: str, group: list[Wanted]) -> list[Job]:
    """The editions of one language as their media want them."""
    from . import epub, pdf
    from .edition import Editor
    from .manuscript import Manuscript

    book = Book(root)
    manuscript = Manuscript(book, group[0].language, address)
    editor = Editor(manuscript)
    jobs = []
    for one in group:
        edition = editor.chapter(one.chapter) if one.chapter else editor.whole()
        if one.form == "pdf":
            html = pdf.document(book, edition, manuscript.drawings)
            jobs.append(Job(one, pdf.key(book, html, epoch(book)), html, edition, {}))
        else:
            html, files = epub.document(book, edition, manuscript.drawings)
            key = epub.key(book, edition, html, files, epoch(book))
            jobs.append(Job(one, key, html, edition, files))
    return jobs


def render(root: Path, job: Job) -> None:
    """Make one file and keep it."""
    from . import epub, pdf

    book = Book(root)
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch(book))  # for pandoc, and for cut letters
    if job.wanted.form == "pdf":
        data = pdf.render(book, job.html)
    else:
        data = epub.render(book, job.edition, job.html, job.files)
    book.cache.put(KIND, job.key, data)


def sizes(book: Book, address: str, asked: Iterable[Wanted]) -> dict[str, int]:
    """The bytes of each edition that is up to date, by name."""
    shelf = Shelf(book, address)
    found = {one.name: shelf.find(one) for one in asked}
    return {name: path.stat().st_size for name, path in found.items() if path}
