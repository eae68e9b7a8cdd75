"""A model's lab alone, for the frame of another page: no header, no navigation, no search."""

from __future__ import annotations

from html import escape

from .labfence import LabFence
from .pages import Source, Stage

PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · {book}</title>
<meta name="description" content="{claim}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{assets}{style}">
</head>
<body class="lab-page">
<main>
<h1 class="lab-heading">{title}</h1>
{lab}
<p class="lab-source"><a href="../" target="_top">{more}</a> · {book}</p>
</main>
<script type="module" src="{assets}{script}"></script>
</body>
</html>
"""


def embed_page(stage: Stage, slug: str) -> tuple[str, bytes]:
    """The page's file name below the root of its language, and its HTML."""
    book, language = stage.book, stage.language
    model = book.library.model(slug)
    source = Source(f"models/{slug}/embed.md", book.notebook(slug), language, {}, "")
    lab = stage.lab(
        LabFence(slug, tuple(model.controls)), source, 1, book.say("lab.only", language)
    )
    html = PAGE.format(
        language=language,
        title=escape(model.title.in_language(language)),
        book=escape(book.outline.title[language]),
        claim=escape(model.claim.in_language(language), quote=True),
        assets=stage.assets(source),
        style=stage.runtime.styles[0],
        script=stage.runtime.embed,
        lab=lab,
        more=escape(book.say("embed.more", language)),
    )
    return f"{source.url}index.html", html.encode()
