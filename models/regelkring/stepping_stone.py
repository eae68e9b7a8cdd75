"""Three rooms: out of work, in the social enterprise, in regular work.

What: how many people are in each room, month by month, after a social enterprise opens its doors.
Source: a lake model of flows between stocks, as in the search theory of unemployment of Diamond,
Mortensen and Pissarides (the flows alone, without their wages and vacancies); the third room is ours.
State: for each person the room and the number of months out of work.
Rule: each month somebody out of work finds a regular job (find) or enters the social enterprise
(enter); from there moves on to regular work (move_on) or falls back (fall_back); regular work is
lost (lose). With `fading`, the chance to find regular work shrinks by that share each month out of
work, and starts afresh after any work. People start as they would be without a social enterprise and
without fading, with no months behind them; the same draws also run a town without one.
Limits: no selection, no displacement, regular jobs do not run out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import ParameterSet, Text, parameter

OUT, SOCIAL, REGULAR = 0, 1, 2


@dataclass(frozen=True)
class Parameters(ParameterSet):
    find: float = parameter(
        0.02, 0.0, 0.2, 0.005, unit=("per maand", "a month"),
        nl=("Vindt werk", "Kans per maand om vanuit werkloosheid gewoon werk te vinden (f)."),
        en=("Finds work", "Chance a month to find regular work when out of work (f)."),
    )  # fmt: skip
    enter: float = parameter(
        0.02, 0.0, 0.2, 0.005, unit=("per maand", "a month"),
        nl=("Komt binnen", "Kans per maand om vanuit werkloosheid bij de sociale onderneming te komen (a)."),
        en=("Enters", "Chance a month to enter the social enterprise when out of work (a)."),
    )  # fmt: skip
    move_on: float = parameter(
        0.05, 0.0, 0.3, 0.005, unit=("per maand", "a month"),
        nl=("Stroomt door", "Kans per maand om van de sociale onderneming naar gewoon werk te gaan (g)."),
        en=("Moves on", "Chance a month to go from the social enterprise to regular work (g)."),
    )  # fmt: skip
    fall_back: float = parameter(
        0.02, 0.0, 0.2, 0.005, unit=("per maand", "a month"),
        nl=("Valt terug", "Kans per maand om van de sociale onderneming weer werkloos te worden (k)."),
        en=("Falls back", "Chance a month to fall back from the social enterprise out of work (k)."),
    )  # fmt: skip
    lose: float = parameter(
        0.03, 0.0, 0.2, 0.005, unit=("per maand", "a month"),
        nl=("Verliest werk", "Kans per maand om gewoon werk te verliezen (s)."),
        en=("Loses work", "Chance a month to lose regular work (s)."),
    )  # fmt: skip
    fading: float = parameter(
        0.0, 0.0, 0.2, 0.01, unit=("per maand", "a month"),
        nl=("Slijtage", "Deel van de kans op gewoon werk dat elke maand werkloosheid wegslijt."),
        en=("Fading", "Share of the chance of regular work that each month out of work wears away."),
    )  # fmt: skip
    people: int = parameter(
        1000, 100, 5000, 100, unit=("mensen", "people"),
        nl=("Mensen", "Hoeveel mensen er zijn."),
        en=("People", "How many people there are."),
    )  # fmt: skip
    months: int = parameter(
        120, 12, 360, 12, unit=("maanden", "months"),
        nl=("Duur", "Hoeveel maanden het model loopt."),
        en=("Duration", "How many months the model runs."),
    )  # fmt: skip


# region: rule
def month(p: Parameters, rooms: list[int], waited: list[int], find: list[float], enter: float,
          draws: list[float]) -> None:  # fmt: skip
    """One month: each person's draw, evenly from [0, 1), decides whether and where they go.

    `waited` counts months out of work; find[w] is the chance of regular work after w of them.
    """
    lose, move_on, leave = p.lose, p.move_on, p.move_on + p.fall_back
    out, social, regular = OUT, SOCIAL, REGULAR
    for person, draw in enumerate(draws):
        room = rooms[person]
        if room == regular:
            if draw < lose:
                rooms[person] = out
        elif room == social:
            if draw < move_on:
                rooms[person] = regular
            elif draw < leave:
                rooms[person] = out
        else:
            months = waited[person]
            if draw < find[months]:
                rooms[person], waited[person] = regular, 0
            elif draw < find[months] + enter:
                rooms[person], waited[person] = social, 0
            else:
                waited[person] = months + 1
# endregion


type Shares = tuple[float, float, float]  # out of work, in the social enterprise, in regular work


def flow(p: Parameters, shares: Shares) -> Shares:
    """The expected shares a month later, if no chance fades."""
    out, social, regular = shares
    return (
        out * (1.0 - p.find - p.enter) + social * p.fall_back + regular * p.lose,
        out * p.enter + social * (1.0 - p.move_on - p.fall_back),
        out * p.find + social * p.move_on + regular * (1.0 - p.lose),
    )


def balance(p: Parameters) -> Shares:
    """The shares at which all flows cancel, if no chance fades.

    Raises ZeroDivisionError if regular work is never lost, or nobody ever leaves the social enterprise.
    """
    social = p.enter / (p.move_on + p.fall_back)  # for each one out of work
    regular = (p.find + p.move_on * social) / p.lose
    total = 1.0 + social + regular
    return 1.0 / total, social / total, regular / total


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a month, from month 0."""
    count = p.people
    unemployed = p.lose / (p.lose + p.find) if p.lose + p.find > 0.0 else 1.0
    start = [OUT if person < round(unemployed * count) else REGULAR for person in range(count)]
    with_it, without = start[:], start[:]
    waited, waited_without = [0] * count, [0] * count
    find = [p.find]
    while len(find) <= p.months:
        find.append(find[-1] * (1.0 - p.fading))
    draw = random.random
    for now in range(p.months + 1):
        if now:
            draws = [draw() for _ in range(count)]
            month(p, with_it, waited, find, p.enter, draws)
            month(p, without, waited_without, find, 0.0, draws)
        yield {
            "month": now,
            "unemployed": with_it.count(OUT) / count,
            "social": with_it.count(SOCIAL) / count,
            "regular": with_it.count(REGULAR) / count,
            "regular_without": without.count(REGULAR) / count,
        }


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last = rows[-1]
    return {
        "unemployed_final": last["unemployed"],
        "social_final": last["social"],
        "regular_final": last["regular"],
        "regular_gain": (last["regular"] or 0.0) - (last["regular_without"] or 0.0),
    }


