"""Kudos in a message: what it gives, what an edit of it changes, what deleting it takes back.

Slack gives everything that happens in a channel a `ts`: a message when it is posted, each of its edits, and its end.
The newest of them is what the message is now, in whatever order and however often they arrive (`requests.advance`).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.giving import Gift, drafts, give_now
from models.giving.addressing import Addressed, address
from models.giving.deciding import about_words
from models.giving.messages import MessageGift, gifts_of
from models.kudos import NO_LONGER_NAMED, Kudos, KudosReceiver, Source
from models.kudos.editing import rewrite
from models.kudos.retracting import UNDO_WINDOW, is_retracted, load, refresh_messages, retract
from models.kudos.versions import Texts
from models.people.members import Circle, Party, strictest
from models.storage.inserting import add_once
from models.storage.requests import Outcome, advance
from models.workspace import policies, values

FORM_HELPS = frozenset({"channel", "empty_group", "group", "no_message", "too_long", "unknown", "value", "what"})
"""Refusals that the form can mend: what was written is kept as a draft."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it is since `version` (Unix microseconds), and the gifts that were read in it."""

    author: str
    channel_id: str
    ts: str
    version: int
    gifts: tuple[Gift, ...]
    edited: bool = False
    doubtful: bool = False
    """The one gift is only a guess: to be asked about, never given."""


@dataclass(frozen=True, slots=True)
class Named:
    """A gift and those of its receivers whom no gift before it names."""

    gift: Gift
    people: tuple[Party, ...]
    unknown: tuple[str, ...] = ()
    """Names and user groups that nobody here has."""

    @property
    def circle(self) -> Circle | None:
        """The strictest of theirs: an edit shows the words to no more people than if all had been named at first."""
        return strictest(party.circle for party in self.people) if self.people else None


def hear(session: Session, *, workspace_id: int, heard: Heard, now: datetime) -> Outcome:
    """Give what a message newly gives; by an edit within a day, change what it gave before.

    `code`: as of `give` (a refusal that the form can mend has a `draft`), "doubtful" (with a `draft`), or "nothing",
    also when a newer state of the message is known.
    """
    too_old = heard.edited and now - said_at(heard.ts) > UNDO_WINDOW
    if too_old or not advance(session, workspace_id=workspace_id, key=_key(heard), version=heard.version, now=now):
        return {"code": "nothing"}
    addressed = address(session, workspace_id=workspace_id, gifts=heard.gifts, now=now) if heard.gifts else []
    named = _each_once(heard.gifts, addressed)
    had = gifts_of(session, workspace_id, heard.channel_id, heard.ts)
    if had:
        had = _follow(session, workspace_id, heard, named, had, now)
    if addressed:
        had |= _by_form(session, workspace_id, heard, addressed[0].author)
    rest = [left for one in named if (left := _without(one, had, heard.author))]
    if not rest:
        return {"code": "nothing"}
    author = addressed[0].author
    if heard.doubtful:
        return {"code": "doubtful", "draft": _draft(session, workspace_id, author, rest, now)}
    outcome = give_now(session, workspace_id=workspace_id, gifts=rest, now=now)
    if outcome["code"] == "given":
        _note(session, workspace_id, heard, named, outcome, now)
    elif had and outcome["code"] == "nobody_left":
        return {"code": "nothing"}  # an edit of words: whoever can't receive it was told of when it was posted
    elif outcome["code"] in FORM_HELPS:
        outcome["draft"] = _draft(session, workspace_id, author, rest, now)
    return outcome


def take_back(session: Session, *, workspace_id: int, channel_id: str, ts: str, version: int, now: datetime) -> Outcome:
    """A message was deleted: exactly what it gave is taken back, however old; and it never gives afterwards."""
    key = f"message:{channel_id}:{ts}"
    if not advance(session, workspace_id=workspace_id, key=key, version=version, now=now):
        return {"code": "nothing"}
    for kudos in _given(session, workspace_id, gifts_of(session, workspace_id, channel_id, ts)):
        retract(session, kudos, by_id=kudos.giver_id, reason="message_deleted", now=now)
    return {"code": "taken_back"}


def said_at(ts: str) -> datetime:
    """When a message with this `ts` was posted."""
    return datetime.fromtimestamp(float(ts), UTC)


def _key(heard: Heard) -> str:
    return f"message:{heard.channel_id}:{heard.ts}"


def _each_once(gifts: Sequence[Gift], addressed: Sequence[Addressed]) -> list[Named]:
    """A message gives once to each person: who is named again, with other words, has both in one."""
    found: list[Named] = []
    place: dict[UUID, int] = {}
    for gift, one in zip(gifts, addressed, strict=True):
        people = tuple(party for party in one.receivers if party.id not in place)
        unknown = (*one.unknown, *(group for group, _ in one.no_groups))
        if one.receivers and not people and not unknown:
            first = place[one.receivers[0].id]
            both = "\n".join(filter(None, (found[first].gift.message, gift.message)))
            found[first] = replace(found[first], gift=replace(found[first].gift, message=both))
            continue
        place |= {party.id: len(found) for party in people}
        found.append(Named(gift, people, unknown))
    return found


