"""Asking for more room, taking it back, and the lead's yes or not now."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot import log
from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import id_of, picked, ticked, typed, typed_plain
from bot.listeners.home import publish
from bot.listeners.limits.limits import person_of
from bot.listeners.registry import Answer, Button, Form, Who
from bot.parsing import amounts
from bot.parsing.amounts import Refused
from bot.replies import amounts as amount_replies
from bot.replies import room as replies
from bot.services import Incoming, Services
from bot.surfaces.limits import room_form
from bot.surfaces.message import Message
from models.answers import assigning
from models.decisions import rules
from models.limits import Limit, asking, categories, granting, reading, record, room_cards
from models.limits.asking import Ask
from models.limits.resolving import LATEST
from models.limits.room_cards import RoomCard
from models.money import Money
from models.people import members
from models.people.members import Member
from models.people.persons import Person


async def _open_ask(services: Services, incoming: Incoming, value: str) -> None:
    where = (incoming.workspace_id, incoming.user_id, id_of(value), services.clock.now())
    view = await services.database.read(asking_form, *where)
    if view is None:
        answer(services, incoming, Message(replies.not_asked({"code": "gone"}, "")[1]))
    else:
        open_view(services, incoming, view)


def asking_form(session: Session, workspace_id: int, actor: str, about: UUID, now: datetime) -> dict[str, Any] | None:
    """The form about a category, or the category of a limit; None: there is none."""
    limit = session.get(Limit, (workspace_id, about))
    category = categories.get(session, workspace_id, limit.category_id if limit else about)
    member = members.by_slack_user(session, workspace_id, actor)
    if category is None or member is None or not member.active:
        return None
    holds = asking.current(session, member, category.id, now)
    rule = rules.current(session, workspace_id)
    currency = (holds.currency if holds else None) or rule.currency
    found = record.of(
        session, workspace_id=workspace_id, member_id=member.id, category_id=category.id, currency=currency, at=now
    )
    shown = next(iter(reading.cards(session, workspace_id, [holds] if holds else [])), None)
    lead, absent = _who_answers(session, member, now)
    return room_form.ask((str(category.id), category.name), shown, found, lead, absent, rule.criteria)


def _who_answers(session: Session, member: Member, now: datetime) -> tuple[Person | None, Person | None]:
    """Who would, and in whose place."""
    lead, because = next(assigning.candidates(session, member.workspace_id, member.id, now), (None, None))
    absent = asking.in_place_of(session, member.workspace_id, member.id, because)
    return person_of(lead) if lead else None, person_of(absent) if absent else None


async def _ask(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    category_id = id_of(view["private_metadata"])
    where = (incoming.workspace_id, incoming.user_id, category_id, services.clock.now())
    currency = await services.database.read(_currency, *where)
    amount = _amount(view, currency)
    if isinstance(amount, Refused):
        return _error(BlockId.ROOM_AMOUNT, amount_replies.refused(amount))
    wanted = Ask(category_id, amount, typed(view, BlockId.ROOM_WORDS), ticked(view, BlockId.ROOM_ANNOUNCE))
    who: dict[str, Any] = {"actor": incoming.user_id, "key": f"view:{view['id']}"}
    outcome = await services.write(incoming, asking.ask, wanted=wanted, **who)
    if outcome["code"] != "asked":
        block, said = replies.not_asked(outcome, currency)
        return _error(block, said) if block else instead("Ask for more room", said)
    publish(services, incoming)
    of = (incoming.workspace_id, UUID(outcome["request"]), services.clock.now())
    card = await services.database.read(room_cards.card, *of)
    said = replies.asked(card.lead, card.in_place_of) if card else replies.asked(None, None)
    return instead("Ask for more room", said)


def _currency(session: Session, workspace_id: int, actor: str, category_id: UUID, now: datetime) -> str:
    """Of what holds for them, else the workspace's."""
    member = members.by_slack_user(session, workspace_id, actor)
    holds = asking.current(session, member, category_id, now) if member else None
    return (holds.currency if holds else None) or rules.current(session, workspace_id).currency


async def _withdraw(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, asking.withdraw, request_id=id_of(value), actor=incoming.user_id)
    if outcome["code"] == "withdrawn":
        publish(services, incoming)
        return
    answer(services, incoming, Message(replies.CLOSED if outcome["code"] == "closed" else replies.NOT_YOURS))


async def _open_yes(services: Services, incoming: Incoming, value: str) -> None:
    where = (incoming.workspace_id, incoming.user_id, id_of(value), services.clock.now())
    _show(services, incoming, await services.database.read(yes_form, *where))


