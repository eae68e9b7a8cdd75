"""Group pressure keeps people giving to a common pot, as long as the door stays shut.

What: groups of four play a public-good game with peer punishment, and may be free to leave.
Source: the public-good experiments of Fehr and Gächter (2000, 2002); exit after Hirschman (1970).
The two kinds of people are an illustration, not an estimate.
State: for each member whether they reciprocate, what they believe others give (tokens), the fine
per token of shortfall that they last met, and whether they are still there.
Rule: a reciprocator gives one more than believed where punishment exists, nine tenths of it where
it does not, and fines everyone who gives less. A selfish member gives nothing, unless the fine it
met makes a token withheld cost at least what it saves: then it gives as the reciprocators do.
Whoever earns less than the outside option leaves for good.
Limits: punishers never tire and are never wrong, nobody is punished for giving, shame costs nothing,
those who leave are not replaced. The start is ours: the mood of a group is drawn evenly from
0 to 15 tokens, each member within one token of it. Contributions are counted over all who started:
who has left gives nothing. A group in which nothing changes any more is not played again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import YES_NO, ParameterSet, Text, parameter

SIZE = 4  # members of a group
ENDOWMENT = 20.0  # tokens a member gets each round
HURT = 3.0  # what a point of punishment takes away; it costs the giver one
MOOD = 15.0  # a group starts with a belief drawn evenly from 0 to this


@dataclass(frozen=True)
class Parameters(ParameterSet):
    reciprocators: float = parameter(
        0.5, 0.0, 1.0, 0.05,
        nl=("Wie meedoet als anderen meedoen", "Kans dat iemand geeft wat anderen geven en straft wie minder geeft (ρ)."),
        en=("Who gives if others give", "Chance that somebody gives what others give and punishes who gives less (ρ)."),
    )  # fmt: skip
    punishment: float = parameter(
        0.1, 0.0, 0.5, 0.01, unit=("punt per munt", "points a token"),
        nl=("Straf", "Strafpunten die één groepslid uitdeelt voor elke munt die een ander minder geeft (σ). Een punt kost de straffer één munt en de ander drie."),
        en=("Punishment", "Points one member hands out for each token another gives less (σ). A point costs the punisher one token and the other three."),
    )  # fmt: skip
    outside: float = parameter(
        20.0, 0.0, 40.0, 1.0, unit=("munten per ronde", "tokens a round"),
        nl=("Wat je elders krijgt", "Wie in de groep minder krijgt dan dit, vertrekt als het mag."),
        en=("What you get elsewhere", "Whoever gets less than this in the group leaves, if allowed."),
    )  # fmt: skip
    exit: str = parameter(
        "yes",
        nl=("Deur open", "Of je mag vertrekken."),
        en=("Door open", "Whether one may leave."),
        choices=YES_NO,
    )
    return_rate: float = parameter(
        0.4, 0.25, 1.0, 0.05,
        nl=("Opbrengst van de pot", "Wat ieder lid terugkrijgt van elke munt in de pot (m)."),
        en=("Return of the pot", "What each member gets back from every token in the pot (m)."),
    )  # fmt: skip
    rounds: int = parameter(
        40, 5, 100, 5, unit=("ronden", "rounds"),
        nl=("Duur", "Hoeveel ronden er gespeeld wordt."),
        en=("Duration", "How many rounds are played."),
    )  # fmt: skip
    groups: int = parameter(
        200, 10, 1000, 10, unit=("groepen", "groups"),
        nl=("Groepen", "Over hoeveel groepen van vier het gemiddelde gaat."),
        en=("Groups", "Over how many groups of four the mean is taken."),
    )  # fmt: skip


# region: state
@dataclass(slots=True)
class Member:
    reciprocator: bool
    belief: float  # tokens the others are thought to give
    slope: float = 0.0  # fine for each token of shortfall, as last met (φ)
# endregion


# region: rule
def gift(p: Parameters, member: Member, norm: float) -> float:
    """What a member gives; `norm` is the mean that the reciprocators give this round."""
    if member.reciprocator:
        return min(ENDOWMENT, member.belief + 1.0) if p.punishment > 0 else 0.9 * member.belief
    pays = member.slope + 1e-9 >= 1.0 - p.return_rate  # a token withheld costs what it saves
    return norm if pays else 0.0


def earnings(p: Parameters, group: list[Member], given: list[float]) -> list[float]:
    """What each member earns: what is kept, a share of the pot, less fines met and fines given."""
    total, points = sum(given), p.punishment
    earned = []
    for me, mine in zip(group, given, strict=True):
        pay = ENDOWMENT - mine + p.return_rate * total
        for other, theirs in zip(group, given, strict=True):
            if theirs > mine and other.reciprocator:
                pay -= HURT * points * (theirs - mine)
            elif mine > theirs and me.reciprocator:
                pay -= points * (mine - theirs)
        earned.append(pay)
    return earned


def play(p: Parameters, group: list[Member]) -> tuple[float, float, list[Member]]:
    """One round of one group: what is given and earned in all, and who stays. Members learn."""
    willing = [gift(p, one, 0.0) for one in group if one.reciprocator]
    norm = sum(willing) / len(willing) if willing else 0.0
    given = [gift(p, one, norm) for one in group]
    earned = earnings(p, group, given)
    total, others = sum(given), len(group) - 1
    for me, mine in zip(group, given, strict=True):
        me.belief = (total - mine) / others if others else 0.0
        me.slope = HURT * p.punishment * (len(willing) - me.reciprocator)
    stay = [
        one for one, pay in zip(group, earned, strict=True)
        if p.exit == "no" or pay + 1e-9 >= p.outside
    ]  # fmt: skip
    return total, sum(earned), stay
# endregion


def form(p: Parameters, random: Random) -> list[Member]:
    """A new group of four with a common mood."""
    mood = random.random() * MOOD
    return [
        Member(
            random.random() < p.reciprocators,
            min(ENDOWMENT, max(0.0, mood + 2.0 * random.random() - 1.0)),
        )
        for _ in range(SIZE)
    ]


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a round, rounds 1 to `rounds`."""
    groups = [form(p, random) for _ in range(p.groups)]
    settled: list[tuple[float, float] | None] = [None] * p.groups
    everybody = SIZE * p.groups
    for number in range(1, p.rounds + 1):
        given = earned = 0.0
        here = 0
        for at, group in enumerate(groups):
            here += len(group)
            same = settled[at]
            if same is None:
                before = [(one.belief, one.slope) for one in group]
                gave, got, stay = play(p, group)
                if len(stay) < len(group):
                    groups[at] = stay
                elif before == [(one.belief, one.slope) for one in group]:
                    settled[at] = gave, got
            else:
                gave, got = same
            given += gave
            earned += got
        yield {
            "round": number,
            "contribution": given / everybody,
            "present": here / everybody,
            "payoff": (earned + p.outside * (everybody - here)) / everybody,
            "contribution_present": given / here if here else None,
        }


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last = rows[-1]
    gifts = [row["contribution"] or 0.0 for row in rows]
    return {
        "contribution_final": last["contribution"],
        "contribution_mean": sum(gifts) / len(gifts),
        "present_final": last["present"],
        "payoff_final": last["payoff"],
    }