def _without(named: Named, had: dict[UUID, UUID | None], author: str) -> Gift | None:
    """The gift without those who have theirs; None when nobody is left."""
    people = [party for party in named.people if party.id not in had]
    if had:
        people = [party for party in people if party.slack_user_id != author]
    if not people and not named.unknown and (had or named.people):
        return None
    return replace(
        named.gift,
        circle=named.circle,
        receivers=tuple(party.slack_user_id for party in people if party.slack_user_id),
        offline=tuple(str(party.id) for party in people if not party.slack_user_id),
        groups=tuple(one for one in named.gift.groups if one in named.unknown or not named.people),
        names=tuple(one for one in named.gift.names if one in named.unknown),
    )


def _follow(
    session: Session,
    workspace_id: int,
    heard: Heard,
    named: Sequence[Named],
    had: dict[UUID, UUID | None],
    now: datetime,
) -> dict[UUID, UUID | None]:
    """What the message gave follows an edit of it. Returns who has theirs, whoever was taken out included."""
    place = {party.id: at for at, one in enumerate(named) for party in one.people}
    for kudos in _given(session, workspace_id, had):
        live = [receiver for receiver in kudos.receivers if receiver.void_reason is None]
        still = [receiver for receiver in live if receiver.receiver_id in place]
        if not still:
            retract(session, kudos, by_id=kudos.giver_id, reason=NO_LONGER_NAMED, now=now)
            continue
        its = place[still[0].receiver_id]
        left = [receiver for receiver in live if place.get(receiver.receiver_id) != its]
        for receiver in left:
            receiver.void_reason = NO_LONGER_NAMED
        had = _give_anew(session, workspace_id, heard, [one for one in left if one in still], had)
        narrowed = _narrow(kudos, named[its].circle)
        rewritten = not heard.doubtful and _rewrite(session, kudos, named[its].gift, now)
        if (left or narrowed) and not rewritten:
            session.flush()
            refresh_messages(session, kudos, now=now)
    session.flush()
    return had


def _narrow(kudos: Kudos, circle: Circle | None) -> bool:
    """Somebody is named in it now who lets fewer people see it. Whether that changed anything."""
    wider = [one for one in kudos.receivers if circle and Circle(one.circle).strictness < circle.strictness]
    for receiver in wider:
        receiver.circle = strictest((receiver.circle, circle or Circle.EVERYONE))
    return bool(wider)


def _give_anew(
    session: Session,
    workspace_id: int,
    heard: Heard,
    moved: Sequence[KudosReceiver],
    had: dict[UUID, UUID | None],
) -> dict[UUID, UUID | None]:
    """Whoever now has a reason of their own gets a kudos of their own instead of their part in a shared one."""
    gone = {receiver.receiver_id for receiver in moved}
    if gone:
        session.execute(
            delete(MessageGift).where(
                MessageGift.workspace_id == workspace_id,
                MessageGift.channel_id == heard.channel_id,
                MessageGift.message_ts == heard.ts,
                MessageGift.receiver_id.in_(gone),
            )
        )
    return {receiver: kudos for receiver, kudos in had.items() if receiver not in gone}


def _by_form(session: Session, workspace_id: int, heard: Heard, author: Party) -> dict[UUID, UUID | None]:
    """Whom the author gave theirs by the form that asked: an edit of the message doesn’t give it again."""
    query = (
        select(KudosReceiver.receiver_id)
        .join(Kudos, (Kudos.workspace_id == KudosReceiver.workspace_id) & (Kudos.id == KudosReceiver.kudos_id))
        .where(
            Kudos.workspace_id == workspace_id,
            Kudos.channel_id == heard.channel_id,
            Kudos.message_ts == heard.ts,
            Kudos.source == Source.MODAL,
            Kudos.giver_id == author.id,
        )
    )
    return dict.fromkeys(session.scalars(query))


def _rewrite(session: Session, kudos: Kudos, gift: Gift, now: datetime) -> bool:
    """Its words and values become the message’s, unless nothing could be given for those. Whether they changed."""
    tagged = values.tagged(session, kudos.workspace_id, gift.tags) if gift.tags else []
    gift = replace(gift, value_ids=tuple(map(str, tagged)))
    if about_words(gift, policies.current(session, kudos.workspace_id)):
        return False
    texts = replace(Texts.of(kudos), message=gift.message)
    return rewrite(session, kudos, texts=texts, value_ids=tagged, by_id=kudos.giver_id, now=now) is not None


def _given(session: Session, workspace_id: int, had: dict[UUID, UUID | None]) -> list[Kudos]:
    """What the message gave and nobody took back, locked in the order of their ids."""
    found = [load(session, workspace_id, kudos_id) for kudos_id in sorted({one for one in had.values() if one})]
    return [kudos for kudos in found if kudos is not None and not is_retracted(session, kudos)]


def _note(
    session: Session, workspace_id: int, heard: Heard, named: Sequence[Named], outcome: Outcome, now: datetime
) -> None:
    """Remember whom the message gave what, for ever."""
    ids = {party.slack_user_id or str(party.id): party.id for one in named for party in one.people}
    of = {"workspace_id": workspace_id, "channel_id": heard.channel_id, "message_ts": heard.ts, "at": now}
    for stored in outcome["gifts"]:
        for receiver in (*stored["receivers"], *stored["offline"]):
            row = {**of, "receiver_id": ids[receiver], "kudos_id": UUID(stored["kudos"])}
            add_once(session, MessageGift.receiver_id, row)


def _draft(session: Session, workspace_id: int, author: Party, gifts: Sequence[Gift], now: datetime) -> str:
    fields = {"gifts": [asdict(gift) for gift in gifts]}
    return str(drafts.keep(session, workspace_id=workspace_id, giver_id=author.id, fields=fields, now=now))
