"""Neighbours who help by tag: their own kind, the others, both or nobody.

What: which of four ways of helping spreads when those who fare well leave more offspring next door.
Source: the evolution of ethnocentrism (Hammond and Axelrod 2006); criticised as a kin artefact by
Jansson (2013).
State: a torus of sites, each vacant or with a person: a tag, whether they help their own tag, and
whether they help others.
Rule: each step (1) immigrants with random traits settle on random vacant sites; (2) each pair of
adjacent people meets: whoever helps pays `cost`, whoever is helped gains `benefit`, in chance to
have offspring, which starts from `base` each step; (3) in random order each person has that chance
of one child, which settles on a random adjacent vacancy, if there is one, each trait changing with
chance `mutation`; (4) each person dies with chance `death`. A chance below 0 counts as 0.
The ways: ethnocentric helps its own only, altruist both, selfish nobody, traitor others only.
Limits: tags and ways are inherited together, so a tag marks kin; no learning, hostility or law.
With tags = 1 nobody is another, and what people would do to others drifts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from random import Random

from .core.model import Card, Frame, Model, Observable, Row, Step, Summary
from .core.parameters import ParameterSet, Text, parameter

ONE = 2.0**32  # chance 1: chances are whole numbers of 2^-32, so that sums are exact, as floats too
LAST = 1 << 24  # what the last 24 bits of a draw stay below
FIRST = [float(byte << 24) for byte in range(256)]  # what the first 8 bits of a draw come to
PAIR = 1 << 15  # more than the times that help can be given on the largest field
SELFISH, TRAITOR, ETHNOCENTRIC, ALTRUIST = 0, 1, 2, 3  # 2 * helps own + 1 * helps others


@dataclass(frozen=True)
class Parameters(ParameterSet):
    size: int = parameter(
        25, 10, 50, 5, unit=("vakken", "sites"),
        nl=("Zijde van het veld", "Hoeveel vakken het veld breed en hoog is; de randen sluiten op elkaar aan."),
        en=("Side of the field", "How many sites the field is wide and high; its edges join up."),
    )  # fmt: skip
    steps: int = parameter(
        400, 100, 2000, 100, unit=("stappen", "steps"),
        nl=("Duur", "Hoeveel stappen het model loopt."),
        en=("Duration", "How many steps the model runs."),
    )  # fmt: skip
    tags: int = parameter(
        4, 1, 8, 1, unit=("soorten", "kinds"),
        nl=("Soorten", "Hoeveel kenmerken er zijn waaraan mensen elkaar herkennen."),
        en=("Kinds", "How many tags there are by which people know each other."),
    )  # fmt: skip
    cost: float = parameter(
        0.01, 0.0, 0.05, 0.005,
        nl=("Prijs van helpen", "Wat één keer helpen afdoet van de kans op een kind."),
        en=("Cost of helping", "What helping once takes off the chance of a child."),
    )  # fmt: skip
    benefit: float = parameter(
        0.03, 0.0, 0.1, 0.005,
        nl=("Baat van hulp", "Wat één keer geholpen worden toevoegt aan de kans op een kind."),
        en=("Benefit of help", "What being helped once adds to the chance of a child."),
    )  # fmt: skip
    immigrants: int = parameter(
        1, 0, 10, 1, unit=("per stap", "a step"),
        nl=("Nieuwkomers", "Hoeveel mensen met willekeurige eigenschappen er per stap bij komen."),
        en=("Immigrants", "How many people with random traits arrive each step."),
    )  # fmt: skip
    mutation: float = parameter(
        0.005, 0.0, 0.05, 0.005,
        nl=("Afwijking", "Kans dat een kind op een eigenschap anders is dan de ouder."),
        en=("Mutation", "Chance that a child differs from its parent in a trait."),
    )  # fmt: skip
    death: float = parameter(
        0.10, 0.02, 0.3, 0.02, unit=("per stap", "a step"),
        nl=("Sterfte", "Kans om in een stap te sterven."),
        en=("Death", "Chance to die in a step."),
    )  # fmt: skip
    base: float = parameter(
        0.12, 0.05, 0.3, 0.01, unit=("per stap", "a step"),
        nl=("Vruchtbaarheid", "Kans op een kind voor wie niet helpt en niet geholpen wordt."),
        en=("Fertility", "Chance of a child for who neither helps nor is helped."),
    )  # fmt: skip


def helps(one: int, other: int) -> int:
    """1 if a person of kind `one` helps one of kind `other`, else 0. A kind is 4 * tag + way."""
    same = one >> 2 == other >> 2
    return one >> 1 & 1 if same else one & 1


class Field:
    """The torus. Chances and counts are kept up with each arrival and departure, not counted anew."""

    def __init__(self, p: Parameters):
        size, vacant = p.size, 4 * p.tags
        self.sites = list(range(size * size))
        self.near = [
            (
                (row - 1) % size * size + column,
                (row + 1) % size * size + column,
                row * size + (column - 1) % size,
                row * size + (column + 1) % size,
            )
            for row in range(size)
            for column in range(size)
        ]
        self.vacant, self.kind = vacant, [vacant] * len(self.sites)
        self.base = whole(p.base)
        self.chance = [0.0] * len(self.sites)  # of a child this step; 0 on a vacant site
        self.deaths = [whole(p.death)] * len(self.sites)
        self.ways = [0, 0, 0, 0]  # how many people of each way
        self.meetings = 0  # PAIR for each pair of neighbours, plus 1 for each help given
        kinds, cost, benefit = range(vacant), whole(p.cost), whole(p.benefit)
        self.fertile = first_bytes(self.base + 4 * benefit)  # no chance of a child is higher
        self.mortal = first_bytes(self.deaths[0])
        # by kind and neighbour's kind (the last is a vacant site, which changes nothing): what one gets
        # from the other, what one gives the other, and what their meeting counts for
        gets = [[benefit * helps(b, a) - cost * helps(a, b) for b in kinds] + [0.0] for a in kinds]
        gives = [[benefit * helps(a, b) - cost * helps(b, a) for b in kinds] + [0.0] for a in kinds]
        counts = [[PAIR + helps(a, b) + helps(b, a) for b in kinds] + [0] for a in kinds]
        self.among = list(zip(gets, gives, counts, strict=True))

    def settle(self, site: int, one: int) -> None:
        """Somebody of kind `one` comes to live on a vacant site and meets the neighbours."""
        kind, chance = self.kind, self.chance
        gets, gives, counts = self.among[one]
        north, south, west, east = self.near[site]
        a, b, c, d = kind[north], kind[south], kind[west], kind[east]
        chance[site] = self.base + gets[a] + gets[b] + gets[c] + gets[d]
        chance[north] += gives[a]
        chance[south] += gives[b]
        chance[west] += gives[c]
        chance[east] += gives[d]
        self.meetings += counts[a] + counts[b] + counts[c] + counts[d]
        self.ways[one & 3] += 1
        kind[site] = one

    def leave(self, site: int) -> None:
        """Whoever lives on the site is gone, and so is what the neighbours had of them."""
        kind, chance = self.kind, self.chance
        one, kind[site] = kind[site], self.vacant
        _, gives, counts = self.among[one]
        north, south, west, east = self.near[site]
        a, b, c, d = kind[north], kind[south], kind[west], kind[east]
        chance[site] = 0.0
        chance[north] -= gives[a]
        chance[south] -= gives[b]
        chance[west] -= gives[c]
        chance[east] -= gives[d]
        self.meetings -= counts[a] + counts[b] + counts[c] + counts[d]
        self.ways[one & 3] -= 1

    def drawn(self, chances: Sequence[float], maybe: bytes, random: Random) -> list[int]:
        """The sites whose chance comes true, each on its own.

        Each site draws 32 bits. The first 8, looked up in `maybe`, rule most sites out, so that the
        other 24 are drawn for few. They lie in words of 32 bits, in the order of the sites, and are
        looked at only where the first 8 do not decide.
        """
        count, draw = len(self.sites), random.getrandbits
        first = draw(8 * count).to_bytes(count, "little")
        left = list(compress(self.sites, first.translate(maybe)))
        words = draw(32 * len(left))
        return [
            site
            for site in left
            if (room := chances[site] - FIRST[first[site]]) > 0.0
            and (room >= LAST or (words >> 32 * left.index(site) + 8) % LAST < room)
        ]


def whole(share: float) -> float:
    """A chance as a whole number of 2^-32."""
    return float(round(share * ONE))


def first_bytes(most: float) -> bytes:
    """For each first byte of a draw of 32 bits, 1 if the draw can still be below `most`, else 0."""
    return bytes(first < most for first in FIRST)


def shuffle(items: list[int], random: Random) -> None:
    """As `random.shuffle` does, with the same draws, at half the cost: this runs for every child wished for."""
    draw = random.getrandbits
    for last in range(len(items) - 1, 0, -1):
        bits = (last + 1).bit_length()
        other = draw(bits)
        while other > last:
            other = draw(bits)
        items[last], items[other] = items[other], items[last]


# region: rule
def immigrate(field: Field, random: Random) -> None:
    """Somebody with random traits settles on a random vacant site, if there is one."""
    if sum(field.ways) < len(field.sites):
        site = random.randrange(len(field.sites))
        while field.kind[site] != field.vacant:
            site = random.randrange(len(field.sites))
        field.settle(site, random.randrange(field.vacant))


def child(parent: int, p: Parameters, random: Random) -> int:
    """The parent's kind, each trait changed with chance `mutation`."""
    kind, draw, mutation = parent, random.random, p.mutation
    if draw() < mutation and p.tags > 1:
        kind = (kind + 4 + 4 * random.randrange(p.tags - 1)) % (4 * p.tags)  # another tag
    if draw() < mutation:
        kind ^= 2  # whether to help one's own
    if draw() < mutation:
        kind ^= 1  # whether to help others
    return kind


