"""The stepping stone against the balance of its flows."""

import pytest
import regelkring
from regelkring.stepping_stone import OUT, REGULAR, SOCIAL, Parameters, balance, flow, month


def late(name: str, seeds: range = range(1, 11), **parameters: object) -> float:
    """The mean of a column over the last ten years of long runs of 2000 people."""
    runs = [
        regelkring.run("stepping-stone", people=2000, months=240, seed=seed, **parameters)
        for seed in seeds
    ]
    return sum(row[name] for run in runs for row in run.rows[-120:]) / (120 * len(runs))


def test_balance_of_the_flows() -> None:
    """Flow balance (A, P): U, S, R = .4118, .1176, .4706, ± 1e-4."""
    expected = pytest.approx((0.4118, 0.1176, 0.4706), abs=1e-4)
    assert balance(Parameters()) == expected
    shares = (1.0, 0.0, 0.0)
    for _ in range(1000):
        shares = flow(Parameters(), shares)
    assert shares == expected


@pytest.mark.parametrize(
    ("name", "share"), [("unemployed", 0.4118), ("social", 0.1176), ("regular", 0.4706)]
)
def test_people_follow_the_balance(name: str, share: float) -> None:
    """Flow balance, agents (A, P): the same shares, ± .01."""
    assert late(name, range(1, 5)) == pytest.approx(share, abs=0.01)


def test_two_rooms() -> None:
    """Shimer 2005, monthly rates s = .034 and f = .45 (A, P): u* = s/(s + f) = 7.02 %, ± 1e-4."""
    p = Parameters(find=0.45, enter=0.0, lose=0.034)
    assert balance(p)[0] == pytest.approx(0.0702, abs=1e-4)


def test_unemployment_falls_from_sixty_per_cent() -> None:
    """models.md (A, P): U falls from 60 to 41 %."""
    rows = regelkring.run("stepping-stone").rows
    assert rows[0]["unemployed"] == 0.6 and rows[0]["social"] == 0
    assert balance(Parameters(enter=0.0))[0] == pytest.approx(0.6)
    assert late("unemployed", range(1, 4)) == pytest.approx(0.41, abs=0.01)


def test_holding_on_costs_regular_work() -> None:
    """models.md (A, P): with g = .01 regular work ends below .4, what it is without; with g = .05 above."""
    assert balance(Parameters(move_on=0.01))[2] == pytest.approx(0.3478, abs=1e-4)
    assert balance(Parameters(enter=0.0))[2] == pytest.approx(0.4)
    for seed in (1, 2, 3):
        gain = {
            g: regelkring.run("stepping-stone", move_on=g, seed=seed).summary["regular_gain"]
            for g in (0.01, 0.05)
        }
        assert gain[0.01] < 0 < gain[0.05]


@pytest.mark.parametrize("find", [0.01, 0.02, 0.05])
def test_break_even_chance_of_moving_on(find: float) -> None:
    """Proof (A): regular work stays as it was where people move on as fast as they find work: g = f."""
    without = balance(Parameters(find=find, enter=0.0))[2]
    for enter, fall_back in ((0.02, 0.02), (0.1, 0.0)):
        share = {
            g: balance(Parameters(find=find, enter=enter, fall_back=fall_back, move_on=g))[2]
            for g in (find / 2, find, 2 * find)
        }
        assert share[find] == pytest.approx(without, abs=1e-12)
        assert share[find / 2] < without < share[2 * find]


def test_nobody_is_lost() -> None:
    """Conservation (A): the three shares add up to one, and without an entrance both towns are one."""
    for row in regelkring.run("stepping-stone", fading=0.1, people=300).rows:
        assert row["unemployed"] + row["social"] + row["regular"] == pytest.approx(1, abs=1e-12)
    closed = regelkring.run("stepping-stone", enter=0).rows
    assert all(row["regular"] == row["regular_without"] for row in closed)
    assert closed[0]["regular"] != closed[-1]["regular"]


def test_one_month_by_hand() -> None:
    """By hand (A): each draw decides one move, and the clock of months out of work."""
    p = Parameters(find=0.2, enter=0.1, move_on=0.3, fall_back=0.1, lose=0.05)
    rooms = [OUT, OUT, OUT, SOCIAL, SOCIAL, SOCIAL, REGULAR, REGULAR, OUT]
    waited = [0, 0, 0, 0, 0, 0, 0, 0, 1]
    draws = [0.19, 0.25, 0.31, 0.29, 0.35, 0.41, 0.04, 0.06, 0.15]
    month(p, rooms, waited, [0.2, 0.1], p.enter, draws)
    assert rooms == [REGULAR, SOCIAL, OUT, REGULAR, OUT, SOCIAL, OUT, REGULAR, SOCIAL]
    assert waited == [0, 0, 1, 0, 0, 0, 0, 0, 0]


def test_fading_costs_the_unemployed_and_favours_the_stone() -> None:
    """Shape: with fading both towns lose regular work, the one without a social enterprise more."""
    plain, faded = (regelkring.run("stepping-stone", fading=fading) for fading in (0.0, 0.05))
    assert faded.rows[-1]["regular_without"] < plain.rows[-1]["regular_without"]
    assert faded.summary["regular_gain"] > plain.summary["regular_gain"]
