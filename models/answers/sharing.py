"""Sharing a pat for a decision: by whom it was given to, with whom they choose; until then nobody else sees anything.

What is shared is a copy: an edit of the decision does not change it, until they share it as it is now.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models import wording
from models.answers import Answer, telling
from models.decisions import Decision, reading, rules
from models.decisions.reading import DecisionCard
from models.delivery import outbox
from models.delivery.outbox import Purpose
from models.giving import announcing
from models.giving.announcing import Place
from models.kudos import Boost, ChannelKind, Kudos, retracting
from models.people import members
from models.people.members import Circle, Member
from models.storage.requests import Outcome
from models.workspace import policies, workspaces


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be shared, in its stored form, and with whom at first."""

    card: DecisionCard
    choice: str
    line: str | None
    circle: Circle
    names_amounts: bool
    """Amounts stay out of what is shared here, and the words name one."""
    shared: bool
    channels: tuple[str, ...]
    """Where pats may be given; empty: everywhere."""


def preview(session: Session, *, workspace_id: int, decision_id: UUID, member: str) -> Preview | None:
    """For whoever decided (a Slack id), once there is a pat; None to everybody else."""
    person = members.by_slack_user(session, workspace_id, member)
    card = reading.card(session, workspace_id, decision_id)
    if person is None or card is None or not card.is_of(person.id) or not (card.answer and card.answer.patted_at):
        return None
    texts = _texts(card, amounts=rules.current(session, workspace_id).amounts_in_channels)
    return Preview(
        card=card,
        choice=texts["decision"] or "",
        line=texts["message"],
        circle=_circle_of(session, workspace_id, card, person),
        names_amounts=_names_amounts(session, workspace_id, card),
        shared=card.shared_kudos_id is not None,
        channels=policies.current(session, workspace_id).channels,
    )


def share(
    session: Session,
    *,
    workspace_id: int,
    decision_id: UUID,
    member: str,
    circle: Circle,
    channel_id: str | None,
    now: datetime,
) -> Outcome:
    """Who decided (a Slack id) shares the pat with `circle`, in this public channel if that is everyone.

    What is shared already stays where it is, and says what the decision says now. `code`: "shared" (with the `channel`,
    if it stands in one), "amounts", "no_channel", "channel" (pats are given in other `channels` here), "no_pat",
    "removed" (an admin removed it) or "not_yours".
    """
    decision = telling.locked(session, workspace_id, decision_id)
    person = members.by_slack_user(session, workspace_id, member)
    if decision is None or person is None or decision.member_id != person.id:
        return {"code": "not_yours"}
    kudos = _kudos(session, decision)
    card = reading.card(session, workspace_id, decision_id)
    if kudos is None or card is None:
        return {"code": "no_pat"}
    if retracting.is_retracted(session, kudos):
        return {"code": "removed"}
    if decision.shared_kudos_id is not None:
        circle, channel_id = kudos.circle, kudos.channel_id
    channel_id = channel_id if circle == Circle.EVERYONE else None
    if why := _refusal(session, workspace_id, card, circle, channel_id):
        return why
    _open(session, decision, kudos, card, circle, channel_id, now)
    return {"code": "shared", "kudos": str(kudos.id), "channel": channel_id}


def unshare(session: Session, *, workspace_id: int, decision_id: UUID, member: str, now: datetime) -> Outcome:
    """Who decided shares it no longer: words and messages go, the pat stays theirs.

    `code`: "unshared", "not_shared" or "not_yours".
    """
    decision = telling.locked(session, workspace_id, decision_id)
    person = members.by_slack_user(session, workspace_id, member)
    if decision is None or person is None or decision.member_id != person.id:
        return {"code": "not_yours"}
    kudos = _kudos(session, decision)
    if kudos is None or decision.shared_kudos_id is None:
        return {"code": "not_shared"}
    close(session, kudos, now)
    decision.shared_kudos_id = None
    session.flush()
    telling.bring_in_step(session, workspace_id, decision_id, now)
    return {"code": "unshared"}