def one_step(field: Field, p: Parameters, random: Random) -> float | None:
    """Immigration, meetings, births, deaths. Returns the share of meetings in which help was given."""
    for _ in range(p.immigrants):
        immigrate(field, random)
    pairs, given = divmod(field.meetings, PAIR)
    kind, near, vacant = field.kind, field.near, field.vacant
    draw, settle = random.random, field.settle
    parents = field.drawn(field.chance, field.fertile, random)
    shuffle(parents, random)
    for parent in parents:
        free = [site for site in near[parent] if kind[site] == vacant]
        if free:
            site = free[int(draw() * len(free))]
            settle(site, child(kind[parent], p, random))
    for site in field.drawn(field.deaths, field.mortal, random):
        if kind[site] != vacant:
            field.leave(site)
    return given / (2 * pairs) if pairs else None
# endregion


def simulate(p: Parameters, random: Random) -> Iterator[Step]:
    """One row a step, from step 1; the field starts empty."""
    field = Field(p)
    for step in range(1, p.steps + 1):
        cooperation = one_step(field, p, random)
        people = sum(field.ways)
        share = [count / people if people else None for count in field.ways]
        row: Row = {
            "step": step,
            "ethnocentric": share[ETHNOCENTRIC],
            "altruist": share[ALTRUIST],
            "selfish": share[SELFISH],
            "traitor": share[TRAITOR],
            "cooperation": cooperation,
            "population": people / len(field.sites),
        }
        yield Step(row, lambda: picture(p, field))


