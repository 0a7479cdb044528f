"""Limits, and asking for more room: the messages about them."""

from uuid import UUID

from sqlalchemy.orm import Session

from bot.delivery.material import Material, Renderer, subject
from bot.listeners.registry import Who
from bot.replies import limits as replies
from bot.replies import room
from bot.surfaces.limits import limits as surface
from bot.surfaces.limits import room_form
from bot.surfaces.message import Message
from models import words
from models.decisions import rules
from models.delivery.outbox import Delivery, Purpose
from models.limits import categories, reading, room_cards
from models.limits.reading import LimitCard, Theirs
from models.limits.resolving import LATEST
from models.people import members
from models.people.members import Member
from models.people.persons import Person
from models.people.teams import Team


def _changed(material: Material, row: Delivery) -> Message | None:
    return _to_person(material, row) if row.member_id else _to_channel(material, row)


def _to_person(material: Material, row: Delivery) -> Message | None:
    """What holds for them by now in each category that it is about."""
    session, member = material.session, _member(material, row.member_id, row.workspace_id)
    if member is None or not member.active:
        return None
    theirs = reading.theirs(session, workspace_id=row.workspace_id, member=member, now=LATEST)
    about = [UUID(one) for one in row.detail.get("categories", ())]
    shown = [card for card in theirs.limits if card.category_id in about]
    lines = [*_news(session, row.workspace_id, theirs, shown, about, member), *_granted(session, row)]
    return surface.changed(lines, replies.changed_by(shown)) if lines else None


def _news(
    session: Session, workspace_id: int, theirs: Theirs, shown: list[LimitCard], about: list[UUID], member: Member
) -> list[str]:
    older = reading.before(session, workspace_id, shown)
    reader, lead = _person(member), reading.lead_of(session, workspace_id, member)
    lines = [replies.news(card, older.get(card.id), reader, dated=False) for card in shown]
    return lines + [replies.ended(one.name, lead) for one in theirs.unwritten if one.id in about]


def _granted(session: Session, row: Delivery) -> list[str]:
    """Colleagues who were given more room, and agreed that it is told."""
    lines = []
    for one in row.detail.get("granted", ()):
        card = room_cards.card(session, row.workspace_id, UUID(one), LATEST)
        if card is not None and card.granted is not None:
            lines.append(room.granted_to(card.asker, card.by, card.granted))
    return lines


def _to_channel(material: Material, row: Delivery) -> Message | None:
    session = material.session
    team = next((session.get(Team, (row.workspace_id, one)) for one in subject(row)), None)
    about = [UUID(one) for one in row.detail.get("categories", ())]
    names = [one.name for one in categories.in_use(session, row.workspace_id) if one.id in about]
    if team is None or not names:
        return None
    lines: list[str] = []
    if rules.current(session, row.workspace_id).amounts_in_channels:
        cards = _of_team(session, row.workspace_id, team.id, about)
        older = reading.before(session, row.workspace_id, cards)
        lines = [replies.news(card, older.get(card.id), None) for card in cards]
    return surface.changed_in_channel(team.name, [words.from_plain(name) for name in names], lines)


def _of_team(session: Session, workspace_id: int, team_id: UUID, about: list[UUID]) -> list[LimitCard]:
    return [one for one in reading.of_team(session, workspace_id, team_id) if one.category_id in about]


def _wanted(material: Material, row: Delivery) -> Message | None:
    session = material.session
    asker = next((_member(material, one, row.workspace_id) for one in subject(row)), None)
    if asker is None or asker.removed_at is not None:
        return None
    about = row.detail.get("category", "")
    category = categories.get(session, row.workspace_id, UUID(about)) if about else None
    if category is not None:
        theirs = reading.theirs(session, workspace_id=row.workspace_id, member=asker, now=LATEST)
        if any(card.category_id == category.id for card in theirs.limits):
            return surface.written(_person(asker), category.name)
    return surface.wanted(_person(asker), category.name if category else None, about or surface.ANY)


def _room_asked(material: Material, row: Delivery) -> Message | None:
    card = next((room_cards.card(material.session, row.workspace_id, one, LATEST) for one in subject(row)), None)
    lead = _member(material, row.member_id, row.workspace_id)
    if card is None or lead is None:
        return None
    return room_form.asked(card, _person(lead), rules.current(material.session, row.workspace_id).criteria)


def _room_answered(material: Material, row: Delivery) -> Message | None:
    card = next((room_cards.card(material.session, row.workspace_id, one, LATEST) for one in subject(row)), None)
    return room_form.answered(card) if card else None


def _member(material: Material, member_id: UUID | None, workspace_id: int) -> Member | None:
    return members.by_id(material.session, workspace_id, [member_id]).get(member_id) if member_id else None


def _person(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label)


RENDERERS: dict[Purpose, Renderer] = {
    Purpose.LIMIT_CHANGED: _changed,
    Purpose.LIMIT_WANTED: _wanted,
    Purpose.ROOM_ASKED: _room_asked,
    Purpose.ROOM_ANSWERED: _room_answered,
}
READERS: dict[Purpose, tuple[Who, str]] = {
    Purpose.LIMIT_CHANGED: (Who.THEMSELVES, "read that what is theirs to decide changed, at most once a day"),
    Purpose.LIMIT_WANTED: (Who.LEAD, "read that one of their people would like a limit written down"),
    Purpose.ROOM_ASKED: (Who.ANSWERER, "read who asks for more room, with the record behind it"),
    Purpose.ROOM_ANSWERED: (Who.THEMSELVES, "read what became of their request for more room"),
}
