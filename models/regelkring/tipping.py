"""A crowd in which each joins as soon as enough others have.

What: how many take part in the end, when every person has a number that must go first.
Source: threshold models of collective behaviour (Granovetter 1978).
State: a threshold for each person, in persons; how many take part now.
Rule: each step, everybody whose threshold is at most the number who took part in the step before
takes part; nobody leaves. The run ends its rise when a step brings in nobody new.
`expected` is the same rule in a crowd without end, in which no single person counts.
Limits: thresholds cannot be observed, nobody stops, everybody sees everybody. Draws below zero
count as zero, draws above the size of the crowd never join.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random

from .core.exact import normal, normal_quantile
from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import ParameterSet, Text, parameter

LEAST = 40  # rows go on to this step after a crowd has stopped, so that charts keep their width


@dataclass(frozen=True)
class Parameters(ParameterSet):
    people: int = parameter(
        100, 10, 500, 10, unit=("mensen", "people"),
        nl=("Mensen", "Hoe groot de menigte is."),
        en=("People", "The size of the crowd."),
    )  # fmt: skip
    mean: float = parameter(
        25.0, 0.0, 100.0, 1.0, unit=("procent van de menigte", "per cent of the crowd"),
        nl=("Gemiddelde drempel", "Hoeveel er gemiddeld al moeten meedoen. Telt niet voor de ladder."),
        en=("Mean threshold", "How many must be in already, on average. Not used by the ladder."),
    )  # fmt: skip
    sd: float = parameter(
        12.0, 0.0, 40.0, 0.5, unit=("procent van de menigte", "per cent of the crowd"),
        nl=("Spreiding", "Standaardafwijking van de drempels. Telt niet voor de ladder."),
        en=("Spread", "Standard deviation of the thresholds. Not used by the ladder."),
    )  # fmt: skip
    shape: str = parameter(
        "normal",
        nl=("Verdeling", "Hoe de drempels over de mensen verdeeld zijn."),
        en=("Distribution", "How the thresholds are spread over the people."),
        choices={
            "normal": ("klokvorm", "bell curve"),
            "uniform": ("gelijkmatig", "even"),
            "ladder": ("ladder: 0, 1, 2, 3 …", "ladder: 0, 1, 2, 3 …"),
        },
    )
    remove: int = parameter(
        0, 0, 5, 1, unit=("mensen", "people"),
        nl=("Weggehaald", "Hoeveel mensen met de laagste drempels thuisblijven."),
        en=("Taken out", "How many people with the lowest thresholds stay at home."),
    )  # fmt: skip


def thresholds(p: Parameters, random: Random) -> list[float]:
    """How many must go first, for each person who is there, in ascending order."""
    scale = p.people / 100.0
    if p.shape == "ladder":
        crowd = [float(rank) for rank in range(p.people)]
    elif p.shape == "uniform":
        half = p.sd * sqrt(3.0)  # a uniform spread of this half-width has standard deviation sd
        crowd = [scale * (p.mean + half * (2.0 * random.random() - 1.0)) for _ in range(p.people)]
    else:
        crowd = [scale * normal(random, p.mean, p.sd) for _ in range(p.people)]
    return sorted(crowd)[p.remove :]


# region: rule
def cascade(thresholds: Sequence[float]) -> Iterator[int]:
    """The number who take part, step by step from 0, until nobody new joins."""
    crowd = sorted(thresholds)
    active = 0
    yield active
    while (joined := bisect_right(crowd, active)) > active:  # those whose threshold is met
        active = joined
        yield active
# endregion


def willing(p: Parameters, share: float) -> float:
    """The share of an endless crowd whose threshold is at most `share` of it."""
    level = 100.0 * share
    if p.shape == "ladder":
        return min(1.0, share + 1.0 / p.people)
    if p.sd == 0.0:
        return 1.0 if level >= p.mean else 0.0
    if p.shape == "uniform":
        return min(1.0, max(0.0, 0.5 + (level - p.mean) / (p.sd * sqrt(12.0))))
    z = (level - p.mean) / p.sd
    low, high = 0.0, 1.0
    for _ in range(30):  # the normal distribution function, by halving
        middle = (low + high) / 2.0
        low, high = (middle, high) if normal_quantile(middle) <= z else (low, middle)
    return low if low > 0.0 else 0.0


def tipping_spread(mean: float) -> float:
    """The spread (sd) at which an endless bell-shaped crowd of mean threshold `mean` < 50 tips.

    A crowd stops where a share t has joined and fewer are willing: mean + sd z(t) > 100 t, with z
    the normal quantile. Below t = 1/2, z is negative, so that holds while sd < (100 t - mean) / z(t):
    the crowd tips when sd passes the largest of these.
    """
    shares = (step / 10_000.0 for step in range(1, 5000))
    return max((100.0 * share - mean) / normal_quantile(share) for share in shares)


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a step, until nobody new joins, and at least to step LEAST (a ladder: to its top)."""
    crowd = thresholds(p, random)
    course = list(cascade(crowd))
    least = max(LEAST, p.people if p.shape == "ladder" else 0) + 1
    expected = 0.0
    for step, active in enumerate(course + [course[-1]] * (least - len(course))):
        yield {"step": step, "active": active / len(crowd), "expected": expected}
        expected = max(expected, willing(p, expected))