def picture(p: Parameters, field: Field) -> Frame:
    """The field: 0 for a vacant site, else 1 + the way of whoever lives there."""
    cells = bytes(0 if one == field.vacant else 1 + (one & 3) for one in field.kind)
    return Frame("grid", p.size, p.size, cells)


def measures(p: Parameters, rows: list[Row]) -> Summary:
    late = rows[-(len(rows) // 10) :]

    def mean(name: str) -> float | None:
        values = [value for row in late if (value := row[name]) is not None]
        return sum(values) / len(values) if values else None

    return {
        "ethnocentric_final": mean("ethnocentric"),
        "cooperation_final": mean("cooperation"),
        "population_final": mean("population"),
    }


MODEL = Model(
    slug="in-group",
    version="1",
    title=Text("Ons soort mensen", "Our kind of people"),
    claim=Text(
        "Waar mensen alleen met hun buren te maken hebben, groeien hulp voor de eigen soort en uitsluiting "
        "van anderen samen op.",
        "Where people deal with their neighbours only, help for one’s own kind and exclusion of others grow "
        "up together.",
    ),
    axis=Observable("step", "Stap", "Step", "count"),
    columns=(
        Observable("ethnocentric", "Helpt alleen de eigen soort", "Helps its own kind only", "share"),
        Observable("altruist", "Helpt iedereen", "Helps everybody", "share"),
        Observable("selfish", "Helpt niemand", "Helps nobody", "share"),
        Observable("traitor", "Helpt alleen anderen", "Helps others only", "share"),
        Observable("cooperation", "Ontmoetingen met hulp", "Meetings with help", "share"),
        Observable("population", "Bewoonde vakken", "Sites lived on", "share"),
    ),
    summary=(
        Observable("ethnocentric_final", "Helpt alleen de eigen soort", "Helps its own kind only", "share"),
        Observable("cooperation_final", "Ontmoetingen met hulp", "Meetings with help", "share"),
        Observable("population_final", "Bewoonde vakken", "Sites lived on", "share"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien welke manier van helpen zich verspreidt als wie het goed gaat vaker kinderen krijgt, "
            "en die naast de deur komen wonen.",
            "Shows which way of helping spreads when those who fare well have children more often, and these "
            "come to live next door.",
        ),
        state=Text(
            "Een veld waarvan de randen op elkaar aansluiten. Elk vak is leeg of bewoond door iemand met een "
            "soort (een zichtbaar kenmerk) en twee gewoontes: de eigen soort helpen of niet, anderen helpen "
            "of niet.",
            "A field whose edges join up. Each site is vacant or lived on by somebody with a kind (a visible "
            "tag) and two habits: to help one’s own kind or not, to help others or not.",
        ),
        process=Text(
            "Elke stap komt er een nieuwkomer met willekeurige eigenschappen. Alle buren ontmoeten elkaar: "
            "helpen kost wat kans op een kind, geholpen worden levert er meer van op. Wie een kind krijgt, "
            "krijgt het in een leeg buurvak, en dat kind lijkt op de ouder, een enkele afwijking daargelaten. "
            "Ten slotte sterft een deel.",
            "Each step somebody with random traits arrives. All neighbours meet: helping costs some chance of "
            "a child, being helped yields more of it. Whoever has a child has it on a vacant site next door, "
            "and the child takes after the parent, save for a rare mutation. Finally some die.",
        ),
        assumes=Text(
            "Soort en gewoontes erven samen over, dus een buur van dezelfde soort is meestal familie. De "
            "getallen zijn die van Hammond en Axelrod en geen metingen aan mensen.",
            "Kind and habits are inherited together, so a neighbour of the same kind is mostly family. The "
            "numbers are Hammond and Axelrod’s and no measurements of people.",
        ),
        leaves_out=Text(
            "Leren, taal, recht, verhuizen en vriendschap. Ook vijandigheid: wie een ander niet helpt, schaadt "
            "die hier niet. Jansson liet zien dat de uitkomst grotendeels van verwantschap komt. Dit is geen "
            "uitspraak over de menselijke natuur.",
            "Learning, language, law, moving house and friendship. Hostility too: whoever does not help "
            "another does no harm here. Jansson showed that the outcome comes largely from kinship. This is "
            "no statement on human nature.",
        ),
        viewpoint=Text(
            "Dat van de teller die achteraf ziet welke manier zich verbreidde. Wie geweigerd werd is hier een "
            "lagere kans, geen verhaal.",
            "That of the counter who sees afterwards which way spread. Whoever was refused is a lower chance "
            "here, not a story.",
        ),
        refuted_by=Text(
            "Gesloten groepen met veel onderlinge hulp die buitenstaanders evengoed helpen; of hulp binnen de "
            "groep die verdwijnt als men verwanten herkent en soorten niet meer meetelt.",
            "Closed groups with much mutual help that help outsiders just as well; or help within the group "
            "that vanishes once kin are recognised and tags no longer count.",
        ),
    ),
    sources=("hammond2006evolution", "jansson2013pitfalls", "brewer1999psychology"),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("cost", "tags", "immigrants"),
    cells=(
        Text("leeg", "vacant"),
        Text("helpt niemand", "helps nobody"),
        Text("helpt alleen anderen", "helps others only"),
        Text("helpt alleen de eigen soort", "helps its own kind only"),
        Text("helpt iedereen", "helps everybody"),
    ),
    presets={
        "published": (
            Text("Zo groot als gepubliceerd (duurt even)", "As large as published (takes a while)"),
            {"size": 50, "steps": 2000},
        ),
        "dear": (Text("Helpen is duur", "Helping is dear"), {"cost": 0.03}),
        "one-kind": (Text("Maar één soort", "One kind only"), {"tags": 1}),
    },
)
