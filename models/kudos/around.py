"""What was said around someone lately: kudos of others that they may see, newest first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Exists, Select, exists, select
from sqlalchemy.orm import Session, aliased

from models.delivery import outbox
from models.delivery.outbox import Delivery, Purpose, Status
from models.kudos import Kudos, KudosReceiver, Retraction, cards
from models.kudos.cards import Card
from models.kudos.circles import hidden, near, open_words, viewed_by
from models.people.members import Kind, Member

LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Around:
    """A page, and whether there are older ones. `everywhere`: they are in no team yet, so it is the whole workspace."""

    cards: tuple[Card, ...] = ()
    more: bool = False
    everywhere: bool = False


def around(session: Session, *, member: Member, most: int, offset: int, now: datetime) -> Around:
    """Kudos of the last 90 days for people in a team with `member`, who is in none of them.

    Guests and people of other companies see none: public channels are not public to them.
    """
    if not member.active or member.kind != Kind.PERSON:
        return Around()
    workspace_id = member.workspace_id
    viewer = viewed_by(workspace_id, member.id, now)
    mates = near().subquery()
    alone = session.scalar(select(mates).where(mates.c[0] != member.id).limit(1), viewer) is None
    query = _seen(workspace_id, member.id, now, everywhere=alone).limit(most + 1).offset(offset)
    ids = [row[0] for row in session.execute(query, viewer)]
    found = cards.cards(session, workspace_id, ids[:most])
    return Around(tuple(found[one] for one in ids[:most]), len(ids) > most, alone)


def _seen(workspace_id: int, viewer_id: UUID, now: datetime, *, everywhere: bool) -> Select[UUID, datetime]:
    """From the receivers, so that a small team is not looked for among everyone's kudos."""
    query = (
        select(KudosReceiver.kudos_id, KudosReceiver.given_at)
        .join(Kudos, (Kudos.workspace_id == KudosReceiver.workspace_id) & (Kudos.id == KudosReceiver.kudos_id))
        .where(
            KudosReceiver.workspace_id == workspace_id,
            KudosReceiver.void_reason.is_(None),
            KudosReceiver.given_at > now - LATELY,
            Kudos.giver_id != viewer_id,
            Kudos.entered_by_id.is_distinct_from(viewer_id),
            open_words(workspace_id),
            ~_receives(workspace_id, viewer_id),
            ~hidden(workspace_id, KudosReceiver.kudos_id),
            ~exists().where(Retraction.workspace_id == workspace_id, Retraction.kudos_id == KudosReceiver.kudos_id),
            ~_unposted(workspace_id),
        )
        .distinct()
        .order_by(KudosReceiver.given_at.desc(), KudosReceiver.kudos_id.desc())
    )
    return query if everywhere else query.where(KudosReceiver.receiver_id.in_(near()))


def _receives(workspace_id: int, viewer_id: UUID) -> Exists:
    me = aliased(KudosReceiver)
    return exists().where(
        me.workspace_id == workspace_id, me.kudos_id == KudosReceiver.kudos_id, me.receiver_id == viewer_id
    )


def _unposted(workspace_id: int) -> Exists:
    """Meant for everyone there, and nobody there could read it."""
    return exists().where(
        Delivery.workspace_id == workspace_id,
        Delivery.subject_id == KudosReceiver.kudos_id,
        Delivery.purpose == Purpose.ANNOUNCEMENT,
        Delivery.kind == outbox.Kind.POST,
        Delivery.status == Status.FAILED,
    )
