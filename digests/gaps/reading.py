"""What a gap report is made from: read at once, and the same number of statements for any number of people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from digests import weeks
from digests.facts import acts, people, placed, received
from digests.facts.acts import Waits
from digests.facts.people import History, Person
from digests.facts.placed import Placed
from digests.facts.received import Last, Received
from digests.figures import coverage
from digests.gaps.report import Scope, ScopeKind
from models.zones import zone_of

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Found:
    """Of one lead's scope. `received` is what each person received in their own longest window, oldest first."""

    lead_id: UUID
    scope: Scope
    now: datetime
    history: History
    people: dict[UUID, Person]
    """Everyone in the scope who is counted."""
    own: frozenset[UUID]
    """Of these, whom the lead leads."""
    led: dict[UUID, frozenset[UUID]]
    """Of the lead's own people, those in each team that the lead leads."""
    received: list[Received]
    placed: Placed
    waiting: list[Waits]
    last: Last

    def day(self, member: UUID, at: datetime) -> date:
        """The member's date at that instant."""
        return weeks.day_of(at, zone_of(*self.people[member].zones))

    def days_since(self, member: UUID, at: datetime | None) -> int | None:
        """The member's working days since that instant."""
        if at is None:
            return None
        return self.people[member].calendar.between(self.day(member, at), self.day(member, self.now))


def read(session: Session, *, workspace_id: int, lead_id: UUID, now: datetime, scope: Scope) -> Found:
    """In seven statements."""
    history = people.history(session, workspace_id=workspace_id, reader=lead_id)
    of: dict[str, Any] = {"workspace_id": workspace_id, "lead_id": lead_id, "at": now, "before": now + INSTANT}
    whose = people.below if scope.kind == ScopeKind.TREE else people.led_by
    counted = whose(session, **of, history=history)
    starts = _starts(counted, now)
    first = min(starts.values(), default=now)
    got = received.between(session, workspace_id=workspace_id, members=counted, first=first, last=now)
    got = [one for one in got if one.at >= starts[one.receiver]]
    known = {lead_id, *counted, *(one.giver for one in got)}
    stood = placed.read(session, workspace_id=workspace_id, members=known, first=first, last=now)
    own = frozenset(one for one in counted if lead_id in stood.leads.at(one, now))
    led = {team: frozenset(one for one in own if team in stood.member_of.at(one, now)) for team in _led(stood, of)}
    tree = scope.kind == ScopeKind.TREE
    leads = {lead for one in counted for lead in stood.leads.at(one, now)} - {lead_id} if tree else set()
    last = received.last(session, workspace_id=workspace_id, members=own, leads=leads, top=lead_id, at=now)
    waiting = acts.waiting(session, workspace_id, counted)
    if scope.kind == ScopeKind.TEAM:
        team = led.get(scope.team_id, frozenset()) if scope.team_id else frozenset()
        counted = {one: counted[one] for one in counted if one in team}
        got, waiting = _of(counted, got), [one for one in waiting if one.member in team]
    return Found(lead_id, scope, now, history, counted, own, led, got, stood, waiting, last)


def _starts(counted: Mapping[UUID, Person], now: datetime) -> dict[UUID, datetime]:
    """When each person's longest window begins (UTC)."""
    found: dict[Any, datetime] = {}
    for one in counted.values():
        if (where := (one.zones, one.calendar)) not in found:
            zone = zone_of(*one.zones)
            found[where] = weeks.midnight(coverage.first_day(one.calendar, weeks.day_of(now, zone)), zone)
    return {one.id: found[one.zones, one.calendar] for one in counted.values()}


def _led(stood: Placed, of: Mapping[str, Any]) -> set[UUID]:
    """The teams that the lead leads now."""
    return stood.lead_of.at(of["lead_id"], of["at"])


def _of(counted: Mapping[UUID, Person], got: Iterable[Received]) -> list[Received]:
    return [one for one in got if one.receiver in counted]
