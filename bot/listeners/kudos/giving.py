"""The form that gives: opened, submitted, confirmed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import all_picked, chosen, id_of, picked, ticked, typed
from bot.listeners.kudos.filling import filled_with
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import giving as replies
from bot.replies import refusals
from bot.services import Incoming, Services
from bot.surfaces.kudos import give_form
from bot.surfaces.kudos.give_form import NOWHERE, Filled, Offers, Place
from bot.surfaces.message import Message
from digests.actions import DigestAction
from models import giving
from models.giving import Gift, drafts, gifts_of
from models.kudos import ChannelKind, Source
from models.people import members, staffing
from models.pledge import reading as pledges
from models.storage.requests import Outcome
from models.workspace import policies, values, workspaces

LACKING = {"value": BlockId.VALUES, "channel": BlockId.CHANNEL}
"""Fields that the form has only where they are needed, by the refusal that asks for them."""
TEXTS = (BlockId.DECISION, BlockId.OUTCOME, BlockId.CUSTOMER)


def offers_of(session: Session, workspace_id: int, slack_user_id: str) -> Offers:
    """What the form offers this person."""
    policy = policies.current(session, workspace_id)
    return Offers(
        values=tuple((str(value.id), value.name) for value in values.current(session, workspace_id)),
        values_required=policy.values_required,
        offline=tuple((str(one.id), one.name) for one in staffing.without_slack(session, workspace_id)),
        kudos_channel=workspaces.get(session, workspace_id).kudos_channel_id,
        channels=policy.channels,
        decisions=pledges.in_force(session, workspace_id) is not None,
        colleague=staffing.colleague(session, workspace_id, slack_user_id) or "Ana",
    )


async def open_form(services: Services, incoming: Incoming, place: Place, gifts: Sequence[Gift] = ()) -> None:
    """Open the form of `/pat`, holding these gifts as one, after the acknowledgement."""
    offers, filled = await services.database.read(prepared, incoming.workspace_id, incoming.user_id, gifts)
    open_view(services, incoming, give_form.give(place, offers, filled))


def prepared(session: Session, workspace_id: int, slack_user_id: str, gifts: Sequence[Gift]) -> tuple[Offers, Filled]:
    """What the form offers this person, and what it holds of these gifts."""
    return offers_of(session, workspace_id, slack_user_id), filled_with(session, workspace_id, gifts)


async def _submit(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    gift, key = gift_of(incoming.user_id, view), f"view:{view['id']}"
    outcome = await services.give(incoming, [gift], key=key, form=True)
    said = typed(view, BlockId.DECISION) or ""
    if outcome["code"] == "given":
        return await _told(services, incoming, outcome)
    if outcome["code"] == "again":
        return {"response_action": "update", "view": give_form.again(outcome["draft"], said)}
    if outcome["code"] == "sensitive":
        warned = give_form.sensitive(outcome["draft"], replies.details_in(outcome), "\n".join(gift.texts))
        return {"response_action": "push", "view": warned}
    if (lacking := LACKING.get(outcome["code"])) and not _has(view, lacking):
        return await _asked_too(services, incoming, gift, outcome)
    names = await services.database.read(names_by_slack_id, incoming.workspace_id, outcome.get("left_out", []))
    return {"response_action": "errors", "errors": _errors(outcome, view, names)}


async def _asked_too(services: Services, incoming: Incoming, gift: Gift, outcome: Outcome) -> Answer:
    """The policy changed while the form was open: it comes back with what was written, and the field it lacked."""
    offers, filled = await services.database.read(prepared, incoming.workspace_id, incoming.user_id, [gift])
    place = Place(gift.channel_id, ChannelKind(gift.channel_kind), gift.message_ts, gift.thread_ts)
    told = refusals.field_error(outcome, {})
    return {"response_action": "update", "view": give_form.give(place, offers, filled, told=told)}


async def _told(services: Services, incoming: Incoming, outcome: Outcome) -> Answer:
    """The form closes on what everyone will see; what nobody sees posted is said."""
    if outcome["gifts"][0]["announced"]:
        return {"response_action": "clear"}
    message = await given(services, incoming, outcome)
    return instead("Pat on the back", message.text)


async def given(services: Services, incoming: Incoming, outcome: Outcome) -> Message:
    """What the giver is told; people without Slack are named, and their names are read for it."""
    ids = [member_id for gift in outcome["gifts"] for member_id in gift["offline"]]
    names = await services.database.read(names_of, incoming.workspace_id, ids) if ids else {}
    return replies.given(outcome, names)


def names_of(session: Session, workspace_id: int, member_ids: list[str]) -> dict[str, str]:
    found = members.by_id(session, workspace_id, map(id_of, member_ids))
    return {str(member.id): member.label for member in found.values()}


def names_by_slack_id(session: Session, workspace_id: int, left_out: list[list[str]]) -> dict[str, str]:
    """Of these (Slack id, reason)."""
    found = members.by_slack_id(session, workspace_id, [slack_id for slack_id, _ in left_out if slack_id])
    return {slack_id: member.label for slack_id, member in found.items()}


def gift_of(giver: str, view: dict[str, Any]) -> Gift:
    """The kudos that a submitted form holds."""
    place = Place.from_metadata(view["private_metadata"])
    channel = chosen(view, BlockId.CHANNEL).get("selected_channel")
    return Gift(
        giver=giver,
        receivers=tuple(chosen(view, BlockId.PEOPLE).get("selected_users") or ()),
        source=Source.MODAL,
        channel_id=channel or place.channel_id,
        channel_kind=ChannelKind.PUBLIC if channel else place.kind,
        decision=typed(view, BlockId.DECISION),
        outcome=typed(view, BlockId.OUTCOME),
        customer_words=typed(view, BlockId.CUSTOMER),
        value_ids=all_picked(view, BlockId.VALUES),
        offline=all_picked(view, BlockId.OFFLINE),
        on_behalf_of=picked(view, BlockId.ON_BEHALF_OF) or None,
        message_ts=place.message_ts,
        thread_ts=place.thread_ts,
        copy=ticked(view, BlockId.COPY),
        on_their_own=ticked(view, BlockId.ON_THEIR_OWN),
    )


def gift_in(place: Place, giver: str, receivers: tuple[str, ...], message: str | None = None) -> Gift:
    """What the form opens with."""
    return Gift(giver, receivers, Source.MODAL, place.channel_id, place.kind, message)


def _errors(outcome: Outcome, view: dict[str, Any], names: dict[str, str]) -> dict[str, str]:
    """Under the field that can be mended."""
    block = {"what": BlockId.DECISION, **LACKING}.get(outcome["code"], BlockId.PEOPLE)
    if outcome["code"] in {"no_message", "too_long"}:
        block = max(TEXTS, key=lambda field: len(typed(view, field) or ""))
    return {block.value: refusals.field_error(outcome, names)}


def _has(view: dict[str, Any], block: BlockId) -> bool:
    return any(one.get("block_id") == block for one in view["blocks"])


async def _confirm(services: Services, incoming: Incoming) -> Answer:
    draft_id = id_of(incoming.body["view"]["private_metadata"])
    outcome = await services.write(incoming, giving.give_draft, draft_id=draft_id, giver=incoming.user_id)
    if outcome["code"] == "given":
        return await _told(services, incoming, outcome)
    text = await _not_given(services, incoming, str(draft_id), outcome)
    return instead("Not given", text)


async def _give_again(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, giving.give_draft, draft_id=id_of(value), giver=incoming.user_id)
    if outcome["code"] == "given":
        answer(services, incoming, await given(services, incoming, outcome), replace=True)
    else:
        text = await _not_given(services, incoming, value, outcome)
        answer(services, incoming, Message(text), replace=True)


async def _not_given(services: Services, incoming: Incoming, draft: str, outcome: Outcome) -> str:
    """Why not, with the words given back: they wait in the draft for a day."""
    if outcome["code"] == "gone":
        return replies.DRAFT_GONE
    gifts = await services.database.read(drafted, incoming.workspace_id, draft, incoming.user_id)
    return refusals.refused(outcome, "\n".join(text for gift in gifts for text in gift.texts)).text


def drafted(session: Session, workspace_id: int, draft: str, slack_user_id: str) -> list[Gift]:
    """What this person's draft holds; nothing when it is gone, or somebody else's."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    mine: dict[str, Any] = {"workspace_id": workspace_id, "draft_id": id_of(draft)}
    return gifts_of(drafts.look(session, **mine, giver_id=member.id)) if member else []


