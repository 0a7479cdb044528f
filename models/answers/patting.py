"""The pat of an answer as recognition: without words, and for the two alone, until whom it is for shares it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from models.answers import Answer
from models.decisions import Decision
from models.kudos import ChannelKind, Kudos, KudosReceiver, Source, retracting
from models.people.members import Circle
from models.storage.ids import uuid7


def give(session: Session, decision: Decision, giver_id: UUID, now: datetime) -> UUID:
    """Store it. Returns the id of the kudos: it counts as one, and no message tells of it."""
    kudos_id = uuid7()
    of = {"workspace_id": decision.workspace_id}
    receiver = KudosReceiver(
        **of,
        kudos_id=kudos_id,
        receiver_id=decision.member_id,
        position=0,
        given_at=now,
        circle=Circle.LEAD,
    )
    kudos = Kudos(
        **of,
        id=kudos_id,
        giver_id=giver_id,
        given_at=now,
        source=Source.DECISION,
        channel_kind=ChannelKind.DIRECT,
        receivers=[receiver],
    )
    session.add(kudos)
    session.flush()
    return kudos_id


def decision_goes(session: Session, decision: Decision, now: datetime) -> None:
    """It is about to be deleted: a pat that was not shared goes with it; one that was stays what it became, a kudos."""
    answer = session.get(Answer, (decision.workspace_id, decision.id))
    if answer is None or answer.kudos_id is None or decision.shared_kudos_id is not None:
        return
    kudos = retracting.load(session, decision.workspace_id, answer.kudos_id)
    if kudos is not None and not retracting.is_retracted(session, kudos):
        retracting.retract(session, kudos, by_id=decision.member_id, reason="decision_deleted", now=now)
