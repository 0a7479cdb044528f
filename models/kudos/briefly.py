"""What somebody was thanked for, in brief: as one reader may read it now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.kudos import Kudos, Retraction, circles
from models.people.members import Member
from models.people.persons import Person


@dataclass(frozen=True, slots=True)
class Thanks:
    """Who said it, and its first words, in their stored form."""

    giver: Person
    words: str


def thanks(
    session: Session, *, workspace_id: int, kudos_ids: Iterable[UUID], reader: UUID, at: datetime
) -> dict[UUID, Thanks]:
    """By kudos, in one statement; what was taken back, erased, or isn't for this reader is not there."""
    wanted = list(kudos_ids)
    if not wanted:
        return {}
    taken_back = exists().where(Retraction.workspace_id == workspace_id, Retraction.kudos_id == Kudos.id)
    query = (
        select(Kudos, Member)
        .join(Member, (Member.workspace_id == Kudos.workspace_id) & (Member.id == Kudos.giver_id))
        .where(Kudos.workspace_id == workspace_id, Kudos.id.in_(wanted), ~taken_back)
        .where(circles.open_words(workspace_id), ~circles.hidden(workspace_id, Kudos.id))
    )
    rows = session.execute(query, circles.viewed_by(workspace_id, reader, at))
    return {kudos.id: Thanks(_person(giver), words) for kudos, giver in rows if (words := _first(kudos))}


def _first(kudos: Kudos) -> str | None:
    said = (kudos.decision, kudos.message, kudos.outcome, kudos.customer_words)
    return next(filter(None, said), None)


def _person(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label, gone=member.removed_at is not None)