async def _change_draft(services: Services, incoming: Incoming, value: str) -> None:
    """The words go back into the form, to be changed there."""
    gifts = await services.database.read(drafted, incoming.workspace_id, value, incoming.user_id)
    if not gifts:
        answer(services, incoming, Message(replies.DRAFT_GONE), replace=True)
        return
    first = gifts[0]
    place = Place(first.channel_id, ChannelKind(first.channel_kind), first.message_ts, first.thread_ts)
    await open_form(services, incoming, place, gifts)


async def _open_form(services: Services, incoming: Incoming, _value: str) -> None:
    await open_form(services, incoming, NOWHERE)


async def _give_to(services: Services, incoming: Incoming, value: str) -> None:
    """A digest or a gap names someone: the form opens with them in it."""
    person = await services.database.read(_slack_user_of, incoming.workspace_id, value)
    gift = gift_in(NOWHERE, incoming.user_id, (person,) if person else ())
    await open_form(services, incoming, NOWHERE, [gift if person else replace(gift, offline=(value,))])


def _slack_user_of(session: Session, workspace_id: int, member_id: str) -> str | None:
    member = members.by_id(session, workspace_id, [id_of(member_id)]).get(id_of(member_id))
    return member.slack_user_id if member else None


BUTTONS: dict[str, Button] = {
    ActionId.OPEN_FORM: Button(_open_form, Who.EVERYONE, "open the form"),
    ActionId.GIVE_AGAIN: Button(_give_again, Who.GIVER, "give what waits for a yes"),
    ActionId.CHANGE_DRAFT: Button(_change_draft, Who.GIVER, "change what waits for a yes"),
    DigestAction.GIVE: Button(_give_to, Who.EVERYONE, "open the form with somebody in it"),
}
FORMS: dict[str, Form] = {
    ViewId.GIVE: Form(_submit, Who.EVERYONE, "give a pat"),
    ViewId.GIVE_AGAIN: Form(_confirm, Who.GIVER, "give what waits for a yes"),
}