def close(session: Session, kudos: Kudos, now: datetime) -> None:
    """A locked kudos of a decision is for its two people again, without words, and nobody else's pat is left on it.

    Its announcements are over: shared once more, it gets new ones.
    """
    kudos.message = kudos.decision = kudos.outcome = kudos.customer_words = None
    kudos.channel_id, kudos.channel_kind = None, ChannelKind.DIRECT
    kudos.receivers[0].circle = Circle.LEAD
    session.flush()
    session.execute(delete(Boost).where(Boost.workspace_id == kudos.workspace_id, Boost.kudos_id == kudos.id))
    retracting.refresh_messages(session, kudos, now=now)
    for row in outbox.posts_about(session, kudos.workspace_id, [kudos.id], Purpose.ANNOUNCEMENT, Purpose.COPY):
        row.purpose = Purpose.GONE
    session.flush()


def _open(
    session: Session,
    decision: Decision,
    kudos: Kudos,
    card: DecisionCard,
    circle: Circle,
    channel_id: str | None,
    now: datetime,
) -> None:
    """Give it its words and its circle, and announce it, or bring what was announced in step."""
    amounts = rules.current(session, kudos.workspace_id).amounts_in_channels
    for name, text in _texts(card, amounts=amounts).items():
        setattr(kudos, name, text)
    again = decision.shared_kudos_id is not None
    kudos.channel_id, kudos.channel_kind = channel_id, ChannelKind.PUBLIC
    kudos.receivers[0].circle, decision.shared_kudos_id = circle, kudos.id
    session.flush()
    if again:
        retracting.refresh_messages(session, kudos, now=now)
    else:
        _announce(session, kudos, circle, now)
    telling.bring_in_step(session, kudos.workspace_id, decision.id, now)


def _announce(session: Session, kudos: Kudos, circle: Circle, now: datetime) -> None:
    kudos_channel = workspaces.get(session, kudos.workspace_id).kudos_channel_id
    place = Place(kudos.channel_id, ChannelKind.PUBLIC, kudos_channel=kudos_channel, again=f":{now.isoformat()}")
    of: dict[str, Any] = {"workspace_id": kudos.workspace_id, "kudos_id": kudos.id}
    outbox.owe(session, announcing.announcements(**of, place=place, circle=circle, now=now))


def _refusal(
    session: Session, workspace_id: int, card: DecisionCard, circle: Circle, channel_id: str | None
) -> Outcome | None:
    if _names_amounts(session, workspace_id, card):
        return {"code": "amounts"}
    if circle != Circle.EVERYONE:
        return None
    if channel_id is None:
        return {"code": "no_channel"}
    allowed = policies.current(session, workspace_id).channels
    return {"code": "channel", "channels": list(allowed)} if allowed and channel_id not in allowed else None


def _texts(card: DecisionCard, *, amounts: bool) -> dict[str, str | None]:
    """As columns of a kudos; with the amount, where admins let channels see it."""
    choice = f"{card.choice} ({card.amount})" if amounts and card.amount else card.choice
    line = card.answer.words if card.answer else None
    return {"message": line, "decision": choice, "outcome": card.outcome, "customer_words": card.customer_words}


def _names_amounts(session: Session, workspace_id: int, card: DecisionCard) -> bool:
    """Whether amounts stay out of channels here, and the words name one."""
    if rules.current(session, workspace_id).amounts_in_channels:
        return False
    return any(wording.amounts(text) for text in _texts(card, amounts=False).values() if text)


def _kudos(session: Session, decision: Decision) -> Kudos | None:
    answer = session.get(Answer, (decision.workspace_id, decision.id))
    if answer is None or answer.kudos_id is None:
        return None
    return retracting.load(session, decision.workspace_id, answer.kudos_id)


def _circle_of(session: Session, workspace_id: int, card: DecisionCard, person: Member) -> Circle:
    """As it is shared, else what they choose for all their pats."""
    if card.shared_kudos_id is not None:
        kudos = retracting.load(session, workspace_id, card.shared_kudos_id, lock=False)
        return kudos.circle if kudos else Circle.LEAD
    return Circle(person.circle)
