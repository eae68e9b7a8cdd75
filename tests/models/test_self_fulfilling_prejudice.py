"""The self-fulfilling prejudice against its fixed points."""

from itertools import pairwise

import pytest
import regelkring
from regelkring.self_fulfilling_prejudice import Parameters, cutoff, gain, next_share


def run(**values):
    return regelkring.run("self-fulfilling-prejudice", **values)


@pytest.mark.parametrize(
    ("share", "stable"),
    [
        pytest.param(0.0, True, id="A,P: 0"),
        pytest.param(0.07396, False, id="A,P: .07396"),
        pytest.param(0.67604, True, id="A,P: .67604"),
    ],
)
def test_fixed_points(share, stable):
    """models.md section 3 (A, P), ± 1e-4: a fixed point is where a round changes the sign of the move."""
    p = Parameters()

    def move(qualified):
        return next_share(p, qualified, cutoff(p, qualified)) - qualified

    assert move(share) == pytest.approx(0, abs=1e-4)
    below, above = move(max(0.0, share - 1e-4)), move(share + 1e-4)
    if stable:
        assert below >= 0 > above
    else:
        assert below < 0 < above


@pytest.mark.parametrize(
    ("belief", "end"),
    [(0.05, 0.0), (0.0738, 0.0), (0.0741, 0.67604), (0.3, 0.67604), (1.0, 0.67604)],
)
def test_where_it_ends(belief, end):
    """models.md sections 2, 3 (A, P), ± 1e-4: below .07396 to nought, above it (and from 1) to .67604."""
    reached = run(belief_b=belief, rounds=200, adjustment=0.5).summary["qualified_b_final"]
    assert reached == pytest.approx(end, abs=1e-4)


def test_two_identical_groups():
    """models.md section 2 (surprise): one at 0, one at 68 %; with the same belief no difference at all."""
    summary = run().summary
    assert summary["qualified_a_final"] == pytest.approx(0.68, abs=0.01)
    assert summary["qualified_b_final"] == pytest.approx(0.0, abs=1e-4)
    assert run(belief_a=0.4, belief_b=0.4).summary["difference_final"] == 0.0


def test_which_group_is_called_a_does_not_matter():
    """Symmetry: without a quota the groups can change names."""
    rows, swapped = run().rows, run(belief_a=0.05, belief_b=0.9).rows
    assert [row["qualified_a"] for row in rows] == [row["qualified_b"] for row in swapped]
    assert [row["cutoff_b"] for row in rows] == [row["cutoff_a"] for row in swapped]


def test_a_false_cycle_above_083():
    """models.md section 2 (A), trap: at alpha .80 the share settles, at .87 it jumps between two values."""
    for pace, settles in ((0.80, True), (0.87, False), (1.0, False)):
        last = [row["qualified_a"] for row in run(adjustment=pace, rounds=200).rows[-3:]]
        assert (abs(last[1] - last[0]) < 1e-3) == settles
        if pace == 0.87:
            assert last[2] == pytest.approx(last[0], abs=1e-3)


def test_the_bar():
    """Limits: nothing believed, bar at the top; all believed, at nought; and 1 - π where r = 1."""
    p = Parameters()
    assert cutoff(p, 0.0) == 1.0 and cutoff(p, 1.0) == 0.0
    assert cutoff(p, 0.3) == pytest.approx(0.7)
    bars = [cutoff(p, believed / 10) for believed in range(11)]
    assert all(a > b for a, b in pairwise(bars))
    assert gain(p, 0.0) == gain(p, 1.0) == 0.0 and gain(p, 0.5) == 0.5  # highest halfway


def test_gain_is_the_difference_in_passing():
    """Theory: 2s(1 - s) is what the qualified pass more often, by summing their score densities."""
    p, bar, n = Parameters(), 0.37, 100_000
    scores = [(i + 0.5) / n for i in range(n)]
    qualified = sum(2 * score for score in scores if score > bar) / n
    others = sum(2 * (1 - score) for score in scores if score > bar) / n
    assert gain(p, bar) == pytest.approx(qualified - others, abs=1e-4)


def test_a_little_preference_lifts_and_much_patronises():
    """Coate and Loury (1993), shape: a small quota ends the trap, a larger one holds the group lower."""
    ends = [
        run(quota=quota, rounds=200).summary["qualified_b_final"] for quota in (0, 0.02, 0.1, 0.5)
    ]
    assert ends[0] == pytest.approx(0, abs=1e-4)
    assert ends[1] > ends[2] > ends[3] > 0.3
    assert ends[1] > 0.65


def test_cheaper_training_lifts_both():
    """Monotone: the lower the lowest cost, the higher the good end; at .05 the bad end is gone."""
    good = [run(cost_low=cost / 20).summary["qualified_a_final"] for cost in range(5)]
    assert all(a > b for a, b in pairwise(good))
    assert run(cost_low=0.05, rounds=200).summary["difference_final"] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("low", [0.0, 0.3, 0.5])
@pytest.mark.parametrize("high", [0.2, 0.5, 2.0])
def test_shares_stay_shares(low, high):
    """Bounds: also where the highest cost is not above the lowest."""
    for row in run(cost_low=low, cost_high=high, reward=3, quota=0.5, adjustment=1).rows:
        assert all(0 <= row[name] <= 1 for name in ("qualified_a", "qualified_b", "cutoff_b"))
