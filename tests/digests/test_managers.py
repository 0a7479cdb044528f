"""Whether leads are on board: who answered in time, how soon, who gave."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from digests.facts.company import Asked
from digests.facts.people import Person
from digests.figures.managers import Managers, Share, on_board
from digests.weeks import Period

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = Period(MONDAY, MONDAY + timedelta(days=7))
TUESDAY, FRIDAY = MONDAY + timedelta(days=1, hours=10), MONDAY + timedelta(days=4, hours=10)
SECOND = timedelta(seconds=1)
LEADS = [uuid4() for _ in range(5)]
READER = uuid4()


def person(member: UUID) -> Person:
    return Person(member, None, "Carol", ("UTC",), None, None)


def board(*asked: Asked, giving: list[UUID] | None = None, here: list[UUID] = LEADS) -> Managers:
    people = {one: person(one) for one in here}
    return on_board(asked, LEADS, giving or [], people, WEEK, READER)


def answered(lead: UUID, until: datetime = FRIDAY, since: datetime = TUESDAY) -> Asked:
    return Asked(lead, since, until, answered=True)


def waiting(lead: UUID, since: datetime) -> Asked:
    return Asked(lead, since, None, answered=False)


FOUR = [answered(lead) for lead in LEADS[:4]]


def test_whoever_answered_in_the_week_and_has_nothing_overdue_is_on_board() -> None:
    assert board(*FOUR, answered(LEADS[4])).answered == Share(5, 5)
    assert board(*FOUR, waiting(LEADS[4], TUESDAY)).answered == Share(4, 5)
    assert board(*FOUR, answered(LEADS[4]), waiting(LEADS[4], TUESDAY)).answered == Share(4, 5)


@pytest.mark.parametrize(("until", "counts"), [(WEEK.start, True), (WEEK.end - SECOND, True), (WEEK.end, False)])
def test_a_week_has_its_first_instant_and_not_its_last(until: datetime, *, counts: bool) -> None:
    asked = answered(LEADS[4], until, since=until - timedelta(hours=1))
    assert board(*FOUR, asked).answered == (Share(5, 5) if counts else None)


def test_what_somebody_else_answered_or_took_over_makes_nobody_on_board() -> None:
    assert board(*FOUR, Asked(LEADS[4], TUESDAY, FRIDAY, answered=False)).answered is None


@pytest.mark.parametrize(
    ("since", "late"),
    [
        (datetime(2026, 3, 5, 23, tzinfo=UTC), False),  # a Thursday: until Monday, the day on which the week ends
        (datetime(2026, 3, 4, 23, tzinfo=UTC), True),
    ],
)
def test_overdue_is_what_was_to_be_answered_before_the_day_on_which_the_week_ends(
    since: datetime, *, late: bool
) -> None:
    assert board(*FOUR, waiting(LEADS[4], since)).answered == (Share(4, 5) if late else None)


def test_what_was_answered_as_the_next_week_began_was_still_overdue_in_this_one() -> None:
    assert board(*FOUR, answered(LEADS[4], WEEK.end)).answered == Share(4, 5)
    assert board(*FOUR, answered(LEADS[4], WEEK.end - SECOND)).answered == Share(5, 5)


def test_what_was_asked_after_the_week_is_of_the_next() -> None:
    assert board(*FOUR, waiting(LEADS[4], WEEK.end)).answered is None


def test_half_of_the_answers_came_within_the_median() -> None:
    assert board(*FOUR, answered(LEADS[4], TUESDAY)).days == 3
    soon = [answered(lead, TUESDAY + timedelta(days=1)) for lead in LEADS[:3]]
    assert board(*soon, *(answered(lead) for lead in LEADS)).days == 3
    assert board(*soon, *soon[:2], *(answered(lead) for lead in LEADS)).days == 1


def test_leads_who_are_not_counted_are_in_no_figure() -> None:
    """Away, a guest, or gone: they are not among the people."""
    assert board(giving=LEADS[:2]).giving == Share(2, 5)
    assert board(giving=[*LEADS[:2], uuid4()]).giving == Share(2, 5)
    assert board(giving=LEADS[:2], here=LEADS[1:]).giving is None
    sixth = uuid4()
    six = {one: person(one) for one in [*LEADS, sixth]}
    assert on_board([], [*LEADS, sixth, uuid4()], [sixth], six, WEEK, READER).giving == Share(1, 6)
