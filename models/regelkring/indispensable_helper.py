"""Help that works so well that nobody else can do it any more.

What: a backlog of problems, a community that learns by solving them, and a helper that steps in.
Source: the archetype "shifting the burden" (Senge 1990, Sterman 2000). The equations are ours.
State: backlog P (problems waiting), capacity C of the community (0 to 1), help H of the state and
M of the market (problems a month that each can take on, for every problem waiting).
Rule, in months: P' = inflow - (C + H + M) P; C' = growth C P (1 - C) - decay C: practice keeps
capacity, disuse wears it away; H' = zeal max(0, P - tolerance) - retreat H. A cut sets the state's
help to nothing for good (with the market alone: the market's).
Market: the same helper, but the decay of capacity grows with the share of the work that is paid, up
to double (crowding out). Both: two helpers of half the zeal; each also wins back half of what the
other loses to retreat, so that they keep each other going; a cut hits the state only.
Limits: it assumes that unused capacity wears away and that payment drives out the unpaid, which
studies across countries contest; quality and inequality of community help are left out.
The run starts where a community without help would settle, with at most 20 problems waiting.
Solved by Runge and Kutta's method of the fourth order, in steps short enough for the fastest rate.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from .core.model import Card, Model, Observable, Row, Summary
from .core.parameters import ParameterSet, Text, parameter

CROWDING = 1.0  # decay grows by this where all work is paid: an illustration
FEEDING = 0.5  # share of one helper's retreat that the other wins back: an illustration
MOST = 20.0  # problems waiting at the start, at the most


@dataclass(frozen=True)
class Parameters(ParameterSet):
    inflow: float = parameter(
        1.0, 0.1, 3.0, 0.1, unit=("per maand", "a month"),
        nl=("Nieuwe problemen", "Hoeveel problemen er per maand bij komen (λ)."),
        en=("New problems", "How many problems arise in a month (λ)."),
    )  # fmt: skip
    growth: float = parameter(
        0.5, 0.0, 2.0, 0.05,
        nl=("Leren door doen", "Hoe snel de gemeenschap leert van problemen die ze zelf oplost (γ)."),
        en=("Learning by doing", "How fast the community learns from problems it solves itself (γ)."),
    )  # fmt: skip
    decay: float = parameter(
        0.1, 0.0, 0.5, 0.01, unit=("per maand", "a month"),
        nl=("Verleren", "Deel van de draagkracht dat per maand slijt als ze niet gebruikt wordt (δ)."),
        en=("Unlearning", "Share of the capacity that wears away in a month of disuse (δ)."),
    )  # fmt: skip
    retreat: float = parameter(
        0.05, 0.0, 0.5, 0.01, unit=("per maand", "a month"),
        nl=("Terugtreden", "Deel van de hulp dat per maand vanzelf verdwijnt (μ)."),
        en=("Retreat", "Share of the help that goes away by itself in a month (μ)."),
    )  # fmt: skip
    zeal: float = parameter(
        0.5, 0.0, 2.0, 0.05,
        nl=("IJver", "Hoe snel de hulp groeit als er problemen blijven liggen (η)."),
        en=("Zeal", "How fast help grows while problems lie waiting (η)."),
    )  # fmt: skip
    tolerance: float = parameter(
        0.15, 0.0, 1.0, 0.01, unit=("problemen", "problems"),
        nl=("Verdragen", "Hoeveel problemen de helper laat liggen voor hij ingrijpt (P₀)."),
        en=("Tolerance", "How many problems the helper leaves lying before stepping in (P₀)."),
    )  # fmt: skip
    cut: int = parameter(
        0, 0, 240, 6, unit=("maand", "month"),
        nl=("Bezuinigen in maand", "De maand waarin de hulp wordt weggehaald; 0 is nooit."),
        en=("Cut in month", "The month in which the help is taken away; 0 is never."),
    )  # fmt: skip
    variant: str = parameter(
        "state",
        nl=("Wie helpt", "Wie het van de gemeenschap overneemt."),
        en=("Who helps", "Who takes over from the community."),
        choices={
            "state": ("de overheid", "the state"),
            "market": ("de markt", "the market"),
            "both": ("overheid en markt", "state and market"),
        },
    )
    months: int = parameter(
        240, 24, 600, 12, unit=("maanden", "months"),
        nl=("Duur", "Hoeveel maanden het model loopt."),
        en=("Duration", "How many months the model runs."),
    )  # fmt: skip


# region: state
class State(NamedTuple):
    backlog: float  # problems waiting
    capacity: float  # of the community, 0 to 1
    state: float  # help by the state
    market: float  # help by the market
# endregion


# region: rule
def change(p: Parameters, now: State, cut: bool) -> State:
    """How fast everything changes, per month."""
    backlog, capacity, state, market = now
    hands = capacity + state + market
    paid = market / hands if hands > 0.0 else 0.0
    trouble = p.zeal * max(0.0, backlog - p.tolerance)
    if p.variant == "both":
        spurred = 0.5 * trouble
        more_state = spurred + FEEDING * p.retreat * market - p.retreat * state
        more_market = spurred + FEEDING * p.retreat * state - p.retreat * market
    else:
        more_state = trouble - p.retreat * state if p.variant == "state" else 0.0
        more_market = trouble - p.retreat * market if p.variant == "market" else 0.0
    if cut:
        more_state = 0.0
        more_market = more_market if p.variant == "both" else 0.0
    return State(
        p.inflow - hands * backlog,
        p.growth * capacity * backlog * (1.0 - capacity)
        - p.decay * (1.0 + CROWDING * paid) * capacity,
        more_state,
        more_market,
    )


def month(p: Parameters, now: State, cut: bool) -> State:
    """The state a month later."""
    zeal = 0.0 if cut and p.variant != "both" else p.zeal
    fastest = 1.0 + sum(now[1:]) + (p.growth + zeal) * now.backlog
    steps = 4 + int(fastest)
    for _ in range(steps):
        now = step(p, now, 1.0 / steps, cut)
    return now
# endregion


def step(p: Parameters, now: State, h: float, cut: bool) -> State:
    """One step of Runge and Kutta, of h months."""

    b, c, s, m = now

    def along(slope: State, far: float) -> State:
        to_b, to_c, to_s, to_m = slope
        return State(b + far * to_b, c + far * to_c, s + far * to_s, m + far * to_m)

    k1 = change(p, now, cut)
    k2 = change(p, along(k1, h / 2.0), cut)
    k3 = change(p, along(k2, h / 2.0), cut)
    k4 = change(p, along(k3, h), cut)
    (b1, c1, s1, m1), (b2, c2, s2, m2), (b3, c3, s3, m3), (b4, c4, s4, m4) = k1, k2, k3, k4
    sixth = h / 6.0
    return State(
        max(0.0, b + sixth * (b1 + 2.0 * (b2 + b3) + b4)),
        min(1.0, max(0.0, c + sixth * (c1 + 2.0 * (c2 + c3) + c4))),
        max(0.0, s + sixth * (s1 + 2.0 * (s2 + s3) + s4)),
        max(0.0, m + sixth * (m1 + 2.0 * (m2 + m3) + m4)),
    )


def start(p: Parameters) -> State:
    """Where a community without any help settles: C = 1 - decay/(growth P), C P = inflow."""
    if p.decay == 0.0:
        return State(p.inflow, 1.0, 0.0, 0.0)
    capacity = p.inflow * p.growth / (p.inflow * p.growth + p.decay)
    return State(p.inflow / max(capacity, p.inflow / MOST), capacity, 0.0, 0.0)


def simulate(p: Parameters, random: Random) -> Iterator[Row]:
    """One row a month, from month 0. No chance is involved: every seed gives the same run."""
    now = start(p)
    for number in range(p.months + 1):
        cut = 0 < p.cut <= number
        if number == p.cut > 0:
            now = now._replace(state=0.0, market=now.market if p.variant == "both" else 0.0)
        yield {
            "month": number,
            "backlog": now.backlog,
            "capacity": now.capacity,
            "help": now.state + now.market,
            "market": now.market,
        }
        now = month(p, now, cut)


def measures(p: Parameters, rows: list[Row]) -> Summary:
    last = rows[-1]
    return {
        "backlog_final": last["backlog"],
        "capacity_final": last["capacity"],
        "help_final": last["help"],
        "backlog_peak": max(row["backlog"] or 0.0 for row in rows[p.cut :] or rows),
        "capacity_at_cut": rows[p.cut]["capacity"] if 0 < p.cut < len(rows) else None,
    }


MODEL = Model(
    slug="indispensable-helper",
    version="1",
    title=Text("De onmisbare helper", "The indispensable helper"),
    claim=Text(
        "Wie elk probleem overneemt, neemt de oefening mee over; laat je wat liggen, dan blijft de gemeenschap het kunnen.",
        "Whoever takes over every problem takes the practice along; leave some lying and the community stays able.",
    ),
    axis=Observable("month", "Maand", "Month", "count"),
    columns=(
        Observable("backlog", "Problemen die wachten", "Problems waiting"),
        Observable("capacity", "Draagkracht van de gemeenschap", "Capacity of the community", "share"),
        Observable("help", "Hulp", "Help"),
        Observable("market", "Hulp van de markt", "Help by the market"),
    ),
    summary=(
        Observable("backlog_final", "Problemen aan het eind", "Problems at the end"),
        Observable("capacity_final", "Draagkracht aan het eind", "Capacity at the end", "share"),
        Observable("help_final", "Hulp aan het eind", "Help at the end"),
        Observable("backlog_peak", "Hoogste aantal problemen (na een bezuiniging)", "Most problems (after a cut)"),
        Observable("capacity_at_cut", "Draagkracht toen de hulp stopte", "Capacity when help stopped", "share"),
    ),
    card=Card(
        purpose=Text(
            "Laat zien wanneer hulp het vermogen om elkaar te helpen in leven laat en wanneer niet, en wat er "
            "gebeurt als je de hulp te laat weghaalt.",
            "Shows when help lets the ability to help one another live and when it does not, and what happens if "
            "help is withdrawn too late.",
        ),
        state=Text(
            "Hoeveel problemen er wachten, hoeveel draagkracht de gemeenschap heeft (0 tot 1), en hoeveel hulp "
            "overheid en markt geven.",
            "How many problems wait, how much capacity the community has (0 to 1), and how much help state and "
            "market give.",
        ),
        process=Text(
            "Problemen komen binnen en worden opgelost door gemeenschap en helper samen. Wat de gemeenschap zelf "
            "oplost houdt haar vaardig; de rest van de tijd verleert ze het. Blijft er meer liggen dan de helper "
            "verdraagt, dan groeit de hulp; vanzelf neemt hulp maar langzaam af. Helpt de markt, dan slijt de "
            "draagkracht sneller naarmate meer werk betaald wordt. Helpen ze allebei, dan halen ze bij elkaar werk "
            "terug, en een bezuiniging treft alleen de overheid.",
            "Problems come in and are solved by community and helper together. What the community solves itself "
            "keeps it able; the rest of the time it unlearns. If more lies waiting than the helper tolerates, help "
            "grows; by itself help shrinks only slowly. If the market helps, capacity wears faster the more work is "
            "paid. If both help, they win back work from each other, and a cut hits the state only.",
        ),
        assumes=Text(
            "Dat draagkracht slijt als ze niet gebruikt wordt, en dat hulp haar verdringt. Alle getallen zijn "
            "illustraties. Of verzorgingsstaten gemeenschapszin werkelijk verdringen is omstreden: tussen landen "
            "gaat een sterke verzorgingsstaat vaak samen met veel vertrouwen.",
            "That capacity wears away when unused, and that help crowds it out. All numbers are illustrations. "
            "Whether welfare states really crowd out community is contested: across countries a strong welfare "
            "state often goes with much trust.",
        ),
        leaves_out=Text(
            "Of de gemeenschap goed helpt, en wie ze overslaat. Mensen die door een bezuiniging geraakt worden "
            "terwijl de gemeenschap nog leert: hier zijn ze een piek in een lijn.",
            "Whether the community helps well, and whom it passes over. People hurt by a cut while the community "
            "is still learning: here they are a peak in a line.",
        ),
        viewpoint=Text(
            "Dat van de helper die zich afvraagt of hij te veel doet. Wie hulp nodig heeft en op eigen kracht "
            "wordt gewezen, kijkt anders naar dezelfde lijn.",
            "The helper’s, wondering whether he does too much. Those who need help and are told to rely on "
            "themselves see the same line otherwise.",
        ),
        refuted_by=Text(
            "Gemeenten waar de hulp lang en ruim was en waar mensen elkaar toch even goed bleven helpen als waar de "
            "hulp zuinig was.",
            "Towns in which help was ample for long and where people went on helping one another as well as where "
            "help was sparing.",
        ),
    ),
    sources=("senge1990fifth", "sterman2000business", "illich1977disabling", "vanoorschot2005welfare",
             "gneezy2000fine"),
    parameters=Parameters,
    simulate=simulate,
    measures=measures,
    controls=("zeal", "tolerance", "cut"),
    presets={
        "patient": (Text("Laat wat liggen", "Leave some lying"), {"tolerance": 0.4}),
        "late-cut": (
            Text("Te laat bezuinigd", "Cut too late"),
            {"zeal": 2.0, "tolerance": 0.0, "retreat": 0.01, "cut": 120},
        ),
        "both": (Text("Overheid en markt samen", "State and market together"), {"variant": "both"}),
    },
)  # fmt: skip
