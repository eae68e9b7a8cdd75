"""What a page shows of the packs: links at a chapter's end, and the form that makes a pack of one's own."""

from __future__ import annotations

from html import escape

from .shelf import Placed, Shelf

FORMATS = ("cartridge", "scorm", "csv", "html")


def ready(shelf: Shelf, placed: Placed, downloads: str, builder: str, words: str = "format") -> str:
    """The links to a chapter's packs; `downloads` and `builder` are the ways there from the page."""

    def say(key: str) -> str:
        return escape(placed.lesson.say(key))

    whose = f' <span class="pack-whose">{escape(placed.lesson.name)}</span>'
    items = [
        f'<li><a href="{downloads}{file}" download>{say(f"{words}.{kind}")}{whose}</a> '
        f"({_size(shelf, file)})</li>"
        for kind, file in placed.downloads.items()
    ]
    if placed.recipe and builder:
        link = f"{builder}#scorm={placed.lesson.slug}"
        items.append(f'<li><a href="{link}">{say(f"{words}.scorm")}{whose}</a></li>')
    return f'<ul class="pack-links">{"".join(items)}</ul>'


def _size(shelf: Shelf, file: str) -> str:
    size = max(1, round(len(shelf.made[file]) / 1000))
    return escape(f"{size} kB")


def chapter_end(shelf: Shelf, slug: str, downloads: str, builder: str) -> str:
    """The packs of a chapter, folded away at its end."""
    placed = next(one for one in shelf.placed if one.lesson.slug == slug)
    lesson = placed.lesson
    more = f'<p><a href="{builder}">{escape(lesson.say("more"))}</a></p>' if builder else ""
    return (
        f'<details class="chapter-packs" data-search-exclude><summary>{escape(lesson.say("end"))}</summary>'
        f"<p>{escape(lesson.say('end.lead'))}</p>{ready(shelf, placed, downloads, builder)}{more}</details>"
    )


def form(shelf: Shelf, assets: str, downloads: str, root: str) -> str:
    """The form, and below it everything that is ready; `root` is the way to the language's own root."""

    def say(key: str, **values: object) -> str:
        return escape(shelf.book.say(f"packs.{key}", shelf.language, **values))

    chapters = "".join(
        f'<label><input type="checkbox" id="scorm={one.lesson.slug}" name="chapter" '
        f'value="{one.lesson.slug}"'
        f"{'' if one.recipe else ' data-nolab'}> {escape(one.lesson.name)}</label>"
        for one in shelf.placed
    )
    formats = "".join(
        f'<label><input type="radio" name="format" value="{kind}"'
        f"{' checked' if kind == 'cartridge' else ''}> {say(f'format.{kind}')}</label>"
        for kind in FORMATS
    )
    all_ready = "".join(
        f"<dt>{escape(one.lesson.name)}</dt><dd>{ready(shelf, one, downloads, './', 'short')}</dd>"
        for one in shelf.placed
    )
    places = {"csv": downloads, "html": f"{root}downloads/"}
    lists = "".join(
        f'<li><a href="{place}links-{shelf.language}.{ending}" download>'
        f"{say(f'format.{ending}')}</a></li>"
        for ending, place in places.items()
    )
    return (
        f'<pack-builder lang="{shelf.language}" data-search-exclude data-index="{assets}packs/{shelf.index}" '
        f'data-site="{assets}../">'
        '<form class="pack-form">'
        f"<fieldset><legend>{say('form.format')}</legend>{formats}</fieldset>"
        f"<fieldset><legend>{say('form.chapters')}</legend>"
        f'<p class="pack-all"><button type="button" data-action="all">{say("form.all")}</button> '
        f'<button type="button" data-action="none">{say("form.none")}</button></p>'
        f'<div class="pack-chapters">{chapters}</div></fieldset>'
        f'<p><button type="button" data-action="make">{say("form.make")}</button></p>'
        '<p role="status" data-role="status"></p></form>'
        f"<noscript><p>{say('form.noscript')}</p></noscript>"
        f"</pack-builder>"
        f'<h2 id="ready">{say("ready")}</h2><dl class="pack-ready" data-search-exclude>{all_ready}</dl>'
        f"<p>{say('ready.links')}</p><ul>{lists}</ul>"
    )
