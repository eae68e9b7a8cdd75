"""What MkDocs makes of a page's Markdown, kept until one of its causes changes.

The causes are the text, the page's place, the places of all other files (links lead there), the
configurations, the generator and the lock files. What MkDocs had something to say about is not kept, so
that it says it again.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable
from typing import Any

from .book import Book
from .cache import digest

FIELDS = ("content", "toc", "_title_from_render", "present_anchor_ids")


class Renderer:
    """Stands in for the `render` of one build's pages."""

    def __init__(self, book: Book, config: Any, files: Any):
        self.book, self.files = book, {one.src_uri: one for one in files}
        places = sorted((one.src_uri, one.url, str(one.inclusion)) for one in files)
        self.causes = digest(
            book.generator, book.tools, *sorted(book.root.glob("mkdocs*.yml")),
            config.site_url, config.docs_dir.removeprefix(str(book.root)), places,
        )  # fmt: skip

    def attach(self, page: Any) -> None:
        """Let the page be rendered from what is kept, if anything is."""
        render = page.render

        def kept(config: Any, files: Any) -> None:
            self._render(page, lambda: render(config, files))

        page.render = kept

    def _render(self, page: Any, render: Callable[[], None]) -> None:
        key = digest(self.causes, page.file.src_uri, page.markdown)
        data = self.book.cache.get("rendered", key)
        if data is None:
            with _Listener() as heard:
                render()
            if heard.silent:
                self.book.cache.put("rendered", key, pickle.dumps(self._state(page)))
            return
        found = pickle.loads(data)  # written by ourselves, below the book's own folder
        links = found.pop("links")
        page.links_to_anchors = {self.files[name]: anchors for name, anchors in links.items()}
        for name, value in found.items():
            setattr(page, name, value)

    def _state(self, page: Any) -> dict[str, Any]:
        links = page.links_to_anchors or {}
        return {name: getattr(page, name) for name in FIELDS} | {
            "links": {file.src_uri: anchors for file, anchors in links.items()}
        }


class _Listener(logging.Handler):
    """Hears whether MkDocs says anything."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.silent = True

    def emit(self, record: logging.LogRecord) -> None:
        self.silent = False

    def __enter__(self) -> _Listener:
        logging.getLogger("mkdocs").addHandler(self)
        return self

    def __exit__(self, *error: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)
