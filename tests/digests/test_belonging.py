"""Who belonged to whom, and since when, of rows that hold for a while."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from digests.facts import groups as reading
from digests.facts.groups import Groups, Span

CAROL, DAVE, ANA, BO = (uuid4() for _ in range(4))
JANUARY = datetime(2026, 1, 7, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def test_whoever_left_and_came_back_belongs_since_they_came_back() -> None:
    groups = Groups([(CAROL, Span(ANA, JANUARY, JANUARY + WEEK)), (CAROL, Span(ANA, JANUARY + 2 * WEEK, None))])
    assert groups.since(CAROL, ANA, JANUARY + 3 * WEEK) == JANUARY + 2 * WEEK
    assert groups.since(CAROL, ANA, JANUARY + WEEK / 2) == JANUARY
    assert groups.at(CAROL, JANUARY + WEEK) == set()


def test_whoever_belongs_twice_does_since_the_first() -> None:
    """A lead's report who is also in the team that they lead."""
    later = JANUARY + WEEK
    groups = Groups([(CAROL, Span(ANA, later, None)), (CAROL, Span(ANA, JANUARY, None))])
    assert groups.since(CAROL, ANA, later) == JANUARY


def test_since_when_is_theirs_alone() -> None:
    groups = Groups([(CAROL, Span(BO, JANUARY, None)), (DAVE, Span(ANA, JANUARY, None))])
    groups.add(CAROL, Span(ANA, JANUARY + WEEK, None))
    assert groups.since(CAROL, ANA, JANUARY + WEEK) == JANUARY + WEEK
    assert groups.owners(JANUARY) == {CAROL, DAVE}
    assert groups.members == {ANA, BO}


@pytest.mark.parametrize(
    ("member", "lead"),
    [((0, 2), (0, None)), ((0, None), (0, 2)), ((0, 2), (0, 5)), ((-1, 5), (0, 2)), ((0, 2), (-1, 2))],
)
def test_in_a_led_team_somebody_belongs_while_both_are_in_it(
    member: tuple[int, int | None], lead: tuple[int, int | None]
) -> None:
    """In weeks."""
    spans = [None if n is None else JANUARY + n * WEEK for n in (*member, *lead)]
    starts, ends, also_starts, also_ends = spans
    assert starts
    assert also_starts
    assert reading.both(starts, ends, also_starts, also_ends) == (JANUARY, JANUARY + 2 * WEEK)
