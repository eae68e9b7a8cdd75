"""The debt trap against annuity arithmetic and the Dutch decree."""

from itertools import pairwise
from math import ceil, log

import pytest
import regelkring
from regelkring.debt_trap import collection_costs

PLAIN = {"collection": "no", "bandwidth": 0.0}  # the textbook loan


def run(**values):
    return regelkring.run("debt-trap", **values)


@pytest.mark.parametrize("debt", [pytest.param(3000, id="A,P: 3000 → 26"), 1000, 5000, 7000, 7400])
def test_months_to_clear(debt):
    """models.md section 3 (A, P), exact: n = ln(1 − rD0/(S − F))/−ln(1 + r); 26 at 3000, 2 %, 50, 200."""
    months = run(debt=debt, interest=0.02, fixed=50, spare=200, months=360, **PLAIN).summary
    assert months["months_to_clear"] == ceil(log(1 - 0.02 * debt / 150) / -log(1.02))
    if debt == 3000:
        assert months["months_to_clear"] == 26


@pytest.mark.parametrize("debt", [pytest.param(7500, id="A,P: 7500"), 7600, 20_000])
def test_never(debt):
    """models.md section 3 (A, P), exact: from 7500 (= (S − F)/r) on never, β = 0."""
    one = run(debt=debt, months=360, **PLAIN)
    assert one.summary["months_to_clear"] is None
    assert one.summary["debt_final"] >= debt
    assert run(debt=7400, months=360, **PLAIN).summary["months_to_clear"] is not None


def test_the_cliff():
    """models.md section 3 (A, P), exact: β = .01: 4900 clears, 5100 explodes; D* = (S − F)/(r + β) = 5000."""
    values = {"collection": "no", "bandwidth": 0.01, "months": 360}
    below, above = run(debt=4900, **values), run(debt=5100, **values)
    assert below.summary["cliff"] == above.summary["cliff"] == pytest.approx(5000)
    assert below.summary["months_to_clear"] is not None
    assert above.summary["months_to_clear"] is None and above.summary["debt_final"] > 100_000
    debts = [row["debt"] for row in above.rows]
    assert all(a < b for a, b in pairwise(debts))


@pytest.mark.parametrize(
    ("claim", "costs"),
    [
        pytest.param(100, 40, id="S,P: 100"),
        pytest.param(1000, 150, id="S,P: 1000"),
        pytest.param(2500, 375, id="S,P: 2500"),
        pytest.param(5000, 625, id="S,P: 5000"),
        pytest.param(10_000, 875, id="S,P: 10 000"),
        pytest.param(5_000_000, 6775, id="S,P: cap"),
    ],
)
def test_collection_costs(claim, costs):
    """models.md section 3 (S: Staatsblad 2012, 141; P), exact."""
    assert collection_costs(claim) == pytest.approx(costs, abs=1e-9)


def test_nothing_gets_lost_in_the_books():
    """Conservation: debt = start + lost − paid, every month, whatever the options."""
    for values in (
        {},
        {"debt": 6000},
        {"pause": 5, "plan": "yes"},
        {"creditors": 20, "spare": 400},
    ):
        start = values.get("debt", 3000)
        for row in run(**values).rows:
            assert row["debt"] == pytest.approx(start + row["lost"] - row["paid"], abs=1e-6)
            assert row["debt"] >= 0


def test_each_creditor_collects_once():
    """Theory: three creditors of 1000 add 450 in the first month, one plan over 3000 adds 425."""
    values = {"interest": 0, "fixed": 0, "spare": 0, "bandwidth": 0}
    assert run(**values).rows[-1]["debt"] == pytest.approx(3000 + 3 * 150)
    assert run(plan="yes", **values).rows[-1]["debt"] == pytest.approx(3000 + 425)
    assert run(pause=5, **values).rows[5]["debt"] == 3000
    assert run(pause=5, **values).rows[6]["debt"] == pytest.approx(3450)


def test_limits():
    """Limits: no debt, nothing to pay; no interest, no costs: paid off at S a month; nothing spare, never."""
    assert run(debt=0).summary == {
        "months_to_clear": 0,
        "debt_final": 0.0,
        "paid_total": 0.0,
        "cliff": pytest.approx(5000),
    }
    free = run(interest=0, fixed=0, **PLAIN)
    assert free.summary["months_to_clear"] == 15 and free.summary["paid_total"] == 3000
    assert free.summary["cliff"] is None  # any debt can be paid off
    assert run(spare=40).summary["cliff"] == 0 and run(spare=40).summary["months_to_clear"] is None


def test_monotone():
    """Monotone: a larger debt takes longer; more to spare, a pause and a plan shorten it."""

    def months(**values):
        return run(months=360, **values).summary["months_to_clear"]

    assert all(a < b for a, b in pairwise([months(debt=debt) for debt in range(500, 4300, 500)]))
    assert all(a > b for a, b in pairwise([months(spare=spare) for spare in (200, 250, 400, 800)]))
    assert months(pause=6) < months() and months(plan="yes") < months()


def test_growth_is_cut_off():
    """Bounds: a run ends at the first debt above a million, and no sooner than its months otherwise."""
    rows = run(debt=20_000, interest=0.05, spare=0, months=360).rows
    assert rows[-1]["debt"] > 1_000_000 >= rows[-2]["debt"]
    assert len(run(months=120).rows) == 121
