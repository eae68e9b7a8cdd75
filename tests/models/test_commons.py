"""The commons against the arithmetic of the game it is made of."""

from itertools import pairwise

import pytest
import regelkring
from regelkring.commons import OPTIMUM, best_reply, rent


def mean(measure, seeds=range(1, 6), **values):
    """A measure, averaged over the seeds."""
    runs = [regelkring.run("commons", seed=seed, **values) for seed in seeds]
    return sum(run.summary[measure] for run in runs) / len(runs)


def test_optimum():
    """models.md section 3 (A), exact: optimum X = 36, rent 324."""
    assert OPTIMUM == 36 and rent(36) == 324
    assert all(rent(36) > rent(total) for total in range(201) if total != 36)
    assert regelkring.run("commons").rows[0]["optimum_effort"] == 36


def test_nash():
    """models.md section 3 (A), exact: eight selfish users end at X = 64, rent 128: 60 % is wasted."""
    run = regelkring.run("commons", seed=1)
    assert run.summary["effort_final"] == pytest.approx(64, abs=1e-9)
    assert run.rows[-1]["rent"] == pytest.approx(128, abs=1e-6)
    assert run.summary["wasted_final"] == pytest.approx(1 - 128 / 324, abs=1e-9)
    assert best_reply(7 * 8.0) == 8.0 and rent(64) == 128


@pytest.mark.parametrize("users", [2, 3, 5, 8, 14, 20])
def test_selfish_use_by_group_size(users):
    """Theory (A): n selfish users end at X = 72 n/(n + 1), whatever the start."""
    run = regelkring.run("commons", seed=users, members=users, rounds=200)
    assert run.summary["effort_final"] == pytest.approx(72 * users / (users + 1), abs=1e-6)


@pytest.mark.parametrize(
    ("pace", "settles"), [pytest.param(0.43, True, id="A: below 4/9"), (0.46, False), (1.0, False)]
)
def test_replying_at_once_overshoots(pace, settles):
    """models.md section 2 (A): slope -3.5; damping must stay under 0.44 for eight users."""
    reply_to_more = best_reply(56.0 + 7.0) - best_reply(56.0)
    assert reply_to_more == -3.5  # each of the seven others one unit more
    effort = 8.01
    for _ in range(400):
        effort += pace * (best_reply(7 * effort) - effort)
    assert (abs(effort - 8) < 1e-3) == settles


def test_one_alone_takes_the_optimum():
    """Limit: a user with nobody beside him wants just what is best for the meadow."""
    assert best_reply(0.0) == pytest.approx(min(25, 36))
    assert (
        best_reply(36.0 - 4.5, target=4.5, fine=8.0) == 4.5
    )  # and a fine of 7.875 keeps eight there
    assert best_reply(36.0 - 4.5, target=4.5, fine=7.8) > 4.5


def test_a_word_kept_by_all_is_the_optimum():
    """Limit: with talk and q = 1 the meadow yields all it can; with q = 0 talk is just talk."""
    kept = regelkring.run("commons", talk="yes", keep=1)
    assert kept.summary["rent_share_final"] == pytest.approx(1.0)
    broken = regelkring.run("commons", talk="yes", keep=0)
    assert broken.summary["effort_final"] == pytest.approx(64, abs=1e-9)


def test_the_highest_fine_seen_by_all_keeps_the_target():
    """Limit: sure detection and a fine of eight a unit need no word at all; monitors cost what they cost."""
    run = regelkring.run("commons", sanction=2, monitors=4, monitor_cost=5)
    assert run.summary["effort_final"] == pytest.approx(36)
    assert run.rows[-1]["rent"] == pytest.approx(324 - 20)


def test_monotone():
    """Monotone: word and fines save; monitors without a fine only cost; outsiders waste more."""
    by_word = [mean("rent_share_mean", talk="yes", keep=q / 4) for q in range(5)]
    assert by_word == sorted(by_word) and by_word[0] < by_word[-1]
    by_fine = [mean("rent_share_final", sanction=f / 2) for f in range(5)]
    assert all(a < b for a, b in pairwise(by_fine))
    by_monitors = [mean("rent_share_final", monitors=n) for n in range(5)]
    assert all(a > b for a, b in pairwise(by_monitors))
    by_outsiders = [mean("wasted_final", outsiders=n) for n in range(0, 9, 2)]
    assert all(a < b for a, b in pairwise(by_outsiders))


def test_a_boundary_is_a_meadow_without_outsiders():
    """Symmetry: keeping outsiders out and having none are the same run."""
    shut = regelkring.run("commons", seed=3, boundary="yes", outsiders=8, talk="yes").rows
    assert shut == regelkring.run("commons", seed=3, outsiders=0, talk="yes").rows


def test_shares_stay_between_nothing_and_all():
    """Bounds: however crowded and dear, shares stay in 0..1 and wasted is their complement."""
    for values in (
        {"members": 20, "outsiders": 8, "monitors": 4, "monitor_cost": 20},
        {"members": 2, "outsiders": 8, "talk": "yes", "sanction": 2, "monitors": 4},
    ):
        run = regelkring.run("commons", **values)
        assert all(
            0 <= row[name] <= 1 for row in run.rows for name in ("rent_share", "members_share")
        )
        assert run.summary["wasted_final"] == 1 - run.summary["rent_share_final"]
