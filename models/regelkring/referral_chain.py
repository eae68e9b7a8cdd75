"""From desk to desk: who is helped, who gets lost on the way, who is still waiting.

What: people with a question who are referred from one desk to the next.
Source: an absorbing Markov chain; the setting after Lipsky (1980). The composition is ours.
State: for each person still on the way, how many wrong doors are left before the right one.
Rule: each desk solves the question with chance p; if not, the person is lost with chance q, and else
referred on. Where help is split over k target groups people try doors in an order of chance until
one is theirs: a wrong door solves nothing, and loses people all the same.
Limits: desks are alike and do not learn, a question does not get worse by waiting, nobody comes back
to a desk, and people do not help one another find the way. Who has not been helped after the last
desk counts as waiting.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import ParameterSet, Text, parameter


@dataclass(frozen=True)
class Parameters(ParameterSet):
    solve: float = parameter(
        0.3, 0.01, 1.0, 0.01,
        nl=("Opgelost", "Kans dat een loket de vraag oplost (p)."),
        en=("Solved", "Chance that a desk solves the question (p)."),
    )  # fmt: skip
    lose: float = parameter(
        0.1, 0.0, 0.9, 0.01,
        nl=("Kwijtgeraakt", "Kans dat iemand die niet geholpen is afhaakt in plaats van door te gaan (q)."),
        en=("Lost", "Chance that somebody not helped drops out in place of going on (q)."),
    )  # fmt: skip
    desks: int = parameter(
        6, 1, 20, 1, unit=("loketten", "desks"),
        nl=("Loketten", "Hoeveel loketten iemand hoogstens bezoekt."),
        en=("Desks", "How many desks somebody visits at the most."),
    )  # fmt: skip
    partitions: int = parameter(
        1, 1, 8, 1, unit=("groepen", "groups"),
        nl=("Schotten", "Over hoeveel doelgroepen de hulp verdeeld is; maar één deur is de jouwe."),
        en=("Partitions", "Over how many target groups help is split; only one door is yours."),
    )  # fmt: skip
    people: int = parameter(
        1000, 100, 10000, 100, unit=("mensen", "people"),
        nl=("Mensen", "Hoeveel mensen er met een vraag komen."),
        en=("People", "How many people come with a question."),
    )  # fmt: skip


# region: rule
def visit(p: Parameters, wrong_doors: int, random: Random) -> int | None:
    """What a desk does with somebody: the wrong doors left, -1 when solved, None when lost."""
    if wrong_doors == 0 and random.random() < p.solve:
        return -1
    if random.random() < p.lose:
        return None
    return max(0, wrong_doors - 1)


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row after each visit, from 0 visits to `desks`."""
    waiting = [random.randrange(p.partitions) for _ in range(p.people)]
    course = expected(p)
    solved = lost = visits = 0
    for desk in range(p.desks + 1):
        if desk:
            visits += len(waiting)
            outcomes = [visit(p, wrong_doors, random) for wrong_doors in waiting]
            solved += outcomes.count(-1)
            lost += outcomes.count(None)
            waiting = [left for left in outcomes if left is not None and left >= 0]
        yield {
            "desk": desk,
            "solved": solved / p.people,
            "lost": lost / p.people,
            "waiting": len(waiting) / p.people,
            "expected_solved": course[desk],
            "visits": visits / p.people,
        }
# endregion


def expected(p: Parameters) -> list[float]:
    """The expected share solved after 0, 1, ... `desks` visits: the chain itself, step by step."""
    left = [1.0 / p.partitions] * p.partitions  # share on the way, by wrong doors left
    solved, course = 0.0, [0.0]
    for _ in range(p.desks):
        solved += p.solve * left[0]
        stays = 1.0 - p.lose
        left = [
            stays * share
            for share in (
                (1.0 - p.solve) * left[0] + (left[1] if len(left) > 1 else 0.0),
                *left[2:],
                *([0.0] if len(left) > 1 else []),
            )
        ]
        course.append(solved)
    return course