def yes_form(session: Session, workspace_id: int, actor: str, request_id: UUID, now: datetime) -> dict[str, Any] | None:
    """None: it is not theirs to answer, or answered."""
    card = answerable(session, workspace_id, actor, request_id, now)
    request = asking.get(session, workspace_id, request_id)
    by = members.by_slack_user(session, workspace_id, actor)
    return room_form.yes(card, granting.choices(session, request, by, now)) if card and request and by else None


async def _open_no(services: Services, incoming: Incoming, value: str) -> None:
    where = (incoming.workspace_id, incoming.user_id, id_of(value), services.clock.now())
    card = await services.database.read(answerable, *where)
    _show(services, incoming, room_form.no(card) if card else None)


def answerable(session: Session, workspace_id: int, actor: str, request_id: UUID, now: datetime) -> RoomCard | None:
    """The request, when it waits for `actor`."""
    request = asking.get(session, workspace_id, request_id)
    member = members.by_slack_user(session, workspace_id, actor)
    if request is None or member is None or request.resolution or not asking.is_answered_by(request, member):
        return None
    return room_cards.card(session, workspace_id, request_id, now)


async def _say_yes(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    request_id = id_of(view["private_metadata"])
    currency = await services.database.read(_currency_of, incoming.workspace_id, request_id)
    amount = _amount(view, currency)
    if isinstance(amount, Refused):
        return _error(BlockId.ROOM_AMOUNT, amount_replies.refused(amount))
    outcome = await services.write(
        incoming,
        granting.say_yes,
        request_id=request_id,
        scope=_scope(view),
        amount=amount,
        conditions=typed(view, BlockId.ROOM_CONDITIONS),
        actor=incoming.user_id,
    )
    if outcome["code"] == "yes":
        return instead(
            "More room", "Saved. They hear of it, and what holds from now on has your name and today’s date."
        )
    block, said = replies.not_granted(outcome, currency)
    _forged(incoming, outcome, request_id)
    return _error(block, said) if block else instead("More room", said)


def _currency_of(session: Session, workspace_id: int, request_id: UUID) -> str:
    """Of the limit that holds for whoever asked, else what they asked in."""
    card = room_cards.card(session, workspace_id, request_id, LATEST)
    found = (card.now.amount if card.now else None) or card.amount if card else None
    return found.currency if found else rules.current(session, workspace_id).currency


async def _say_no(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    request_id = id_of(view["private_metadata"])
    reason = typed(view, BlockId.ROOM_REASON)
    outcome = await services.write(
        incoming, granting.say_no, request_id=request_id, reason=reason, actor=incoming.user_id
    )
    if outcome["code"] == "no":
        return instead("Not now", "Sent, with your reason. They can ask again whenever they like.")
    if outcome["code"] == "no_reason":
        return _error(BlockId.ROOM_REASON, "Why not now? It can’t be saved without: they read it.")
    _forged(incoming, outcome, request_id)
    return instead("Not now", replies.CLOSED if outcome["code"] == "closed" else replies.NOT_YOURS)


def _forged(incoming: Incoming, outcome: dict[str, Any], request_id: UUID) -> None:
    """A form that was not theirs to send is noted, without what it held."""
    if outcome["code"] == "not_yours":
        log.info("not theirs to answer", workspace=incoming.workspace_id, request=str(request_id))


def _scope(view: dict[str, Any]) -> str:
    return picked(view, BlockId.ROOM_SCOPE)


def _amount(view: dict[str, Any], currency: str) -> Money | Refused | None:
    text = typed_plain(view, BlockId.ROOM_AMOUNT)
    return amounts.read(text, currency) if text else None


def _show(services: Services, incoming: Incoming, view: dict[str, Any] | None) -> None:
    if view is None:
        answer(services, incoming, Message(replies.NOT_YOURS))
    else:
        open_view(services, incoming, view)


def _error(block: BlockId, said: str) -> Answer:
    return {"response_action": "errors", "errors": {block.value: said}}


BUTTONS: dict[str, Button] = {
    ActionId.ROOM_ASK: Button(_open_ask, Who.THEMSELVES, "open the form that asks for more room"),
    ActionId.ROOM_WITHDRAW: Button(_withdraw, Who.THEMSELVES, "take back a request for more room"),
    ActionId.ROOM_YES: Button(_open_yes, Who.ANSWERER, "open the form that gives more room"),
    ActionId.ROOM_NO: Button(_open_no, Who.ANSWERER, "open the form that says not now, and why"),
}
FORMS: dict[str, Form] = {
    ViewId.ROOM_ASK: Form(_ask, Who.THEMSELVES, "ask for more room"),
    ViewId.ROOM_YES: Form(_say_yes, Who.ANSWERER, "give more room to who asked, or to all their people"),
    ViewId.ROOM_NO: Form(_say_no, Who.ANSWERER, "say not now, and why"),
}
