"""The fishery against what Gordon's theory gives, and against every number that the chapters tell."""

from __future__ import annotations

import pytest
import tideline

STILL = {"weather": 0, "years": 200}


def end(**values: float) -> dict[str, float]:
    return tideline.run("fishery", seed=1, **values).summary


def test_open_access_rests_where_a_trip_just_pays() -> None:
    """S = c / q = 200 tonnes; B = r / q (1 - c / qK) = 48 boats; no profit."""
    found = end(**STILL)
    assert found["left"] == pytest.approx(0.2, abs=0.001)
    assert found["boats_mean"] == pytest.approx(48, abs=0.1)
    assert found["catch_mean"] == pytest.approx(96, abs=0.2)
    assert found["profit_mean"] == pytest.approx(0, abs=0.1)


def test_half_as_many_boats_give_the_largest_profit() -> None:
    found = end(licences=24, **STILL)
    assert (found["catch_mean"], found["profit_mean"]) == pytest.approx((144, 96))
    for licences in (20, 22, 23, 25, 26, 30, 40):
        assert end(licences=licences, **STILL)["profit_mean"] < found["profit_mean"]


def test_what_the_chapters_say_of_seed_1() -> None:
    rows = tideline.run("fishery", seed=1).rows
    fewest, last = min(row["stock"] for row in rows), end()
    assert fewest < 100 and 0.15 < last["left"] < 0.19
    busiest = max(rows, key=lambda row: row["boats"])
    assert busiest["stock"] < 250
    assert 0.55 < end(licences=24)["left"] < 0.65
    leaking = end(licences=24, poachers=1)
    assert 0.15 < leaking["left"] < 0.25 and leaking["profit_mean"] < 10
    assert end(reach=2)["catch_mean"] < 10
