"""Employers who may share the cost of work for everybody, or push it out.

What: four ways to hand the same public money to the employers of one municipality, side by side.
Source: moral hazard in teams (Holmström 1982), collective action (Olson 1965), experience rating
(Feldstein 1976, Topel 1983). The composition is ours.
State: for each person a gap in thousand euro a year (wage and coaching minus output), and whether
they are out, employed or just laid off.
Rule: an employer hires whoever's gap is at most its share of the saved money plus the fine; the
solidary circle hires the cheapest first, as long as the money covers all gaps together.
Limits: gaps are uniform on [0, G], which is an assumption; no wages, vacancies, commuting or
displacement; employers do not choose each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import ParameterSet, Text, parameter


@dataclass(frozen=True)
class Parameters(ParameterSet):
    mode: str = parameter(
        "individual",
        nl=("Wie houdt het geld", "Wie het bespaarde geld houdt als iemand aan het werk komt."),
        en=("Who keeps the money", "Who keeps the saved money when somebody is hired."),
        choices={
            "externalise": ("niemand: nu", "nobody: today"),
            "individual": ("wie aanneemt", "whoever hires"),
            "pot": ("een pot, ieder een gelijk deel", "a pot, equal shares"),
            "solidary": ("de kring samen", "the circle together"),
        },
    )
    employers: int = parameter(
        100, 2, 500, 1,
        nl=("Werkgevers", "Over hoeveel werkgevers de pot verdeeld wordt."),
        en=("Employers", "How many employers share the pot."),
    )  # fmt: skip
    people: int = parameter(
        1000, 100, 5000, 100,
        nl=("Mensen zonder werk", "Hoeveel mensen er bij het begin werk zoeken."),
        en=("People without work", "How many people look for work at the start."),
    )  # fmt: skip
    budget: float = parameter(
        17.0, 0.0, 40.0, 0.5, unit=("duizend euro per jaar", "thousand euro a year"),
        nl=("Uitkering", "Wat de overheid nu per persoon zonder werk uitgeeft (B)."),
        en=("Benefit", "What the state now spends on each person without work (B)."),
    )  # fmt: skip
    gap: float = parameter(
        36.0, 5.0, 80.0, 1.0, unit=("duizend euro per jaar", "thousand euro a year"),
        nl=("Grootste gat", "Het grootste gat tussen wat iemand kost en opbrengt (G)."),
        en=("Largest gap", "The largest gap between what somebody costs and yields (G)."),
    )  # fmt: skip
    fine: float = parameter(
        0.0, 0.0, 40.0, 1.0, unit=("duizend euro per jaar", "thousand euro a year"),
        nl=("Boete of schaamte", "Wat het een werkgever kost om iemand niet aan te nemen (F)."),
        en=("Fine or shame", "What it costs an employer not to hire somebody (F)."),
    )  # fmt: skip
    learning: float = parameter(
        0.10, 0.0, 0.5, 0.01,
        nl=("Leren", "Deel van het gat dat in een jaar werk verdwijnt."),
        en=("Learning", "Share of the gap that a year of work closes."),
    )  # fmt: skip
    scar: float = parameter(
        1.0, 0.0, 5.0, 0.1, unit=("duizend euro per jaar", "thousand euro a year"),
        nl=("Litteken", "Hoeveel het gat groeit in een jaar zonder werk."),
        en=("Scar", "How much a year without work adds to the gap."),
    )  # fmt: skip
    layoffs: float = parameter(
        0.05, 0.0, 0.5, 0.01,
        nl=("Ontslag", "Deel dat per jaar zijn werk verliest."),
        en=("Layoffs", "Share that loses its job in a year."),
    )  # fmt: skip
    years: int = parameter(
        10, 1, 30, 1, unit=("jaar", "years"),
        nl=("Duur", "Hoeveel jaar het model loopt."),
        en=("Duration", "How many years the model runs."),
    )  # fmt: skip


# region: state
@dataclass(slots=True)
class Person:
    gap: float  # thousand euro a year: what the person costs more than yields
    employed: bool = False
    resting: bool = False  # lost a job this year: cannot be hired before the next
# endregion


# region: rule
def most_an_employer_pays(p: Parameters) -> float:
    """The largest gap at which hiring pays for the one employer who decides."""
    kept = {"externalise": 0.0, "individual": 1.0, "pot": 1.0 / p.employers}[p.mode]
    return kept * p.budget + p.fine


def hire(p: Parameters, people: list[Person]) -> None:
    """One round of hiring. Each for himself by the gap, or the circle by what it can carry together."""
    seeking = [one for one in people if not (one.employed or one.resting)]
    if p.mode != "solidary":
        limit = most_an_employer_pays(p)
        for one in seeking:
            one.employed = one.gap <= limit
        return
    at_work = [one.gap for one in people if one.employed]
    carried, count = sum(at_work), len(at_work)
    for one in sorted(seeking, key=lambda one: one.gap):
        if carried + one.gap > (p.budget + p.fine) * (count + 1):
            break
        one.employed = True
        carried, count = carried + one.gap, count + 1
# endregion


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a year, years 1 to `years`."""
    people = [Person(random.random() * p.gap) for _ in range(p.people)]
    pot = 0.0
    for year in range(1, p.years + 1):
        hire(p, people)
        at_work = [one.gap for one in people if one.employed]
        left_out = [one.gap for one in people if not one.employed]
        gaps, count = sum(at_work), len(at_work)
        pot += (p.budget * count - gaps) / p.people
        yield {
            "year": year,
            "employed": count / p.people,
            "pot": pot,
            "cost_per_head": (p.budget * len(left_out) + gaps) / p.people,
            "left_gap": sum(left_out) / len(left_out) if left_out else None,
        }
        for one in people:  # the year itself: work teaches, waiting scars, some lose their job
            if one.employed:
                one.gap *= 1.0 - p.learning
                one.employed = random.random() >= p.layoffs
                one.resting = not one.employed
            else:
                one.gap += p.scar
                one.resting = False


