"""A belief about a group that makes itself true.

What: two groups that differ in nothing but what employers believe of them at the start.
Source: statistical discrimination after Coate and Loury (1993); Phelps (1972).
State: for each group the share that is qualified, which is also what employers believe.
Rule: a test score t in 0..1 has density 2t for the qualified and 2(1 - t) for the others. An employer
who believes a share q to be qualified takes whoever scores above s = (1 - q)/(1 - q + r q). Being
qualified then raises the chance of being taken by 2s(1 - s), worth `reward` times that. The share
whose cost of training, uniform on [c0, c1], lies below that gain trains; the qualified share moves
part of the way there. A quota lowers the cut-off of group b.
Limits: no dislike of anybody, no difference in cost or talent, one test, one belief for a whole group.
Where c1 is not above c0 all have the same cost c0. With the default values an adjustment above 0.83
gives a two-year cycle that comes from the step and not from the world.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import ParameterSet, Text, parameter


@dataclass(frozen=True)
class Parameters(ParameterSet):
    belief_a: float = parameter(
        0.9, 0.0, 1.0, 0.01,
        nl=("Beeld van groep A", "Welk deel van groep A werkgevers bij het begin bekwaam achten."),
        en=("Belief about group A", "What share of group A employers hold qualified at the start."),
    )  # fmt: skip
    belief_b: float = parameter(
        0.05, 0.0, 1.0, 0.01,
        nl=("Beeld van groep B", "Welk deel van groep B werkgevers bij het begin bekwaam achten."),
        en=("Belief about group B", "What share of group B employers hold qualified at the start."),
    )  # fmt: skip
    reward: float = parameter(
        1.0, 0.2, 3.0, 0.1,
        nl=("Wat de baan waard is", "Wat aangenomen worden waard is, in dezelfde maat als de kosten (ω)."),
        en=("What the job is worth", "What being hired is worth, in the same measure as the cost (ω)."),
    )  # fmt: skip
    payoff_ratio: float = parameter(
        1.0, 0.2, 3.0, 0.1,
        nl=("Baat tegen schade", "Wat een bekwame kracht oplevert, gedeeld door wat een onbekwame kost (r)."),
        en=("Benefit to harm", "What a qualified hire yields, divided by what an unqualified one costs (r)."),
    )  # fmt: skip
    cost_low: float = parameter(
        0.1, 0.0, 0.5, 0.01,
        nl=("Laagste kosten", "Wat bekwaam worden kost voor wie het het makkelijkst valt (c₀)."),
        en=("Lowest cost", "What qualifying costs whoever finds it easiest (c₀)."),
    )  # fmt: skip
    cost_high: float = parameter(
        0.6, 0.2, 2.0, 0.05,
        nl=("Hoogste kosten", "Wat bekwaam worden kost voor wie het het moeilijkst valt (c₁)."),
        en=("Highest cost", "What qualifying costs whoever finds it hardest (c₁)."),
    )  # fmt: skip
    adjustment: float = parameter(
        0.3, 0.05, 1.0, 0.05,
        nl=("Tempo", "Welk deel van de weg mensen en beelden per ronde afleggen (α)."),
        en=("Pace", "What part of the way people and beliefs go in a round (α)."),
    )  # fmt: skip
    quota: float = parameter(
        0.0, 0.0, 0.5, 0.01,
        nl=("Voorrang", "Hoeveel lager de lat voor groep B ligt."),
        en=("Preference", "How much lower the bar is for group B."),
    )  # fmt: skip
    rounds: int = parameter(
        60, 10, 200, 10, unit=("ronden", "rounds"),
        nl=("Duur", "Hoeveel ronden het model loopt."),
        en=("Duration", "How many rounds the model runs."),
    )  # fmt: skip


# region: rule
def cutoff(p: Parameters, believed: float) -> float:
    """The score from which hiring pays, if a share `believed` of the group is qualified."""
    return (1.0 - believed) / (1.0 - believed + p.payoff_ratio * believed)


def gain(p: Parameters, bar: float) -> float:
    """What being qualified is worth: the better chance of passing the bar, times the reward."""
    return p.reward * 2.0 * bar * (1.0 - bar)


def train(p: Parameters, worth: float) -> float:
    """The share of people whose cost lies below what training is worth."""
    if p.cost_high <= p.cost_low:
        return 1.0 if worth >= p.cost_low else 0.0
    return min(1.0, max(0.0, (worth - p.cost_low) / (p.cost_high - p.cost_low)))


def next_share(p: Parameters, qualified: float, bar: float) -> float:
    """The qualified share a round later."""
    return qualified + p.adjustment * (train(p, gain(p, bar)) - qualified)
# endregion


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a round, from round 0. No chance is involved: every seed gives the same run."""
    a, b = p.belief_a, p.belief_b
    for number in range(p.rounds + 1):
        bar_a, bar_b = cutoff(p, a), max(0.0, cutoff(p, b) - p.quota)
        yield {
            "round": number,
            "qualified_a": a,
            "qualified_b": b,
            "cutoff_a": bar_a,
            "cutoff_b": bar_b,
        }
        a, b = next_share(p, a, bar_a), next_share(p, b, bar_b)


