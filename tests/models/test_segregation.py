"""Drifting apart: published outcomes and what can be proven."""

from random import Random

import pytest
import regelkring
from regelkring.segregation import FIRST, SECOND, VACANT, Parameters, Town, move, one_round, unhappy


@pytest.mark.parametrize(("wanted", "similar"), [(0.3, 0.755), (0.5, 0.868)])
def test_similar_neighbours(wanted: float, similar: float) -> None:
    """Schelling's rule, 51 x 51, 95 % full, random jump (P): 75.5 % at 30 % wanted, 86.8 % at 50 %, ± 3 points."""
    runs = [
        regelkring.run("segregation", size=51, full=0.95, wanted=wanted, rounds=200, seed=seed)
        for seed in range(1, 11)
    ]
    assert all(run.summary["unhappy_final"] == 0 for run in runs)
    mean = sum(run.summary["similar_final"] for run in runs) / len(runs)
    assert mean == pytest.approx(similar, abs=0.03)


def test_random_start_is_mixed() -> None:
    """Expectation (A): at random the share of one's own kind is (n/2 - 1)/(n - 1), here .4994, ± .01."""
    starts = [
        regelkring.run("segregation", wanted=0, seed=seed, rounds=5).rows for seed in range(1, 31)
    ]
    mean = sum(rows[0]["similar"] for rows in starts) / len(starts)
    assert mean == pytest.approx(427 / 854, abs=0.01)
    assert all(
        rows[0]["similar"] == rows[-1]["similar"] for rows in starts
    )  # nobody wants anything


def test_counts_stay_right() -> None:
    """Conservation (A): nobody is lost, and the kept counts equal those counted anew."""
    p, random = Parameters(size=12, full=0.8, wanted=0.6), Random(3)
    town = Town.settle(p, random)
    numbers = [town.kind.count(kind) for kind in (VACANT, FIRST, SECOND)]
    assert numbers == [29, 58, 57]
    before = town.kind[:]
    for _ in range(20):
        one_round(town, p.wanted, random)
    assert town.kind != before
    assert [town.kind.count(kind) for kind in (VACANT, FIRST, SECOND)] == numbers
    assert sorted(town.vacant) == [site for site, kind in enumerate(town.kind) if kind == VACANT]
    for one in (FIRST, SECOND):
        assert town.near[one] == [
            sum(town.kind[other] == one for other in others) for others in town.around
        ]


def test_torus() -> None:
    """Geometry (A): each site has eight neighbours, and neighbours are mutual, across the edges too."""
    town = Town.settle(Parameters(size=10), Random(1))
    assert set(town.around[0]) == {1, 9, 10, 11, 19, 90, 91, 99}
    assert all(len(set(others)) == 8 for others in town.around)
    assert all(site in town.around[other] for site in range(100) for other in town.around[site])


def test_a_lone_household_is_content() -> None:
    """By hand (A): without neighbours nobody is unhappy; with one of the other kind both are."""
    town = Town.settle(Parameters(size=10, full=0.5), Random(1))
    town.kind[:] = [VACANT] * 100
    town.near[FIRST][:], town.near[SECOND][:] = [0] * 100, [0] * 100
    town.kind[44] = FIRST
    for other in town.around[44]:
        town.near[FIRST][other] += 1
    assert unhappy(town, 1.0) == []
    town.kind[45] = SECOND
    for other in town.around[45]:
        town.near[SECOND][other] += 1
    assert unhappy(town, 0.01) == [44, 45]
    town.vacant[:] = [0]
    move(town, 45, Random(1))
    assert unhappy(town, 1.0) == [] and town.kind[0] == SECOND and town.vacant == [45]


def test_wanting_more_separates_until_nobody_can_be_content() -> None:
    """Shape: similar rises with what is wanted up to 70 %; from 80 % on all keep moving, mixed."""

    def similar(wanted: float) -> float:
        runs = [regelkring.run("segregation", wanted=wanted, seed=seed) for seed in (1, 2, 3)]
        return sum(run.summary["similar_final"] for run in runs) / 3

    shares = [similar(wanted) for wanted in (0.1, 0.2, 0.3, 0.5, 0.7)]
    assert shares == sorted(shares) and shares[-1] > 0.9
    assert similar(0.8) < 0.55
