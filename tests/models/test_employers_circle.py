"""The employers' circle against its closed forms."""

import pytest
import regelkring


def placed(seeds=range(1, 51), **values):
    """Mean share placed in the first year over the seeds."""
    runs = [regelkring.run("employers-circle", seed=seed, years=1, **values) for seed in seeds]
    return sum(run.summary["placed_first"] for run in runs) / len(runs)


@pytest.mark.parametrize(
    ("mode", "fine", "target"),
    [
        pytest.param("individual", 0, 0.483, id="A,P: individual B/G"),
        pytest.param("pot", 0, 0.0048, id="A,P: pooled B/(NG)"),
        pytest.param("pot", 10, 0.283, id="A,P: pooled with a fine (B/N + F)/G"),
        pytest.param("solidary", 0, 0.967, id="A,P: solidary 2B/G"),
    ],
)
def test_placed_share(mode, fine, target):
    """models.md section 3 (A, P): min(1, (sB + F)/G) with B = 17.4, G = 36, N = 100, ± .02 over 50 seeds."""
    assert placed(mode=mode, fine=fine, budget=17.4, gap=36, employers=100) == pytest.approx(
        target, abs=0.02
    )


def test_pooled_share_is_small_and_not_nothing():
    """Theory (A): B/(NG) = .0048 within a fifth of itself, which the tolerance above cannot tell from 0."""
    share = placed(mode="pot", budget=17.4, gap=36, employers=100)
    assert share == pytest.approx(17.4 / 3600, rel=0.2)


def test_french_gaps():
    """models.md section 2 (S for the figures, A for the share): G = 53 leaves the circle at 64 %."""
    assert placed(mode="solidary", gap=53) == pytest.approx(0.64, abs=0.02)


def test_nobody_is_hired_when_nobody_keeps_the_money():
    """Theory: s = 0 and F = 0 give exactly nothing; a fine alone places F/G."""
    assert placed(mode="externalise", seeds=range(5)) == 0.0
    assert placed(mode="externalise", fine=9) == pytest.approx(0.25, abs=0.02)


def test_all_are_hired_when_the_money_covers_every_gap():
    """Limit: (sB + F) >= G places everybody, and so does 2B >= G in the circle."""
    assert placed(mode="individual", budget=40, gap=36, seeds=range(5)) == 1.0
    assert placed(mode="individual", budget=17, fine=19, gap=36, seeds=range(5)) == 1.0
    assert placed(mode="solidary", budget=20, gap=36, seeds=range(5)) == 1.0


@pytest.mark.parametrize("mode", ["externalise", "individual", "pot", "solidary"])
def test_money_is_conserved(mode):
    """Conservation: what is left over in the first year and what is spent add up to the budget."""
    row = regelkring.run("employers-circle", mode=mode, fine=5, budget=17).rows[0]
    assert row["pot"] + row["cost_per_head"] == pytest.approx(17, abs=1e-9)


def test_more_fine_never_places_fewer_and_more_sharers_never_more():
    """Monotone: in F upwards, in N downwards, with the same people."""
    by_fine = [placed(mode="pot", fine=fine, seeds=[3]) for fine in range(0, 41, 4)]
    assert by_fine == sorted(by_fine) and by_fine[0] < by_fine[-1]
    by_size = [placed(mode="pot", employers=n, seeds=[3]) for n in (2, 3, 5, 10, 50, 500)]
    assert by_size == sorted(by_size, reverse=True) and by_size[0] > by_size[-1]


def test_the_circle_spends_no_more_than_it_has_and_could_not_add_one():
    """The circle's first year: the gaps fit in the money, and one more person would not."""
    from random import Random

    from regelkring.employers_circle import Parameters, Person, hire

    p = Parameters(mode="solidary")
    random = Random(7)
    people = [Person(random.random() * p.gap) for _ in range(p.people)]
    hire(p, people)
    inside = sorted(one.gap for one in people if one.employed)
    outside = sorted(one.gap for one in people if not one.employed)
    assert sum(inside) <= p.budget * len(inside)
    assert sum(inside) + outside[0] > p.budget * (len(inside) + 1)
    assert inside[-1] <= outside[0]  # the smallest gaps first
