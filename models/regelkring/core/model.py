"""What a model is: words, observables, a rule that yields one row a step, and measures of the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from .parameters import ParameterSet, Text

type Row = dict[str, float | int | None]
type Summary = dict[str, float | int | None]


class Frame(NamedTuple):
    """A picture of the state: one byte a cell, an index into the model's `cells` or a grey value 0..255."""

    kind: str  # "grid" (width x height, row by row) or "dots" (one opinion an agent, 0..255)
    width: int
    height: int
    cells: bytes


class Step(NamedTuple):
    """One step of a model that can be seen: its row, and a function that draws the state when asked."""

    row: Row
    frame: Callable[[], Frame]


@dataclass(frozen=True)
class Observable:
    """A column of the rows or a measure of the summary.

    `kind` says how it is written: "share" (0..1, as per cent), "count" (whole), "number" (two decimals),
    "money" (thousand euro), "euro", "flag" (0 or 1).
    """

    name: str
    nl: str = ""
    en: str = ""
    kind: str = "number"

    @property
    def label(self) -> Text:
        """The words for it."""
        return Text(self.nl, self.en)


@dataclass(frozen=True)
class Card:
    """The model card, after the ODD protocol (Grimm et al. 2006, 2020), in both languages."""

    purpose: Text
    state: Text
    process: Text
    assumes: Text
    leaves_out: Text
    viewpoint: Text  # through whose eyes it counts, and who would count otherwise
    refuted_by: Text


@dataclass(frozen=True)
class Model:
    """One model. `rows` of a run hold `axis` and all `columns`; the first column is its headline.

    `version` changes whenever the same parameters and seed give other rows.
    `simulate` yields a Row, or a Step where the state can be drawn, for each step; it may use only
    + - * / sqrt, comparisons, integers and draws built on random() and getrandbits(), so that
    every platform gives the same bytes (see core.exact for the rest).
    `measures` turns the parameters and rows into the summary. `controls` names the two or three
    parameters a reader should move first. `cells` names what a Frame's bytes mean, for a model that
    can be drawn. `presets` maps a name to its words and parameter values.
    """

    slug: str
    version: str
    title: Text
    claim: Text
    axis: Observable
    columns: Sequence[Observable]
    summary: Sequence[Observable]
    card: Card
    sources: Sequence[str]
    parameters: type[ParameterSet]
    simulate: Callable[..., Iterator[Row | Step]]
    measures: Callable[..., Summary]
    controls: Sequence[str]
    cells: Sequence[Text] = ()
    presets: Mapping[str, tuple[Text, Mapping[str, object]]] | None = None

    @property
    def headline(self) -> Observable:
        """The column a sentence about a run speaks of."""
        return self.columns[0]

    def label(self, name: str, language: str) -> str:
        """The words for a parameter, a column or a measure; raises KeyError for another name.

        A parameter goes before a column of the same name: a column's own words are its `label`.
        """
        labels = {one.name: one.label for one in (*self.summary, *self.columns, self.axis)}
        labels |= {spec.name: spec.label for spec in self.parameters.specs().values()}
        return labels[name].in_language(language)

    def rows(self, parameters: ParameterSet, random: Random) -> Iterator[Step]:
        """Simulate, one Step a step; a model without a picture gives an empty one."""
        for item in self.simulate(parameters, random):
            yield item if isinstance(item, Step) else Step(item, _nothing)


def _nothing() -> Frame:
    return Frame("grid", 0, 0, b"")
