"""The formulas of gap reports, by hand."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import exp, sqrt
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.facts.groups import Groups, Span
from digests.facts.people import Person
from digests.facts.placed import Placed
from digests.facts.received import Received
from digests.figures import concentration, coverage, group_gaps
from digests.figures.reciprocity import reciprocity
from digests.figures.sources import sources
from digests.gaps.report import Reciprocity, Sources
from models.workdays import SUNDAY_TO_THURSDAY, USUAL, Calendar

THEN = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
counts = st.lists(st.integers(0, 30), min_size=1, max_size=20)


def who(number: int) -> UUID:
    return UUID(int=number)


ANA, BO, CAROL, DAVE, EVE, DESK = (who(number) for number in range(6))


def received(giver: UUID, receiver: UUID, days: float = 0) -> Received:
    return Received(receiver, giver, THEN + days * DAY)


@pytest.mark.parametrize(
    ("counted", "gini"), [([1, 1, 1, 1], 0), ([4, 0, 0, 0], 0.75), ([0, 1, 2, 3], 5 / 12), ([3], 0), ([0, 0], 0)]
)
def test_gini_by_hand(counted: list[int], gini: float) -> None:
    assert concentration.gini(counted) == pytest.approx(gini)


@given(counts)
def test_gini_is_the_mean_difference_of_all_pairs_over_twice_the_mean(counted: list[int]) -> None:
    people, total = len(counted), sum(counted)
    differences = sum(abs(one - other) for one in counted for other in counted)
    expected = differences / (2 * people * total) if total else 0
    assert concentration.gini(counted) == pytest.approx(expected)


@pytest.mark.parametrize(("kudos", "chance"), [(12, 0.62), (24, 0.48), (48, 0.35)])
def test_chance_is_what_the_design_says_for_twelve_people(kudos: int, chance: float) -> None:
    assert concentration.chance(kudos, 12) == pytest.approx(chance, abs=0.01)


def test_one_throw_in_twenty_of_even_ones_is_beyond_chance() -> None:
    """Thrown anew, with other random numbers."""
    import random

    source = random.Random(7)
    for kudos, people in ((12, 12), (60, 8), (600, 12), (90, 40)):
        limit = concentration.chance(kudos, people)
        throws = [source.choices(range(people), k=kudos) for _ in range(600)]
        ginis = [concentration.gini([throw.count(one) for one in range(people)]) for throw in throws]
        assert 0.005 < sum(gini > limit for gini in ginis) / len(throws) < 0.085


def test_a_crowd_is_held_against_a_wider_spread() -> None:
    assert concentration.chance(500, 1_000) >= concentration.chance(50, concentration.CROWD) - 0.001
    assert concentration.chance(5_000, 10_000) == concentration.chance(500, 1_000)


def test_nobody_thanked_is_not_concentrated() -> None:
    assert concentration.concentration([0, 0]) is None
    one = concentration.concentration([30, *[0] * 11])
    assert one is not None
    assert one.beyond_chance


@given(st.integers(1, 90), st.dates(date(2020, 1, 1), date(2027, 1, 1)), st.sampled_from(["", "sunday", "once"]))
def test_the_first_day_of_a_window_is_the_first_with_fewer_working_days_after_it(
    window: int, today: date, week: str
) -> None:
    weekdays = {"sunday": SUNDAY_TO_THURSDAY, "once": (2,)}.get(week, USUAL.weekdays)
    calendar = Calendar(weekdays, "DE", "BY")
    first = coverage.first_day(calendar, today, window)
    assert calendar.between(first, today) < window <= calendar.between(first - DAY, today)


def placed(leads: Sequence[tuple[UUID, UUID]] = (), teams: Sequence[tuple[UUID, UUID]] = (), **until: float) -> Placed:
    """(member, lead) and (member, team), until some days after `THEN`."""
    end = THEN + until["days"] * DAY if until else None

    def groups(rows: Sequence[tuple[UUID, UUID]]) -> Groups:
        return Groups((member, Span(owner, THEN, end)) for member, owner in rows)

    return Placed(groups(leads), groups(teams), groups(teams), Groups())


def test_sources_are_where_the_giver_stood() -> None:
    stood = placed(leads=[(ANA, CAROL), (BO, CAROL)], teams=[(ANA, DESK), (DAVE, DESK)])
    said = [
        received(CAROL, ANA),
        received(BO, ANA),
        received(ANA, CAROL),
        received(DAVE, ANA),
        received(DAVE, BO),
        received(EVE, ANA),
    ]
    assert sources(said, stood) == Sources(lead=1, peers=3, other_teams=2)


def test_sources_follow_who_led_then() -> None:
    stood = placed(leads=[(ANA, CAROL)], days=5)
    said = [received(CAROL, ANA, days=4), received(CAROL, ANA, days=5)]
    assert sources(said, stood) == Sources(lead=1, peers=0, other_teams=1)


def test_pairs_that_go_both_ways_and_quick_returns() -> None:
    said = [
        received(ANA, BO),
        received(BO, ANA, days=7),
        received(BO, ANA, days=7.5),
        received(ANA, CAROL),
        received(CAROL, ANA, days=7.01),
        received(ANA, DAVE),
        received(EVE, ANA),
    ]
    assert reciprocity(said, {ANA, BO, CAROL, DAVE}) == Reciprocity(pairs=3, mutual=2, quick_returns=1)


@pytest.mark.parametrize("turned", [False, True])
def test_pairs_are_of_the_scopes_people_alone_and_in_no_order(turned: bool) -> None:
    said = [received(BO, ANA, days=3), received(ANA, BO, days=5), received(BO, ANA, days=9)]
    outside = [received(EVE, ANA), received(ANA, EVE)]
    both = [*outside, *said]
    assert reciprocity(both[::-1] if turned else both, {ANA, BO}) == Reciprocity(pairs=1, mutual=1, quick_returns=2)


def test_thanks_at_the_same_instant_answer_neither() -> None:
    assert reciprocity([received(ANA, BO), received(BO, ANA)], {ANA, BO}) == Reciprocity(1, 1, 0)


def test_a_group_gap_by_hand() -> None:
    counted = {who(number): 4 if number < 5 else 10 for number in range(10)}
    gap = group_gaps.group_gap(("shift", "night"), frozenset(who(number) for number in range(5)), counted)
    spread = 1.96 * sqrt(1 / 20 + 1 / 50)
    assert gap is not None
    assert (gap.ratio, gap.low, gap.high) == pytest.approx((0.4, 0.4 * exp(-spread), 0.4 * exp(spread)))
    assert gap.tells


def test_a_group_that_nobody_thanked_has_an_interval_all_the_same() -> None:
    counted = {who(number): 0 if number < 5 else 1 for number in range(10)}
    night = frozenset(who(number) for number in range(5))
    gap = group_gaps.group_gap(("shift", "night"), night, counted)
    assert gap is not None
    assert 0 < gap.low < gap.ratio < gap.high
    assert gap.ratio == pytest.approx(0.5 / 5.5)
    assert group_gaps.group_gap(("shift", "night"), night, dict.fromkeys(counted, 0)) is None


def test_a_small_difference_does_not_tell() -> None:
    counted = {who(number): 3 if number < 5 else 4 for number in range(10)}
    gap = group_gaps.group_gap(("site", "Leeds"), frozenset(who(number) for number in range(5)), counted)
    assert gap is not None
    assert not gap.tells


def test_a_group_that_is_noticed_more_often_tells_as_well() -> None:
    counted = {who(number): 10 if number < 5 else 4 for number in range(10)}
    gap = group_gaps.group_gap(("site", "Leeds"), frozenset(who(number) for number in range(5)), counted)
    assert gap is not None
    assert gap.low > 1
    assert gap.tells


def test_what_chance_reaches_is_not_beyond_it() -> None:
    assert not concentration.Concentration(12, 12, 0.62, 0.62).beyond_chance
    assert concentration.Concentration(12, 12, 0.63, 0.62).beyond_chance


def test_groups_are_by_shift_site_and_how_long_somebody_is_there() -> None:
    today = date(2026, 3, 2)
    joined = [today - timedelta(days=days) for days in (0, 90, 91, 364, 365, 1094, 1095)]
    people = {
        who(number): Person(who(number), None, "x", (), day, None, shift="night" if number else None)
        for number, day in enumerate(joined)
    } | {who(99): Person(who(99), None, "x", (), None, None, site="Leeds")}
    found = group_gaps.groups(people, today)
    tenures = [len(found["tenure", name]) for name in (*(name for _, name in group_gaps.TENURES), group_gaps.LONGER)]
    assert tenures == [2, 2, 2, 1]
    assert len(found["shift", "night"]) == 6
    assert found["site", "Leeds"] == {who(99)}


@given(st.lists(st.one_of(st.none(), st.integers(0, 200)), max_size=30))
def test_a_longer_window_reaches_no_fewer(days: list[int | None]) -> None:
    windows = [coverage.coverage(window, days) for window in coverage.WINDOWS]
    assert all(short.reached <= long.reached <= len(days) for short, long in pairwise(windows))
