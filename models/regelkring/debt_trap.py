"""A debt with a cliff: on one side it shrinks to nothing, on the other it only grows.

What: one household with a debt, what it can spare, and what creditors add.
Source: scarcity and lost bandwidth (Mullainathan and Shafir 2013), whose size is disputed; collection
costs after the Dutch decree of 2012 (Staatsblad 2012, 141).
State: the debt in euro; what was paid and what was lost to interest and costs so far.
Rule, each month: the debt bears interest and fixed costs; the household pays what it can spare, less
`bandwidth` euro for each euro of debt, and never more than it owes. In the first month that is not
paused each creditor adds its statutory costs once, over an equal part of the debt. During a pause
there is no interest and no cost. One plan in place of k creditors: costs over the whole debt at
once, and a k-th of the fixed costs.
Limits: income does not change, no new debts, no court, no write-off, no tax on the costs.
A run ends at a debt of a million euro.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import YES_NO, ParameterSet, Text, parameter

END = 1_000_000.0  # a run ends at this debt: growth without limit
# the decree: (up to this many euro more, share), in order; at least 40 euro, at most 6,775
BANDS = ((2500.0, 0.15), (2500.0, 0.10), (5000.0, 0.05), (190_000.0, 0.01), (1e12, 0.005))


@dataclass(frozen=True)
class Parameters(ParameterSet):
    debt: int = parameter(
        3000, 0, 20_000, 100, unit="euro",
        nl=("Schuld", "De schuld bij het begin."),
        en=("Debt", "The debt at the start."),
    )  # fmt: skip
    interest: float = parameter(
        0.02, 0.0, 0.05, 0.001, unit=("per maand", "a month"),
        nl=("Rente", "Deel van de schuld dat er per maand bij komt (r)."),
        en=("Interest", "Share of the debt that is added in a month (r)."),
    )  # fmt: skip
    fixed: int = parameter(
        50, 0, 200, 5, unit=("euro per maand", "euro a month"),
        nl=("Vaste kosten", "Aanmaningen, administratie: wat de schuld per maand kost, hoe groot ze ook is (F)."),
        en=("Fixed costs", "Reminders, administration: what the debt costs in a month, whatever its size (F)."),
    )  # fmt: skip
    spare: int = parameter(
        200, 0, 1000, 10, unit=("euro per maand", "euro a month"),
        nl=("Te missen", "Wat het huishouden per maand kan aflossen als het hoofd er niet naar staat te tollen (S)."),
        en=("To spare", "What the household can pay off in a month with a clear head (S)."),
    )  # fmt: skip
    creditors: int = parameter(
        3, 1, 20, 1, unit=("schuldeisers", "creditors"),
        nl=("Schuldeisers", "Over hoeveel schuldeisers de schuld gelijk verdeeld is (k)."),
        en=("Creditors", "Over how many creditors the debt is evenly spread (k)."),
    )  # fmt: skip
    bandwidth: float = parameter(
        0.01, 0.0, 0.05, 0.001,
        nl=("Kopzorgen", "Hoeveel euro per maand je minder kunt missen per euro schuld (β)."),
        en=("Worry", "How many euro a month less you can spare for each euro of debt (β)."),
    )  # fmt: skip
    collection: str = parameter(
        "yes",
        nl=("Incassokosten", "Of elke schuldeiser één keer de wettelijke incassokosten rekent."),
        en=("Collection costs", "Whether each creditor charges the statutory collection costs once."),
        choices=YES_NO,
    )
    pause: int = parameter(
        0, 0, 24, 1, unit=("maanden", "months"),
        nl=("Adempauze", "Maanden aan het begin zonder rente en kosten."),
        en=("Breathing space", "Months at the start without interest and costs."),
    )  # fmt: skip
    plan: str = parameter(
        "no",
        nl=("Eén plan", "Of er één regeling is in plaats van een per schuldeiser."),
        en=("One plan", "Whether there is one arrangement in place of one per creditor."),
        choices=YES_NO,
    )
    months: int = parameter(
        120, 12, 360, 12, unit=("maanden", "months"),
        nl=("Duur", "Hoeveel maanden het model loopt."),
        en=("Duration", "How many months the model runs."),
    )  # fmt: skip


# region: rule
def collection_costs(claim: float) -> float:
    """Statutory collection costs over one claim, in euro: a rate that falls by band, 40 to 6,775."""
    costs, left = 0.0, claim
    for width, rate in BANDS:
        part = min(left, width)
        costs, left = costs + part * rate, left - part
    return min(6775.0, max(40.0, costs))


def fixed_costs(p: Parameters) -> float:
    """What the debt costs in a month whatever its size; with one plan, that of one creditor."""
    return p.fixed / p.creditors if p.plan == "yes" else float(p.fixed)


def charged(p: Parameters, debt: float) -> float:
    """What collection adds to the debt, once: over each claim, or once over all with one plan."""
    if p.collection == "no" or debt == 0.0:
        return 0.0
    claims = 1 if p.plan == "yes" else p.creditors
    return claims * collection_costs(debt / claims)


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a month, from month 0. No chance is involved: every seed gives the same run."""
    debt, paid, lost = float(p.debt), 0.0, 0.0
    for month in range(p.months + 1):
        if month and debt > 0.0:
            able = max(0.0, p.spare - p.bandwidth * debt)
            if month > p.pause:
                extra = charged(p, debt) if month == p.pause + 1 else 0.0
                able = max(0.0, p.spare - p.bandwidth * (debt + extra))
                extra += p.interest * (debt + extra) + fixed_costs(p)
                debt, lost = debt + extra, lost + extra
            payment = min(able, debt)
            debt, paid = debt - payment, paid + payment
        yield {"month": month, "debt": debt, "paid": paid, "lost": lost}
        if debt > END:
            return
