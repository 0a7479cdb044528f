"""After three quiet weeks in a row a lead's digest comes once in four weeks, until something happens."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from digests.collecting import Digest, LeadDigest
from digests.collecting.lead import FEW_QUIET
from digests.facts.sets import among
from models.schedules import Run, RunStatus, Schedule


def counted(session: Session, workspace_id: int, digests: Mapping[UUID, Digest]) -> dict[UUID, Digest]:
    """`digests` by schedule, the quiet ones with how many weeks in a row it is, once those are three or more."""
    quiet = [id_ for id_, digest in digests.items() if isinstance(digest, LeadDigest) and digest.quiet]
    if not quiet:
        return dict(digests)
    before = _before(session, workspace_id, quiet)
    return {id_: _said(digest, before.get(id_, 0) + 1) for id_, digest in digests.items()}


def _said(digest: Digest, weeks: int) -> Digest:
    if isinstance(digest, LeadDigest) and digest.quiet and weeks >= FEW_QUIET:
        return replace(digest, quiet_weeks=weeks)
    return digest


def _before(session: Session, workspace_id: int, schedules: Iterable[UUID]) -> dict[UUID, int]:
    """Of each of these schedules, the quiet runs since the last one that was not; missed ones say nothing."""
    other = aliased(Run)
    of = (other.workspace_id == Schedule.workspace_id, other.schedule_id == Schedule.id)
    loud = (
        select(other.period_start)
        .where(*of, ~other.quiet, other.status != RunStatus.MISSED)
        .order_by(other.period_start.desc())
        .limit(1)
        .correlate(Schedule)
        .scalar_subquery()
    )
    query = (
        select(Schedule.id, func.count())
        .join(Run, (Run.workspace_id == Schedule.workspace_id) & (Run.schedule_id == Schedule.id))
        .where(Schedule.workspace_id == workspace_id, among(session, Schedule.id, schedules))
        .where(Run.quiet, or_(loud.is_(None), Run.period_start > loud))
        .group_by(Schedule.id)
    )
    return dict(session.execute(query).all())
