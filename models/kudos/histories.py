"""One's own history: what one was given, gave or kept, page by page, with words and names to search for."""

import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Exists, Select, exists, func, select
from sqlalchemy.orm import Session

from models import words
from models.kudos import Kudos, KudosReceiver, Retraction, cards
from models.kudos.cards import Page
from models.people import members
from models.people.members import Member

MOST_SEARCHED = 5000
"""Of one's newest kudos: in each of them the words are looked for."""
TEXTS = (Kudos.message, Kudos.decision, Kudos.outcome, Kudos.customer_words)


class Which(StrEnum):
    RECEIVED = "received"
    GIVEN = "given"
    KEPT = "kept"


def history(
    session: Session,
    *,
    workspace_id: int,
    member_id: UUID,
    which: Which,
    search: str = "",
    most: int = 10,
    offset: int = 0,
) -> Page:
    """A page of this member's kudos, newest first; the last one when `offset` is beyond.

    With `search` those that hold all of its words, in whatever case and with or without accents: in what was written,
    or in the names of who gave, received or is mentioned. It takes the same statements however many there are.
    """
    mine = _given(workspace_id, member_id) if which == Which.GIVEN else _received(workspace_id, member_id, which)
    if wanted := folded(search).split():
        found = _search(session, workspace_id, mine.limit(MOST_SEARCHED), wanted)
        total, first = len(found), _within(offset, len(found), most)
        ids: Sequence[UUID] = found[first : first + most]
    else:
        total = session.scalar(select(func.count()).select_from(mine.order_by(None).subquery())) or 0
        first = _within(offset, total, most)
        ids = session.scalars(mine.limit(most).offset(first)).all()
    shown = cards.cards(session, workspace_id, ids)
    return Page(tuple(shown[one] for one in ids), total, first)


def totals(session: Session, *, workspace_id: int, member_id: UUID) -> dict[Which, int]:
    """How many there are of each."""
    counted = [
        select(func.count()).select_from(query.order_by(None).subquery()).scalar_subquery()
        for query in (
            _received(workspace_id, member_id, Which.RECEIVED),
            _given(workspace_id, member_id),
            _received(workspace_id, member_id, Which.KEPT),
        )
    ]
    received, given, kept = session.execute(select(*counted)).one()
    return {Which.RECEIVED: received, Which.GIVEN: given, Which.KEPT: kept}


def folded(text: str) -> str:
    """Without case and accents: "Inés" and "INES" are the same."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one)).casefold()


def _received(workspace_id: int, member_id: UUID, which: Which) -> Select[UUID]:
    query = (
        select(KudosReceiver.kudos_id)
        .where(
            KudosReceiver.workspace_id == workspace_id,
            KudosReceiver.receiver_id == member_id,
            KudosReceiver.void_reason.is_(None),
            ~exists().where(Retraction.workspace_id == workspace_id, Retraction.kudos_id == KudosReceiver.kudos_id),
        )
        .order_by(KudosReceiver.given_at.desc(), KudosReceiver.kudos_id.desc())
    )
    return query.where(KudosReceiver.kept_at.is_not(None)) if which == Which.KEPT else query


def _given(workspace_id: int, member_id: UUID) -> Select[UUID]:
    taken_back: Exists = exists().where(Retraction.workspace_id == workspace_id, Retraction.kudos_id == Kudos.id)
    return (
        select(Kudos.id)
        .where(Kudos.workspace_id == workspace_id, Kudos.giver_id == member_id, ~taken_back)
        .order_by(Kudos.given_at.desc(), Kudos.id.desc())
    )


def _within(offset: int, total: int, most: int) -> int:
    """The beginning of a page that there is."""
    last = max(0, total - 1) // most * most
    return max(0, min(offset, last))


def _search(session: Session, workspace_id: int, mine: Select[UUID], wanted: Sequence[str]) -> list[UUID]:
    """In the order of `mine`. Databases fold letters each in their own way, so it is done here, the same for all."""
    query = select(Kudos.given_at, Kudos.id, Kudos.giver_id, *TEXTS)
    mine_alone = (Kudos.workspace_id == workspace_id, Kudos.id.in_(mine))
    # Asked for an order, SQLite reads everyone's in that order rather than look these up.
    rows = sorted(session.execute(query.where(*mine_alone)), key=lambda row: (row.given_at, row.id), reverse=True)
    receivers = _receivers(session, workspace_id, mine)
    people = members.by_id(session, workspace_id, {row.giver_id for row in rows}.union(*receivers.values()))
    texts = {row.id: "\n".join(filter(None, row[3:])) for row in rows}
    mentioned = _mentioned(session, workspace_id, texts.values())
    found = []
    for row in rows:
        names = [_called(people[one]) for one in (row.giver_id, *receivers.get(row.id, ()))]
        said = folded("\n".join([words.plain(texts[row.id], mentioned.get), *names]))
        if all(word in said for word in wanted):
            found.append(row.id)
    return found


def _receivers(session: Session, workspace_id: int, mine: Select[UUID]) -> dict[UUID, list[UUID]]:
    query = select(KudosReceiver.kudos_id, KudosReceiver.receiver_id).where(
        KudosReceiver.workspace_id == workspace_id,
        KudosReceiver.kudos_id.in_(mine),
        KudosReceiver.void_reason.is_(None),
    )
    received: dict[UUID, list[UUID]] = {}
    for kudos_id, receiver_id in session.execute(query):
        received.setdefault(kudos_id, []).append(receiver_id)
    return received


def _mentioned(session: Session, workspace_id: int, texts: Iterable[str]) -> dict[str, str]:
    """What everyone mentioned in these texts is called, by Slack id."""
    ids = {slack_id for text in texts for slack_id in words.mentions(text)}
    return {slack_id: _called(one) for slack_id, one in members.by_slack_id(session, workspace_id, ids).items()}


def _called(member: Member) -> str:
    return f"{member.name} {member.handle}"
