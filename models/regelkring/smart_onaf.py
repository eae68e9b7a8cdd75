"""Looking for a better way of working, by a sharp dashboard or by a blurred view of the whole.

What: how good things get, and how good they look, when each step is judged by a few measured points,
by a blurred view of all points, or by copying the best colleague.
Source: NK landscapes (Kauffman 1993); the network mode after Lazer and Friedman (2007); measures that
become targets after Campbell (1979) and Goodhart (1975). The mapping to SMART and ONAF is ours and
not an established result.
State: for each searcher a landscape and a way of working, N choices of 0 or 1. The worth of each
choice is a draw from [0, 1) that depends on itself and on K others drawn at random; a draw is made
when it is first needed. Reality is the mean worth of all N, the dashboard that of the first m.
Rule: each move one choice, drawn at random, is turned over. `smart` keeps it if the dashboard rises.
`onaf` keeps it if reality rises as seen with a normal error (sd `noise`) on both sides. `network`: all
searchers work on one landscape; whoever sees a better neighbour copies the best one, and only who
sees none turns over a choice and keeps it if reality rises.
Limits: steps cost nothing, everybody starts at random, reality stands still. K is at most N - 1 and
m at most N, whatever the parameters say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from random import Random

from .core.exact import normal
from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import ParameterSet, Text, parameter


@dataclass(frozen=True)
class Parameters(ParameterSet):
    mode: str = parameter(
        "smart",
        nl=("Waarop men stuurt", "Waaraan men ziet of een stap een verbetering was."),
        en=("What steers", "By what one sees whether a step was an improvement."),
        choices={
            "smart": ("SMART: het dashboard", "SMART: the dashboard"),
            "onaf": ("ONAF: het geheel, wazig", "ONAF: the whole, blurred"),
            "network": ("elkaar: kopieer de beste", "each other: copy the best"),
        },
    )
    measured: int = parameter(
        3, 1, 12, 1, unit=("keuzes", "choices"),
        nl=("Op het dashboard", "Hoeveel van de keuzes gemeten worden (m)."),
        en=("On the dashboard", "How many of the choices are measured (m)."),
    )  # fmt: skip
    noise: float = parameter(
        0.02, 0.0, 0.3, 0.01,
        nl=("Wazigheid", "Hoe ver een oordeel over het geheel ernaast zit (standaardafwijking; alleen ONAF)."),
        en=("Blur", "How far a judgement of the whole is off (standard deviation; ONAF only)."),
    )  # fmt: skip
    ruggedness: int = parameter(
        4, 0, 11, 1, unit=("andere keuzes", "other choices"),
        nl=("Samenhang", "Van hoeveel andere keuzes de waarde van een keuze afhangt (K)."),
        en=("Interdependence", "On how many other choices the worth of a choice depends (K)."),
    )  # fmt: skip
    loci: int = parameter(
        12, 4, 20, 1, unit=("keuzes", "choices"),
        nl=("Keuzes", "Hoeveel dingen ertoe doen (N)."),
        en=("Choices", "How many things matter (N)."),
    )  # fmt: skip
    moves: int = parameter(
        400, 50, 1000, 50, unit=("stappen", "moves"),
        nl=("Duur", "Hoeveel stappen er geprobeerd worden."),
        en=("Duration", "How many moves are tried."),
    )  # fmt: skip
    searches: int = parameter(
        30, 1, 100, 1, unit=("zoekers", "searchers"),
        nl=("Zoekers", "Over hoeveel zoekers gemiddeld wordt; in een netwerk werken ze aan hetzelfde."),
        en=("Searchers", "Over how many searchers we average; in a network they work on the same."),
    )  # fmt: skip
    network: str = parameter(
        "full",
        nl=("Netwerk", "Wie wie ziet, als men elkaar kopieert."),
        en=("Network", "Who sees whom, when people copy each other."),
        choices={
            "full": ("iedereen ziet iedereen", "all see all"),
            "line": ("een rij: ieder ziet twee buren", "a line: each sees two neighbours"),
        },
    )


# region: landscape
class Landscape:
    """What every way of working is worth: N choices, each depending on K others."""

    def __init__(self, loci: int, ruggedness: int, measured: int, random: Random):
        self.loci, self.measured, self.random = loci, min(measured, loci), random
        self.worths: list[dict[int, float]] = [{} for _ in range(loci)]
        self.known: dict[int, tuple[float, float]] = {}
        self.depends = []  # for each choice, the bits its worth depends on
        for locus in range(loci):
            others = [other for other in range(loci) if other != locus]
            random.shuffle(others)
            self.depends.append(sum(1 << one for one in (locus, *others[:ruggedness])))

    def worth(self, locus: int, state: int) -> float:
        """The worth of one choice, drawn when it is first needed."""
        case, drawn = state & self.depends[locus], self.worths[locus]
        if case not in drawn:
            drawn[case] = self.random.random()
        return drawn[case]

    def scores(self, state: int) -> tuple[float, float]:
        """(dashboard, reality) of a way of working."""
        found = self.known.get(state)
        if found is None:
            parts = [self.worth(locus, state) for locus in range(self.loci)]
            shown = sum(parts[: self.measured]) / self.measured
            found = self.known[state] = shown, sum(parts) / self.loci
        return found
# endregion


# region: rule
def alone(p: Parameters, landscape: Landscape, state: int, random: Random) -> int:
    """One move of a searcher alone: turn over one choice, and keep it if it looks better."""
    tried = state ^ 1 << random.randrange(p.loci)
    shown, true = landscape.scores(state)
    shown_there, true_there = landscape.scores(tried)
    if p.mode == "smart":
        better = shown_there > shown
    elif p.noise == 0.0:
        better = true_there > true
    else:  # the two errors, one a side, together are one of sd noise * sqrt(2)
        better = true_there - true > normal(random, 0.0, p.noise * sqrt(2.0))
    return tried if better else state


def together(p: Parameters, landscape: Landscape, states: list[int], random: Random) -> list[int]:
    """One move of a network, all at once: copy the best neighbour, or else try something."""
    scores = [landscape.scores(state)[1] for state in states]
    last = len(states) - 1
    leader = max(range(last + 1), key=scores.__getitem__)
    later = []
    for member, state in enumerate(states):
        if p.network == "line":
            seen = range(max(0, member - 1), min(last, member + 1) + 1)
            leader = max(seen, key=scores.__getitem__)
        if scores[leader] > scores[member]:
            later.append(states[leader])
            continue
        tried = state ^ 1 << random.randrange(p.loci)
        later.append(tried if landscape.scores(tried)[1] > scores[member] else state)
    return later
# endregion


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a move, from move 0: the means over all searchers."""
    def fresh() -> Landscape:
        return Landscape(p.loci, min(p.ruggedness, p.loci - 1), p.measured, random)

    connected = p.mode == "network"
    landscapes = [fresh()] * p.searches if connected else [fresh() for _ in range(p.searches)]
    states = [random.getrandbits(p.loci) for _ in landscapes]
    for move in range(p.moves + 1):
        if move and connected:
            states = together(p, landscapes[0], states, random)
        elif move:
            states = [
                alone(p, landscape, state, random)
                for landscape, state in zip(landscapes, states, strict=True)
            ]
        scores = [one.scores(state) for one, state in zip(landscapes, states, strict=True)]
        yield {
            "move": move,
            "reality": sum([true for _, true in scores]) / p.searches,
            "dashboard": sum([shown for shown, _ in scores]) / p.searches,
        }


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last = rows[-1]
    dashboard, reality = last["dashboard"] or 0.0, last["reality"] or 0.0
    return {
        "dashboard_final": dashboard,
        "reality_final": reality,
        "gap_final": dashboard - reality,
    }


