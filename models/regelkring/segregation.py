"""Two kinds of household that each want a few neighbours of their own kind.

What: how far two kinds drift apart on a chessboard when each wants only a modest share of its own.
Source: dynamic models of segregation (Schelling 1971); edges and moves as in the common NetLogo
version: a torus with eight neighbours, an unhappy household jumps to a random vacancy.
State: a board of sites, each vacant or with a household of kind 1 or 2; the households by number.
Rule: a household is unhappy if fewer than `wanted` of its neighbours are of its own kind (with no
neighbours it is content). Each round, those who are unhappy at its start jump one by one, in
random order, to a vacancy drawn at random; a jump may lead to a place that is no better.
Limits: two kinds, equal in number, wealth and power; nobody refuses anybody; moving costs nothing.
The movement rule matters: households that look first, or swap, end elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .core.model import Card, Frame, Model, Observable, Row, Step, Summary
from .core.parameters import ParameterSet, Text, parameter

VACANT, FIRST, SECOND = 0, 1, 2


@dataclass(frozen=True)
class Parameters(ParameterSet):
    size: int = parameter(
        30, 10, 51, 1, unit=("vakken", "sites"),
        nl=("Zijde van het bord", "Hoeveel vakken het bord breed en hoog is; de randen sluiten op elkaar aan."),
        en=("Side of the board", "How many sites the board is wide and high; its edges join up."),
    )  # fmt: skip
    full: float = parameter(
        0.95, 0.5, 0.99, 0.01,
        nl=("Bezet", "Deel van de vakken waar iemand woont."),
        en=("Occupied", "Share of the sites where somebody lives."),
    )  # fmt: skip
    wanted: float = parameter(
        0.3, 0.0, 1.0, 0.01,
        nl=("Gewenst deel eigen soort", "Welk deel van de buren ten minste van de eigen soort moet zijn."),
        en=("Wanted share of own kind", "What share of the neighbours must at least be of one’s own kind."),
    )  # fmt: skip
    rounds: int = parameter(
        40, 5, 200, 5, unit=("rondes", "rounds"),
        nl=("Duur", "Hoeveel rondes er verhuisd wordt."),
        en=("Duration", "How many rounds of moving."),
    )  # fmt: skip


@dataclass(slots=True)
class Town:
    """The board, with each site's eight neighbours and how many of each kind live on those."""

    kind: list[int]
    around: list[tuple[int, ...]]
    near: list[list[int]]  # by kind, then by site: how many of that kind live next door
    vacant: list[int]

    @classmethod
    def settle(cls, p: Parameters, random: Random) -> "Town":
        """Put equal numbers of both kinds on random sites (one more of the first if odd)."""
        size = p.size
        around = [
            tuple(
                (row + down) % size * size + (column + right) % size
                for down in (-1, 0, 1)
                for right in (-1, 0, 1)
                if down or right
            )
            for row in range(size)
            for column in range(size)
        ]
        households = min(round(p.full * size * size), size * size - 1)  # room for one to move
        kind = [FIRST, SECOND] * (households // 2) + [FIRST] * (households % 2)
        kind += [VACANT] * (size * size - households)
        random.shuffle(kind)
        near = [
            [[kind[other] for other in others].count(one) for others in around]
            for one in (FIRST, SECOND)
        ]
        return cls(kind, around, [[], *near], [site for site, one in enumerate(kind) if one == VACANT])


# region: rule
def unhappy(town: Town, wanted: float) -> list[int]:
    """The sites whose household has fewer neighbours of its own kind than it wants."""
    first, second = town.near[FIRST], town.near[SECOND]
    found = []
    for site, kind in enumerate(town.kind):
        if kind:
            own = first[site] if kind == FIRST else second[site]
            if own < wanted * (first[site] + second[site]):
                found.append(site)
    return found


def move(town: Town, site: int, random: Random) -> None:
    """The household on `site` jumps to a vacancy drawn at random."""
    kind, vacant = town.kind, town.vacant
    place = random.randrange(len(vacant))
    new, vacant[place] = vacant[place], site
    mine = kind[site]
    kind[new], kind[site] = mine, VACANT
    near = town.near[mine]
    for other in town.around[site]:
        near[other] -= 1
    for other in town.around[new]:
        near[other] += 1


def one_round(town: Town, wanted: float, random: Random) -> None:
    """All who are unhappy at the start of the round jump, one by one, in random order."""
    leaving = unhappy(town, wanted)
    random.shuffle(leaving)
    for site in leaving:
        move(town, site, random)
# endregion


def similar(town: Town) -> float:
    """Of all pairs of neighbours, seen from each household, the share that is of one kind."""
    own = total = 0
    for kind, first, second in zip(town.kind, town.near[FIRST], town.near[SECOND], strict=True):
        if kind:
            own += first if kind == FIRST else second
            total += first + second
    return own / total if total else 1.0


def simulate(p: Parameters, random: Random) -> Iterator[Step]:
    """One row a round, from round 0; once nobody is unhappy the rows stay the same."""
    town = Town.settle(p, random)
    households = sum(kind != VACANT for kind in town.kind)
    frame = lambda: Frame("grid", p.size, p.size, bytes(town.kind))  # noqa: E731
    row: Row = {}
    for turn in range(p.rounds + 1):
        if turn and row["unhappy"]:
            one_round(town, p.wanted, random)
        if turn == 0 or row["unhappy"]:
            row = {
                "round": turn,
                "similar": similar(town),
                "unhappy": len(unhappy(town, p.wanted)) / households,
            }
        yield Step(row | {"round": turn}, frame)


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last = rows[-1]
    return {
        "similar_final": last["similar"],
        "unhappy_final": last["unhappy"],
        "rounds_to_settle": next((row["round"] for row in rows if row["unhappy"] == 0), None),
    }


MODEL = Model(
    slug="segregation",
    version="1",
    title=Text("Uit elkaar", "Drifting apart"),
    claim=Text(
        "Wie met drie op de tien buren van de eigen soort tevreden is, woont aan het eind toch tussen "
        "driekwart eigen soort.",
        "People content with three in ten neighbours of their own kind still end up among three quarters.",
    ),
    axis=Observable("round", "Ronde", "Round", "count"),
    columns=(
        Observable("similar", "Buren van de eigen soort", "Neighbours of one’s own kind", "share"),
        Observable("unhappy", "Wil weg", "Wants to leave", "share"),
    ),
    summary=(
        Observable("similar_final", "Buren van de eigen soort", "Neighbours of one’s own kind", "share"),
        Observable("unhappy_final", "Wil weg aan het eind", "Wants to leave at the end", "share"),
        Observable("rounds_to_settle", "Rondes tot niemand weg wil", "Rounds until all stay", "count"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien dat een gescheiden stad kan ontstaan uit wensen die ieder voor zich verdraagzaam zijn.",
            "Shows that a divided town can come from wishes each of which is tolerant.",
        ),
        state=Text(
            "Een bord met vakken, leeg of bewoond door een huishouden van soort één of twee. Elk vak heeft "
            "acht buurvakken; de randen sluiten op elkaar aan.",
            "A board of sites, vacant or lived on by a household of kind one or two. Each site has eight "
            "neighbours; the edges join up.",
        ),
        process=Text(
            "Elke ronde springt ieder huishouden dat bij het begin te weinig buren van de eigen soort had, "
            "om de beurt en in willekeurige volgorde, naar een willekeurig leeg vak. Of het daar beter is, "
            "blijkt pas de volgende ronde.",
            "Each round every household that had too few neighbours of its own kind at the start jumps, one "
            "by one and in random order, to a random vacant site. Whether that is any better shows only in "
            "the next round.",
        ),
        assumes=Text(
            "Twee soorten, even talrijk en even rijk, met dezelfde wens. Verhuizen is gratis en niemand "
            "wordt geweigerd. Hoe er verhuisd wordt telt mee: wie eerst rondkijkt, komt elders uit.",
            "Two kinds, equally numerous and rich, with the same wish. Moving is free and nobody is turned "
            "away. How people move matters: those who look round first end elsewhere.",
        ),
        leaves_out=Text(
            "Huurprijzen, wachtlijsten, makelaars, scholen, beleid en geweigerd worden. De meeste echte "
            "scheiding is niet gekozen, en dit model zegt niets over wie haar wel heeft gemaakt.",
            "Rents, waiting lists, estate agents, schools, policy and being refused. Most real segregation "
            "is not chosen, and this model says nothing of who did make it.",
        ),
        viewpoint=Text(
            "Dat van bovenaf, op een bord waar iedereen kan kiezen. Voor wie geweigerd wordt of de huur niet "
            "kan betalen, is er geen leeg vak.",
            "From above, of a board where everybody can choose. For those who are turned down or cannot pay "
            "the rent there is no vacant site.",
        ),
        refuted_by=Text(
            "Een stad waar mensen vrij verhuizen, een klein deel eigen soort wensen en toch gemengd blijven "
            "wonen; of een scheiding die niet meebeweegt met wat mensen zeggen te willen.",
            "A town where people move freely, wish for a small share of their own kind and stay mixed all "
            "the same; or a segregation that does not follow what people say they want.",
        ),
    ),
    sources=("schelling1971dynamic",),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("wanted", "full"),
    cells=(Text("leeg", "vacant"), Text("soort één", "kind one"), Text("soort twee", "kind two")),
    presets={
        "half": (Text("De helft van je eigen soort", "Half of your own kind"), {"wanted": 0.5}),
        "picky": (Text("Zo kieskeurig dat niemand blijft", "So choosy that nobody stays"), {"wanted": 0.8}),
        "published": (Text("Groot bord", "Large board"), {"size": 51, "rounds": 100}),
    },
)
