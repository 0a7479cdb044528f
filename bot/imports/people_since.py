"""From which day on a list of people holds: read, checked, and said."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from digests import prose, weeks
from digests.facts import people
from models.people import dating
from models.people.dating import Said
from models.workspace import workspaces
from models.zones import zone_of

EARLIEST = date(1900, 1, 1)
"""A day before is a slip of the pen."""
NOTHING = "Nothing was stored."


class BadDay(Exception):
    """It can't hold from that day; the message says why, and what can be."""


@dataclass(frozen=True, slots=True)
class Since:
    """`begin`: when `day` began in the workspace's zone (UTC)."""

    day: date
    begin: datetime
    later: frozenset[UUID]
    """People of whom it holds already, but only from a later day on."""
    counted_from: date
    """Nothing is counted before."""


def read(session: Session, workspace_id: int, day: date, said: Collection[Said], now: datetime) -> Since:
    """What holds from `day` on, as it is now. Raises `BadDay`."""
    zone = zone_of(workspaces.get(session, workspace_id).zone)
    today = weeks.day_of(now, zone)
    if day > today:
        raise BadDay(f"--since {day} is in the future: a list holds from today, {today}, at the latest. {NOTHING}")
    if day < EARLIEST:
        raise BadDay(f"--since {day} is before {EARLIEST}: a slip of the pen? {NOTHING}")
    begin = weeks.midnight(day, zone)
    later = dating.later(session, workspace_id=workspace_id, said=said, since=begin)
    counted = weeks.day_of(people.history(session, workspace_id=workspace_id).counts_from, zone)
    return Since(day, begin, frozenset(later), counted)


def told(since: Since, *, dry_run: bool) -> Iterator[str]:
    holds = "would hold" if dry_run else "holds"
    yield f"What the file says of leads and teams {holds} from {_day(since.day)} on."
    if since.later:
        who = prose.counted(len(since.later), "person", "people")
        yield f"Of {who} it was so already, but only from a later day on."
    if since.day < since.counted_from:
        first = _day(since.counted_from)
        yield f"Nothing is counted here before {first} so far; past thanks come with backpat import slack-export."


def _day(day: date) -> str:
    """With its year."""
    return f"{prose.since(day, day)} {day.year}"
