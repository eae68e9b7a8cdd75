"""SMART and ONAF: what is known of NK landscapes, and the outcomes of searching them."""

from random import Random

import pytest
import regelkring
from regelkring.smart_onaf import Landscape, Parameters, alone, together


def optima(loci: int, ruggedness: int, seed: int) -> list[float]:
    """The reality of every way of working that no single change improves."""
    landscape = Landscape(loci, ruggedness, loci, Random(seed))
    scores = [landscape.scores(state)[1] for state in range(1 << loci)]
    return [
        score
        for state, score in enumerate(scores)
        if all(scores[state ^ 1 << locus] < score for locus in range(loci))
    ]


@pytest.mark.parametrize(
    ("loci", "expected", "seeds"),
    [(8, 28.44, 240), pytest.param(12, 315.1, 60, marks=pytest.mark.long)],
)
def test_number_of_optima(loci: int, expected: float, seeds: int) -> None:
    """Kauffman, K = N - 1 (A, P): expected optima 2^N/(N + 1) = 28.44 and 315.1, ± 2 %.

    At N = 8 sixty landscapes leave a standard error of 1.4 %, so there are four times as many.
    """
    assert 2**loci / (loci + 1) == pytest.approx(expected, abs=0.05)
    counts = [len(optima(loci, loci - 1, seed)) for seed in range(1, seeds + 1)]
    assert sum(counts) / seeds == pytest.approx(expected, rel=0.02)


def test_smooth_landscape() -> None:
    """Kauffman, K = 0 (A, P): one optimum, expected 2/3, ± 2 % over 60 seeds."""
    found = [optima(12, 0, seed) for seed in range(1, 61)]
    assert {len(each) for each in found} == {1}
    assert sum(each[0] for each in found) / 60 == pytest.approx(2 / 3, rel=0.02)


def outcome(**parameters: object) -> dict[str, float]:
    """Means over 300 searchers (ten runs of thirty) of 400 moves at N = 12, K = 4."""
    settings = {"loci": 12, "ruggedness": 4, "moves": 400, "searches": 30} | parameters
    runs = [regelkring.run("smart-onaf", seed=seed, **settings).summary for seed in range(1, 11)]
    return {name: sum(run[name] for run in runs) / 10 for name in runs[0]}


def test_smart_on_three_of_twelve() -> None:
    """models.md (P): SMART with m = 3 shows .828 and is .585, ± .015."""
    found = outcome(mode="smart", measured=3)
    assert found["dashboard_final"] == pytest.approx(0.828, abs=0.015)
    assert found["reality_final"] == pytest.approx(0.585, abs=0.015)


def test_smart_on_all_twelve() -> None:
    """models.md (P): SMART with m = 12 reaches .703, ± .015, and its dashboard tells the truth (A)."""
    found = outcome(mode="smart", measured=12)
    assert found["reality_final"] == pytest.approx(0.703, abs=0.015)
    assert found["gap_final"] == 0


@pytest.mark.parametrize(("noise", "reality"), [(0.0, 0.705), (0.02, 0.727), (0.1, 0.582)])
def test_onaf(noise: float, reality: float) -> None:
    """models.md (P): ONAF with noise 0/.02/.1 reaches .705/.727/.582, ± .015."""
    found = outcome(mode="onaf", noise=noise)
    assert found["reality_final"] == pytest.approx(reality, abs=0.015)
    assert abs(found["gap_final"]) < 0.03  # nobody steers by the dashboard, so it stays honest


@pytest.mark.long
def test_lazer_and_friedman() -> None:
    """Lazer and Friedman 2007 (S, P): N = 20, K = 5, 100 agents: the full network is ahead at t = 5, the
    line at t = 200, and they cross at 15-30."""
    courses = {}
    for network in ("full", "line"):
        runs = [
            regelkring.run(
                "smart-onaf", mode="network", network=network, loci=20, ruggedness=5,
                searches=100, moves=200, seed=seed,
            ).rows
            for seed in range(1, 31)
        ]  # fmt: skip
        courses[network] = [sum(rows[t]["reality"] for rows in runs) / 30 for t in range(201)]
    ahead = [line - full for line, full in zip(courses["line"], courses["full"], strict=True)]
    assert ahead[5] < -0.03 and ahead[200] > 0.02
    crossing = next(t for t in range(5, 201) if ahead[t] > 0)
    assert 15 <= crossing <= 30


def test_worth_depends_on_k_others() -> None:
    """By construction (A): a choice's worth depends on itself and exactly K others, drawn once."""
    landscape = Landscape(8, 3, 8, Random(1))
    for locus, mask in enumerate(landscape.depends):
        assert mask.bit_count() == 4 and mask >> locus & 1
        worths = {landscape.worth(locus, state) for state in range(256)}
        assert len(worths) == 16
        assert {landscape.worth(locus, state) for state in range(256)} == worths


@pytest.mark.parametrize("mode", ["smart", "network"])
def test_what_steers_never_falls(mode: str) -> None:
    """Hill climbing (A): without noise the score that steers never falls."""
    column = {"smart": "dashboard", "network": "reality"}[mode]
    course = [row[column] for row in regelkring.run("smart-onaf", mode=mode, moves=100).rows]
    assert course == sorted(course) and course[0] < course[-1]


def test_without_interdependence_measuring_does_no_harm() -> None:
    """K = 0 (A): what is measured gets better, the rest stays as it was at .5 on average."""
    found = outcome(mode="smart", measured=3, ruggedness=0)
    assert found["dashboard_final"] == pytest.approx(2 / 3, abs=0.03)
    assert found["reality_final"] == pytest.approx((3 * 2 / 3 + 9 / 2) / 12, abs=0.015)


def test_copying_the_best() -> None:
    """By hand (A): on a line one copies the best of two neighbours, in a full network the best of all."""
    landscape = Landscape(6, 0, 6, Random(2))
    ranked = sorted(range(64), key=lambda state: landscape.scores(state)[1])
    low, middle, high, best = ranked[0], ranked[20], ranked[40], ranked[-1]
    states = [low, middle, low, low, best, high]
    line = Parameters(mode="network", network="line", loci=6)
    after = together(line, landscape, states, Random(1))
    assert after[0] == middle and after[2] == middle and after[3] == best and after[5] == best
    full = Parameters(mode="network", network="full", loci=6)
    assert together(full, landscape, states, Random(1)) == [best] * 6
    assert alone(Parameters(loci=6, measured=6), landscape, best, Random(1)) == best
