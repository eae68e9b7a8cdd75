"""A common meadow: what eight users waste by being sensible, and what a few arrangements save.

What: users of a common resource who each reply to the others, with four arrangements to switch on.
Source: the common-pool experiments of Walker, Gardner and Ostrom (1990), whose payoffs these are;
the arrangements are taken from Ostrom (1990). How strongly they work here is our illustration.
State: for each user the effort (units of use) and how often it was caught; how many monitors.
Rule: effort x earns x(23 - X/4) from the meadow and 5 a unit elsewhere, X being all effort together.
Each round a user moves part of the way to the best reply to the others. With talk, a member holds to
its share of the best total instead, with a chance. Fines are per unit over that share; they rise from
one to four times with each time caught, and count for as much as the chance of being caught.
Without a boundary outsiders use the meadow too, bound by nothing.
Limits: users are alike, few, and know the others' effort; no poverty, no power, no growth of grass.
Users move 0.3 of the way, less in a crowd of more than nine: all replying at once overshoot and never
settle (with eight users beyond 0.44). Shares of the rent are cut off at 0 and 1; the rent itself is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import YES_NO, ParameterSet, Text, parameter

GAIN, DROP, ELSEWHERE = 23.0, 0.25, 5.0  # x earns x(GAIN - DROP X) here, ELSEWHERE x there
ENDOWMENT = 25.0  # the most effort one user has
NET = GAIN - ELSEWHERE
OPTIMUM = NET / (2.0 * DROP)  # 36: the effort at which the rent is largest
STEPS = 4  # the highest fine is this many times the first
SEEN, SEEN_BY_MONITOR = 0.2, 0.2  # chance of being caught: by neighbours, and for each monitor


@dataclass(frozen=True)
class Parameters(ParameterSet):
    members: int = parameter(
        8, 2, 20, 1, unit=("mensen", "people"),
        nl=("Leden", "Hoeveel mensen samen de weide hebben."),
        en=("Members", "How many people have the meadow together."),
    )  # fmt: skip
    boundary: str = parameter(
        "no",
        nl=("Grens", "Of buitenstaanders van de weide worden geweerd."),
        en=("Boundary", "Whether outsiders are kept off the meadow."),
        choices=YES_NO,
    )
    talk: str = parameter(
        "no",
        nl=("Praten", "Of de leden samen afspreken hoeveel ieder neemt."),
        en=("Talk", "Whether the members agree on how much each takes."),
        choices=YES_NO,
    )
    keep: float = parameter(
        0.7, 0.0, 1.0, 0.05,
        nl=("Woord houden", "Kans dat een lid zich in een ronde aan de afspraak houdt (q)."),
        en=("Keeping one’s word", "Chance that a member holds to the agreement in a round (q)."),
    )  # fmt: skip
    sanction: float = parameter(
        0.0, 0.0, 2.0, 0.1,
        nl=("Boete", "Boete per eenheid te veel, de eerste keer. Wie vaker betrapt wordt betaalt tot vier keer zoveel."),
        en=("Fine", "Fine per unit too much, the first time. Whoever is caught more often pays up to four times as much."),
    )  # fmt: skip
    monitors: int = parameter(
        0, 0, 4, 1,
        nl=("Toezichthouders", "Elk vergroot de kans op betrappen met een vijfde; zonder hen zien buren één op de vijf."),
        en=("Monitors", "Each adds a fifth to the chance of being caught; without them neighbours see one in five."),
    )  # fmt: skip
    monitor_cost: int = parameter(
        5, 0, 20, 1, unit=("per ronde", "a round"),
        nl=("Kosten per toezichthouder", "Wat elke toezichthouder van de opbrengst afhaalt."),
        en=("Cost per monitor", "What each monitor takes out of the yield."),
    )  # fmt: skip
    outsiders: int = parameter(
        0, 0, 8, 1, unit=("mensen", "people"),
        nl=("Buitenstaanders", "Hoeveel anderen de weide gebruiken als er geen grens is."),
        en=("Outsiders", "How many others use the meadow when there is no boundary."),
    )  # fmt: skip
    rounds: int = parameter(
        60, 10, 200, 10, unit=("ronden", "rounds"),
        nl=("Duur", "Hoeveel ronden het model loopt."),
        en=("Duration", "How many rounds the model runs."),
    )  # fmt: skip


# region: state
@dataclass(slots=True)
class User:
    effort: float  # units of use, 0 to ENDOWMENT
    member: bool = True
    level: int = 1  # the next fine is this many times the first
# endregion


# region: rule
def rent(total: float) -> float:
    """What the meadow yields above what the same effort earns elsewhere."""
    return NET * total - DROP * total * total


def best_reply(others: float, target: float = 0.0, fine: float = 0.0) -> float:
    """The effort that earns most when the others use `others`, with a fine per unit over the target."""
    free = (NET - DROP * others) / (2.0 * DROP)
    fined = free - fine / (2.0 * DROP)
    reply = free if free <= target else max(target, fined)
    return min(ENDOWMENT, max(0.0, reply))


def caught(p: Parameters) -> float:
    """The chance that a member who takes too much is caught."""
    return min(1.0, SEEN + SEEN_BY_MONITOR * p.monitors)


def play(p: Parameters, users: list[User], random: Random) -> None:
    """One round: each user looks at what all did last and moves towards its own best reply."""
    total = sum(user.effort for user in users)
    target = OPTIMUM / p.members
    pace = min(0.3, 3.0 / (len(users) + 1))
    for user in users:
        if user.member and p.talk == "yes" and random.random() < p.keep:
            user.effort = target
            continue
        fine = p.sanction * user.level * caught(p) if user.member else 0.0
        reply = best_reply(total - user.effort, target, fine)
        user.effort += pace * (reply - user.effort)
        if user.member and user.effort > target + 1e-6 and random.random() < caught(p):
            user.level = min(STEPS, user.level + 1)
# endregion


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a round, from round 0: a modest start, all together around the optimum."""
    count = p.members + (p.outsiders if p.boundary == "no" else 0)
    share = OPTIMUM / count
    users = [
        User(min(ENDOWMENT, share * (0.5 + random.random())), at < p.members) for at in range(count)
    ]
    for number in range(p.rounds + 1):
        if number:
            play(p, users, random)
        total = sum(user.effort for user in users)
        own = sum(user.effort for user in users if user.member)
        cost = float(p.monitors * p.monitor_cost)
        yield {
            "round": number,
            "effort": total,
            "optimum_effort": OPTIMUM,
            "rent_share": _share(rent(total) - cost),
            "members_share": _share((NET - DROP * total) * own - cost),
            "rent": rent(total) - cost,
        }