MODEL = Model(
    slug="group-pressure",
    version="1",
    title=Text("Groepsdruk", "Group pressure"),
    claim=Text(
        "Een paar mensen die straffen houden een hele groep aan het geven, tot het buiten de groep beter wordt.",
        "A few people who punish keep a whole group giving, until it gets better outside.",
    ),
    axis=Observable("round", "Ronde", "Round", "count"),
    columns=(
        Observable("contribution", "Gegeven per hoofd (munten)", "Given a head (tokens)"),
        Observable("present", "Nog in de groep", "Still in the group", "share"),
        Observable("payoff", "Verdiend per hoofd (munten)", "Earned a head (tokens)"),
        Observable("contribution_present", "Gegeven per blijver (munten)", "Given by who stayed (tokens)"),
    ),
    summary=(
        Observable("contribution_final", "Gegeven per hoofd, laatste ronde", "Given a head, last round"),
        Observable("contribution_mean", "Gegeven per hoofd, alle ronden", "Given a head, all rounds"),
        Observable("present_final", "Nog in de groep aan het eind", "Still in the group at the end", "share"),
        Observable("payoff_final", "Verdiend per hoofd, laatste ronde", "Earned a head, last round"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien wanneer straf door de groep zelf mensen aan het geven houdt, en wat een open deur daarmee doet.",
            "Shows when punishment by the group itself keeps people giving, and what an open door does to it.",
        ),
        state=Text(
            "Van ieder lid of het meedoet als anderen meedoen, wat het denkt dat anderen geven, welke straf "
            "het de vorige ronde per ontbrekende munt kreeg, en of het er nog is.",
            "For each member whether they give if others give, what they think others give, the fine per "
            "missing token they met last round, and whether they are still there.",
        ),
        process=Text(
            "Elke ronde krijgt ieder twintig munten. Wie meedoet legt één munt meer in dan hij van anderen "
            "verwacht (zonder straf: negen tiende daarvan) en straft wie minder geeft. Wie aan zichzelf denkt "
            "geeft niets, tenzij de straf zwaarder weegt dan wat hij uitspaart. Dan stelt ieder zijn "
            "verwachting bij. Wie minder verdient dan elders, gaat weg en komt niet terug. Wie weg is, telt "
            "in het gemiddelde als nul munten.",
            "Each round everyone gets twenty tokens. Those who reciprocate put in one more than they expect "
            "of others (without punishment: nine tenths of it) and punish who gives less. The selfish give "
            "nothing, unless the fine outweighs what they save. Then all revise what they expect. Whoever "
            "earns less than elsewhere leaves and does not return. Those who left count as nought tokens in "
            "the mean.",
        ),
        assumes=Text(
            "Er zijn twee soorten mensen en ze veranderen niet van aard. Straffers worden niet moe, vergissen "
            "zich niet en straffen nooit omhoog. Het aandeel, de straf en de stemming waarmee een groep begint "
            "zijn illustraties, geen schattingen.",
            "There are two kinds of people and their nature does not change. Punishers do not tire, do not err "
            "and never punish upwards. The share, the punishment and the mood a group starts with are "
            "illustrations, not estimates.",
        ),
        leaves_out=Text(
            "Straf voor wie goed doet, die Herrmann en anderen in een deel van hun steden vonden en die de winst "
            "kan opeten; wat schaamte kost; en dat weglopen voor wie slecht behandeld wordt een bescherming is.",
            "Punishment of those who do well, which Herrmann and others found in some of their cities and which "
            "can eat up the gain; what shame costs; and that leaving is a protection for who is treated badly.",
        ),
        viewpoint=Text(
            "Dat van de groep: wie geeft doet het goed, wie weggaat telt als verlies. Voor wie weggaat kan "
            "dat de winst zijn.",
            "The group’s: whoever gives does well, whoever leaves counts as a loss. To the one who leaves it "
            "may be the gain.",
        ),
        refuted_by=Text(
            "Groepen met straf en een goed alternatief buiten de deur die even veel blijven geven als groepen "
            "zonder dat alternatief.",
            "Groups with punishment and a good alternative outside the door that go on giving as much as groups "
            "without that alternative.",
        ),
    ),
    sources=("fehr2000cooperation", "fehr2002altruistic", "hirschman1970exit", "herrmann2008antisocial"),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("reciprocators", "punishment", "outside"),
    presets={
        "shut": (Text("Deur dicht", "Door shut"), {"exit": "no"}),
        "no-punishment": (Text("Zonder straf", "Without punishment"), {"exit": "no", "punishment": 0.0}),
        "good-exit": (Text("Elders is het beter", "Better elsewhere"), {"outside": 22.0}),
    },
)  # fmt: skip
