"""Ideas: the form, the list, "me too", withdrawing one."""

from typing import Any

from sqlalchemy.orm import Session

from bot.home import ideas as surface
from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view, private
from bot.listeners.fields import id_of, picked, ticked, typed
from bot.listeners.home import publish, visitor_of
from bot.listeners.registry import Answer, Button, Form, Who
from bot.listeners.showing import is_on, shown_on
from bot.parsing import Typed
from bot.replies import ideas as replies
from bot.services import Incoming, Services
from bot.surfaces.improving import idea_form
from bot.surfaces.improving.idea_form import CONFIDENTIAL, Answering, Filled
from bot.surfaces.message import Message
from models import words as wording
from models.decisions import editing
from models.improving import idea_cards, keeping, voicing
from models.kudos import naming
from models.people import members
from models.people.members import Member
from models.people.persons import Person
from models.storage.ids import uuid7

TITLE = "Share an idea"


async def idea(services: Services, incoming: Incoming, typed_words: Typed) -> Answer:
    """`/pat idea …`: the form with the words in it, since it asks in whose name."""
    stored = typed_words.parts[0].words if typed_words.parts else ""
    found = await services.database.read(opening, incoming.workspace_id, incoming.user_id, stored)
    if found is None:
        return private(Message(replies.not_voiced({"code": "cannot"}, stored)))
    open_view(services, incoming, idea_form.voice(found[0], Filled(found[1])))
    return None


async def ideas(services: Services, incoming: Incoming, _typed: Typed) -> Answer:
    """`/pat ideas`."""
    open_view(services, incoming, await _list(services, incoming, {}))
    return None


def opening(session: Session, workspace_id: int, slack_user_id: str, stored: str) -> tuple[Answering, str] | None:
    """Who would answer, and the words as the form's field holds them; None: ideas are not for this person."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    if member is not None and not voicing.takes_part(member):
        return None
    known = members.by_slack_id(session, workspace_id, wording.mentions(stored))
    text = naming.shown(stored, lambda slack_id: known[slack_id].label if slack_id in known else None)
    return answering(session, workspace_id, member), text


def answering(session: Session, workspace_id: int, member: Member | None) -> Answering:
    """Who would answer an idea of theirs. Someone whom the directory doesn't know yet has no lead."""
    author = member.id if member else uuid7()
    named = keeping.keeper_for(session, workspace_id, author_id=author, confidential=False, idea_id=author)
    others = keeping.in_confidence(session, workspace_id, author)
    return Answering(_person(named) if named else None, [_person(one) for one in others])


async def _open(services: Services, incoming: Incoming, _value: str) -> None:
    await _open_on(services, incoming, Filled())


async def _from_decision(services: Services, incoming: Incoming, value: str) -> None:
    """Whether it is theirs is checked again when the idea is stored; the form tells nothing of the decision."""
    mine: dict[str, Any] = {"decision_id": id_of(value), "member": incoming.user_id}
    if await services.database.read(editing.own, workspace_id=incoming.workspace_id, **mine):
        await _open_on(services, incoming, Filled(idea_form.BECAUSE, decision_id=str(id_of(value))))
    else:
        answer(services, incoming, Message(replies.NOT_YOUR_DECISION))


async def _open_on(services: Services, incoming: Incoming, filled: Filled) -> None:
    found = await services.database.read(opening, incoming.workspace_id, incoming.user_id, "")
    if found is None:
        answer(services, incoming, Message(replies.CANNOT))
    else:
        open_view(services, incoming, idea_form.voice(found[0], filled))


async def _submit(services: Services, incoming: Incoming) -> Answer:
    view, words = incoming.body["view"], typed(incoming.body["view"], BlockId.IDEA)
    decision = view["private_metadata"]
    what: dict[str, Any] = {"author": incoming.user_id, "words": words, "key": f"view:{view['id']}"}
    what |= {"confidential": is_confidential(view), "sure": is_sure(view)}
    outcome = await services.write(incoming, voicing.voice, **what, decision_id=id_of(decision) if decision else None)
    if error := replies.field_error(outcome):
        return {"response_action": "errors", "errors": {BlockId.IDEA.value: error}}
    if outcome["code"] == "sensitive":
        found = await services.database.read(opening, incoming.workspace_id, incoming.user_id, words or "")
        filled = Filled(wording.unescape(words or ""), is_confidential(view), decision, replies.warning(outcome))
        return {"response_action": "update", "view": idea_form.voice(found[0] if found else Answering(None), filled)}
    said = replies.heard(outcome) if outcome["code"] == "heard" else replies.not_voiced(outcome, words or "")
    publish(services, incoming)
    return instead(TITLE, said)


