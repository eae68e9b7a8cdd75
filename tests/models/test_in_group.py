"""Our kind of people against Hammond and Axelrod (2006), and its bookkeeping against a plain recount."""

from random import Random

import pytest
import regelkring
from regelkring.in_group import ONE, PAIR, Field, Parameters, child, helps, one_step


def means(seeds: range, **parameters: object) -> dict[str, float]:
    """The summaries' means over the seeds."""
    runs = [regelkring.run("in-group", seed=seed, **parameters).summary for seed in seeds]
    return {name: sum(run[name] for run in runs) / len(runs) for name in runs[0]}


@pytest.mark.long
def test_published_size() -> None:
    """Hammond and Axelrod 2006, 50 x 50, 2000 steps, 6 seeds: ethnocentric 76.9 %, cooperation 77.5 % (P),
    published about 76 % and 74 % (M), ± 5 points."""
    found = means(range(1, 7), size=50, steps=2000)
    assert found["ethnocentric_final"] == pytest.approx(0.769, abs=0.05)
    assert found["ethnocentric_final"] == pytest.approx(0.76, abs=0.05)
    assert found["cooperation_final"] == pytest.approx(0.775, abs=0.05)
    assert found["cooperation_final"] == pytest.approx(0.74, abs=0.05)


@pytest.mark.parametrize(
    ("size", "steps", "share", "seeds"),
    [(20, 500, 0.56, 20), pytest.param(30, 1000, 0.72, 10, marks=pytest.mark.long)],
)
def test_small_worlds_stay_below(size: int, steps: int, share: float, seeds: int) -> None:
    """models.md (P): 20² x 500 steps 56 % ethnocentric, 30² x 1000 steps 72 %, ± 5 points."""
    found = means(range(1, seeds + 1), size=size, steps=steps)
    assert found["ethnocentric_final"] == pytest.approx(share, abs=0.05)


def test_who_helps_whom() -> None:
    """By hand (A): the four ways (selfish 0, traitor 1, ethnocentric 2, altruist 3) towards own and others."""
    own, other = range(4), range(4, 8)
    assert [helps(one, 0) for one in own] == [0, 0, 1, 1]
    assert [helps(one, 0) for one in other] == [0, 1, 0, 1]


@pytest.mark.parametrize("tags", [1, 4])
def test_kept_counts_equal_a_recount(tags: int) -> None:
    """Bookkeeping (A): chances, meetings and ways kept up step by step equal those counted anew."""
    p, random = Parameters(size=12, tags=tags, immigrants=2, mutation=0.02), Random(5)
    field = Field(p)
    for _ in range(60):
        one_step(field, p, random)
    people = [site for site in field.sites if field.kind[site] != field.vacant]
    assert len(people) > 40
    pairs = given = 0
    for site in field.sites:
        expected = 0
        if site in people:
            expected = round(p.base * ONE)
            for other in field.near[site]:
                if other in people:
                    mine, theirs = field.kind[site], field.kind[other]
                    expected += round(p.benefit * ONE) * helps(theirs, mine)
                    expected -= round(p.cost * ONE) * helps(mine, theirs)
                    pairs, given = pairs + 1, given + helps(mine, theirs)
        assert field.chance[site] == expected
    assert divmod(field.meetings, PAIR) == (pairs // 2, given)
    assert field.ways == [sum(field.kind[site] & 3 == way for site in people) for way in range(4)]


def test_torus() -> None:
    """Geometry (A): four neighbours each, mutual, across the edges too."""
    field = Field(Parameters(size=10))
    assert set(field.near[0]) == {1, 9, 10, 90}
    assert all(site in field.near[other] for site in field.sites for other in field.near[site])


def test_draws_have_their_chance() -> None:
    """Thinning (A): sites come up as often as their chance says, and never at chance 0 or below."""
    p = Parameters(size=10)
    field, random = Field(p), Random(1)
    field.chance = [round(0.2 * ONE)] * 50 + [round(0.03 * ONE)] * 48 + [0, -5]
    hits = [0] * 100
    for _ in range(2000):
        for site in field.drawn(field.chance, field.fertile, random):
            hits[site] += 1
    assert sum(hits[:50]) / 100_000 == pytest.approx(0.2, abs=0.005)
    assert sum(hits[50:98]) / 96_000 == pytest.approx(0.03, abs=0.003)
    assert hits[98:] == [0, 0]


def test_draws_are_those_of_one_site_after_the_other() -> None:
    """Order of draws (A): the sites, and what is drawn after, are as if each took its own 24 bits in turn."""
    p = Parameters(size=50)
    field, one, other = Field(p), Random(3), Random(3)
    field.chance = [round(share / 2500 * 0.24 * ONE) for share in range(2500)]
    for _ in range(40):
        first = other.getrandbits(8 * 2500).to_bytes(2500, "little")
        plain = [
            site
            for site, byte in enumerate(first)
            if field.fertile[byte] and byte << 24 | other.getrandbits(24) < field.chance[site]
        ]
        assert field.drawn(field.chance, field.fertile, one) == plain
        assert one.getstate() == other.getstate()


def test_children_take_after_their_parents() -> None:
    """Inheritance (A): no mutation, the same kind; each trait changes with its own chance."""
    random = Random(1)
    assert {child(kind, Parameters(mutation=0.0), random) for kind in [6] * 50} == {6}
    p = Parameters(mutation=0.05)
    born = [child(6, p, random) for _ in range(20_000)]
    for changed in (lambda kind: kind >> 2 != 1, lambda kind: not kind & 2, lambda kind: kind & 1):
        assert sum(map(bool, map(changed, born))) / 20_000 == pytest.approx(0.05, abs=0.006)
    assert max(born) < 16 and {kind >> 2 for kind in born} == {0, 1, 2, 3}


def test_dear_help_dies_out() -> None:
    """Limit: where help costs more than it yields (.05 against .03) hardly anybody helps any more."""
    dear, cheap = means(range(1, 6), cost=0.05), means(range(1, 6), cost=0.0)
    assert dear["cooperation_final"] < 0.25 < 0.6 < cheap["cooperation_final"]


def test_brotherhood_and_exclusion_arrive_together() -> None:
    """models.md (P): with four kinds most help their own and most refuse others; with one kind there is
    as much help, but refusing others does not spread."""

    def habits(tags: int) -> tuple[float, float]:
        late = [
            row
            for seed in range(1, 11)
            for row in regelkring.run("in-group", tags=tags, seed=seed).rows[-40:]
        ]
        helps_own = sum(row["ethnocentric"] + row["altruist"] for row in late) / len(late)
        refuses = sum(row["ethnocentric"] + row["selfish"] for row in late) / len(late)
        return helps_own, refuses

    four, one = habits(4), habits(1)
    assert four[0] > 0.7 and four[1] > 0.6
    assert one[0] > 0.55 and one[1] < 0.5


def test_nobody_comes() -> None:
    """Limit (A): without immigrants the field stays empty, and shares of nobody are None."""
    run = regelkring.run("in-group", immigrants=0, steps=100)
    assert run.rows[-1]["population"] == 0 and run.rows[-1]["cooperation"] is None
    assert run.summary["ethnocentric_final"] is None and run.summary["population_final"] == 0
