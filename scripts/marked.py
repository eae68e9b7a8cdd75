"""YAML that remembers where each value stands, so that a mistake in it can be pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from . import plainyaml
from .errors import BookError


@dataclass(frozen=True)
class Marked:
    """A value of a YAML file: what it is in Python, and its line."""

    path: Path
    node: yaml.Node | None

    @property
    def line(self) -> int:
        """The line on which it starts; 1 for an empty file."""
        return self.node.start_mark.line + 1 if self.node else 1

    @property
    def text_line(self) -> int:
        """The line on which a text starts: a block text starts below its key."""
        block = isinstance(self.node, yaml.ScalarNode) and self.node.style in ("|", ">")
        return self.line + block

    @cached_property
    def value(self) -> Any:
        """The value as Python has it."""
        return None if self.node is None else plainyaml.value(self.node)

    @cached_property
    def entries(self) -> dict[str, Marked]:
        """The entries of a mapping; none of anything else. A key that stands twice is a mistake."""
        found: dict[str, Marked] = {}
        if isinstance(self.node, yaml.MappingNode):
            for key, value in self.node.value:
                name = str(key.value)
                if name in found:
                    raise BookError(f"{name} stands here twice", self.path, key.start_mark.line + 1)
                found[name] = Marked(self.path, value)
        return found

    @cached_property
    def items(self) -> list[Marked]:
        """The items of a list; none of anything else."""
        if not isinstance(self.node, yaml.SequenceNode):
            return []
        return [Marked(self.path, one) for one in self.node.value]

    def is_mapping(self) -> bool:
        """Whether it has entries, or could have."""
        return isinstance(self.node, yaml.MappingNode)

    def is_list(self) -> bool:
        """Whether it has items, or could have."""
        return isinstance(self.node, yaml.SequenceNode)

    def key_line(self, key: str) -> int:
        """The line on which a key of a mapping stands; without it, the mapping's own."""
        if isinstance(self.node, yaml.MappingNode):
            for name, _ in self.node.value:
                if str(name.value) == key:
                    return int(name.start_mark.line) + 1
        return self.line

    def fail(self, message: str, key: str = "") -> BookError:
        """An error that points here, or at a key of this mapping."""
        return BookError(message, self.path, self.key_line(key) if key else self.line)

    def texts(self, languages: list[str]) -> Iterator[tuple[str, Marked]]:
        """Every text below that stands in one of the languages, with its language."""
        for name, entry in self.entries.items():
            if name in languages and isinstance(entry.value, str):
                yield name, entry
            else:
                yield from entry.texts(languages)
        for item in self.items:
            yield from item.texts(languages)


def read_marked(path: Path) -> Marked:
    """Read a file; raises BookError if it is not there or is not YAML."""
    try:
        node = plainyaml.compose(path.read_text(encoding="utf-8"))
        if node is not None:
            plainyaml.value(node)  # says if a tag is not plain YAML's
        return Marked(path, node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BookError(f"not YAML: {error}", path, mark.line + 1 if mark else 1) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BookError("this file cannot be read", path) from error
    except (ValueError, RecursionError) as error:  # a thirteenth month, a thousand brackets
        raise BookError(f"not YAML: {error}", path, 1) from error
