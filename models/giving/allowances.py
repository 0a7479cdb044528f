"""How many pats a giver may still give: one for each receiver, in a day, week or month of their own zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from models.kudos import Kudos, KudosReceiver, Retraction, Source
from models.people.members import Party
from models.workspace.policies import Period, Policy
from models.workspace.workspaces import Workspace
from models.zones import zone_of


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of `most`, in this `period`, until `resets_at` (UTC)."""

    period: Period
    most: int
    left: int
    resets_at: datetime


def allowance(session: Session, *, workspace_id: int, policy: Policy, author: Party, now: datetime) -> Allowance | None:
    """What this author may still give; None: as much as they like. Their row has to be locked."""
    if policy.allowance is None or author.id in policy.exempt:
        return None
    zone = author.zone or session.scalar(select(Workspace.zone).where(Workspace.id == workspace_id))
    start, end = period(policy.period, zone, now)
    spent = session.scalar(
        select(func.count())
        .select_from(Kudos)
        .join(KudosReceiver, _same_kudos())
        .where(
            Kudos.workspace_id == workspace_id,
            KudosReceiver.workspace_id == workspace_id,
            or_(and_(Kudos.giver_id == author.id, Kudos.entered_by_id.is_(None)), Kudos.entered_by_id == author.id),
            Kudos.source.not_in((Source.IMPORT, Source.DECISION)),
            Kudos.given_at >= start,
            Kudos.given_at < end,
            KudosReceiver.void_reason.is_(None),
            ~exists().where(Retraction.workspace_id == workspace_id, Retraction.kudos_id == Kudos.id),
        )
    )
    return Allowance(policy.period, policy.allowance, max(0, policy.allowance - (spent or 0)), end)


def period(length: Period, zone: str | None, now: datetime) -> tuple[datetime, datetime]:
    """[start, end) in UTC of the day, week (from Monday) or month of `zone` that holds `now`."""
    tz = zone_of(zone)
    today = now.astimezone(tz).date()
    if length == Period.MONTH:
        first = today.replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
    else:
        first = today if length == Period.DAY else today - timedelta(days=today.weekday())
        after = first + timedelta(days=1 if length == Period.DAY else 7)
    start, end = (datetime.combine(day, time(), tzinfo=tz).astimezone(UTC) for day in (first, after))
    return start, end


def _same_kudos() -> ColumnElement[bool]:
    return and_(KudosReceiver.workspace_id == Kudos.workspace_id, KudosReceiver.kudos_id == Kudos.id)
