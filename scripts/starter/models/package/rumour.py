"""A rumour: how many of those it could reach never hear it.

What: one person tells something; whoever hears it tells it on, until telling no longer pays.
Source: Daley and Kendall (1964); the rule is Maki and Thompson's, whose limit Sudbury (1985) proved.
State: how many have not heard it, how many tell it, how many know it and keep quiet.
Rule: each round everyone who tells meets one other person at random. Somebody new hears it, and tells it on
with a chance. Meeting somebody who knows it already stops the teller with a chance.
Limits: everyone is equally likely to meet anyone; nobody forgets, doubts, or changes the story.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import ParameterSet, Text, parameter


@dataclass(frozen=True)
class Parameters(ParameterSet):
    people: int = parameter(
        200, 20, 1000, 10, unit=("mensen", "people"),
        nl=("Mensen", "Hoeveel mensen het zouden kunnen horen."),
        en=("People", "How many people could hear it."),
    )  # fmt: skip
    passes: float = parameter(
        1.0, 0.0, 1.0, 0.05,
        nl=("Doorvertellen", "Kans dat wie het hoort het ook doorvertelt."),
        en=("Passing on", "Chance that whoever hears it tells it on."),
    )  # fmt: skip
    stops: float = parameter(
        1.0, 0.1, 1.0, 0.05,
        nl=("Ophouden", "Kans dat een verteller ophoudt als de ander het al weet."),
        en=("Stopping", "Chance that a teller stops when the other knows it already."),
    )  # fmt: skip
    rounds: int = parameter(
        30, 10, 100, 5, unit=("ronden", "rounds"),
        nl=("Duur", "Hoeveel ronden het model loopt."),
        en=("Duration", "How many rounds the model runs."),
    )  # fmt: skip


# region: state
@dataclass(slots=True)
class Room:
    unaware: int
    tellers: int = 1
    quiet: int = 0
# endregion


# region: rule
def play(p: Parameters, room: Room, random: Random) -> None:
    """One round: each of those who tell meets one other person."""
    for _ in range(room.tellers):
        if random.random() * (p.people - 1) < room.unaware:
            room.unaware -= 1
            if random.random() < p.passes:
                room.tellers += 1
            else:
                room.quiet += 1
        elif random.random() < p.stops:
            room.tellers -= 1
            room.quiet += 1
# endregion


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a round, from round 0, in which one person knows it."""
    room = Room(p.people - 1)
    for number in range(p.rounds + 1):
        if number:
            play(p, room, random)
        yield {
            "round": number,
            "heard": 1.0 - room.unaware / p.people,
            "telling": room.tellers / p.people,
        }


def measures(p: Parameters, rows: list[Row]) -> Summary:
    most = max(row["telling"] or 0.0 for row in rows)
    return {
        "heard_final": rows[-1]["heard"],
        "never_final": 1.0 - (rows[-1]["heard"] or 0.0),
        "telling_most": most,
    }


MODEL = Model(
    slug="rumour",
    version="1",
    title=Text("Van mond tot mond", "From mouth to mouth"),
    claim=Text(
        "Een verhaal dat iedereen doorvertelt, bereikt niet iedereen: een op de vijf hoort het nooit.",
        "A story that everybody passes on does not reach everybody: one in five never hears it.",
    ),
    axis=Observable("round", "Ronde", "Round", "count"),
    columns=(
        Observable("heard", "Heeft het gehoord", "Have heard it", "share"),
        Observable("telling", "Vertelt het door", "Telling it on", "share"),
    ),
    summary=(
        Observable("heard_final", "Gehoord aan het eind", "Heard it in the end", "share"),
        Observable("never_final", "Nooit gehoord", "Never heard it", "share"),
        Observable("telling_most", "Meeste vertellers tegelijk", "Most tellers at one time", "share"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien hoe ver een verhaal komt dat alleen zijn vertellers heeft.",
            "Shows how far a story gets that has nothing but its tellers.",
        ),
        state=Text(
            "Hoeveel mensen het niet weten, hoeveel het vertellen en hoeveel het weten en zwijgen.",
            "How many people do not know it, how many tell it, and how many know it and keep quiet.",
        ),
        process=Text(
            "Elke ronde ontmoet iedere verteller één ander. Wie het nog niet wist, weet het nu en vertelt het met "
            "een zekere kans door. Wie het al wist, doet de verteller met een zekere kans ophouden.",
            "Each round every teller meets one other person. Whoever did not know it knows it now, and tells it "
            "on with a certain chance. Whoever knew it stops the teller with a certain chance.",
        ),
        assumes=Text(
            "Iedereen ontmoet iedereen even vaak. Een verhaal blijft hetzelfde, en vertellen kost niets.",
            "Everybody meets everybody equally often. A story stays the same, and telling costs nothing.",
        ),
        leaves_out=Text(
            "Kranten en schermen, vriendenkringen, twijfel, vergeten, en of het verhaal waar is.",
            "Papers and screens, circles of friends, doubt, forgetting, and whether the story is true.",
        ),
        viewpoint=Text(
            "Dat van het verhaal, dat zo ver mogelijk wil. Voor wie het liever niet hoorde is een op de vijf winst.",
            "The story’s, which wants to get far. For those who would rather not hear it one in five is a gain.",
        ),
        refuted_by=Text(
            "Verhalen zonder omroeper die in grote groepen bijna iedereen bereiken, of al na enkelen stilvallen.",
            "Stories without a crier that reach nearly everyone in large groups, or fall silent after a few.",
        ),
    ),
    sources=("daley1964epidemics", "sudbury1985proportion"),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("passes", "stops"),
    presets={
        "all": (Text("Iedereen vertelt", "Everybody tells"), {}),
        "half": (Text("De helft vertelt", "Half of them tell"), {"passes": 0.5}),
        "stubborn": (Text("Volhouders", "Stubborn tellers"), {"stops": 0.3}),
    },
)  # fmt: skip
