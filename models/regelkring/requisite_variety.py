"""How far rules reach, and what is left for people who may decide for themselves.

What: cases of many kinds, some common and most rare; rules for the commonest, discretion for the rest.
Source: the law of requisite variety (Ashby 1956); frequencies after Zipf. The composition is ours.
State: the number of rules made so far.
Rule: of D kinds of cases the i-th commonest arrives 1/i times as often as the first. The r-th rule
covers the r-th commonest kind. Of what is left the informal leg may take a share, at a cost, and gets
a share of that wrong. Ashby: r responses to D disturbances leave at least D/r distinguishable outcomes,
if each response lets all disturbances through as different; with no rule all D come through.
Limits: rules do not clash and never err, kinds are known and do not change, a case fits one kind; and
nothing is said of what discretion does to equality before the law.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import ParameterSet, Text, parameter


@dataclass(frozen=True)
class Parameters(ParameterSet):
    rules: int = parameter(
        20, 0, 500, 1,
        nl=("Regels", "Hoeveel regels er zijn; elke regel dekt één soort geval (R)."),
        en=("Rules", "How many rules there are; each covers one kind of case (R)."),
    )  # fmt: skip
    kinds: int = parameter(
        1000, 50, 5000, 50, unit=("soorten", "kinds"),
        nl=("Soorten gevallen", "Hoeveel verschillende gevallen er voorkomen (D)."),
        en=("Kinds of cases", "How many different cases occur (D)."),
    )  # fmt: skip
    discretion: float = parameter(
        0.2, 0.0, 1.0, 0.05,
        nl=("Eigen ruimte", "Welk deel van de overige gevallen mensen zelf mogen oplossen."),
        en=("Discretion", "What share of the remaining cases people may solve themselves."),
    )  # fmt: skip
    informal_cost: float = parameter(
        4.0, 1.0, 20.0, 0.5,
        nl=("Kosten van maatwerk", "Hoeveel keer zo duur een geval is dat iemand zelf moet oplossen."),
        en=("Cost of discretion", "How many times dearer a case is that somebody must solve himself."),
    )  # fmt: skip
    error: float = parameter(
        0.1, 0.0, 1.0, 0.05,
        nl=("Misgrepen", "Welk deel van het maatwerk verkeerd uitpakt."),
        en=("Mistakes", "What share of the discretion turns out wrong."),
    )  # fmt: skip


# region: rule
def frequency(p: Parameters, rank: int) -> float:
    """How often the kind of that rank arrives, against the commonest; nothing beyond the last kind."""
    return 1.0 / rank if rank <= p.kinds else 0.0


def outcomes(p: Parameters, rules: int) -> int:
    """Ashby's bound: the fewest distinguishable outcomes that so many responses can leave."""
    return -(-p.kinds // min(p.kinds, max(1, rules)))


def handled(p: Parameters, covered: float) -> float:
    """The share of cases handled well, by rules and by people."""
    return covered + (1.0 - covered) * p.discretion * (1.0 - p.error)


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a rule, from none. No chance is involved: every seed gives the same run."""
    total = sum(frequency(p, rank) for rank in range(1, p.kinds + 1))
    reached = 0.0
    for rules in range(p.rules + 1):
        if rules:
            reached += frequency(p, rules)
        covered = min(1.0, reached / total)
        yield {
            "rules": rules,
            "covered": covered,
            "handled": handled(p, covered),
            "outcomes": outcomes(p, rules),
            "next_rule": frequency(p, rules + 1) / total,
        }
# endregion


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last = rows[-1]
    covered, well = last["covered"] or 0.0, last["handled"] or 0.0
    return {
        "covered": covered,
        "handled": well,
        "unhandled": 1.0 - well,
        "cost_per_case": covered + (1.0 - covered) * p.discretion * p.informal_cost,
        "outcomes_left": last["outcomes"],
    }


MODEL = Model(
    slug="requisite-variety",
    version="1",
    title=Text("Vereiste variëteit", "Requisite variety"),
    claim=Text(
        "Twintig regels dekken bijna de helft van duizend soorten gevallen; de eenentwintigste dekt er nauwelijks nog iets bij.",
        "Twenty rules cover nearly half of a thousand kinds of cases; the twenty-first hardly covers any more.",
    ),
    axis=Observable("rules", "Regels", "Rules", "count"),
    columns=(
        Observable("covered", "Door regels gedekt", "Covered by rules", "share"),
        Observable("handled", "Goed afgehandeld", "Handled well", "share"),
        Observable("outcomes", "Uitkomsten die overblijven (Ashby)", "Outcomes that remain (Ashby)", "count"),
        Observable("next_rule", "Wat de volgende regel erbij dekt", "What the next rule would add", "share"),
    ),
    summary=(
        Observable("covered", "Door regels gedekt", "Covered by rules", "share"),
        Observable("handled", "Goed afgehandeld", "Handled well", "share"),
        Observable("unhandled", "Niet of verkeerd afgehandeld", "Not or wrongly handled", "share"),
        Observable("cost_per_case", "Kosten per geval", "Cost per case"),
        Observable("outcomes_left", "Uitkomsten die overblijven (Ashby)", "Outcomes that remain (Ashby)", "count"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien hoeveel gevallen regels aankunnen als gevallen ongelijk verdeeld zijn, en wat er voor mensen "
            "overblijft om zelf te beslissen.",
            "Shows how many cases rules can deal with when cases are unevenly spread, and what is left for people to "
            "decide themselves.",
        ),
        state=Text(
            "Het aantal regels dat er is.",
            "The number of rules there are.",
        ),
        process=Text(
            "Gevallen komen ongelijk vaak voor: de tweede soort half zo vaak als de eerste, de tiende een tiende zo "
            "vaak. Elke regel dekt de vaakst voorkomende soort die nog niet gedekt is. Van de rest mogen mensen een "
            "deel zelf oplossen; dat kost meer en gaat soms mis.",
            "Cases are unequally common: the second kind half as often as the first, the tenth a tenth as often. Each "
            "rule covers the commonest kind not yet covered. Of the rest people may solve a part themselves, which "
            "costs more and sometimes goes wrong.",
        ),
        assumes=Text(
            "De verdeling van Zipf, die voor woorden goed past; dat ze voor gevallen aan een loket geldt is een "
            "aanname. Regels zijn foutloos en botsen niet. Kosten en misgrepen zijn illustraties.",
            "The distribution of Zipf, which fits words well; that it holds for cases at a counter is an assumption. "
            "Rules are faultless and do not clash. Costs and mistakes are illustrations.",
        ),
        leaves_out=Text(
            "Wie beslist voor wie: eigen ruimte is willekeur voor wie aan de verkeerde kant ervan staat. Ook dat "
            "gevallen veranderen, en dat een regel wordt gerekt tot hij meer dekt.",
            "Who decides for whom: discretion is arbitrariness for those on the wrong side of it. Also that cases "
            "change, and that a rule is stretched until it covers more.",
        ),
        viewpoint=Text(
            "Dat van de organisatie, voor wie een geval zonder regel een gat is. Voor wie het geval ís, kan "
            "dat gat de enige opening zijn.",
            "The organisation’s, to which a case without a rule is a gap. To the person who is the case, that "
            "gap may be the only opening.",
        ),
        refuted_by=Text(
            "Een uitvoering waar elke nieuwe regel evenveel gevallen dekt als de vorige; of waar meer eigen ruimte "
            "niet meer zeldzame gevallen goed laat aflopen.",
            "A practice in which each new rule covers as many cases as the one before; or in which more discretion "
            "does not make more rare cases end well.",
        ),
    ),
    sources=("ashby1956introduction", "lipsky1980street", "hart2012verdraaide"),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("rules", "discretion"),
    presets={
        "one-leg": (Text("Eén been: alleen regels", "One leg: rules only"), {"discretion": 0.0}),
        "two-legs": (Text("Twee benen", "Two legs"), {"discretion": 0.8}),
        "thick-book": (Text("Een dik boek", "A thick book"), {"rules": 300, "discretion": 0.0}),
    },
)  # fmt: skip
