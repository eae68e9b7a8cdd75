"""A work organisation that guarantees an income and bears the risk of there being no work.

What: members get a fixed wage for life; the organisation lives on what their work earns and on a
claim on public money for each of them.
Source: risk pooling and adverse selection (Akerlof 1970; Rothschild and Stiglitz 1976).
The composition is ours.
State: for each member what they could earn on the market; the reserve, in thousand euro a head.
Rule: people could earn evenly between 0 and Y. Free to choose, only those who could earn less than
the guarantee join. Each year a member has work with chance q; with chance sqrt(kappa) it follows one
draw that is the same for all, else its own, so that any two members are correlated by kappa. The
reserve grows by earnings plus claim less the guarantee. Ruin is the first year it is below nothing;
the run goes on, in debt.
Limits: no effect of training, no value of work beyond what it earns, nobody leaves, falls ill or
shirks; a bad year passes within the year.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from random import Random

from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import ParameterSet, Text, parameter

MONEY = ("duizend euro per jaar", "thousand euro a year")


@dataclass(frozen=True)
class Parameters(ParameterSet):
    guarantee: float = parameter(
        28.0, 10.0, 45.0, 0.5, unit=MONEY,
        nl=("Gegarandeerd loon", "Wat ieder lid elk jaar krijgt, werk of geen werk (w)."),
        en=("Guaranteed wage", "What each member gets every year, work or no work (w)."),
    )  # fmt: skip
    claim: float = parameter(
        17.0, 0.0, 40.0, 0.5, unit=MONEY,
        nl=("Aanspraak op belastinggeld", "Wat de organisatie per lid uit de publieke kas krijgt (S)."),
        en=("Claim on public money", "What the organisation gets from the public purse for each member (S)."),
    )  # fmt: skip
    members: int = parameter(
        100, 5, 500, 5, unit=("mensen", "people"),
        nl=("Leden", "Hoeveel mensen de organisatie in dienst heeft."),
        en=("Members", "How many people the organisation employs."),
    )  # fmt: skip
    utilisation: float = parameter(
        0.8, 0.3, 1.0, 0.01,
        nl=("Aan het werk", "Welk deel van de leden gemiddeld werk heeft (q)."),
        en=("At work", "What share of the members has work on average (q)."),
    )  # fmt: skip
    together: float = parameter(
        0.1, 0.0, 1.0, 0.05,
        nl=("Recessie", "Hoezeer een slecht jaar allen tegelijk treft (κ)."),
        en=("Recession", "How much a bad year hits all at once (κ)."),
    )  # fmt: skip
    top: float = parameter(
        40.0, 20.0, 80.0, 1.0, unit=MONEY,
        nl=("Hoogste verdiensten", "Wat iemand op de markt hoogstens kan verdienen (Y)."),
        en=("Highest earnings", "The most that anybody can earn on the market (Y)."),
    )  # fmt: skip
    choice: str = parameter(
        "voluntary",
        nl=("Wie meedoet", "Of mensen mogen kiezen."),
        en=("Who joins", "Whether people may choose."),
        choices={
            "voluntary": ("wie wil", "whoever wants to"),
            "all": ("iedereen", "everybody"),
        },
    )
    years: int = parameter(
        20, 5, 50, 5, unit=("jaar", "years"),
        nl=("Duur", "Hoeveel jaar het model loopt."),
        en=("Duration", "How many years the model runs."),
    )  # fmt: skip
    reserve: float = parameter(
        0.0, 0.0, 20.0, 1.0, unit=("duizend euro", "thousand euro"),
        nl=("Reserve bij het begin", "Wat er bij het begin per hoofd in kas is."),
        en=("Reserve at the start", "What is in the till for each head at the start."),
    )  # fmt: skip


# region: rule
def highest_joiner(p: Parameters) -> float:
    """What a member could earn on the market at the most: who could earn more stays away."""
    return p.top if p.choice == "all" else min(p.guarantee, p.top)


def at_work(p: Parameters, random: Random) -> list[bool]:
    """Who has work this year. Any two members are correlated by `together`."""
    good_year = random.random() < p.utilisation
    follows = sqrt(p.together)
    return [
        good_year if random.random() < follows else random.random() < p.utilisation
        for _ in range(p.members)
    ]


def break_even(p: Parameters) -> float:
    """The guarantee at which revenue and wages balance on average: w = S + q (mean earnings)."""
    if p.choice == "voluntary":
        alone = p.claim / (1.0 - p.utilisation / 2.0)  # joiners earn w/2 on average
        if alone <= p.top:
            return alone
    return p.claim + p.utilisation * p.top / 2.0


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a year, years 1 to `years`."""
    earnings = [random.random() * highest_joiner(p) for _ in range(p.members)]
    reserve = p.reserve
    for year in range(1, p.years + 1):
        working = at_work(p, random)
        earned = sum(y for y, works in zip(earnings, working, strict=True) if works)
        revenue = earned / p.members + p.claim
        reserve += revenue - p.guarantee
        yield {
            "year": year,
            "reserve": reserve,
            "utilisation": sum(working) / p.members,
            "revenue": revenue,
        }
