"""The indispensable helper against its steady states."""

from functools import cache
from itertools import pairwise
from math import sqrt

import pytest
import regelkring
from regelkring.indispensable_helper import Parameters, State, change


def run(**values):
    return regelkring.run("indispensable-helper", **values)


def steady(inflow=1.0, growth=0.5, decay=0.1, retreat=0.05, zeal=0.5, tolerance=0.15):
    """(P, C) from the quadratic of models.md: (η/μ)P² + (1 − ηP0/μ)P − (λ + δ/γ) = 0."""
    a, b, c = zeal / retreat, 1 - zeal * tolerance / retreat, -(inflow + decay / growth)
    backlog = (-b + sqrt(b * b - 4 * a * c)) / (2 * a)
    return backlog, 1 - decay / (growth * backlog)


@pytest.mark.parametrize(
    ("zeal", "backlog", "capacity"),
    [
        pytest.param(0.5, 0.372, 0.463, id="A,P: eta = .5"),
        pytest.param(0.0, 1.2, 0.8333, id="A,P: eta = 0"),
    ],
)
def test_steady_state(zeal, backlog, capacity):
    """models.md section 3 (A, P), ± .002: P .372, C .463 with the helper; 1.2, .8333 without."""
    summary = run(zeal=zeal).summary
    assert summary["backlog_final"] == pytest.approx(backlog, abs=0.002)
    assert summary["capacity_final"] == pytest.approx(capacity, abs=0.002)


@pytest.mark.parametrize(
    "values",
    [{"zeal": 0.1}, {"zeal": 1.0}, {"zeal": 2.0, "tolerance": 0.3}, {"inflow": 2.0, "decay": 0.05}],
)
def test_steady_state_solves_the_quadratic(values):
    """models.md section 3 (A): the quadratic in P, and C = 1 − δ/(γP), ± .002."""
    summary = run(months=600, **values).summary
    backlog, capacity = steady(**values)
    assert summary["backlog_final"] == pytest.approx(backlog, abs=0.002)
    assert summary["capacity_final"] == pytest.approx(capacity, abs=0.002)


@pytest.mark.parametrize("tolerance", [0.0, 0.1, 0.15, 0.22, 0.25, 0.4])
def test_the_community_survives_if_some_trouble_is_left(tolerance):
    """models.md section 2 (A): with a helper that never retreats C lives on if and only if P0 > δ/γ = .2."""
    summary = run(zeal=2, retreat=0, tolerance=tolerance, months=600).summary
    if tolerance > 0.2:
        assert summary["capacity_final"] == pytest.approx(1 - 0.2 / tolerance, abs=0.01)
    else:
        assert summary["capacity_final"] < 1e-4


@cache
def cuts():
    """Summaries of a zealous helper cut ever later, and last of the default helper cut at 120."""
    zealous = {"zeal": 2, "tolerance": 0, "retreat": 0.01, "months": 180}
    return [*(run(cut=cut, **zealous).summary for cut in range(6, 127, 6)), run(cut=120).summary]


@pytest.mark.parametrize(("capacity", "peak"), [(0.46, 1.4), (0.1, 2.3), (0.01, 3.5), (0.001, 4.5)])
def test_cutting_late(capacity, peak):
    """models.md section 2 (P): the peak after a cut, by how far C had shrunk; no tolerance stated, ± .1."""
    runs = cuts()
    nearest = min(runs, key=lambda one: abs(one["capacity_at_cut"] / capacity - 1))
    around = sorted(runs, key=lambda one: abs(one["capacity_at_cut"] / capacity - 1))[:2]
    assert nearest["capacity_at_cut"] == pytest.approx(capacity, rel=0.2)
    low, high = sorted(one["backlog_peak"] for one in around)
    assert low - 0.1 <= peak <= high + 0.1


def test_after_a_cut_the_community_recovers_fully():
    """Limit: what practice built, practice builds again: the state without help returns."""
    summary = run(cut=120, months=360).summary
    assert summary["help_final"] == 0
    assert summary["backlog_final"] == pytest.approx(1.2, abs=1e-3)
    assert summary["capacity_final"] == pytest.approx(5 / 6, abs=1e-3)


def test_more_zeal_less_capacity_and_more_tolerance_more():
    """Monotone: capacity falls with η and rises with P0; the backlog falls with η."""
    by_zeal = [run(zeal=z).summary for z in (0, 0.25, 0.5, 1, 2)]
    assert all(a["capacity_final"] > b["capacity_final"] for a, b in pairwise(by_zeal))
    assert all(a["backlog_final"] > b["backlog_final"] for a, b in pairwise(by_zeal))
    by_tolerance = [run(tolerance=t / 10).summary["capacity_final"] for t in range(6)]
    assert all(a < b for a, b in pairwise(by_tolerance))


@pytest.mark.parametrize("variant", ["state", "market", "both"])
def test_problems_are_conserved(variant):
    """Conservation: over small steps, problems in less problems solved is the change in the backlog."""
    p = Parameters(variant=variant)
    now = State(0.7, 0.5, 0.4, 0.2)
    slope = change(p, now, cut=False)
    assert slope.backlog == pytest.approx(p.inflow - (0.5 + 0.4 + 0.2) * 0.7)


def test_the_steps_are_short_enough():
    """Theory: the course agrees with Euler's method in two thousand steps a month."""
    p, now, h = Parameters(), State(1.2, 5 / 6, 0.0, 0.0), 1 / 2000
    for _ in range(24 * 2000):
        slope = change(p, now, False)
        now = State(*(x + h * v for x, v in zip(now, slope, strict=True)))
    row = run(months=24).rows[-1]
    assert row["backlog"] == pytest.approx(now.backlog, abs=1e-3)
    assert row["capacity"] == pytest.approx(now.capacity, abs=1e-3)


def test_the_market_crowds_out_what_the_state_leaves():
    """Variant: equally zealous, the market leaves less capacity, for the decay it adds."""
    state, market = run(months=600).rows[-1], run(months=600, variant="market").rows[-1]
    assert market["capacity"] < state["capacity"]
    assert market["help"] == market["market"] and state["market"] == 0
    paid = market["market"] / (market["capacity"] + market["market"])
    assert 0.5 * market["backlog"] * (1 - market["capacity"]) == pytest.approx(
        0.1 * (1 + paid), abs=2e-3
    )


def test_two_helpers_keep_each_other_going():
    """Variant: two helpers of half the zeal end larger than one; cutting one leaves the other."""
    one, two = run(months=600).rows[-1], run(months=600, variant="both").rows[-1]
    assert two["help"] > one["help"] and two["capacity"] < one["capacity"]
    assert two["market"] == pytest.approx(two["help"] / 2)  # symmetry
    # together they retreat at half the rate
    assert 0.5 * (two["backlog"] - 0.15) == pytest.approx(0.025 * two["help"], abs=1e-3)
    cut = run(variant="both", cut=120)
    assert cut.rows[-1]["help"] == cut.rows[-1]["market"] > 1
    assert run(cut=120).summary["help_final"] == 0


def test_a_helper_without_zeal_changes_nothing():
    """Limit: from the start without help nothing moves, whoever would have helped."""
    for variant in ("state", "market", "both"):
        rows = run(zeal=0, variant=variant).rows
        assert all(row["backlog"] == pytest.approx(1.2) and row["help"] == 0 for row in rows)