def is_sure(view: dict[str, Any]) -> bool:
    """Whether what was warned of is to be sent all the same."""
    return ticked(view, BlockId.IDEA_SURE)


def is_confidential(view: dict[str, Any]) -> bool:
    """Unless it says clearly that it may be told whose it is."""
    return picked(view, BlockId.IDEA_NAMED) in ("", CONFIDENTIAL)


async def _list(services: Services, incoming: Incoming, shown: dict[str, str]) -> dict[str, Any]:
    return await services.database.read(listed, incoming.workspace_id, incoming.user_id, services.clock.now(), shown)


def listed(session: Session, workspace_id: int, slack_user_id: str, now: Any, shown: dict[str, str]) -> dict[str, Any]:
    """Everyone's ideas, as this person may see them, a page of them."""
    return surface.form(session, visitor_of(session, workspace_id, slack_user_id, now, shown))


async def _open_list(services: Services, incoming: Incoming, _value: str) -> None:
    open_view(services, incoming, await _list(services, incoming, {}))


async def _page(services: Services, incoming: Incoming, value: str) -> None:
    redraw(services, incoming, {ActionId.IDEA_PAGE.value: value})


def redraw(services: Services, incoming: Incoming, shown: dict[str, str] | None = None) -> None:
    """The list or the Home that was clicked on, anew."""
    if is_on(incoming, "modal"):
        services.tasks.start(_update(services, incoming, shown or {}), "update ideas")
    else:
        publish(services, incoming)


async def _update(services: Services, incoming: Incoming, shown: dict[str, str]) -> None:
    made = await _list(services, incoming, {**shown_on(incoming), **shown})
    await services.client(incoming.workspace_id).views_update(view_id=incoming.body["view"]["id"], view=made)


async def _me_too(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, voicing.me_too, idea_id=id_of(value), member=incoming.user_id)
    if outcome["code"] in ("added", "already"):
        redraw(services, incoming)
    else:
        answer(services, incoming, Message(replies.joined(outcome)))


async def _not_me_too(services: Services, incoming: Incoming, value: str) -> None:
    await services.write(incoming, voicing.not_me_too, idea_id=id_of(value), member=incoming.user_id)
    redraw(services, incoming)


async def _withdraw(services: Services, incoming: Incoming, value: str) -> None:
    """Their words come back once more."""
    who = (incoming.workspace_id, id_of(value), incoming.user_id)
    stored = await services.database.read(own_words, *who)
    outcome = await services.write(incoming, voicing.withdraw, idea_id=id_of(value), author=incoming.user_id)
    redraw(services, incoming)
    answer(services, incoming, Message(replies.withdrawn(outcome, stored)))


def own_words(session: Session, workspace_id: int, idea_id: Any, slack_user_id: str) -> str:
    """The words of an idea of theirs; nothing when it isn't."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    card = idea_cards.card(session, workspace_id, idea_id, member.id) if member else None
    return card.words if card and card.mine else ""


def _person(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label)


BUTTONS: dict[str, Button] = {
    ActionId.IDEA_OPEN: Button(_open, Who.EVERYONE, "open the form for an idea"),
    ActionId.IDEA_FROM_DECISION: Button(_from_decision, Who.DECIDER, "open the form for an idea, from a decision"),
    ActionId.IDEA_LIST: Button(_open_list, Who.EVERYONE, "read everyone’s ideas"),
    ActionId.IDEA_PAGE: Button(_page, Who.EVERYONE, "page through everyone’s ideas"),
    ActionId.IDEA_ME_TOO: Button(_me_too, Who.EVERYONE, "join an idea that isn’t theirs"),
    ActionId.IDEA_NOT_ME_TOO: Button(_not_me_too, Who.THEMSELVES, "join an idea no longer"),
    ActionId.IDEA_WITHDRAW: Button(_withdraw, Who.THEMSELVES, "withdraw an idea of theirs"),
}
FORMS: dict[str, Form] = {ViewId.IDEA: Form(_submit, Who.EVERYONE, "share an idea, with their name or in confidence")}