# endregion


def cliff(p: Parameters) -> float | None:
    """The debt above which it can only grow: (S - F)/(r + β); None where there is no such debt."""
    slope = p.interest + p.bandwidth
    room = p.spare - fixed_costs(p)
    if slope == 0.0:
        return None if room > 0.0 else 0.0
    return max(0.0, room / slope)


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last = rows[-1]
    return {
        "months_to_clear": next((row["month"] for row in rows if row["debt"] == 0.0), None),
        "debt_final": last["debt"],
        "paid_total": last["paid"],
        "cliff": cliff(p),
    }


MODEL = Model(
    slug="debt-trap",
    version="1",
    title=Text("De schuldenval", "The debt trap"),
    claim=Text(
        "Er is een bedrag waarboven je elke maand betaalt en toch steeds meer schuldig bent.",
        "There is an amount above which you pay every month and still owe more and more.",
    ),
    axis=Observable("month", "Maand", "Month", "count"),
    columns=(
        Observable("debt", "Schuld", "Debt", "euro"),
        Observable("paid", "Samen betaald", "Paid in all", "euro"),
        Observable("lost", "Kwijt aan rente en kosten", "Lost to interest and costs", "euro"),
    ),
    summary=(
        Observable("months_to_clear", "Maanden tot schuldenvrij", "Months until clear", "count"),
        Observable("debt_final", "Schuld aan het eind", "Debt at the end", "euro"),
        Observable("paid_total", "Samen betaald", "Paid in all", "euro"),
        Observable("cliff", "De rand", "The cliff", "euro"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien bij welke schuld aflossen niet meer helpt, en wat een pauze of één plan daaraan verandert.",
            "Shows at which debt paying off no longer helps, and what a pause or one plan changes about it.",
        ),
        state=Text(
            "De schuld in euro, en wat er tot nu toe betaald en aan rente en kosten verloren is.",
            "The debt in euro, and what has been paid and lost to interest and costs so far.",
        ),
        process=Text(
            "Elke maand komen er rente en vaste kosten bij. Daarna betaalt het huishouden wat het kan missen; dat is "
            "minder naarmate de schuld zwaarder drukt. Eén keer rekent elke schuldeiser de wettelijke "
            "incassokosten. In een adempauze staan rente en kosten stil. Met één plan wordt er één keer geïncasseerd "
            "en zijn de vaste kosten die van één schuldeiser.",
            "Each month interest and fixed costs are added. Then the household pays what it can spare, which is less "
            "the heavier the debt weighs. Once, each creditor charges the statutory collection costs. In a breathing "
            "space interest and costs stand still. With one plan there is one collection, and the fixed costs are "
            "those of one creditor.",
        ),
        assumes=Text(
            "Inkomen en uitgaven blijven gelijk. Dat schuld betaalkracht kost door kopzorgen is een aanname; over hoe "
            "groot dat effect is zijn onderzoekers het oneens. De bedragen zijn illustraties, de tarieven voor "
            "incasso zijn de wettelijke.",
            "Income and spending stay the same. That debt costs paying power through worry is an assumption; "
            "researchers disagree on how large that effect is. Amounts are illustrations, the collection rates are "
            "the statutory ones.",
        ),
        leaves_out=Text(
            "Nieuwe schulden, de rechter, beslag, kwijtschelding en de wettelijke schuldsanering, en wie er van de "
            "kosten leeft.",
            "New debts, the court, seizure, write-off and statutory debt relief, and who lives off the costs.",
        ),
        viewpoint=Text(
            "Dat van het huishouden, in euro’s per maand. De schuldeiser die zelf op zijn geld wacht, zie je "
            "niet, en de angst van wie de envelop niet openmaakt evenmin.",
            "The household’s, in euros a month. The creditor who is waiting for money too is not in sight, "
            "nor is the fear of whoever leaves the envelope shut.",
        ),
        refuted_by=Text(
            "Huishoudens met grotere schulden die per maand even veel aflossen als met kleine, bij gelijk inkomen.",
            "Households with larger debts that pay off as much a month as with small ones, on the same income.",
        ),
    ),
    sources=("wik2012besluit", "mullainathan2013scarcity", "mani2013poverty", "odonnell2021empirical", "ibo2024beter"),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("debt", "spare", "creditors"),
    presets={
        "over-the-edge": (Text("Over de rand", "Over the edge"), {"debt": 4500}),
        "pause": (Text("Met een adempauze", "With a breathing space"), {"debt": 4500, "pause": 6}),
        "plan": (Text("Met één plan", "With one plan"), {"debt": 4500, "plan": "yes"}),
    },
)  # fmt: skip