def measures(p: Parameters, rows: list[Row]) -> Summary:
    a, b = rows[-1]["qualified_a"] or 0.0, rows[-1]["qualified_b"] or 0.0
    return {"qualified_a_final": a, "qualified_b_final": b, "difference_final": a - b}


MODEL = Model(
    slug="self-fulfilling-prejudice",
    version="1",
    title=Text("Het vooroordeel dat zichzelf waarmaakt", "The self-fulfilling prejudice"),
    claim=Text(
        "Twee groepen die in niets verschillen kunnen eindigen op nul en op achtenzestig procent, alleen door wat men eerst van ze dacht.",
        "Two groups that differ in nothing can end at nought and at sixty-eight per cent, merely by what was first thought of them.",
    ),
    axis=Observable("round", "Ronde", "Round", "count"),
    columns=(
        Observable("qualified_b", "Bekwaam in groep B", "Qualified in group B", "share"),
        Observable("qualified_a", "Bekwaam in groep A", "Qualified in group A", "share"),
        Observable("cutoff_a", "Lat voor groep A", "Bar for group A"),
        Observable("cutoff_b", "Lat voor groep B", "Bar for group B"),
    ),
    summary=(
        Observable("qualified_a_final", "Bekwaam in groep A, aan het eind", "Qualified in group A, at the end", "share"),
        Observable("qualified_b_final", "Bekwaam in groep B, aan het eind", "Qualified in group B, at the end", "share"),
        Observable("difference_final", "Verschil aan het eind (A min B)", "Difference at the end (A minus B)"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien hoe een verkeerd beeld van een groep waar kan worden doordat mensen ernaar handelen.",
            "Shows how a wrong belief about a group can come true because people act on it.",
        ),
        state=Text(
            "Van elke groep het deel dat bekwaam is. Dat is ook wat werkgevers ervan denken.",
            "For each group the share that is qualified. It is also what employers think of them.",
        ),
        process=Text(
            "Werkgevers zien een toets die iets zegt, maar niet alles. Hoe minder ze van een groep verwachten, hoe "
            "hoger de lat. Ligt die heel hoog, dan loont het niet om je te bekwamen, want je wordt toch niet "
            "aangenomen; ligt hij heel laag, dan ook niet, want je wordt het toch wel. Wie het de kosten waard "
            "vindt bekwaamt zich, en het beeld schuift een stuk mee.",
            "Employers see a test that tells something, not everything. The less they expect of a group, the higher "
            "the bar. If it is very high it does not pay to qualify, since you will not be hired anyway; if it is "
            "very low it does not either, since you will. Those who find it worth the cost qualify, and the belief "
            "moves part of the way along.",
        ),
        assumes=Text(
            "Werkgevers hebben van niemand een afkeer en hun beeld klopt elke ronde precies met hoe het nu is: dat "
            "maakt het zo hardnekkig. De kosten en de toets zijn illustraties, geen schattingen.",
            "Employers dislike nobody and their belief fits each round exactly what is now so: that is what makes it "
            "stubborn. Costs and test are illustrations, not estimates.",
        ),
        leaves_out=Text(
            "Afkeer en racisme, verschillen binnen een groep, scholen en buurten. In dit model zou informatie over de "
            "persoon moeten helpen; een Nederlands veldexperiment vond daar geen steun voor.",
            "Dislike and racism, differences within a group, schools and neighbourhoods. In this model information "
            "about the person ought to help; a Dutch field experiment found no support for that.",
        ),
        viewpoint=Text(
            "Dat van de werkgever, die met alle redelijkheid een toets afneemt. Wat het kost om steeds "
            "opnieuw te worden afgewezen, is geen getal in dit model.",
            "The employer’s, who gives a test in all reasonableness. What it costs to be turned down again "
            "and again is not a number in this model.",
        ),
        refuted_by=Text(
            "Werkgevers die goede informatie over ieder afzonderlijk hebben en de groepen even verschillend blijven "
            "behandelen: dan zit het niet in wat ze niet weten.",
            "Employers who have good information on each person and go on treating the groups as differently: then "
            "it does not lie in what they do not know.",
        ),
    ),
    sources=("coate1993will", "phelps1972statistical", "thijssen2020ethnic", "becker1957economics"),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("belief_b", "cost_low", "quota"),
    presets={
        "just-enough": (Text("Net genoeg vertrouwen", "Just enough trust"), {"belief_b": 0.08}),
        "preference": (Text("Een beetje voorrang", "Some preference"), {"quota": 0.1}),
        "patronising": (Text("Te veel voorrang", "Too much preference"), {"quota": 0.5}),
    },
)  # fmt: skip
