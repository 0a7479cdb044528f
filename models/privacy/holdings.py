"""How much is held about a person, in figures."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.answers import Answer
from models.decisions import Decision
from models.delivery.outbox import Delivery
from models.giving.drafts import Draft
from models.giving.messages import Reaction
from models.improving.ideas import Idea
from models.kudos import Boost, Kudos, KudosReceiver
from models.kudos.reports import KudosReport


@dataclass(frozen=True, slots=True)
class Holdings:
    received: int = 0
    given: int = 0
    boosts: int = 0
    decisions: int = 0
    """Logged."""
    answers: int = 0
    """Given to decisions."""
    ideas: int = 0
    reactions: int = 0
    drafts: int = 0
    reports: int = 0
    messages: int = 0
    """Records of messages to them."""


def held(session: Session, *, workspace_id: int, member_id: UUID) -> Holdings:
    """In one statement."""
    counted: dict[str, Any] = {
        "received": KudosReceiver.receiver_id,
        "given": Kudos.giver_id,
        "boosts": Boost.member_id,
        "decisions": Decision.member_id,
        "answers": Answer.by_id,
        "ideas": Idea.author_id,
        "reactions": Reaction.member_id,
        "drafts": Draft.giver_id,
        "reports": KudosReport.by_id,
        "messages": Delivery.member_id,
    }
    counts = [_count(column, workspace_id, member_id).label(name) for name, column in counted.items()]
    return Holdings(**session.execute(select(*counts)).mappings().one())


def _count(column: Any, workspace_id: int, member_id: UUID) -> Any:
    table = column.class_
    mine = (table.workspace_id == workspace_id, column == member_id)
    return select(func.count()).select_from(table).where(*mine).scalar_subquery()