# endregion


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last = rows[-1]["reserve"] or 0.0
    return {
        "reserve_final": last,
        "ruin_year": next((row["year"] for row in rows if (row["reserve"] or 0.0) < 0.0), None),
        "break_even": break_even(p),
        "margin": (last - p.reserve) / len(rows),
        "joiners": highest_joiner(p) / p.top,
    }


MODEL = Model(
    slug="income-as-a-service",
    version="1",
    title=Text("Inkomen als dienst", "Income as a service"),
    claim=Text(
        "Mag iedereen kiezen, dan bepaalt wie er komt welk loon je kunt garanderen; en een recessie valt met meer leden niet weg.",
        "If all may choose, those who come decide what wage you can guarantee; and more members do not make a recession go away.",
    ),
    axis=Observable("year", "Jaar", "Year", "count"),
    columns=(
        Observable("reserve", "Reserve per hoofd", "Reserve a head", "money"),
        Observable("utilisation", "Aan het werk", "At work", "share"),
        Observable("revenue", "Inkomsten per hoofd", "Revenue a head", "money"),
    ),
    summary=(
        Observable("reserve_final", "Reserve per hoofd aan het eind", "Reserve a head at the end", "money"),
        Observable("ruin_year", "Jaar waarin het geld op is", "Year in which the money runs out", "count"),
        Observable("break_even", "Loon waarbij het uitkomt", "Wage at which it breaks even", "money"),
        Observable("margin", "Over per hoofd per jaar", "Left a head each year", "money"),
        Observable("joiners", "Wil meedoen", "Wants to join", "share"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien welk vast loon een werkorganisatie kan garanderen als mensen mogen kiezen of ze meedoen, en "
            "welk risico overblijft.",
            "Shows what fixed wage a work organisation can guarantee if people may choose whether to join, and what "
            "risk remains.",
        ),
        state=Text(
            "Van ieder lid wat het op de markt zou verdienen; van de organisatie de reserve per hoofd.",
            "For each member what they would earn on the market; for the organisation the reserve a head.",
        ),
        process=Text(
            "Wie elders meer verdient dan het gegarandeerde loon, doet niet mee. Elk jaar heeft een deel van de leden "
            "werk. Wat zij verdienen gaat naar de organisatie, samen met het publieke geld; het gegarandeerde loon "
            "gaat eruit naar allen. Het verschil komt in de reserve. Is die onder nul, dan is het geld op; de "
            "rekening loopt door, in de schuld.",
            "Those who earn more elsewhere than the guaranteed wage do not join. Each year a share of the members has "
            "work. What they earn goes to the organisation, with the public money; the guaranteed wage goes out to "
            "all. The difference goes into the reserve. Once that is below nought the money has run out; the account "
            "goes on, in debt.",
        ),
        assumes=Text(
            "Verdiensten liggen gelijkmatig tussen nul en Y, en ieder kent zijn eigen verdiensten. De kans op werk is "
            "voor allen gelijk. Alle getallen zijn illustraties; 17 duizend euro is bijstandsbudget gedeeld door "
            "ontvangers, onze deling en een bovengrens.",
            "Earnings lie evenly between nought and Y, and all know their own. The chance of work is the same for "
            "all. All numbers are illustrations; 17 thousand euro is the social assistance budget divided by its "
            "recipients, our division and an upper bound.",
        ),
        leaves_out=Text(
            "Wat scholing aan de verdiensten doet, wat werk waard is buiten het loon, ziekte, weglopen, en wie "
            "geweigerd of gekort wordt.",
            "What training does to earnings, what work is worth beyond its wage, illness, leaving, and who is refused "
            "or docked.",
        ),
        viewpoint=Text(
            "Dat van de penningmeester: leden zijn verdiensten, en het gevaar is een lege kas. Wat zekerheid "
            "iemand waard is, staat nergens in de boeken.",
            "The treasurer’s: members are earnings, and the danger is an empty reserve. What security is "
            "worth to a person is nowhere in the books.",
        ),
        refuted_by=Text(
            "Een vrijwillige organisatie met een loon ruim boven wat hier uitkomt, die zonder extra geld jarenlang "
            "bestaat; of een grote pool die een recessie doorkomt zonder reserve.",
            "A voluntary organisation with a wage well above what comes out here that exists for years without extra "
            "money; or a large pool that comes through a recession without a reserve.",
        ),
    ),
    sources=("akerlof1970market", "rothschild1976equilibrium", "kasy2022marienthal"),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("guarantee", "claim", "together"),
    presets={
        "break-even": (Text("Op de grens", "On the edge"), {"guarantee": 28.5}),
        "everybody": (Text("Iedereen doet mee", "Everybody joins"), {"choice": "all", "guarantee": 32.0}),
        "no-recession": (Text("Zonder recessies", "Without recessions"), {"together": 0.0}),
    },
)  # fmt: skip