def measures(p: Parameters, rows: list[Row]) -> Summary:
    first, last = rows[0], rows[-1]
    return {
        "placed_first": first["employed"],
        "employed_final": last["employed"],
        "pot_final": last["pot"],
        "cost_per_head_final": last["cost_per_head"],
    }


MODEL = Model(
    slug="employers-circle",
    version="1",
    title=Text("De kring van werkgevers", "The employers’ circle"),
    claim=Text(
        "Hetzelfde geld brengt weinig, de helft of bijna iedereen aan het werk: het hangt ervan af wie het houdt.",
        "The same money puts few, half or nearly all to work: it depends on who gets to keep it.",
    ),
    axis=Observable("year", "Jaar", "Year", "count"),
    columns=(
        Observable("employed", "Aan het werk", "At work", "share"),
        Observable("pot", "Over van het geld, per hoofd", "Money left, a head", "money"),
        Observable("cost_per_head", "Kosten per hoofd", "Cost a head", "money"),
        Observable("left_gap", "Gat van wie buiten staat", "Gap of those left out", "money"),
    ),
    summary=(
        Observable("placed_first", "Geplaatst in het eerste jaar", "Placed in the first year", "share"),
        Observable("employed_final", "Aan het werk aan het eind", "At work at the end", "share"),
        Observable("pot_final", "Over van het geld, per hoofd", "Money left, a head", "money"),
        Observable("cost_per_head_final", "Kosten per hoofd, laatste jaar", "Cost a head, last year", "money"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien hoe dezelfde uitkeringsmiddelen een heel ander deel van de mensen aan het werk "
            "brengen, naargelang wie het bespaarde geld houdt.",
            "Shows how the same benefit money puts very different shares of people to work, depending "
            "on who keeps the money saved.",
        ),
        state=Text(
            "Van ieder mens het gat in duizend euro per jaar (loon en begeleiding min opbrengst), en of "
            "die werkt, zoekt of net ontslagen is. Van de gemeente de pot.",
            "For each person the gap in thousand euro a year (wage and coaching minus output) and "
            "whether they work, seek or were just laid off. For the municipality, the pot.",
        ),
        process=Text(
            "Elk jaar: werkgevers nemen aan; wie werkt leert en heeft daarna een kleiner gat; wie wacht "
            "krijgt een groter gat; een deel verliest zijn werk en kan pas het volgende jaar terug. "
            "Een werkgever neemt aan als het gat hoogstens zijn deel van het geld plus de boete is. De "
            "kring neemt de kleinste gaten eerst, zolang het geld alle gaten samen dekt.",
            "Each year: employers hire; those at work learn and have a smaller gap afterwards; those who "
            "wait get a larger one; some lose their job and can only return the year after. An employer "
            "hires if the gap is at most its share of the money plus the fine. The circle hires the "
            "smallest gaps first, as long as the money covers all gaps together.",
        ),
        assumes=Text(
            "Gaten liggen gelijkmatig tussen nul en G. G is een aanname, geen schatting: de Franse "
            "cijfers van TZCLD wijzen op een gemiddeld gat van 26 à 27 duizend euro, dus op een G van "
            "rond de 53, en dan plaatst ook de kring maar zo’n 64 procent. Iedereen kent de gaten en "
            "handelt naar zijn beurs.",
            "Gaps are spread evenly between zero and G. G is an assumption, not an estimate: the French "
            "TZCLD figures point to a mean gap of about 26 to 27 thousand euro, hence a G of about 53, "
            "and then even the circle places only some 64 per cent. Everyone knows the gaps and acts "
            "on the purse.",
        ),
        leaves_out=Text(
            "Verdringing, afroming, forenzen over de gemeentegrens, loonhoogte, kwaliteit van het werk, "
            "discriminatie uit afkeer, en wie in de kring de dienst uitmaakt.",
            "Displacement, cherry-picking, commuting across the municipal border, wage levels, quality "
            "of work, discrimination out of dislike, and who calls the tune in the circle.",
        ),
        viewpoint=Text(
            "Dat van wie het geld verdeelt: het telt wie aan het werk is en wat dat kost. Of het werk iets is "
            "dat iemand zou kiezen, vraagt het model niemand.",
            "That of whoever divides the money: it counts who is at work and what that costs. Whether the "
            "work is anything a person would choose, the model asks nobody.",
        ),
        refuted_by=Text(
            "Een gemeente waar werkgevers samen plicht en geld krijgen en niet meer mensen aannemen dan "
            "waar ieder zijn eigen deel houdt; of een pot zonder toezicht die toch vol raakt.",
            "A municipality in which employers get the duty and the money together and hire no more "
            "people than where each keeps its own share; or an unsupervised pot that works all the same.",
        ),
    ),
    sources=("holmstrom1982moral", "olson1965logic", "feldstein1976temporary", "topel1983layoffs",
             "tzcld2025rapport"),  # fmt: skip
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("mode", "gap", "fine"),
    presets={
        "today": (Text("Nu", "Today"), {"mode": "externalise"}),
        "scenario-a": (Text("Scenario a: de kring", "Scenario a: the circle"), {"mode": "solidary"}),
        "pot": (Text("Een pot zonder toezicht", "A pot without supervision"), {"mode": "pot"}),
        "tzcld": (Text("Met Franse gaten", "With French gaps"), {"mode": "solidary", "gap": 53.0}),
    },
)