def measures(p: Parameters, rows: list[Row]) -> Summary:
    final = rows[-1]["active"]
    size = p.people - p.remove
    return {
        "active_final": final,
        "steps": next(row["step"] for row in rows if row["active"] == final),
        "stopped_at": None if final == 1.0 else round((final or 0.0) * size),
    }


MODEL = Model(
    slug="tipping",
    version="1",
    title=Text("De kantelende menigte", "The tipping crowd"),
    claim=Text(
        "Twee menigtes met dezelfde gemiddelde drempel kunnen heel anders aflopen: in de ene doet "
        "bijna niemand mee, in de andere iedereen.",
        "Two crowds with the same mean threshold can end very differently: in one hardly anybody "
        "joins, in the other everybody does.",
    ),
    axis=Observable("step", "Stap", "Step", "count"),
    columns=(
        Observable("active", "Doet mee", "Taking part", "share"),
        Observable("expected", "In een eindeloze menigte", "In an endless crowd", "share"),
    ),
    summary=(
        Observable("active_final", "Doet mee aan het eind", "Taking part at the end", "share"),
        Observable("steps", "Stappen tot niemand erbij komt", "Steps until nobody joins", "count"),
        Observable("stopped_at", "Blijft steken bij (mensen)", "Stuck at (people)", "count"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien dat je uit wat een menigte doet niet kunt aflezen wat haar mensen willen: één "
            "drempel meer of minder beslist.",
            "Shows that what a crowd does does not tell you what its people want: one threshold more "
            "or less decides.",
        ),
        state=Text(
            "Van ieder mens de drempel (hoeveel anderen eerst moeten meedoen) en of die al meedoet.",
            "For each person the threshold (how many others must join first) and whether they have joined.",
        ),
        process=Text(
            "Elke stap doet iedereen mee voor wie er in de vorige stap genoeg meededen. Niemand haakt af. "
            "Het houdt op als er niemand bij komt. De stippellijn is dezelfde regel in een menigte zonder "
            "eind, waar een enkeling niet telt; bij de ladder is het de ladder waaruit niemand weg is.",
            "Each step, everyone joins for whom enough took part in the step before. Nobody drops out. "
            "It ends when nobody joins. The dashed line is the same rule in an endless crowd, where a "
            "single person does not count; for the ladder it is the ladder with nobody taken out.",
        ),
        assumes=Text(
            "Iedereen ziet iedereen en telt alleen hoeveel er meedoen, niet wie. De drempels staan vast. "
            "Gemiddelde en spreiding zijn een illustratie en geen meting. Een drempel onder nul telt als "
            "nul; wie een drempel boven de hele menigte trekt, doet nooit mee.",
            "Everybody sees everybody and counts only how many join, not who. Thresholds are fixed. Mean "
            "and spread are an illustration, not a measurement. A threshold below zero counts as zero; "
            "whoever draws one above the whole crowd never joins.",
        ),
        leaves_out=Text(
            "Wie wie kent, spijt, politie, gevaar dat met de menigte verandert, en mensen die juist "
            "wegblijven als het druk wordt.",
            "Who knows whom, regret, police, danger that changes with the crowd, and people who stay "
            "away just because it gets busy.",
        ),
        viewpoint=Text(
            "Dat van wie op het plein de hoofden telt. Hoeveel moed het kost om de eerste te zijn, is hier "
            "een nul in een rij.",
            "That of whoever counts heads on the square. How much courage it takes to be the first is a "
            "nought in a row here.",
        ),
        refuted_by=Text(
            "Drempels kun je niet zien. Als mensen hun meedoen los laten staan van het aantal dat al "
            "meedoet, of als wisselende voorlopers nooit een andere uitkomst geven, deugt het model niet.",
            "Thresholds cannot be seen. If people join regardless of how many have joined already, or if "
            "a change of forerunners never changes the outcome, the model is wrong.",
        ),
    ),
    sources=("granovetter1978threshold",),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("mean", "sd", "remove"),
    presets={
        "ladder": (Text("De ladder van Granovetter", "Granovetter’s ladder"), {"shape": "ladder"}),
        "one-less": (Text("Eén mens minder", "One person less"), {"shape": "ladder", "remove": 1}),
        "wider": (Text("Iets meer spreiding", "A little more spread"), {"sd": 13.0}),
    },
)
