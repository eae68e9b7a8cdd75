"""The bubble against published cluster counts and against what can be proven."""

import pytest
import regelkring
from regelkring.bubble import ONE, Parameters, heard, listen_in_pairs, listen_together

SEEDS = range(1, 51)


@pytest.mark.parametrize(("epsilon", "chance"), [(0.20, 0.04), (0.22, 0.48)])
def test_chance_of_consensus(epsilon: float, chance: float) -> None:
    """Hegselmann and Krause, n = 625 (P): P(consensus) .04 at ε = .20, .48 at .22, ± .15."""
    agreed = [
        regelkring.run("bubble", people=625, epsilon=epsilon, rounds=100, seed=seed).summary[
            "consensus"
        ]
        for seed in SEEDS
    ]
    assert sum(agreed) / len(agreed) == pytest.approx(chance, abs=0.15)


@pytest.mark.parametrize(
    ("epsilon", "fewest", "most"), [(0.5, 1, 1), (0.3, 1, 1), (0.2, 2, 2), (0.1, 4, 5)]
)
def test_deffuant_clusters(epsilon: float, fewest: int, most: int) -> None:
    """Deffuant et al. 2000 (P): clusters of at least 2 % at ε = .5/.3/.2/.1 are 1/1/2/4-5, ± 1."""
    for seed in (1, 2, 3):
        run = regelkring.run(
            "bubble", rule="pairs", people=625, epsilon=epsilon, rounds=100, seed=seed
        )
        assert max(1, fewest - 1) <= run.summary["clusters_final"] <= most + 1


def test_all_ears_agree_at_once() -> None:
    """Limit (A): if everybody hears everybody, one round together makes them one."""
    run = regelkring.run("bubble", epsilon=1, rounds=5)
    assert run.rows[0]["spread"] > 0.9
    assert run.rows[1]["spread"] == 0
    assert run.summary["consensus"] == 1


@pytest.mark.parametrize("rule", ["together", "pairs"])
@pytest.mark.parametrize("epsilon", [0.05, 0.15, 0.25])
def test_extremes_never_grow(rule: str, epsilon: float) -> None:
    """Averaging (A): the span of opinions never widens, and camps never join again."""
    rows = regelkring.run("bubble", rule=rule, epsilon=epsilon, people=625).rows
    spans = [row["spread"] for row in rows]
    assert spans == sorted(spans, reverse=True)
    largest = [row["largest"] for row in rows]
    assert largest == sorted(largest, reverse=True)


def test_settled_camps_are_out_of_hearing() -> None:
    """Fixed point (A): camps at rest lie more than ε apart, so there are at most 1/ε + 1."""
    for epsilon in (0.05, 0.1, 0.2, 0.3):
        run = regelkring.run("bubble", epsilon=epsilon, people=500)
        assert run.summary["rounds_to_settle"] is not None
        assert run.rows[-1] | {"round": 0} == run.rows[-2] | {"round": 0}
        assert 1 <= run.summary["clusters_final"] <= 1 / epsilon + 1


def test_mirror_image() -> None:
    """Symmetry (A): mirrored opinions move as the mirror image, to one rounding of 2^-30."""
    p = Parameters(people=20, epsilon=0.2)
    opinions = [(n * n * 2_654_435) % ONE for n in range(20)]
    mirrored = [ONE - opinion for opinion in opinions]
    there, here = (listen_together(p, side, 0, None) for side in (opinions, mirrored))
    assert max(abs(a + b - ONE) for a, b in zip(there, here, strict=True)) <= 1
    assert there != opinions


def test_pairs_keep_the_mean() -> None:
    """Conservation (A): meeting in the middle keeps the sum, to one rounding a meeting."""
    from random import Random

    p, random = Parameters(people=100, epsilon=0.3, rule="pairs"), Random(1)
    opinions = [random.getrandbits(30) for _ in range(100)]
    later = listen_in_pairs(p, opinions, 0, random)
    assert 0 <= sum(opinions) - sum(later) <= 100
    assert later != opinions


def test_a_feed_shows_the_nearest() -> None:
    """By hand (A): the windows of a feed hold oneself and the k nearest."""
    first, beyond = heard([0, 1, 3, 7, 8], 100, 2)
    assert list(zip(first, beyond, strict=True)) == [(0, 3), (0, 3), (0, 3), (2, 5), (2, 5)]
    first, beyond = heard([0, 1, 3, 7, 8], 2, 2)  # and nobody beyond hearing
    assert list(zip(first, beyond, strict=True)) == [(0, 2), (0, 3), (1, 3), (3, 5), (3, 5)]


def test_a_feed_splits_whoever_would_hear_all() -> None:
    """Ours: with ε = 1 a feed of 20 leaves several camps in every run; a few mixers bring two together."""
    for seed in range(1, 11):
        assert (
            regelkring.run("bubble", epsilon=1, feed=20, seed=seed).summary["clusters_final"] >= 4
        )
        assert regelkring.run("bubble", mixers=0.1, seed=seed).summary["clusters_final"] == 1
