"""Rules that cause the problems the next rules must solve.

What: the number of rules in force when each problem becomes a rule and each rule causes problems.
Source: a branching process with immigration (Galton and Watson); rule births that fall with density
after Schulz (1998) and March, Schulz and Zhou (2000).
State: rules in force; problems and lapses still to come, by year.
Rule: problems arrive as Poisson(inflow) a year and each becomes a rule; a rule lives a geometric
number of years and in that life causes Poisson(offspring) new problems, at even moments.
Limits: every problem becomes a rule, rules are alike, and no rule solves more than it causes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .core.exact import geometric, log, poisson
from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import ParameterSet, Text, parameter

FULL = 500  # rules at which a full rule book damps half as much as it ever will: an illustration
END = 20_000  # a run ends at this many rules: growth without limit


@dataclass(frozen=True)
class Parameters(ParameterSet):
    inflow: int = parameter(
        10, 0, 50, 1, unit=("per jaar", "a year"),
        nl=("Problemen van buiten", "Problemen die per jaar van buiten komen; elk wordt een regel."),
        en=("Problems from outside", "Problems a year that come from outside; each becomes a rule."),
    )  # fmt: skip
    offspring: float = parameter(
        0.8, 0.0, 1.2, 0.01,
        nl=("Problemen per regel", "Hoeveel nieuwe problemen een regel in zijn leven veroorzaakt (m)."),
        en=("Problems per rule", "How many new problems a rule causes in its life (m)."),
    )  # fmt: skip
    sunset: float = parameter(
        0.1, 0.02, 0.5, 0.01, unit=("per jaar", "a year"),
        nl=("Vervallen", "Deel van de regels dat in een jaar vervalt."),
        en=("Lapse", "Share of the rules that lapses in a year."),
    )  # fmt: skip
    span: int = parameter(
        20, 5, 100, 5, unit=("regels", "rules"),
        nl=("Regels per toezichthouder", "Hoeveel regels één toezichthouder aankan."),
        en=("Rules per supervisor", "How many rules one supervisor can oversee."),
    )  # fmt: skip
    density: float = parameter(
        0.0, 0.0, 1.0, 0.05,
        nl=("Demping door drukte", "Hoe sterk een vol wetboek nieuwe regels afremt (Schulz)."),
        en=("Damping by density", "How strongly a full rule book slows new rules (Schulz)."),
    )  # fmt: skip
    years: int = parameter(
        60, 10, 300, 10, unit=("jaar", "years"),
        nl=("Duur", "Hoeveel jaar het model loopt."),
        en=("Duration", "How many years the model runs."),
    )  # fmt: skip


# region: rule
def offspring_now(p: Parameters, rules: float) -> float:
    """New problems a rule made now will cause: fewer in a full rule book, if density damps."""
    return p.offspring * (1.0 - p.density * rules / (rules + FULL))


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a year, from year 0; a run that passes END rules stops there."""
    problems = [0] * (p.years + 1)  # caused by rules, by the year in which they come up
    lapses = [0] * (p.years + 1)
    course = expected(p)
    rules = 0
    for year in range(p.years + 1):
        births = poisson(random, p.inflow) + problems[year] if year else 0
        rules += births - lapses[year]
        mean = offspring_now(p, rules)
        for _ in range(births):
            life = geometric(random, p.sunset)
            if year + life <= p.years:
                lapses[year + life] += 1
            for _ in range(poisson(random, mean)):
                moment = year + 1 + random.randrange(life)
                if moment <= p.years:
                    problems[moment] += 1
        yield {
            "year": year,
            "rules": rules,
            "births": births,
            "supervisors": -(-rules // p.span),
            "expected": course[year],
        }
        if rules > END:
            return
# endregion


def expected(p: Parameters) -> list[float]:
    """The expected number of rules, by year: a renewal equation, solved step by step.

    With density above 0 it takes the offspring of the expected rules, which is an approximation.
    """
    stays = 1.0 - p.sunset
    # share of a rule's problems that come up at age a: sum over lives l >= a of P(l) / l
    later = -p.sunset * log(p.sunset) / stays
    ages = []
    chance = p.sunset
    for age in range(1, p.years + 1):
        ages.append(later)
        later -= chance / age
        chance *= stays
    rules, course, causes = 0.0, [0.0], [0.0]
    for year in range(1, p.years + 1):
        births = p.inflow + sum(causes[year - age] * ages[age - 1] for age in range(1, year + 1))
        rules = rules * stays + births
        course.append(rules)
        causes.append(births * offspring_now(p, rules))
        if rules > 50 * END:
            course += [rules] * (p.years - year)
            break
    return course


def limit(p: Parameters) -> float | None:
    """The number of rules in the long run, or None where they grow without end or density damps."""
    if p.offspring >= 1.0 or p.density > 0.0:
        return None
    return round(p.inflow / (p.sunset * (1.0 - p.offspring)), 9)


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last, goal = rows[-1], limit(p)
    return {
        "rules_final": last["rules"],
        "rules_limit": goal,
        "supervisors_final": last["supervisors"],
        "years_to_half": next(
            (row["year"] for row in rows if goal and (row["rules"] or 0) >= goal / 2), None
        ),
    }


MODEL = Model(
    slug="rule-growth",
    version="1",
    title=Text("Het regelwoud", "The growth of rules"),
    claim=Text(
        "Als elke regel bijna één nieuw probleem veroorzaakt, groeit het woud door tot niemand er meer uit komt, en jarenlang zie je niets bijzonders.",
        "If each rule causes nearly one new problem, the wood grows until nobody finds the way out, and for years nothing looks odd.",
    ),
    axis=Observable("year", "Jaar", "Year", "count"),
    columns=(
        Observable("rules", "Regels", "Rules", "count"),
        Observable("births", "Nieuwe regels", "New rules", "count"),
        Observable("supervisors", "Toezichthouders", "Supervisors", "count"),
        Observable("expected", "Verwachte loop", "Expected course", "count"),
    ),
    summary=(
        Observable("rules_final", "Regels aan het eind", "Rules at the end", "count"),
        Observable("rules_limit", "Regels op den duur", "Rules in the long run", "count"),
        Observable("supervisors_final", "Toezichthouders aan het eind", "Supervisors at the end", "count"),
        Observable("years_to_half", "Jaren tot de helft", "Years to half", "count"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien hoe ver een regelboek groeit als elk probleem een regel wordt en elke regel weer problemen geeft.",
            "Shows how far a rule book grows when every problem becomes a rule and every rule brings problems.",
        ),
        state=Text(
            "Het aantal geldende regels; per toekomstig jaar de problemen die eraan komen en de regels die vervallen.",
            "The number of rules in force; for each year to come the problems on their way and the rules that lapse.",
        ),
        process=Text(
            "Elk jaar komen er problemen van buiten (Poisson). Elk probleem wordt een regel. Een regel leeft een "
            "aantal jaren (geometrisch) en veroorzaakt in dat leven een aantal problemen (Poisson), gelijk gespreid. "
            "Per zoveel regels is er één toezichthouder.",
            "Each year problems come from outside (Poisson). Every problem becomes a rule. A rule lives for a number "
            "of years (geometric) and in that life causes a number of problems (Poisson), evenly spread. For every "
            "so many rules there is one supervisor.",
        ),
        assumes=Text(
            "Elk probleem wordt een regel en alle regels lijken op elkaar. Het aantal problemen per regel is een "
            "illustratie, geen schatting.",
            "Every problem becomes a rule and all rules are alike. The number of problems per rule is an "
            "illustration, not an estimate.",
        ),
        leaves_out=Text(
            "Regels die problemen voorkomen of andere regels vervangen, en wie erdoor beschermd wordt. Schulz vond "
            "dat er minder regels bij komen naarmate er meer zijn: zet de demping aan en het woud houdt zichzelf klein.",
            "Rules that prevent problems or replace other rules, and those they protect. Schulz found that fewer "
            "rules are born the more there are: switch damping on and the wood keeps itself small.",
        ),
        viewpoint=Text(
            "Dat van wie met de regels moet werken: elke regel is er een te veel. Wie door een regel "
            "beschermd wordt, zou anders tellen.",
            "That of those who must work with the rules: each is one too many. Those whom a rule protects "
            "would count otherwise.",
        ),
        refuted_by=Text(
            "Een regelboek waarin nieuwe regels niet vaker ontstaan waar al regels gelden, of juist minder vaak.",
            "A rule book in which new rules are born no more often, or less often, where rules already hold.",
        ),
    ),
    sources=("march2000dynamics", "schulz1998limits", "plasterk2015bestuurlijk", "nieuwsnl2019tien"),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("offspring", "sunset"),
    presets={
        "slow": (Text("Bijna één", "Nearly one"), {"offspring": 0.95, "years": 200}),
        "sunset": (Text("Met een houdbaarheidsdatum", "With a sunset clause"), {"sunset": 0.25}),
        "schulz": (Text("Drukte dempt", "Density damps"), {"density": 1.0}),
    },
)
