"""What was said around someone lately: kudos of others that they may see, newest first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from sqlalchemy import BindParameter, Exists, Integer, Select, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from models.delivery import outbox
from models.delivery.outbox import Delivery, Purpose, Status
from models.kudos import Kudos, KudosReceiver, Retraction, cards
from models.kudos.cards import Card
from models.kudos.circles import hidden, near, open_words, viewed_by
from models.people.members import Kind, Member
from models.storage.orm import UTCDateTime

LATELY = timedelta(days=90)
WORKSPACE: BindParameter[int] = bindparam("workspace_id")
VIEWER: BindParameter[UUID] = bindparam("lead_id")


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
    alone = session.scalar(_mates(), viewer) is None
    page = {"since": now - LATELY, "most": most + 1, "offset": offset}
    ids = [row[0] for row in session.execute(_seen(everywhere=alone), viewer | page)]
    found = cards.cards(session, workspace_id, ids[:most])
    return Around(tuple(found[one] for one in ids[:most]), len(ids) > most, alone)


@cache
def _mates() -> Select[UUID]:
    """Somebody who is in a team with :lead_id."""
    mates = near().subquery()
    return select(mates.c[0]).where(mates.c[0] != VIEWER).limit(1)


@cache
def _seen(*, everywhere: bool) -> Select[UUID, datetime]:
    """What :lead_id may see since :since, from the receivers: a small team is not looked for among everyone's kudos.

    Written once: to write it takes ten times as long as to run it, and every Home asks.
    """
    query = (
        select(KudosReceiver.kudos_id, KudosReceiver.given_at)
        .join(Kudos, (Kudos.workspace_id == KudosReceiver.workspace_id) & (Kudos.id == KudosReceiver.kudos_id))
        .where(
            KudosReceiver.workspace_id == WORKSPACE,
            KudosReceiver.void_reason.is_(None),
            KudosReceiver.given_at > bindparam("since", type_=UTCDateTime()),
            Kudos.giver_id != VIEWER,
            Kudos.entered_by_id.is_distinct_from(VIEWER),
            open_words(WORKSPACE),
            ~_receives(),
            ~hidden(WORKSPACE, KudosReceiver.kudos_id),
            ~exists().where(Retraction.workspace_id == WORKSPACE, Retraction.kudos_id == KudosReceiver.kudos_id),
            ~_unposted(),
        )
        .distinct()
        .order_by(KudosReceiver.given_at.desc(), KudosReceiver.kudos_id.desc())
        .limit(bindparam("most", type_=Integer()))
        .offset(bindparam("offset", type_=Integer()))
    )
    return query if everywhere else query.where(KudosReceiver.receiver_id.in_(near()))


def _receives() -> Exists:
    me = aliased(KudosReceiver)
    return exists().where(me.workspace_id == WORKSPACE, me.kudos_id == KudosReceiver.kudos_id, me.receiver_id == VIEWER)


def _unposted() -> Exists:
    """Meant for everyone there, and nobody there could read it."""
    return exists().where(
        Delivery.workspace_id == WORKSPACE,
        Delivery.subject_id == KudosReceiver.kudos_id,
        Delivery.purpose == Purpose.ANNOUNCEMENT,
        Delivery.kind == outbox.Kind.POST,
        Delivery.status == Status.FAILED,
    )
