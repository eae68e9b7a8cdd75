"""The tipping crowd against Granovetter (1978) and against what can be proven."""

import pytest
import regelkring
from regelkring.tipping import cascade, tipping_spread


def final(**parameters: object) -> float:
    return regelkring.run("tipping", **parameters).summary["active_final"]


def test_ladder_takes_everyone() -> None:
    """Granovetter 1978, exact (A, P): thresholds 0..99 bring in all 100, one a step."""
    assert list(cascade(range(100))) == list(range(101))
    run = regelkring.run("tipping", shape="ladder", people=100)
    assert run.summary == {"active_final": 1.0, "steps": 100, "stopped_at": None}


def test_one_threshold_less() -> None:
    """Granovetter 1978, exact (A, P): replace the threshold 1 by a 2 and one person stands alone."""
    assert list(cascade([0, 2, *range(2, 100)])) == [0, 1]


def test_one_person_less() -> None:
    """Exact (A): without the person who needs nobody, nobody begins."""
    run = regelkring.run("tipping", shape="ladder", people=100, remove=1)
    assert run.summary == {"active_final": 0.0, "steps": 0, "stopped_at": 0}


def test_jump_of_the_endless_crowd() -> None:
    """Granovetter 1978, Figure 2: N(25, sd) tips at sd = 12.22 ± .05 (A, P)."""
    assert tipping_spread(25.0) == pytest.approx(12.22, abs=0.05)


@pytest.mark.parametrize(("sd", "low", "high"), [(12.0, 0.0, 0.07), (12.5, 0.99, 1.0)])
def test_simulated_endless_crowd_tips_there_too(sd: float, low: float, high: float) -> None:
    """The course that the model draws tips between 12 and 12.5 (A): the same sum done the other way."""
    run = regelkring.run("tipping", shape="normal", mean=25, sd=sd, people=500)
    assert low <= run.rows[-1]["expected"] <= high


@pytest.mark.parametrize("shape", ["normal", "uniform"])
def test_lower_mean_never_takes_fewer(shape: str) -> None:
    """Monotone (A): with the same draws, lower thresholds bring in at least as many."""
    for seed in range(1, 6):
        shares = [final(shape=shape, mean=mean, seed=seed) for mean in range(0, 101, 10)]
        assert shares == sorted(shares, reverse=True)
        assert shares[0] > shares[-1]


@pytest.mark.parametrize("seed", range(1, 6))
def test_fewer_forerunners_never_more_people(seed: int) -> None:
    """Monotone (A): taking out the lowest thresholds never brings in more."""
    counts = [round(final(sd=15, remove=gone, seed=seed) * (100 - gone)) for gone in range(6)]
    assert counts == sorted(counts, reverse=True)


def test_no_spread_is_all_or_nobody() -> None:
    """Limits (A): one and the same threshold for all is met by nobody, unless it is zero."""
    assert [final(sd=0, mean=mean) for mean in (0, 1, 25, 100)] == [1.0, 0.0, 0.0, 0.0]


def test_large_crowds_follow_the_endless_one() -> None:
    """Law of large numbers (A): far from the jump, 500 people end within 3 points of it."""
    runs = [
        regelkring.run("tipping", people=500, mean=30, sd=40, seed=seed) for seed in range(1, 21)
    ]
    mean = sum(run.summary["active_final"] for run in runs) / len(runs)
    assert mean == pytest.approx(runs[0].rows[-1]["expected"], abs=0.03)
    assert mean < 0.97  # the few whom nothing moves
