"""Opening forms, and what is done when one is submitted."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot import log, replies
from bot.ids import BlockId, ViewId
from bot.services import Incoming, Services
from bot.slack import code_of
from bot.surfaces import form
from bot.surfaces.form import Place
from models import drafts, giving, members, responding, values, words, workspaces
from models.giving import Gift
from models.kudos import ChannelKind, Source
from models.members import Circle
from models.requests import Outcome

Answer = dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class FormOptions:
    """What the form of this workspace offers."""

    values: tuple[tuple[str, str], ...]
    kudos_channel: str | None


def form_options(session: Session, workspace_id: int) -> FormOptions:
    current = values.current(session, workspace_id)
    kudos_channel = workspaces.get(session, workspace_id).kudos_channel_id
    return FormOptions(tuple((str(value.id), value.name) for value in current), kudos_channel)


async def open_give_form(
    services: Services, incoming: Incoming, place: Place, *, people: Sequence[str] = (), text: str = ""
) -> None:
    """Open the form of `/pat`, after the acknowledgement."""
    options = await services.database.read(form_options, incoming.workspace_id)
    view = form.give(place, options.values, people=people, text=text, kudos_channel=options.kudos_channel)
    services.tasks.start(_open(services, incoming, view), "open form")


async def open_view(services: Services, incoming: Incoming, view: dict[str, Any]) -> None:
    """Open any other form, after the acknowledgement."""
    services.tasks.start(_open(services, incoming, view), "open form")


async def _open(services: Services, incoming: Incoming, view: dict[str, Any]) -> None:
    try:
        await services.client(incoming.workspace_id).views_open(trigger_id=incoming.trigger_id, view=view)
    except (SlackApiError, OSError, TimeoutError) as error:
        code = code_of(error) if isinstance(error, SlackApiError) else type(error).__name__
        log.warning("form not opened", code=code)
        await services.slack.respond(incoming.response_url, replies.form_failed().payload())


async def submit(services: Services, incoming: Incoming) -> Answer:
    """A form was submitted."""
    handler = {
        ViewId.GIVE: _give,
        ViewId.GIVE_AGAIN: _give_again,
        ViewId.CIRCLE: _choose_circle,
    }.get(incoming.body["view"]["callback_id"])
    return await handler(services, incoming) if handler else None


async def _give(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    gift, key = gift_of(incoming.user_id, view), f"view:{view['id']}"
    outcome = await services.write(incoming, giving.give, gift=gift, key=key, form=True)
    if outcome["code"] == "given":
        return _told(outcome)
    if outcome["code"] == "again":
        return {"response_action": "update", "view": form.again(outcome["draft"], _text(view, BlockId.DECISION) or "")}
    return {"response_action": "errors", "errors": _errors(outcome, view)}


def _told(outcome: Outcome) -> Answer:
    """The form closes on what everyone will see; what nobody sees posted is said."""
    if outcome["announced"]:
        return None
    return {"response_action": "update", "view": form.message("Pat on the back", replies.given(outcome).text)}


def gift_of(giver: str, view: dict[str, Any]) -> Gift:
    """The kudos that a submitted form holds."""
    place = json.loads(view["private_metadata"])
    chosen = _state(view, BlockId.CHANNEL).get("selected_channel")
    options = _state(view, BlockId.VALUES).get("selected_options") or []
    return Gift(
        giver=giver,
        receivers=tuple(_state(view, BlockId.PEOPLE).get("selected_users") or ()),
        source=Source.MODAL,
        channel_id=chosen or place["channel"],
        channel_kind=ChannelKind.PUBLIC if chosen else ChannelKind(place["kind"]),
        decision=_text(view, BlockId.DECISION),
        outcome=_text(view, BlockId.OUTCOME),
        customer_words=_text(view, BlockId.CUSTOMER),
        value_ids=tuple(option["value"] for option in options),
    )


def _errors(outcome: Outcome, view: dict[str, Any]) -> dict[str, str]:
    """Under the field that can be mended."""
    block = BlockId.PEOPLE
    if outcome["code"] in {"no_message", "too_long"}:
        texts = (BlockId.DECISION, BlockId.OUTCOME, BlockId.CUSTOMER)
        block = max(texts, key=lambda field: len(_text(view, field) or ""))
    return {block.value: replies.field_error(outcome)}


async def _give_again(services: Services, incoming: Incoming) -> Answer:
    draft_id = UUID(incoming.body["view"]["private_metadata"])
    outcome = await services.write(incoming, giving.give_draft, draft_id=draft_id, giver=incoming.user_id)
    if outcome["code"] == "given":
        return _told(outcome)
    text = await not_given_again(services, incoming, draft_id, outcome)
    return {"response_action": "update", "view": form.message("Not given", text)}


async def not_given_again(services: Services, incoming: Incoming, draft_id: UUID, outcome: Outcome) -> str:
    """Why not, with the words given back: they wait in the draft for a day."""
    if outcome["code"] == "gone":
        return replies.DRAFT_GONE
    fields = await services.database.read(_draft, incoming.workspace_id, draft_id, incoming.user_id)
    return replies.refused(outcome, "\n".join(Gift.from_fields(fields).texts) if fields else "").text


def _draft(session: Session, workspace_id: int, draft_id: UUID, slack_user_id: str) -> dict[str, Any] | None:
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    return drafts.look(session, workspace_id=workspace_id, draft_id=draft_id, giver_id=member.id) if member else None


async def _choose_circle(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    circle = Circle(_state(view, BlockId.CIRCLE)["selected_option"]["value"])
    outcome = await services.write(
        incoming,
        responding.choose_circle,
        kudos_id=UUID(view["private_metadata"]),
        member=incoming.user_id,
        circle=circle,
        always=bool(_state(view, BlockId.ALWAYS).get("selected_options")),
    )
    return {"response_action": "update", "view": form.message("Who sees it", replies.circle_chosen(outcome))}


def _state(view: dict[str, Any], block: BlockId) -> dict[str, Any]:
    return dict(view["state"]["values"].get(block.value, {}).get(block.value, {}))


def _text(view: dict[str, Any], block: BlockId) -> str | None:
    typed = (_state(view, block).get("value") or "").strip()
    return words.from_plain(typed) or None
