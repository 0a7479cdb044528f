"""A button about a decision that isn't theirs to answer: an old message's, or forged. It says what became of it."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bot import log
from bot.listeners.answering import answer
from bot.listeners.fields import id_of
from bot.replies import answers as replies
from bot.services import Incoming, Services
from bot.surfaces.message import Message
from models.answers import Answerer
from models.decisions import reading
from models.people import members


async def refuse(services: Services, incoming: Incoming, what: str, value: str) -> None:
    """Nothing is done, and it is logged."""
    note(incoming, what, value)
    said = await services.database.read(became, incoming.workspace_id, id_of(value), incoming.user_id)
    answer(services, incoming, said)


def note(incoming: Incoming, what: str, value: str) -> None:
    """Logged with ids alone."""
    where = {"workspace": incoming.workspace_id, "by": incoming.user_id, "decision": str(id_of(value))}
    log.warning("not theirs", what=what, **where)


def became(session: Session, workspace_id: int, decision_id: UUID, slack_user_id: str) -> Message:
    """Who has it now is told to those whom it was asked of, and to nobody else."""
    card = reading.card(session, workspace_id, decision_id)
    me = members.by_slack_user(session, workspace_id, slack_user_id)
    if card is None:
        return replies.DELETED
    if me is None or not _was_asked(session, workspace_id, decision_id, me.id):
        return replies.NOT_YOURS
    if card.answer is not None:
        return replies.answered_by(card.answer.by)
    return replies.moved_to(card.answerer)


def _was_asked(session: Session, workspace_id: int, decision_id: UUID, member_id: UUID) -> bool:
    asked = exists().where(
        Answerer.workspace_id == workspace_id,
        Answerer.decision_id == decision_id,
        Answerer.member_id == member_id,
    )
    return bool(session.scalar(select(asked)))
