"""Group pressure against the public-good game it is made of."""

from random import Random

import pytest
import regelkring
from regelkring.group_pressure import Member, Parameters, earnings, form, gift


def mean(measure, seeds=range(1, 11), **values):
    """A measure, averaged over the seeds."""
    runs = [regelkring.run("group-pressure", seed=seed, **values) for seed in seeds]
    return sum(run.summary[measure] for run in runs) / len(runs)


@pytest.mark.parametrize(
    ("given", "earned"),
    [
        pytest.param([0, 0, 0, 0], 20, id="A: Nash, nobody gives"),
        pytest.param([20, 20, 20, 20], 32, id="A: all-in"),
        pytest.param([0, 20, 20, 20], 44, id="A: lone defector"),
    ],
)
def test_payoffs(given, earned):
    """models.md section 3 (A), exact: n = 4, endowment 20, m = 0.4, before any fine."""
    group = [Member(reciprocator=False, belief=0.0) for _ in given]
    assert earnings(Parameters(), group, given)[0] == earned


def test_giving_nothing_is_the_nash_equilibrium():
    """models.md section 3 (A): without fines a token given costs 1 and brings m, whatever others do."""
    group = [Member(reciprocator=False, belief=0.0) for _ in range(4)]
    for others in (0, 5, 20):
        less, more = ([mine, others, others, others] for mine in (0, 1))
        gain = earnings(Parameters(), group, more)[0] - earnings(Parameters(), group, less)[0]
        assert gain == pytest.approx(0.4 - 1)


@pytest.mark.parametrize("needed", [pytest.param(2, id="A,P: ceil((1 - m)/(3 sigma)) = 2")])
def test_punishers_needed(needed):
    """models.md section 3 (A, P), exact: at sigma = .1 two punishers make a selfish member give."""
    from regelkring.group_pressure import play

    p = Parameters(exit="no")
    for punishers in range(1, 4):
        group = [Member(at < punishers, 10.0) for at in range(4)]
        for _ in range(30):
            play(p, group)
        willing = gift(p, group[0], 0.0)
        assert gift(p, group[-1], willing) == (20.0 if punishers >= needed else 0.0)


@pytest.mark.parametrize(
    ("share", "target"),
    [
        pytest.param(0.5, 13.75, id="A,P: rho = .5"),
        pytest.param(0.7, 18.33, id="A,P: rho = .7"),
    ],
)
def test_mean_contribution(share, target):
    """models.md section 3 (A, P): about 20 x P(Bin(4, rho) >= 2), ± .7, behind a shut door."""
    reached = mean("contribution_final", exit="no", reciprocators=share)
    assert reached == pytest.approx(target, abs=0.7)


@pytest.mark.parametrize(
    ("outside", "target"), [(10, 13.9), (14, 12.7), (18, 8.3), (20, 5.0), (22, 1.1)]
)
def test_a_good_exit_destroys_what_pressure_built(outside, target):
    """models.md section 2 (P), 40 rounds: contributions by outside option; no tolerance stated, ± 1."""
    assert mean("contribution_final", outside=outside) == pytest.approx(target, abs=1.0)


def experiment(share):
    """Ten rounds without and with punishment, as shares of the endowment, all rounds together."""
    values = {"exit": "no", "rounds": 10, "reciprocators": share}
    without = mean("contribution_mean", punishment=0, **values) / 20
    return without, mean("contribution_mean", **values) / 20


def test_fehr_gaechter_strangers():
    """models.md section 3 (M): strangers 18-19 % to 58 % of the endowment, ± 10 points; here rho = .8."""
    without, with_fines = experiment(0.8)
    assert without == pytest.approx(0.185, abs=0.10)
    assert with_fines == pytest.approx(0.58, abs=0.10)


@pytest.mark.xfail(
    strict=True,
    reason="from a mean start of 7.5 tokens, one token more a round gives at most 65 % over ten rounds",
)
def test_fehr_gaechter_partners():
    """models.md section 3 (M): partners about 38 % to 85 % of the endowment, ± 10 points."""
    without, with_fines = experiment(1.0)
    assert without == pytest.approx(0.38, abs=0.10)
    assert with_fines == pytest.approx(0.85, abs=0.10)


def test_fehr_gaechter_shape():
    """models.md section 3 (M), shape: giving falls round by round without fines, rises with them."""
    for share in (0.5, 0.8, 1.0):
        values = {"exit": "no", "rounds": 10, "reciprocators": share}
        falls, rises = (
            [row["contribution"] for row in regelkring.run("group-pressure", **more).rows]
            for more in ({**values, "punishment": 0}, values)
        )
        assert falls[-1] < falls[0] and falls[-1] < rises[-1]
        assert rises[-1] > rises[0]


def test_an_exit_that_nobody_takes_changes_nothing():
    """Limit: where elsewhere is worse than anything, an open door is a shut one."""
    shut = regelkring.run("group-pressure", exit="no", outside=0).rows
    opened = regelkring.run("group-pressure", exit="yes", outside=0, groups=200).rows
    worst = min(row["present"] for row in opened)
    assert worst == 1.0 and [row["contribution"] for row in opened] == [
        row["contribution"] for row in shut
    ]


def test_nobody_gives_among_the_selfish():
    """Limit: without reciprocators there are no fines and no gifts."""
    rows = regelkring.run("group-pressure", reciprocators=0, exit="no").rows
    assert all(row["contribution"] == 0 and row["payoff"] == 20 for row in rows)


def test_leaving_is_for_good_and_a_better_exit_keeps_fewer():
    """Monotone: presence never rises over time, and falls with the outside option."""
    ends = []
    for outside in (10, 14, 18, 20, 22, 33):
        present = [row["present"] for row in regelkring.run("group-pressure", outside=outside).rows]
        assert present == sorted(present, reverse=True) and present[0] == 1.0
        ends.append(present[-1])
    assert ends == sorted(ends, reverse=True)
    assert ends[-1] == 0.0  # nobody can earn 33


def test_who_sits_where_does_not_matter():
    """Symmetry: earnings follow the member, not the seat."""
    p, random = Parameters(), Random(5)
    group = form(p, random)
    given = [20 * random.random() for _ in group]
    straight = earnings(p, group, given)
    assert earnings(p, group[::-1], given[::-1])[::-1] == pytest.approx(straight)


def test_fines_cost_and_hurt_one_to_three():
    """Conservation: what members earn is kept tokens and pot, less four for each point handed out."""
    p = Parameters(punishment=0.2)
    group = [Member(True, 0.0), Member(True, 0.0), Member(False, 0.0), Member(False, 0.0)]
    given = [12.0, 9.0, 4.0, 0.0]
    points = 0.2 * ((12 - 9) + (12 - 4) + 12 + (9 - 4) + 9)
    assert sum(earnings(p, group, given)) == pytest.approx(80 - 25 + 4 * 0.4 * 25 - 4 * points)
