"""The referral chain against the absorbing Markov chain that it is."""

from itertools import pairwise

import pytest
import regelkring
from regelkring.referral_chain import Parameters, expected, without_end


def run(**values):
    return regelkring.run("referral-chain", **values)


def test_visits_and_solved():
    """models.md section 3 (A), exact: p = .3, q = .1 → 2.70 visits, 81 % solved."""
    visits, solved = without_end(Parameters(solve=0.3, lose=0.1))
    assert round(visits, 2) == 2.70 and round(solved, 2) == 0.81
    assert visits == pytest.approx(1 / 0.37) and solved == pytest.approx(0.3 / 0.37)


def test_simulated_visits_and_solved():
    """models.md section 3 (A): ten thousand people and twenty desks come as close as chance allows (4 se)."""
    summary = run(desks=20, people=10000).summary
    assert summary["visits_mean"] == pytest.approx(2.70, abs=0.09)
    assert summary["solved_final"] == pytest.approx(0.81, abs=0.016)
    assert summary["waiting_final"] < 0.001


@pytest.mark.parametrize("partitions", [1, 2, 3, 8])
def test_expected_course(partitions):
    """Theory (A): the simulated share follows the chain at every desk, and the chain its limit."""
    values = {"partitions": partitions, "desks": 20}
    for row in run(people=10000, **values).rows:
        assert row["solved"] == pytest.approx(row["expected_solved"], abs=0.02)
    p = Parameters(**values)
    assert expected(p)[-1] == pytest.approx(without_end(p)[1], abs=0.002)


def test_wrong_doors_by_hand():
    """Theory (A): with k doors the solved share is that of one door times the mean of (1 − q)^w, w < k."""
    one = without_end(Parameters())[1]
    four = without_end(Parameters(partitions=4))[1]
    assert four == pytest.approx(one * (1 + 0.9 + 0.81 + 0.729) / 4)
    visits = without_end(Parameters(partitions=2))[0]
    assert visits == pytest.approx(0.5 * 1 / 0.37 + 0.5 * (1 + 0.9 / 0.37))
    three = run(partitions=3, desks=20, people=10000).summary["visits_mean"]
    assert three == pytest.approx(without_end(Parameters(partitions=3))[0], abs=0.1)


def test_everybody_is_somewhere():
    """Conservation: solved, lost and waiting add up to all, and nobody who is solved comes back."""
    for seed in range(1, 6):
        rows = run(seed=seed, partitions=3).rows
        for row in rows:
            assert row["solved"] + row["lost"] + row["waiting"] == pytest.approx(1)
        assert all(a["solved"] <= b["solved"] and a["lost"] <= b["lost"] for a, b in pairwise(rows))


def test_limits():
    """Limits: p = 1 solves at the first desk; q = 0 loses nobody, whatever the partitions."""
    assert run(solve=1.0).rows[1]["solved"] == 1
    patient = run(lose=0.0, desks=20, partitions=8, solve=0.5).summary
    assert patient["lost_final"] == 0
    assert run(solve=1.0, lose=0.0, partitions=8, desks=8).summary["solved_final"] == 1


def test_monotone():
    """Monotone: more solved with p, fewer with q and with partitions."""

    def solved(**values):
        return expected(Parameters(**values))[-1]

    assert all(a < b for a, b in pairwise([solved(solve=x / 10) for x in range(1, 11)]))
    assert all(a > b for a, b in pairwise([solved(lose=x / 10) for x in range(10)]))
    assert all(a > b for a, b in pairwise([solved(partitions=k) for k in range(1, 9)]))
