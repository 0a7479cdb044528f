"""Coverage week by week: how many of a group's people a thank-you reached in each of several weeks."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import case, literal, select
from sqlalchemy.orm import Session

from digests import weeks as weeks_of
from digests.facts.pats import retraction_of
from digests.facts.sets import among
from digests.weeks import Period
from models.kudos import KudosReceiver, Retraction

WEEKS = 8

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Reached:
    """In one week, `reached` of `people` received at least one kudos."""

    reached: int
    people: int


def weeks_to(end: datetime, zone: ZoneInfo, many: int = WEEKS) -> tuple[Period, ...]:
    """As many weeks, oldest first, the last of which ends at `end`, the begin of a day in `zone`."""
    day = weeks_of.day_of(end, zone)
    begins = [weeks_of.midnight(day - timedelta(weeks=n), zone) for n in range(many, 0, -1)]
    return tuple(Period(start, stop) for start, stop in zip(begins, [*begins[1:], end], strict=True))


def weekly(
    session: Session, workspace_id: int, groups: Mapping[K, Collection[UUID]], weeks: Sequence[Period]
) -> dict[K, tuple[Reached, ...]]:
    """Of each group (people by key) one figure for each of `weeks`, in their order; in one statement.

    A group is the same people in every week. Where it changes, `thanked` and `reached` do it in two steps.
    """
    everyone = {member for members in groups.values() for member in members}
    found = thanked(session, workspace_id=workspace_id, members=everyone, weeks=weeks)
    return {key: tuple(reached(members, week) for week in found) for key, members in groups.items()}


def thanked(
    session: Session, *, workspace_id: int, members: Iterable[UUID] | None, weeks: Sequence[Period]
) -> tuple[frozenset[UUID], ...]:
    """Who of `members` (None: of everyone) received a kudos in each of `weeks`, in their order; in one statement.

    Every kudos counts that reached someone and was not taken back, wherever it was said: here nothing but the week
    is read. Weeks do not overlap.
    """
    if not weeks:
        return ()
    row = KudosReceiver
    number = case(*(((row.given_at >= w.start) & (row.given_at < w.end), literal(n)) for n, w in enumerate(weeks)))
    query = (
        select(number.label("week"), row.receiver_id)
        .outerjoin(Retraction, retraction_of(row))
        .where(
            row.workspace_id == workspace_id,
            row.given_at >= min(week.start for week in weeks),
            row.given_at < max(week.end for week in weeks),
            row.void_reason.is_(None),
            Retraction.kudos_id.is_(None),
        )
        .distinct()
    )
    by_week: list[set[UUID]] = [set() for _ in weeks]
    for week, receiver in session.execute(
        query if members is None else query.where(among(session, row.receiver_id, members))
    ):
        if week is not None:
            by_week[week].add(receiver)
    return tuple(map(frozenset, by_week))


def reached(members: Collection[UUID], thanked_then: frozenset[UUID]) -> Reached:
    return Reached(len(thanked_then.intersection(members)), len(members))


def counted_weeks(weeks: Iterable[Period], counts_from: datetime) -> tuple[bool, ...]:
    """Whether anything of each week was counted: one that ended before is a gap, not a zero."""
    return tuple(week.end > counts_from for week in weeks)
