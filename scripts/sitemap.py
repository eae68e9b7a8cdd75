"""One sitemap for all languages, each page with its counterparts."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

DAY = re.compile(
    r"\s*<lastmod>[^<]*</lastmod>"
)  # the day of the build, which says nothing of the page
NOT_TO_BE_FOUND = '<meta name="robots" content="noindex"'


def write_sitemap(folder: Path, address: str | None, languages: list[str]) -> None:
    """Write sitemap.xml and robots.txt at the root of a built site; a page that search engines
    are to leave alone is not in it. `address` is where it will stand."""
    root = (address or "").rstrip("/") + "/"
    first, *others = languages
    pages = sorted(
        str(path.parent.relative_to(folder)).removeprefix(".")
        for path in folder.rglob("index.html")
        if path.relative_to(folder).parts[0] not in (*others, "assets", "downloads")
        and NOT_TO_BE_FOUND not in path.read_text("utf-8")
    )

    def place(page: str, language: str) -> str:
        prefix = "" if language == first else f"{language}/"
        return escape(f"{root}{prefix}{page}{'/' if page else ''}")

    entries = []
    for page in pages:
        for language in languages:
            links = "".join(
                f'<xhtml:link rel="alternate" hreflang="{other}" href="{place(page, other)}"/>'
                for other in languages
            )
            entries.append(f"<url><loc>{place(page, language)}</loc>{links}</url>")
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    (folder / "sitemap.xml").write_text(head + "\n".join(entries) + "\n</urlset>\n", "utf-8")
    for where in (folder, *(folder / other for other in others)):
        (where / "sitemap.xml.gz").unlink(missing_ok=True)
    for own in (
        folder / other / "sitemap.xml" for other in others
    ):  # the theme's, for going to a page at once
        if own.exists():
            text = DAY.sub("", own.read_text("utf-8"))
            own.unlink()  # it may be another name of a file that is kept
            own.write_text(text, "utf-8")
    (folder / "robots.txt").write_text(
        f"User-agent: *\nAllow: /\nSitemap: {root}sitemap.xml\n", "utf-8"
    )