MODEL = Model(
    slug="stepping-stone",
    version="1",
    title=Text("De opstap", "The stepping stone"),
    claim=Text(
        "Een sociale onderneming brengt meer mensen aan gewoon werk zolang zij ze laat gaan. Houdt zij "
        "haar mensen vast, dan wordt het gewone werk minder dan zonder haar.",
        "A social enterprise brings more people into regular work as long as it lets them go. If it holds "
        "on to them, there is less regular work than without it.",
    ),
    axis=Observable("month", "Maand", "Month", "count"),
    columns=(
        Observable("unemployed", "Werkloos", "Out of work", "share"),
        Observable("social", "In de sociale onderneming", "In the social enterprise", "share"),
        Observable("regular", "Gewoon werk", "Regular work", "share"),
        Observable("regular_without", "Gewoon werk zonder haar", "Regular work without it", "share"),
    ),
    summary=(
        Observable("unemployed_final", "Werkloos aan het eind", "Out of work at the end", "share"),
        Observable("social_final", "In de sociale onderneming", "In the social enterprise", "share"),
        Observable("regular_final", "Gewoon werk aan het eind", "Regular work at the end", "share"),
        Observable("regular_gain", "Gewoon werk erbij (deel van allen)", "Regular work gained (share of all)"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien wat een sociale onderneming doet met werkloosheid en gewoon werk, naargelang zij "
            "mensen doorlaat of vasthoudt.",
            "Shows what a social enterprise does to unemployment and regular work, depending on whether "
            "it lets people through or holds on to them.",
        ),
        state=Text(
            "Van ieder mens de kamer (werkloos, sociale onderneming, gewoon werk) en hoeveel maanden "
            "werkloosheid er op de teller staan.",
            "For each person the room (out of work, social enterprise, regular work) and how many months "
            "out of work are on the clock.",
        ),
        process=Text(
            "Elke maand trekt ieder een lot dat zegt of en waarheen die gaat. Met slijtage wordt de kans "
            "op gewoon werk elke maand werkloosheid kleiner; wie aan het werk gaat, ook in de sociale "
            "onderneming, begint weer met een schone lei. Dezelfde loten lopen door een tweede stad zonder "
            "sociale onderneming. Beide steden beginnen zoals het zonder haar en zonder slijtage zou zijn.",
            "Each month everybody draws a lot that says whether and where they go. With fading, the chance "
            "of regular work shrinks each month out of work; whoever starts work, in the social enterprise "
            "too, has a clean slate again. The same lots run through a second town without a social "
            "enterprise. Both towns begin as things would be without it and without fading.",
        ),
        assumes=Text(
            "Iedereen is gelijk en de kansen liggen vast. Gewone banen raken niet op. De vijf kansen zijn "
            "verzonnen, ter illustratie.",
            "Everybody is alike and the chances are fixed. Regular jobs do not run out. The five chances "
            "are made up, as an illustration.",
        ),
        leaves_out=Text(
            "Wie er wordt uitgekozen, wie er wordt verdrongen, hoeveel werk er is, lonen, subsidies, en "
            "wat het werk in de sociale onderneming zelf waard is voor wie het doet.",
            "Who is selected, who is displaced, how much work there is, wages, subsidies, and what the "
            "work in the social enterprise is itself worth to those who do it.",
        ),
        viewpoint=Text(
            "Dat van de gemeente, die kamers telt en doorstroom waardeert. Voor wie in de middelste kamer een "
            "plek vond, kan blijven het goede eind zijn.",
            "The municipality’s, which counts rooms and values moving on. For those who found a place in the "
            "middle room, staying may be the good ending.",
        ),
        refuted_by=Text(
            "Een vergelijking met loting waarin wie via een sociale onderneming gaat, niet eerder gewoon "
            "werk vindt dan wie werkloos blijft zoeken; of plaatsen waar vasthouden geen gewoon werk kost.",
            "A comparison by lot in which those who pass through a social enterprise find regular work no "
            "sooner than those who go on searching; or places where holding on costs no regular work.",
        ),
    ),
    sources=("mortensen1994job", "pissarides2000equilibrium", "shimer2005cyclical", "kroft2013duration",
             "card2018what"),  # fmt: skip
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("enter", "move_on", "lose"),
    presets={
        "without": (Text("Zonder sociale onderneming", "Without a social enterprise"), {"enter": 0.0}),
        "holding": (Text("Zij houdt haar mensen vast", "It holds on to its people"), {"move_on": 0.01}),
        "fading": (Text("Werkloosheid slijt", "Being out of work wears"), {"fading": 0.05}),
    },
)