MODEL = Model(
    slug="smart-onaf",
    version="1",
    title=Text("SMART en ONAF", "SMART and ONAF"),
    claim=Text(
        "Hoe minder je meet, hoe mooier het dashboard en hoe slechter de werkelijkheid. Een licht wazige "
        "blik op het geheel doet het beter dan een scherpe.",
        "The less you measure, the finer the dashboard and the worse reality. A slightly blurred view of "
        "the whole does better than a sharp one.",
    ),
    axis=Observable("move", "Stap", "Move", "count"),
    columns=(
        Observable("reality", "Werkelijkheid", "Reality"),
        Observable("dashboard", "Dashboard", "Dashboard"),
    ),
    summary=(
        Observable("dashboard_final", "Dashboard aan het eind", "Dashboard at the end"),
        Observable("reality_final", "Werkelijkheid aan het eind", "Reality at the end"),
        Observable("gap_final", "Dashboard min werkelijkheid", "Dashboard minus reality"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien wat er met het geheel gebeurt als je stuurt op een deel dat je scherp meet, op een "
            "wazige blik op alles, of op elkaar.",
            "Shows what becomes of the whole when you steer by a part you measure sharply, by a blurred view "
            "of everything, or by one another.",
        ),
        state=Text(
            "Een werkwijze: twaalf keuzes, elk zo of anders. Wat een keuze waard is, tussen 0 en 1, hangt af "
            "van haarzelf en van vier andere, en is bij loting bepaald. Werkelijkheid is het gemiddelde over "
            "alle keuzes, dashboard het gemiddelde over de gemeten keuzes.",
            "A way of working: twelve choices, each one way or the other. What a choice is worth, between 0 "
            "and 1, depends on itself and on four others, and was drawn by lot. Reality is the mean over all "
            "choices, the dashboard the mean over the measured ones.",
        ),
        process=Text(
            "Elke stap draait een zoeker één willekeurige keuze om. SMART houdt dat als het dashboard stijgt. "
            "ONAF houdt het als het geheel beter lijkt, gezien met een normale fout. In een netwerk kopieert "
            "wie een betere buur ziet de beste; wie er geen ziet, probeert zelf iets.",
            "Each move a searcher turns over one choice at random. SMART keeps that if the dashboard rises. "
            "ONAF keeps it if the whole looks better, seen with a normal error. In a network whoever sees a "
            "better neighbour copies the best; whoever sees none tries something.",
        ),
        assumes=Text(
            "Dat dit over SMART en ONAF gaat, is onze vertaling en geen gevestigd resultaat. De wazige blik "
            "krijgt het geheel te zien, en dat is een voordeel dat in het echt verdiend moet worden. Hoeveel "
            "dingen samenhangen en hoe wazig een blik is, zijn illustraties.",
            "That this is about SMART and ONAF is our translation and not an established result. The blurred "
            "view gets to see the whole, an advantage that has to be earned in real life. How many things hang "
            "together and how blurred a view is are illustrations.",
        ),
        leaves_out=Text(
            "Waarom doelen mensen aanzetten tot beter werk, wie zich achter vaagheid verschuilt, verantwoording "
            "achteraf, de prijs van een mislukte stap, en een werkelijkheid die zelf verandert.",
            "Why goals make people work better, who hides behind vagueness, being held to account afterwards, "
            "the price of a failed step, and a reality that itself changes.",
        ),
        viewpoint=Text(
            "Dat van de leiding, voor wie beter één getal is. Wie in het werk zelf staat weet vaak waarom een "
            "punt niet gemeten wordt.",
            "The leadership’s, to whom better is one number. Those in the work itself often know why a point "
            "is not measured.",
        ),
        refuted_by=Text(
            "Samenhangend werk waarin een paar scherp gemeten doelen ook het ongemeten deel beter maken; of "
            "diensten die vager sturen en op het geheel niet beter uitkomen.",
            "Interdependent work in which a few sharply measured goals improve the unmeasured part as well; or "
            "services that steer more vaguely and do no better on the whole.",
        ),
    ),
    sources=("kauffman1993origins", "lazer2007network", "campbell1979assessing", "goodhart1975problems",
             "locke2002building", "magstad2015onaf"),  # fmt: skip
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("measured", "noise", "ruggedness"),
    presets={
        "all": (Text("Alles op het dashboard", "Everything on the dashboard"), {"measured": 12}),
        "onaf": (Text("ONAF, een beetje wazig", "ONAF, a little blurred"), {"mode": "onaf"}),
        "too-vague": (Text("ONAF, te wazig", "ONAF, too blurred"), {"mode": "onaf", "noise": 0.1}),
        "full-network": (
            Text("Iedereen kopieert de beste", "All copy the best"),
            {"mode": "network", "loci": 20, "ruggedness": 5, "searches": 100, "moves": 200},
        ),
        "line-network": (
            Text("Alleen je buren kopiëren", "Copy your neighbours only"),
            {"mode": "network", "network": "line", "loci": 20, "ruggedness": 5, "searches": 100, "moves": 200},
        ),
    },
)