def without_end(p: Parameters) -> tuple[float, float]:
    """Expected visits and share solved with as many desks as it takes: 1/(p + q - pq), p/(p + q - pq).

    With partitions a person first loses up to k - 1 visits, and a share q at each.
    """
    per_visit = p.solve + p.lose - p.solve * p.lose
    arrive, wasted, share = 0.0, 0.0, 1.0 / p.partitions
    reach = 1.0  # chance to survive so many wrong doors
    for wrong_doors in range(p.partitions):
        arrive += share * reach
        wasted += reach * share * (p.partitions - 1 - wrong_doors)
        reach *= 1.0 - p.lose
    return wasted + arrive / per_visit, arrive * p.solve / per_visit


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last = rows[-1]
    return {
        "solved_final": last["solved"],
        "lost_final": last["lost"],
        "waiting_final": last["waiting"],
        "visits_mean": last["visits"],
    }


MODEL = Model(
    slug="referral-chain",
    version="1",
    title=Text("Van loket naar loket", "From desk to desk"),
    claim=Text(
        "Elk loket raakt maar één op de tien mensen kwijt, de hele keten bijna één op de vijf, en elk schot maakt dat erger.",
        "Each desk loses only one person in ten, the whole chain nearly one in five, and every partition makes it worse.",
    ),
    axis=Observable("desk", "Loket", "Desk", "count"),
    columns=(
        Observable("solved", "Geholpen", "Helped", "share"),
        Observable("lost", "Afgehaakt", "Dropped out", "share"),
        Observable("waiting", "Nog onderweg", "Still on the way", "share"),
        Observable("expected_solved", "Geholpen, verwacht", "Helped, expected", "share"),
        Observable("visits", "Bezoeken per hoofd", "Visits a head"),
    ),
    summary=(
        Observable("solved_final", "Geholpen aan het eind", "Helped at the end", "share"),
        Observable("lost_final", "Afgehaakt aan het eind", "Dropped out at the end", "share"),
        Observable("waiting_final", "Nog onderweg aan het eind", "Still on the way at the end", "share"),
        Observable("visits_mean", "Bezoeken per hoofd", "Visits a head"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien hoeveel mensen een keten van loketten helpt en hoeveel er onderweg verdwijnen.",
            "Shows how many people a chain of desks helps and how many vanish on the way.",
        ),
        state=Text(
            "Van ieder die nog onderweg is, hoeveel verkeerde deuren er nog komen.",
            "For each person still on the way, how many wrong doors are still to come.",
        ),
        process=Text(
            "Een loket lost de vraag op of niet. Zo niet, dan haakt een deel af en gaat de rest naar het volgende "
            "loket. Is de hulp over doelgroepen verdeeld, dan zoekt iemand eerst de deur die bij hem hoort; een "
            "verkeerde deur lost niets op en kost ook mensen.",
            "A desk solves the question or does not. If not, some drop out and the rest go to the next desk. If help "
            "is split over target groups, people first look for the door that is theirs; a wrong door solves nothing "
            "and loses people too.",
        ),
        assumes=Text(
            "Elk loket is even goed en elke vraag even moeilijk. De kansen zijn illustraties, geen metingen.",
            "Every desk is as good and every question as hard. The chances are illustrations, not measurements.",
        ),
        leaves_out=Text(
            "Dat een specialist beter kan zijn in zijn vak: schotten kosten hier alleen, ze brengen niets. Dat een "
            "vraag erger wordt van wachten, en dat wie afhaakt zelden een toevallige voorbijganger is.",
            "That a specialist may be better at the job: partitions only cost here, they bring nothing. That a "
            "question gets worse by waiting, and that those who drop out are seldom a random passer-by.",
        ),
        viewpoint=Text(
            "Dat van de aanvrager, die van loket naar loket gaat. Wat de mensen achter het loket zien en "
            "mogen, blijft uit beeld.",
            "The applicant’s, going from desk to desk. What the people behind the desk see and are allowed "
            "stays out of sight.",
        ),
        refuted_by=Text(
            "Een uitvoering waarin mensen met meer doorverwijzingen niet vaker afhaken, of waar extra doelgroepen de "
            "kans op een oplossing per loket genoeg verhogen om dat goed te maken.",
            "A practice in which people with more referrals drop out no more often, or where extra target groups raise "
            "the chance of a solution per desk enough to make up for it.",
        ),
    ),
    sources=("lipsky1980street", "wrr2017weten"),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("solve", "lose", "partitions"),
    presets={
        "partitions": (Text("Vier schotten", "Four partitions"), {"partitions": 4}),
        "warm": (Text("Niemand raakt kwijt", "Nobody is lost"), {"lose": 0.0, "desks": 12}),
    },
)  # fmt: skip
