"""Leads and start dates from Slack's profile fields: they fill what nobody has set by hand, and follow themselves.

For each person it is noted what their profile said last. What stands is changed only while it is empty or still what
the profile said before: a form or a list of people is by hand, and stays. An emptied field changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models.people import leading, leads, members, reporting
from models.people.members import Kind, Member
from models.workspace import notes

LEASE = timedelta(minutes=10)
"""Of one reader of the profiles, renewed with each batch: whoever crashed is replaced after that."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one person's profile says. `lead` is a Slack id."""

    slack_user_id: str
    lead: str | None
    started_on: date | None


@dataclass(frozen=True, slots=True)
class Changes:
    leads: int = 0
    start_dates: int = 0
    impossible: int = 0
    """Leads who can't be: bots, people who left, and circles."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Begin after the Slack id `after` ("": with the first); None: today's profiles are `done`, or being read."""

    after: str | None
    done: bool = False


def take(session: Session, *, workspace_id: int, now: datetime, real: datetime) -> Turn:
    """Begin reading the profiles of today (a day of UTC), or go on where somebody broke off."""
    today = notes.locked(session, workspace_id, _day(now), now)
    if today.get("done"):
        return Turn(None, done=True)
    if real.timestamp() < today.get("until", 0):
        return Turn(None)
    after = str(today.get("after", ""))
    _note(session, workspace_id, now, {"after": after, "until": (real + LEASE).timestamp()})
    return Turn(after)


def finish(session: Session, *, workspace_id: int, now: datetime) -> None:
    """Everybody's has been read."""
    _note(session, workspace_id, now, {"done": True})


def wanted(session: Session, workspace_id: int, after: str, most: int) -> list[str]:
    """Slack ids of the next people whose profiles are to be read."""
    query = members.people_after(workspace_id, after).limit(most)
    return [one for one in session.scalars(query) if one]


def store(
    session: Session, *, workspace_id: int, said: Sequence[Said], after: str, begun: datetime, now: datetime,
    real: datetime,
) -> Changes:  # fmt: skip
    """Bring these people in step with what their profiles say; the next batch begins after the Slack id `after`."""
    leading.lock(session, workspace_id)
    named = {one for line in said for one in (line.slack_user_id, line.lead) if one}
    people = members.by_slack_id(session, workspace_id, named)
    ids = {one.id: _statement(one.id) for one in people.values()}
    before = notes.read_all(session, workspace_id, list(ids.values()))
    up = leads.upwards(session, workspace_id)
    total = [Changes()]
    for line in said:
        if (one := people.get(line.slack_user_id)) is not None:
            lead = people.get(line.lead) if line.lead else None
            total.append(_bring(session, one, lead, line, before.get(ids[one.id]) or {}, up, now))
    _note(session, workspace_id, begun, {"after": after, "until": (real + LEASE).timestamp()})
    session.flush()
    return Changes(*(sum(getattr(one, name) for one in total) for name in ("leads", "start_dates", "impossible")))


def _bring(
    session: Session,
    one: Member,
    lead: Member | None,
    line: Said,
    before: dict[str, Any],
    up: dict[UUID, UUID],
    now: datetime,
) -> Changes:
    start = line.started_on
    follows = str(one.started_on) == before.get("start") or one.started_on is None
    new_start = start is not None and start != one.started_on and follows
    if new_start:
        one.started_on = start
    said = {"lead": str(lead.id) if lead else before.get("lead"), "start": str(start) if start else before.get("start")}
    changed = said.get("lead") != before.get("lead")
    stands = str(up[one.id]) if one.id in up else None
    new_lead = lead is not None and changed and stands != said["lead"] and stands in (None, before.get("lead"))
    possible = not new_lead or (lead is not None and _can_lead(lead, one, up))
    if lead is not None and new_lead and possible:
        of: dict[str, Any] = {"workspace_id": one.workspace_id, "member_id": one.id}
        reporting.set_lead(session, lead_id=lead.id, now=now, **of)
        up[one.id] = lead.id
    if not possible:
        said["lead"] = before.get("lead")  # it is tried again tomorrow
    notes.write(session, workspace_id=one.workspace_id, key=_statement(one.id), content=said, now=now)
    return Changes(int(new_lead and possible), int(new_start), int(not possible))


def _can_lead(lead: Member, one: Member, up: dict[UUID, UUID]) -> bool:
    fit = lead.active and lead.kind in (Kind.PERSON, Kind.GUEST)
    return fit and one.id not in leads.chain(up, lead.id)


def _note(session: Session, workspace_id: int, day: datetime, content: dict[str, Any]) -> None:
    notes.write(session, workspace_id=workspace_id, key=_day(day), content=content, now=day)


def _day(now: datetime) -> str:
    return f"profiles:{now:%Y-%m-%d}"


def _statement(member_id: UUID) -> str:
    return f"profile:{member_id}"
