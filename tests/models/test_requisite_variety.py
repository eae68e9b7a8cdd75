"""Requisite variety against harmonic sums and a small game of Ashby's."""

from fractions import Fraction
from itertools import pairwise, product

import pytest
import regelkring


def run(**values):
    return regelkring.run("requisite-variety", **values)


def harmonic(n):
    return sum(Fraction(1, i) for i in range(1, n + 1))


def test_twenty_rules():
    """models.md section 3 (A), exact: 20 rules of 1000 Zipf cases cover H20/H1000 = 48.1 %."""
    share = harmonic(20) / harmonic(1000)
    assert round(100 * float(share), 1) == 48.1
    assert run(rules=20, kinds=1000).summary["covered"] == pytest.approx(float(share), abs=1e-12)


@pytest.mark.parametrize(("kinds", "rules"), [(50, 7), (1000, 21), (1000, 474), (5000, 500)])
def test_any_number_of_rules(kinds, rules):
    """Theory (A): R rules of D kinds cover H_R/H_D."""
    total, reached = (sum(1 / i for i in range(1, n + 1)) for n in (kinds, rules))
    assert run(rules=rules, kinds=kinds).summary["covered"] == pytest.approx(reached / total)


@pytest.mark.parametrize("disturbances", [3, 4, 5, 6, 7])
@pytest.mark.parametrize("responses", [1, 2, 3])
def test_ashby(disturbances, responses):
    """Ashby (1956), by trying everything: R responses to D disturbances leave at least ⌈D/R⌉ outcomes."""
    best = min(
        len({(d + r) % disturbances for d, r in enumerate(choice)})
        for choice in product(range(responses), repeat=disturbances)
    )
    assert best == -(-disturbances // responses)
    kinds = 50 * disturbances  # the model counts in fifties
    assert run(kinds=kinds, rules=50 * responses).summary["outcomes_left"] == best


def test_ashby_at_the_ends():
    """Limits: no rule leaves all outcomes; as many rules as kinds leave one; models.md: ⌈1000/20⌉ = 50."""
    assert run(rules=0).summary["outcomes_left"] == 1000
    assert run(rules=20).summary["outcomes_left"] == 50
    assert run(rules=21).summary["outcomes_left"] == 48
    assert run(rules=500, kinds=50).summary["outcomes_left"] == 1


def test_more_rules_than_kinds():
    """Limit: once every kind has its rule all is covered, and further rules add nothing."""
    rows = run(rules=500, kinds=50).rows
    assert rows[50]["covered"] == pytest.approx(1) and rows[-1]["covered"] <= 1
    assert rows[50]["next_rule"] == 0
    assert run(rules=500, kinds=50).summary["unhandled"] == pytest.approx(0)


def test_each_rule_covers_less_than_the_last():
    """Monotone: coverage rises with every rule, by ever less; the r-th adds 1/r of the first."""
    rows = run(rules=200).rows
    added = [b["covered"] - a["covered"] for a, b in pairwise(rows)]
    assert all(a > b > 0 for a, b in pairwise(added))
    assert added[20] == pytest.approx(added[0] / 21)
    assert rows[20]["next_rule"] == pytest.approx(added[20])


def test_two_legs():
    """Theory: no discretion, only rules; full discretion without mistakes, everything; at its cost."""
    rules_only, all_free = run(discretion=0), run(discretion=1, error=0, informal_cost=4)
    assert rules_only.summary["handled"] == rules_only.summary["covered"]
    assert rules_only.summary["cost_per_case"] == pytest.approx(rules_only.summary["covered"])
    assert all_free.summary["handled"] == pytest.approx(1)
    left = 1 - all_free.summary["covered"]
    assert all_free.summary["cost_per_case"] == pytest.approx(1 + 3 * left)
    by_discretion = [run(discretion=d / 5).summary["handled"] for d in range(6)]
    assert all(a < b for a, b in pairwise(by_discretion))
    assert run(error=1).summary["handled"] == run(error=1).summary["covered"]


def test_handled_and_unhandled_are_all():
    """Conservation: every case is handled well or it is not."""
    for discretion in (0, 0.35, 1):
        summary = run(discretion=discretion).summary
        assert summary["handled"] + summary["unhandled"] == pytest.approx(1)
