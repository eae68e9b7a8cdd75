"""The growth of rules against branching theory."""

from itertools import pairwise

import pytest
import regelkring
from regelkring import rule_growth


@pytest.mark.parametrize(
    ("offspring", "limit"),
    [
        pytest.param(0.0, 100, id="A,P: m = 0"),
        pytest.param(0.5, 200, id="A,P: m = 0.5"),
        pytest.param(0.8, 500, id="A,P: m = 0.8"),
    ],
)
def test_rules_in_the_long_run(offspring, limit):
    """models.md section 3 (A, P): R* = lambda/(delta(1 - m)), ± 5 %; simulated, expected and stated."""
    runs = [
        regelkring.run("rule-growth", seed=seed, offspring=offspring, years=300)
        for seed in range(1, 31)
    ]
    late = [row["rules"] for run in runs for row in run.rows[-60:]]
    assert sum(late) / len(late) == pytest.approx(limit, rel=0.05)
    assert runs[0].rows[-1]["expected"] == pytest.approx(limit, rel=0.05)
    assert runs[0].summary["rules_limit"] == limit


def families(monkeypatch, offspring, count):
    """Sizes of `count` families that each grow from one problem, and from none after it."""
    draw, waiting = rule_growth.poisson, []

    def one_problem_from_outside(random, mean):
        if isinstance(mean, int):  # inflow is a whole number, offspring is not
            return waiting.pop() if waiting else 0
        return draw(random, mean)

    monkeypatch.setattr(rule_growth, "poisson", one_problem_from_outside)
    monkeypatch.setattr(rule_growth, "expected", lambda p: [0.0] * (p.years + 1))
    sizes = []
    for seed in range(count):
        waiting.append(1)
        run = regelkring.run("rule-growth", seed=seed, offspring=offspring, sunset=0.5, years=300)
        sizes.append(sum(row["births"] for row in run.rows))
        assert run.rows[-1]["rules"] == 0, "the family has not died out within the run"
    return sizes


@pytest.mark.parametrize("offspring", [0.3, 0.5, 0.7])
def test_families_are_borel(monkeypatch, offspring):
    """models.md section 3 (A, P): mean family 1/(1 - m), Borel P(T = 1) = e^-m, ± 5 %."""
    from math import exp

    sizes = families(monkeypatch, offspring, 4000)
    assert sum(sizes) / len(sizes) == pytest.approx(1 / (1 - offspring), rel=0.05)
    alone = sum(size == 1 for size in sizes) / len(sizes)
    assert alone == pytest.approx(exp(-offspring), rel=0.05)


def test_without_inflow_there_are_no_rules():
    """Limit: nothing comes from nothing."""
    rows = regelkring.run("rule-growth", inflow=0, offspring=1.2).rows
    assert all(row["rules"] == row["births"] == row["expected"] == 0 for row in rows)


def test_no_limit_at_one():
    """Limit: from m = 1 on there is no equilibrium, and the expected course keeps rising."""
    run = regelkring.run("rule-growth", offspring=1.0, years=200)
    course = [row["expected"] for row in run.rows]
    assert run.summary["rules_limit"] is None
    assert all(later > sooner for sooner, later in pairwise(course))


def test_expected_course_rises_with_offspring_and_falls_with_sunset():
    """Monotone: more problems a rule, more rules; quicker lapse, fewer."""

    def course_end(**values):
        return regelkring.run("rule-growth", **values).rows[-1]["expected"]

    by_offspring = [course_end(offspring=m / 10) for m in range(11)]
    assert all(a < b for a, b in pairwise(by_offspring))
    by_sunset = [course_end(sunset=d / 10) for d in range(1, 6)]
    assert all(a > b for a, b in pairwise(by_sunset))


def test_density_damps():
    """Schulz (1998, S): with density above 0 a fuller rule book grows less, and m > 1 stays bounded."""

    def mean_end(density):
        ends = [
            regelkring.run(
                "rule-growth", seed=seed, offspring=1.1, density=density, years=200
            ).rows[-1]["rules"]
            for seed in range(1, 6)
        ]
        return sum(ends) / len(ends)

    free, half, full = mean_end(0), mean_end(0.5), mean_end(1)
    assert free > 2 * half > 2 * full


def test_one_supervisor_for_each_span_begun():
    """Conservation: supervisors carry all rules, and none is idle."""
    for row in regelkring.run("rule-growth", span=20).rows:
        assert row["supervisors"] * 20 >= row["rules"] > (row["supervisors"] - 1) * 20
