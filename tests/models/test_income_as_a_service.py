"""Income as a service against the arithmetic of pooling and selection."""

from itertools import pairwise
from math import sqrt

import pytest
import regelkring
from regelkring.income_as_a_service import Parameters, break_even


def run(**values):
    return regelkring.run("income-as-a-service", **values)


def deviation(**values):
    """Mean and standard deviation of the yearly utilisation over 100 seeds of 50 years."""
    shares = [
        row["utilisation"]
        for seed in range(1, 101)
        for row in run(seed=seed, years=50, **values).rows
    ]
    mean = sum(shares) / len(shares)
    return mean, sqrt(sum((share - mean) ** 2 for share in shares) / len(shares))


@pytest.mark.parametrize(
    ("together", "target"),
    [
        pytest.param(0.0, 0.040, id="A,P: kappa = 0"),
        pytest.param(0.1, 0.132, id="A,P: kappa = .1"),
    ],
)
def test_spread_of_utilisation(together, target):
    """models.md section 3 (A, P), ± 4 %: sd = sqrt(q(1 − q)((1 − κ)/N + κ)), q = .8, N = 100."""
    mean, spread = deviation(together=together)
    assert spread == pytest.approx(target, rel=0.04)
    assert mean == pytest.approx(0.8, abs=0.01)


def test_break_even_wage():
    """models.md section 3 (A, P): w* at q = .8, S = 17 → 28.33 ± .3: where simulated margins cross nought."""

    def margin(wage):
        runs = [run(seed=seed, guarantee=wage, years=50) for seed in range(1, 201)]
        return sum(one.summary["margin"] for one in runs) / len(runs)

    low, high = margin(27), margin(30)
    crossing = 27 + 3 * low / (low - high)
    assert crossing == pytest.approx(28.33, abs=0.3)
    assert run().summary["break_even"] == pytest.approx(28.33, abs=0.01)


def test_pooling_does_not_remove_a_recession():
    """Theory (A): with more members the spread falls to sqrt(κ q(1 − q)) = .126 and not below."""
    small, large = deviation(members=5)[1], deviation(members=500)[1]
    assert large == pytest.approx(sqrt(0.16 * (0.9 / 500 + 0.1)), rel=0.04)
    assert small > 1.4 * large
    assert deviation(members=500, together=0)[1] == pytest.approx(sqrt(0.16 / 500), rel=0.04)


def test_all_follow_one_draw():
    """Limit: κ = 1 makes every year all or nothing; q = 1 leaves nobody without work."""
    years = [row["utilisation"] for row in run(together=1, years=50).rows]
    assert set(years) == {0.0, 1.0}
    assert all(row["utilisation"] == 1 for row in run(utilisation=1).rows)


def test_who_joins():
    """Theory: of earnings even on [0, Y] a share w/Y joins by choice; all do when they must or gain."""
    assert run(guarantee=28, top=40).summary["joiners"] == pytest.approx(0.7)
    assert run(guarantee=45, top=40).summary["joiners"] == 1
    assert run(guarantee=10, choice="all").summary["joiners"] == 1


def test_choice_lowers_the_wage_that_can_be_guaranteed():
    """Akerlof (1970), shape: with everybody in, w* is S + qY/2 = 33, above the 28.33 of who wants to."""
    assert break_even(Parameters(choice="all")) == pytest.approx(33)
    assert break_even(Parameters(choice="voluntary")) == pytest.approx(17 / 0.6)
    # where even the best earner gains by joining the two are one
    assert break_even(Parameters(claim=40, top=40)) == break_even(
        Parameters(claim=40, top=40, choice="all")
    )


def test_the_books_balance():
    """Conservation: the reserve is what came in less what went out, and ruin is its first year in debt."""
    for seed in range(1, 21):
        one = run(seed=seed, reserve=2)
        reserve = 2.0
        for row in one.rows:
            reserve += row["revenue"] - 28
            assert row["reserve"] == pytest.approx(reserve)
        debts = [row["year"] for row in one.rows if row["reserve"] < 0]
        assert one.summary["ruin_year"] == (debts[0] if debts else None)
        assert one.summary["margin"] == pytest.approx((reserve - 2) / 20)


def test_a_reserve_saves_and_a_higher_wage_ruins():
    """Monotone: the share of ruined organisations falls with the reserve and rises with the wage."""

    def ruined(**values):
        return sum(run(seed=s, **values).summary["ruin_year"] is not None for s in range(1, 101))

    by_reserve = [ruined(reserve=reserve) for reserve in (0, 4, 8, 20)]
    assert all(a > b for a, b in pairwise(by_reserve))
    by_wage = [ruined(guarantee=wage) for wage in (22, 26, 28, 32)]
    assert all(a < b for a, b in pairwise(by_wage))
