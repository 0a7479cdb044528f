"""Recognition gaps of a lead's people, as `/pat gaps` and Home show them. Formulas: design, section 5."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from digests import weeks
from digests.facts import people
from digests.facts.people import Person
from digests.figures import ages
from digests.figures.ages import Age, Band
from models.zones import zone_of

WINDOWS = (7, 30, 90)
"""Working days."""
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """`reached` of `people` received at least one kudos in the last `window` working days, today included.

    coverage(w) = |{i in E: received ≥ 1 in w}| / |E|; each person's days are those of their own zone.
    """

    window: int
    reached: int
    people: int


@dataclass(frozen=True, slots=True)
class Gap:
    """One person. `days`: working days since `since`, the latest of last received, first day, and begin of counting."""

    member_id: UUID
    slack_user_id: str | None
    name: str
    days: int
    band: Band
    since: date
    last_received: date | None
    newcomer: bool
    worth_a_look: bool
    """Amber, red, or a newcomer whom nobody has thanked by day 21."""


@dataclass(frozen=True, slots=True)
class GapReport:
    """For that lead only. `people` has the longest age first; it is empty for someone who leads nobody."""

    lead_id: UUID
    counting_since: date
    coverage: tuple[Coverage, ...]
    people: tuple[Gap, ...]


def gaps_for_lead(session: Session, *, workspace_id: int, lead_id: UUID, now: datetime) -> GapReport:
    """Ages and coverage of the people whom `lead_id` leads at `now`, in two statements.

    Every kudos counts that was received and not taken back, wherever it was said: here nothing but its day is told.
    """
    history = people.history(session, workspace_id=workspace_id, reader=lead_id)
    counted = people.led_by(
        session, workspace_id=workspace_id, lead_id=lead_id, at=now, before=now + INSTANT, history=history
    )
    found = ages.by_urgency([ages.age(person, person.last_before, history, now) for person in counted.values()])
    return GapReport(
        lead_id=lead_id,
        counting_since=weeks.day_of(history.counts_from, zone_of(history.zone)),
        coverage=tuple(_coverage(window, found) for window in WINDOWS),
        people=tuple(_gap(age, counted[age.member]) for age in found),
    )


def _coverage(window: int, found: Sequence[Age]) -> Coverage:
    """Someone was thanked in the window when the working days since then are fewer than it has."""
    reached = sum(age.received_days is not None and age.received_days < window for age in found)
    return Coverage(window, reached, len(found))


def _gap(age: Age, person: Person) -> Gap:
    return Gap(
        member_id=age.member,
        slack_user_id=person.slack_user_id,
        name=person.name,
        days=age.days,
        band=age.band,
        since=age.since,
        last_received=age.last_received,
        newcomer=age.newcomer,
        worth_a_look=age.worth_a_look,
    )
