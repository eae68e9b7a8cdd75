"""Active following against March's Figure 1 and its published recreation."""

from random import Random

import pytest
import regelkring
from regelkring.active_following import act, closed, knowledge, listen, obey


def mean_code(runs: int, **parameters: object) -> float:
    """The mean final knowledge of the code over seeds 1 to `runs`."""
    return sum(
        regelkring.run("active-following", seed=seed, **parameters).summary["code_final"]
        for seed in range(1, runs + 1)
    ) / runs  # fmt: skip


@pytest.mark.parametrize(
    ("p1", "p2", "score", "runs"),
    [
        (0.1, 0.5, 0.963, 80),
        (0.5, 0.5, 0.818, 80),
        pytest.param(0.9, 0.5, 0.766, 1000, marks=pytest.mark.long),
        (0.1, 0.9, 0.976, 80),
        (0.5, 0.9, 0.858, 80),
        (0.9, 0.9, 0.740, 80),
    ],
)
def test_march_figure_1(p1: float, p2: float, score: float, runs: int) -> None:
    """March 1991, Figure 1, 80 runs (P): code score .963/.818/.766 and .976/.858/.740, ± .03.

    At p1 = .9, p2 = .5 the mean of ten thousand runs is .742 (below), 2.4 points under the quoted
    80-run figure; so many runs are needed for luck not to decide.
    """
    assert mean_code(runs, obey=p1, listen=p2) == pytest.approx(score, abs=0.03)


@pytest.mark.long
@pytest.mark.parametrize(("p2", "score"), [(0.5, 0.7421), (0.9, 0.7284)])
def test_recreation(p2: float, score: float) -> None:
    """Workiewicz 2019, 10,000 runs (S): at p1 = .9 code score .7421 and .7284, ± .01."""
    assert mean_code(1000, obey=0.9, listen=p2) == pytest.approx(score, abs=0.01)


def test_slow_obedience_with_fast_listening_wins() -> None:
    """models.md (P): of the four corners, slow obedience with fast listening knows most."""
    corners = {
        (p1, p2): mean_code(20, obey=p1, listen=p2) for p1 in (0.1, 0.9) for p2 in (0.1, 0.9)
    }
    assert max(corners, key=corners.__getitem__) == (0.1, 0.9)


def test_turnover_rescues_conformists() -> None:
    """March 1991, Figure 4, shape (M, P): fast learners gain from turnover, slow learners lose much."""
    assert mean_code(20, obey=0.9, listen=0.9, turnover=0.05) > 0.9
    assert mean_code(20, obey=0.9, listen=0.9) < 0.8
    assert mean_code(20, obey=0.1, listen=0.9, turnover=0.3) < mean_code(20, obey=0.1, listen=0.9)


def test_obeying_moves_one_step() -> None:
    """By hand (A): with certainty each differing belief moves one step, none where the code has none."""
    beliefs = [-1, 0, 1, -1, 1]
    obey(beliefs, [1, 1, 1, 0, -1], 1.0, Random(1))
    assert beliefs == [0, 1, 1, -1, 0]
    obey(beliefs, [1, 1, 1, 0, -1], 0.0, Random(1))
    assert beliefs == [0, 1, 1, -1, 0]


def test_listening_follows_the_majority() -> None:
    """By hand (A): a strict majority that differs is adopted with chance 1 - (1 - p2)^k."""
    better = [[1, 1, -1, 1], [1, -1, -1, -1], [1, 1, -1, -1], [-1, -1, -1, 1]]
    sure = [1.0, 0.0, 0.0, 0.0, 0.0]
    assert listen([0, 0, 1, 1], better, sure, Random(1)) == [1, 0, -1, 1]
    assert listen([0, 0, 1, 1], [], sure, Random(1)) == [0, 0, 1, 1]
    half, random = [1.0, 0.5, 0.25], Random(1)
    changed = sum(listen([0], [[1], [1]], half, random) == [1] for _ in range(4000))
    assert changed / 4000 == pytest.approx(0.75, abs=0.03)


def test_actions_are_beliefs_or_coins() -> None:
    """Rodan 2005 (A): members act as they believe; where they have no idea, half right on average."""
    random = Random(1)
    assert act([1, -1, 1], random) == [1, -1, 1]
    tossed = act([0] * 4000, random)
    assert abs(sum(tossed)) < 200 and set(tossed) == {-1, 1}
    assert knowledge([1, 0, -1, 1], [1, 1, 1, 1]) == 1


def test_an_equilibrium_stays() -> None:
    """March 1991 (A): without turnover and turbulence all come to share the code, and then nothing moves."""
    run = regelkring.run("active-following", obey=0.9, listen=0.5)
    last = run.rows[-1]
    assert last["agreement"] == 1 and last["code"] == last["people"]
    assert run.summary["rounds_to_settle"] < 40
    assert last["code"] == pytest.approx(2 * last["code_right"] - 1)
    assert closed([1, -1], [[1, -1], [1, -1]]) and not closed([1, 0], [[1, 0]])


def test_turbulence_needs_newcomers() -> None:
    """March 1991, Figure 5, shape (M): when reality moves, knowledge goes without turnover, not with it."""
    still = mean_code(5, turbulence=0.02, rounds=200)
    fresh = mean_code(5, turbulence=0.02, turnover=0.05, rounds=200)
    assert still < 0.25 < fresh
