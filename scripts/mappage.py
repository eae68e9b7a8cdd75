"""The page with the map of the argument: the drawing, and below it the same as a list."""

from __future__ import annotations

from dataclasses import asdict
from html import escape

from .argument import Argument, Claim, below, read_argument
from .cache import digest
from .mapdrawing import Node, draw
from .pages import Source, Stage


def map_source(stage: Stage) -> Source:
    """The page as Markdown."""
    outline, say = stage.book.outline, stage.book.say
    path = stage.book.source / "argument.yml"
    meta = {
        "title": say("map", stage.language),
        "description": say("map.description", stage.language),
        "hide": ["toc"],  # the drawing wants the room
    }
    source = Source(f"{outline.map_page}.md", path, stage.language, meta, "")
    page = _Page(stage, source, read_argument(path, outline, stage.book.library.slugs()))
    source.markdown = "\n\n".join(
        [
            say("map.lead", stage.language),
            page.drawing(),
            f"## {say('map.list', stage.language)} {{#list}}",
            page.list(),
        ]
    )
    return source


class _Page:
    def __init__(self, stage: Stage, source: Source, argument: Argument):
        self.stage, self.argument, self.up = stage, argument, source.up
        self.below = below(argument)

    def say(self, key: str, **values: object) -> str:
        """Words that are not escaped yet."""
        return self.stage.book.say(key, self.stage.language, **values)

    def links(self, claim: Claim) -> list[tuple[str, str]]:
        """The words and the way of a claim's links: its chapter, and its model if it has one."""
        chapter = self.stage.book.outline.chapter(claim.chapter)
        assert chapter
        found = [(self.say("chapter", number=chapter.number), f"{self.up}{claim.chapter}/")]
        if claim.model:
            title = self.stage.book.library.model(claim.model).title
            words = self.say("map.model", title=title.in_language(self.stage.language))
            found.append((words, f"{self.up}models/{claim.model}/"))
        return found

    def drawing(self) -> str:
        """The drawing, in a region of its own that scrolls where there is no room."""
        nodes = {}
        for claim in self.argument.values():
            chapter, *model = self.links(claim)
            head = f"{self.say(f'map.kind.{claim.kind}')} · {chapter[0]}"
            words = claim.text[self.stage.language]
            nodes[claim.id] = Node(claim.kind, head, words, chapter[1], model[0] if model else None)
        broken = {(other, one.id) for one in self.argument.values() for other in one.against}
        label, book = self.say("map"), self.stage.book
        listed = [(name, asdict(node)) for name, node in nodes.items()]
        key = digest(
            book.generator, book.tools, listed, list(self.below.items()), sorted(broken), label
        )
        drawn = book.cache.made(
            "map", key, lambda: draw(nodes, self.below, broken, label).encode()
        ).decode()
        return (
            f'<p class="map-hint" data-search-exclude>{escape(self.say("map.hint"))}</p>'
            f'<div class="argument-map" role="region" aria-label="{escape(label, quote=True)}" '
            f'tabindex="0" data-search-exclude>{drawn}</div>'
        )

    def list(self) -> str:
        """The same as nested lists: each claim in full where it stands first."""
        pointed = {other for others in self.below.values() for other in others}
        told: set[str] = set()
        items = "".join(self.item(name, told) for name in self.argument if name not in pointed)
        return f'<ul class="argument-list">{items}</ul>'

    def item(self, name: str, told: set[str]) -> str:
        """A claim with all that stands below it, or a way back to where it stood before."""
        claim = self.argument[name]
        words = escape(claim.text[self.stage.language])
        label = escape(self.say(f"map.kind.{claim.kind}"))
        kind = f'<span class="map-kind map-{claim.kind}">{label}</span>'
        if name in told:
            again = escape(self.say("map.again"))
            return f'<li>{kind} <a href="#claim-{name}">{words}</a> <small>{again}</small></li>'
        told.add(name)
        links = " · ".join(f'<a href="{way}">{escape(said)}</a>' for said, way in self.links(claim))
        text = f'{kind} <span id="claim-{name}">{words}</span> <small>{links}</small>'
        against = [other for other in self.below[name] if name in self.argument[other].against]
        for why, others in (("map.rests", claim.rests_on), ("map.against", against)):
            if items := "".join(self.item(other, told) for other in others):
                text += f'<p class="map-why">{escape(self.say(why))}</p><ul>{items}</ul>'
        return f"<li>{text}</li>"
