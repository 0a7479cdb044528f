"""Which decisions, answers, requests, ideas and causes have been kept long enough.

Decisions go with their versions, answers and guidance, `decision_months` after they were logged; so do requests for
more room, promises that were said not to be kept and absences, once they are settled or over. Ideas and closed causes
are kept as long as pats, counted from their last step: what was said and done is told in digests. Limits and pledges
stay: what holds, and what held, is the company's word.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Session

from models.answers.absences import Absence
from models.decisions import Decision
from models.improving.causes import Cause
from models.improving.ideas import Idea, IdeaStep
from models.improving.leadership import LeadershipLine
from models.limits.asking import RoomRequest
from models.pledge import BrokenPromise
from models.storage.orm import Model

AT_ONCE = 100
Rows = dict[type[Model], tuple[Any, ...]]


def of_decisions(session: Session, workspace_id: int, before: datetime) -> Rows:
    """Ids by table, no more of each than one write may hold."""
    return _found(
        session,
        workspace_id,
        {
            Decision: Decision.logged_at < before,
            RoomRequest: RoomRequest.resolved_at < before,
            BrokenPromise: BrokenPromise.at < before,
            Absence: Absence.back_on < before.date(),
        },
    )


def of_ideas(session: Session, workspace_id: int, before: datetime) -> Rows:
    """Ids by table, as of `of_decisions`; of a line from leadership its week."""
    since = exists().where(IdeaStep.workspace_id == workspace_id, IdeaStep.idea_id == Idea.id, IdeaStep.at >= before)
    named = exists().where(Decision.workspace_id == workspace_id, Decision.cause_id == Cause.id)
    return _found(
        session,
        workspace_id,
        {
            Idea: and_(Idea.at < before, ~since),
            Cause: and_(Cause.closed_at < before, ~named),
            LeadershipLine: LeadershipLine.week < before.date(),
        },
    )


def key_of(table: Any) -> Any:
    """The column by which these are found."""
    return LeadershipLine.week if table is LeadershipLine else table.id


def _found(session: Session, workspace_id: int, which: dict[Any, ColumnElement[bool]]) -> Rows:
    found = {
        table: tuple(session.scalars(_old(table, workspace_id, condition).limit(AT_ONCE)))
        for table, condition in which.items()
    }
    return {table: ids for table, ids in found.items() if ids}


def _old(table: Any, workspace_id: int, condition: ColumnElement[bool]) -> Select[Any]:
    return select(key_of(table)).where(table.workspace_id == workspace_id, condition).order_by(key_of(table))
