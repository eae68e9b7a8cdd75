"""People who listen only to those who think nearly the same.

What: how many camps are left when everybody moves to the mean of the opinions near their own.
Source: bounded confidence (Hegselmann and Krause 2002), and in pairs (Deffuant et al. 2000). The
feed and the mixers are ours.
State: an opinion for each person, a whole number of steps of 2^-30 between 0 and 1.
Rule: `together`: all at once take the mean of everybody within epsilon, themselves included; with a
feed, of the k nearest of those. `pairs`: each in turn meets one random other (with a feed: one of
the k nearest); if they are within epsilon, both move to the middle. A mixer also hears one random
other, near or far, and that one voice counts as much as all others together.
A camp is a chain of people of whom each hears the next; it counts from 2 per cent of the people.
Limits: nobody moves away from an opinion, and opinions have one dimension.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from random import Random

from .core.model import Card, Frame, Model, Observable, Row, Step, Summary
from .core.parameters import ParameterSet, Text, parameter

ONE = 1 << 30  # opinion 1.0; whole numbers make sums exact and camps close up entirely
STRANDS = (10, 30, 50, 70, 90)


@dataclass(frozen=True)
class Parameters(ParameterSet):
    epsilon: float = parameter(
        0.2, 0.01, 1.0, 0.01,
        nl=("Gehoorsafstand", "Hoe ver twee meningen uiteen mogen liggen en nog tellen (ε); alle meningen samen beslaan 1."),
        en=("Hearing distance", "How far apart two opinions may be and still count (ε); all opinions span 1."),
    )  # fmt: skip
    people: int = parameter(
        200, 20, 625, 5, unit=("mensen", "people"),
        nl=("Mensen", "Hoeveel mensen er zijn."),
        en=("People", "How many people there are."),
    )  # fmt: skip
    feed: int = parameter(
        0, 0, 50, 1, unit=("mensen", "people"),
        nl=("Tijdlijn", "Je ziet alleen de zoveel mensen die het dichtst bij je staan; 0 = iedereen binnen gehoor."),
        en=("Feed", "You see only so many people, those nearest to you; 0 = everybody within hearing."),
    )  # fmt: skip
    mixers: float = parameter(
        0.0, 0.0, 0.5, 0.01,
        nl=("Overstekers", "Deel van de mensen dat elke ronde ook één willekeurige ander hoort, hoe ver weg ook."),
        en=("Mixers", "Share of the people who each round also hear one random other, however far away."),
    )  # fmt: skip
    rounds: int = parameter(
        40, 5, 100, 5, unit=("rondes", "rounds"),
        nl=("Duur", "Hoeveel rondes er geluisterd wordt."),
        en=("Duration", "How many rounds of listening."),
    )  # fmt: skip
    rule: str = parameter(
        "together",
        nl=("Luisteren", "Allen tegelijk naar iedereen (Hegselmann en Krause), of twee aan twee (Deffuant)."),
        en=("Listening", "All at once to everybody (Hegselmann and Krause), or two by two (Deffuant)."),
        choices={"together": ("allen tegelijk", "all at once"), "pairs": ("twee aan twee", "two by two")},
    )  # fmt: skip


# region: rule
def heard(opinions: list[int], epsilon: int, feed: int) -> tuple[list[int], list[int]]:
    """For each of the sorted opinions the first place it hears and the first beyond those."""
    count = len(opinions)
    first, beyond = [0] * count, [0] * count
    low = high = near = 0
    for place, own in enumerate(opinions):
        while own - opinions[low] > epsilon:
            low += 1
        while high < count and opinions[high] - own <= epsilon:
            high += 1
        first[place], beyond[place] = low, high
        if feed:  # the feed + 1 nearest, oneself included, start at `near`
            while near + feed + 1 < count and opinions[near + feed + 1] - own < own - opinions[near]:
                near += 1
            first[place] = max(low, near)
            beyond[place] = min(high, near + feed + 1)
    return first, beyond


def listen_together(p: Parameters, opinions: list[int], mixers: int, random: Random) -> list[int]:
    """One round, all at once: everybody takes the mean of what they hear."""
    order = sorted(range(p.people), key=opinions.__getitem__)
    ranked = [opinions[person] for person in order]
    sums = [0, *accumulate(ranked)]
    later = opinions[:]
    for person, low, high in zip(order, *heard(ranked, round(p.epsilon * ONE), p.feed), strict=True):
        total, voices = sums[high] - sums[low], high - low
        if person < mixers:  # a random other counts as much as all these together
            total, voices = total + voices * opinions[random.randrange(p.people)], 2 * voices
        later[person] = (2 * total + voices) // (2 * voices)
    return later
# endregion


def listen_in_pairs(p: Parameters, opinions: list[int], mixers: int, random: Random) -> list[int]:
    """One round, two by two: everybody once looks up another; the near ones meet in the middle."""
    epsilon, last = round(p.epsilon * ONE), p.people - 1
    now = opinions[:]
    order = sorted(range(p.people), key=opinions.__getitem__)
    nearest = heard([opinions[person] for person in order], ONE, p.feed)
    for place, person in enumerate(order):
        low, high = (nearest[0][place], nearest[1][place]) if p.feed else (0, p.people)
        other = order[low + random.randrange(high - low)]
        if abs(now[person] - now[other]) <= epsilon:
            now[person] = now[other] = (now[person] + now[other]) // 2
        if person < mixers:
            now[person] = (now[person] + now[random.randrange(last + 1)]) // 2
    return now


def camps(opinions: list[int], epsilon: int, feed: int) -> list[int]:
    """The size of each chain of people who hear the next, from low to high opinions."""
    ranked = sorted(opinions)
    first, beyond = heard(ranked, epsilon, feed)
    sizes = [1]
    for place in range(1, len(ranked)):
        same = ranked[place] == ranked[place - 1]
        if same or beyond[place - 1] > place or first[place] < place:
            sizes[-1] += 1
        else:
            sizes.append(1)
    return sizes


def simulate(p: Parameters, random: Random) -> Iterator[Step]:
    """One row a round, from round 0."""
    listen = listen_together if p.rule == "together" else listen_in_pairs
    epsilon = round(p.epsilon * ONE)
    mixers = round(p.mixers * p.people)
    opinions = [random.getrandbits(30) for _ in range(p.people)]
    for turn in range(p.rounds + 1):
        if turn:
            opinions = listen(p, opinions, mixers, random)
        sizes, ranked = camps(opinions, epsilon, p.feed), sorted(opinions)
        row: Row = {
            "round": turn,
            "clusters": sum(50 * size >= p.people for size in sizes),
            "largest": max(sizes) / p.people,
            "spread": (ranked[-1] - ranked[0]) / ONE,
        }
        row |= {f"p{share}": ranked[share * p.people // 100] / ONE for share in STRANDS}
        yield Step(row, partial(picture, opinions))


def picture(opinions: list[int]) -> Frame:
    """The opinions as dots, in a fixed order of people."""
    return Frame("dots", len(opinions), 1, bytes(opinion >> 22 for opinion in opinions))


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last, settled = rows[-1], None
    moving = ("spread", *(f"p{share}" for share in STRANDS))
    for row in reversed(rows[:-1]):
        if any(abs((row[name] or 0.0) - (last[name] or 0.0)) > 0.001 for name in moving):
            break
        settled = row["round"]
    near = (last["spread"] or 0.0) <= p.epsilon
    return {
        "clusters_final": last["clusters"],
        "largest_final": last["largest"],
        "consensus": int(last["largest"] == 1.0 and near),
        "rounds_to_settle": settled,
    }


MODEL = Model(
    slug="bubble",
    version="1",
    title=Text("De bubbel", "The bubble"),
    claim=Text(
        "Om uit elkaar te vallen hoeft niemand een ander te haten. Niet luisteren is genoeg.",
        "To fall apart, nobody needs to hate anybody. Not listening is enough.",
    ),
    axis=Observable("round", "Ronde", "Round", "count"),
    columns=(
        Observable("clusters", "Kampen", "Camps", "count"),
        Observable("largest", "In het grootste kamp", "In the largest camp", "share"),
        Observable("spread", "Van uiterst links tot uiterst rechts", "From far left to far right"),
        *(
            Observable(f"p{share}", f"Mening van de {share}e van 100", f"Opinion of the {share}th of 100")
            for share in STRANDS
        ),
    ),
    summary=(
        Observable("clusters_final", "Kampen aan het eind", "Camps at the end", "count"),
        Observable("largest_final", "In het grootste kamp", "In the largest camp", "share"),
        Observable("consensus", "Eensgezind", "Consensus", "flag"),
        Observable("rounds_to_settle", "Rondes tot alles vastligt", "Rounds until all is settled", "count"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien hoe kampen ontstaan uit mensen die alleen middelen met wie al bijna hetzelfde "
            "vindt, en wat een tijdlijn en een paar overstekers daaraan veranderen.",
            "Shows how camps arise from people who average only with those who nearly agree already, and "
            "what a feed and a few mixers change about it.",
        ),
        state=Text(
            "Van ieder mens één mening tussen 0 en 1. Bij het begin liggen de meningen willekeurig.",
            "For each person one opinion between 0 and 1. At the start opinions lie at random.",
        ),
        process=Text(
            "Elke ronde neemt iedereen tegelijk het gemiddelde van alle meningen binnen gehoor, de eigen "
            "mening meegeteld; met een tijdlijn alleen van de naaste paar. Of, twee aan twee: ieder zoekt "
            "één ander, en wie elkaar kan horen gaat naar het midden. Een oversteker hoort ook één "
            "willekeurige ander, en die stem telt even zwaar als alle andere samen. Een kamp is een reeks "
            "mensen die elk de volgende horen; het telt vanaf twee procent.",
            "Each round all at once take the mean of every opinion within hearing, their own included; "
            "with a feed, only of the nearest few. Or, two by two: each looks up one other, and those who "
            "can hear each other go to the middle. A mixer also hears one random other, and that voice "
            "counts as much as all others together. A camp is a chain of people who each hear the next; "
            "it counts from two per cent.",
        ),
        assumes=Text(
            "Wie je hoort trekt je altijd naar zich toe, nooit van zich af. Iedereen heeft dezelfde "
            "gehoorsafstand. Die afstand en het gewicht van een vreemde stem zijn illustraties.",
            "Whoever you hear always draws you nearer, never away. Everybody has the same hearing "
            "distance. That distance and the weight of a stranger’s voice are illustrations.",
        ),
        leaves_out=Text(
            "Afstoting, aanzien, feiten, meer dan één onderwerp, en de verdiensten van wie de tijdlijn "
            "maakt. Wie vaker iets van de andere kant ziet, kan ook feller worden.",
            "Repulsion, standing, facts, more than one subject, and the earnings of whoever makes the "
            "feed. People who see more of the other side may also harden.",
        ),
        viewpoint=Text(
            "Dat van een waarnemer boven de kaart, die kampen telt. Wie in het kleinste kamp zit, vindt niet "
            "dat hij in een kamp zit.",
            "That of an observer above the map who counts camps. Those in the smallest camp do not think that "
            "they are in one.",
        ),
        refuted_by=Text(
            "Mensen die van een andere mening verder weg schuiven in plaats van dichterbij, zoals in een "
            "proef met berichten van tegenstanders; of polarisatie die juist groeit bij wie weinig online is.",
            "People whom another opinion drives further away instead of nearer, as in an experiment with "
            "messages from opponents; or polarisation that grows among those who are little online.",
        ),
    ),
    sources=("hegselmann2002opinion", "deffuant2000mixing", "pariser2011filter", "bail2018exposure",
             "boxell2017greater"),  # fmt: skip
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("epsilon", "feed", "mixers"),
    cells=(Text("mening van één mens", "one person’s opinion"),),
    presets={
        "feed": (Text("Ieder ziet de naaste twintig", "Each sees the nearest twenty"), {"epsilon": 1.0, "feed": 20}),
        "mixers": (Text("Een paar overstekers", "A few mixers"), {"mixers": 0.05}),
        "pairs": (Text("Twee aan twee", "Two by two"), {"rule": "pairs"}),
    },
)
