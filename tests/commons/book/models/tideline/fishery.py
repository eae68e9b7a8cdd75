"""A fishery: what becomes of a stock of fish when anyone who can pay for a boat may come.

What: a stock that grows back, and boats that come while a trip pays and go when it does not.
Source: Gordon (1954) for the economics; Bjørndal and Conrad (1987) for boats that come and go year by year.
State: how many tonnes of fish there are, and how many boats would like to fish.
Rule: the stock grows most at half of what the sea can hold. Each boat takes a fixed share of what is there.
Where a trip pays more than it costs, boats are added in proportion; where it pays less, they leave. With
licences no more boats fish than there are licences, and the poachers who come with them.
Limits: one kind of fish without ages or places, one price, boats that are all alike, no subsidy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import ParameterSet, Text, parameter

SEA = 1000.0  # tonnes that the sea can hold
COST = 2.0  # of a boat, a year; a tonne of fish sells for 1
FIRST = 5.0  # boats in the first year
MOST = 200.0  # boats that the coast could build
PACE = 0.1  # how fast boats come and go
LAST = 10  # years over which the end is averaged


@dataclass(frozen=True)
class Parameters(ParameterSet):
    licences: int = parameter(
        80, 5, 80, 1, unit="boats",
        en=("Licences", "The most boats that may fish. Eighty is as good as no limit."),
    )  # fmt: skip
    poachers: float = parameter(
        0.0, 0.0, 1.0, 0.1, unit="per licence",
        en=("Poachers", "Boats that fish without a licence, for each one that has it."),
    )  # fmt: skip
    reach: float = parameter(
        1.0, 0.5, 3.0, 0.1, unit="%",
        en=("Reach of a boat", "Share of the fish in the sea that one boat takes in a year."),
    )  # fmt: skip
    growth: float = parameter(
        0.6, 0.2, 1.0, 0.1,
        en=("Growth", "How fast a small stock grows in a year."),
    )  # fmt: skip
    weather: float = parameter(
        0.2, 0.0, 0.5, 0.1,
        en=("Weather", "How far good and bad years lie apart; nought for years that are all alike."),
    )  # fmt: skip
    years: int = parameter(
        60, 20, 200, 10, unit="years",
        en=("Duration", "How many years the model runs."),
    )  # fmt: skip


# region: state
@dataclass(slots=True)
class Sea:
    stock: float = SEA
    boats: float = FIRST  # that would like to fish


# endregion


# region: rule
def fishing(p: Parameters, sea: Sea) -> float:
    """The boats that do fish: no more than there are licences, with their poachers."""
    return min(sea.boats, p.licences * (1.0 + p.poachers))


def year(p: Parameters, sea: Sea, random: Random) -> tuple[float, float]:
    """One year: the catch and the profit of all boats; then fish and boats are those of the next year."""
    share = p.reach / 100.0
    out = fishing(p, sea)
    catch = min(sea.stock, share * out * sea.stock)
    profit = catch - COST * out
    luck = 1.0 + p.weather * (2.0 * random.random() - 1.0)
    grown = p.growth * sea.stock * (1.0 - sea.stock / SEA) * luck
    pays = share * sea.stock / COST - 1.0
    sea.stock = max(0.0, sea.stock + grown - catch)
    sea.boats = min(MOST, sea.boats * (1.0 + PACE * pays))
    return catch, profit


# endregion


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a year, as the year begins, with its catch and profit."""
    sea = Sea()
    for number in range(p.years + 1):
        stock, out = sea.stock, fishing(p, sea)
        catch, profit = year(p, sea, random)
        yield {"year": number, "stock": stock, "boats": out, "catch": catch, "profit": profit}


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last = rows[-LAST:]

    def mean(name: str) -> float:
        return sum(row[name] or 0.0 for row in last) / len(last)

    return {
        "left": mean("stock") / SEA,
        "catch_mean": mean("catch"),
        "profit_mean": mean("profit"),
        "boats_mean": mean("boats"),
    }


MODEL = Model(
    slug="fishery",
    version="1",
    title=Text(en="The fishery"),
    claim=Text(
        en="Where anyone may fish, boats keep coming until nobody earns anything and a fifth of the fish is left."
    ),
    axis=Observable("year", en="Year", kind="count"),
    columns=(
        Observable("stock", en="Fish in the sea, tonnes", kind="count"),
        Observable("boats", en="Boats that fish"),
        Observable("catch", en="Catch, tonnes"),
        Observable("profit", en="Profit of all boats"),
    ),
    summary=(
        Observable("left", en="Share of the fish that is left", kind="share"),
        Observable("catch_mean", en="Catch a year, at the end"),
        Observable("profit_mean", en="Profit a year, at the end"),
        Observable("boats_mean", en="Boats, at the end"),
    ),
    card=Card(
        purpose=Text(
            en="Shows what open access does to a stock and to those who live off it, and what a limit saves."
        ),
        state=Text(en="The tonnes of fish in the sea, and the boats that would like to fish."),
        process=Text(
            en="Each year the boats take their share, the rest grows back, and boats are added where a trip pays "
            "or leave where it does not. Licences cap the boats that fish; poachers come on top of them."
        ),
        assumes=Text(
            en="A tonne sells for 1 and a boat costs 2 a year, whatever happens. Growth is largest at half of the "
            "1000 tonnes that the sea can hold. All these numbers are made up."
        ),
        leaves_out=Text(
            en="Ages and places of fish, prices that rise as fish gets scarce, subsidies, other fish, hunger."
        ),
        viewpoint=Text(
            en="The fishers’ together, who count tonnes and money. Whoever was refused a licence counts "
            "otherwise, and the fish are not asked."
        ),
        refuted_by=Text(
            en="Fisheries open to all in which boats stop coming while a trip still pays well; or stocks that do "
            "no better under a limit that is kept."
        ),
    ),
    sources=("gordon1954economic", "bjorndal1987dynamics"),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("licences", "poachers", "reach"),
    presets={
        "open": (Text(en="Open to all"), {}),
        "agreed": (Text(en="Twenty-four licences"), {"licences": 24}),
        "leaky": (Text(en="Licences that leak"), {"licences": 24, "poachers": 1.0}),
    },
)  # fmt: skip