def _share(value: float) -> float:
    """A rent as a share of the largest, cut off at 0 and 1."""
    return min(1.0, max(0.0, value / rent(OPTIMUM)))


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last = rows[-1]
    shares = [row["rent_share"] or 0.0 for row in rows]
    return {
        "effort_final": last["effort"],
        "rent_share_final": shares[-1],
        "rent_share_mean": sum(shares) / len(shares),
        "wasted_final": 1.0 - shares[-1],
    }


MODEL = Model(
    slug="commons",
    version="1",
    title=Text("De gemene weide", "The commons"),
    claim=Text(
        "Acht verstandige mensen op één weide verspillen zestig procent van wat die weide kan opbrengen.",
        "Eight sensible people on one meadow waste sixty per cent of what the meadow can yield.",
    ),
    axis=Observable("round", "Ronde", "Round", "count"),
    columns=(
        Observable("effort", "Gebruik van de weide", "Use of the meadow"),
        Observable("optimum_effort", "Beste gebruik", "Best use"),
        Observable("rent_share", "Deel van de grootste opbrengst", "Share of the largest yield", "share"),
        Observable("members_share", "Deel dat de leden krijgen", "Share that members get", "share"),
        Observable("rent", "Opbrengst na toezicht", "Yield after monitoring"),
    ),
    summary=(
        Observable("effort_final", "Gebruik aan het eind", "Use at the end"),
        Observable("rent_share_final", "Deel van de grootste opbrengst, aan het eind", "Share of the largest yield, at the end", "share"),
        Observable("rent_share_mean", "Deel van de grootste opbrengst, gemiddeld", "Share of the largest yield, on average", "share"),
        Observable("wasted_final", "Verspild aan het eind", "Wasted at the end", "share"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien hoeveel een groep verspilt als ieder voor zich rekent, en wat een grens, een afspraak, een "
            "boete en toezicht elk terugwinnen.",
            "Shows how much a group wastes when each reckons for himself, and what a boundary, an agreement, a "
            "fine and monitoring each win back.",
        ),
        state=Text(
            "Van ieder hoeveel hij van de weide gebruikt en hoe vaak hij betrapt is; of hij lid is.",
            "For each how much of the meadow he uses and how often he was caught; whether he is a member.",
        ),
        process=Text(
            "Elke ronde schuift ieder een stuk op naar wat hem het meest oplevert, gegeven wat de anderen deden. Is "
            "er een afspraak, dan neemt een lid met een zekere kans precies zijn deel van het beste gebruik, 36 "
            "samen. Een boete geldt per eenheid daarboven; wie vaker betrapt wordt betaalt meer. Buitenstaanders "
            "houden zich aan niets en zijn er alleen als er geen grens is.",
            "Each round everyone moves part of the way to what yields most, given what the others did. If there is "
            "an agreement, a member takes exactly the share of the best use, 36 together, with a certain chance. A "
            "fine holds per unit above it; whoever is caught more often pays more. Outsiders keep to nothing, and "
            "are there only if there is no boundary.",
        ),
        assumes=Text(
            "De opbrengst is die van een laboratoriumspel. Allen zijn gelijk en zien wat allen samen gebruiken. De "
            "kans om betrapt te worden (een vijfde, en een vijfde per toezichthouder) en de trap van de boete (tot "
            "vier keer) zijn illustraties, geen schattingen. Boetes blijven in de groep.",
            "The yield is that of a laboratory game. All are alike and see what all use together. The chance of "
            "being caught (a fifth, and a fifth per monitor) and the ladder of fines (up to four times) are "
            "illustrations, not estimates. Fines stay in the group.",
        ),
        leaves_out=Text(
            "Armoede en macht, ongelijke leden, grote groepen, gras dat opraakt of aangroeit, en wie de grens trekt "
            "en wie erbuiten valt.",
            "Poverty and power, unequal members, large groups, grass that runs out or grows, and who draws the "
            "boundary and who falls outside it.",
        ),
        viewpoint=Text(
            "Dat van de leden samen: verspilling is wat zij mislopen. Voor de buitenstaander is dezelfde "
            "grens een hek.",
            "The members’ together: waste is what they forgo. To the outsider the same boundary is a fence.",
        ),
        refuted_by=Text(
            "Kleine groepen die zonder grens, gesprek of toezicht jarenlang dicht bij het beste gebruik blijven; of "
            "groepen die dat alles hebben en even veel verspillen.",
            "Small groups that without boundary, talk or monitoring stay close to the best use for years; or groups "
            "that have all these and waste as much.",
        ),
    ),
    sources=("walker1990rent", "ostrom1990governing", "hardin1968tragedy"),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("talk", "sanction", "monitors"),
    presets={
        "open": (Text("Open weide", "Open meadow"), {"outsiders": 4}),
        "talk": (Text("Alleen praten", "Talk only"), {"talk": "yes"}),
        "ostrom": (
            Text("Alles samen", "All together"),
            {"boundary": "yes", "talk": "yes", "sanction": 1.0, "monitors": 2, "outsiders": 4},
        ),
    },
)  # fmt: skip
