"""What an admin sets for everyone: the form opened, read, saved or given back."""

from typing import Any

import regex
from emoji import demojize

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import instead, open_view
from bot.listeners.fields import chosen, picked, ticked
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import policies as replies
from bot.services import Incoming, Services
from bot.surfaces.workspace import policies_form
from models import words
from models.workspace import governing, values
from models.workspace.governing import Rules
from models.workspace.policies import Asks, Guests, Period, Policy

BETWEEN = regex.compile(r"[\s,;:]+")
NOT_A_NUMBER = 0


async def _open(services: Services, incoming: Incoming, _value: str) -> None:
    standing = await services.database.read(governing.standing, incoming.workspace_id)
    open_view(services, incoming, policies_form.policies(standing))


async def _save(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    wanted = rules_of(view)
    before = await services.database.read(governing.standing, incoming.workspace_id)
    outcome = await services.write(
        incoming,
        governing.change,
        wanted=wanted,
        seen=view["private_metadata"],
        admin=incoming.user_id,
        key=f"view:{view['id']}",
    )
    if outcome["code"] == "mend":
        return {"response_action": "errors", "errors": replies.problems(outcome["problems"])}
    if outcome["code"] == "changed":
        standing = await services.database.read(governing.standing, incoming.workspace_id)
        return {"response_action": "update", "view": policies_form.changed_meanwhile(standing, wanted)}
    publish(services, incoming)
    return instead("Policies", replies.saved(before.rules, wanted))


def rules_of(view: dict[str, Any]) -> Rules:
    """What the submitted form holds."""
    policy = Policy(
        kudos_channel=chosen(view, BlockId.KUDOS_CHANNEL).get("selected_conversation"),
        channels=tuple(chosen(view, BlockId.CHANNELS).get("selected_conversations") or ()),
        guests=Guests(picked(view, BlockId.GUESTS)),
        external=ticked(view, BlockId.EXTERNAL),
        asks=Asks(picked(view, BlockId.ASKS)),
        values_required=ticked(view, BlockId.VALUES_REQUIRED),
        allowance=_number(chosen(view, BlockId.ALLOWANCE).get("value")),
        period=Period(picked(view, BlockId.PERIOD)),
        emoji=emoji_names(_text(view, BlockId.EMOJI)),
        reactions_give=ticked(view, BlockId.REACTIONS_GIVE),
        board=ticked(view, BlockId.BOARD),
    )
    return Rules(
        policy,
        exempt=tuple(chosen(view, BlockId.EXEMPT).get("selected_users") or ()),
        values=value_names(_text(view, BlockId.COMPANY_VALUES)),
    )


def value_names(text: str) -> tuple[str, ...]:
    """One on each line, without bullets and `#`; of those that make the same tag, the first."""
    names = [" ".join(line.split()).lstrip("#•*- ") for line in text.splitlines()]
    named = {values.tag_of(name) or name: name for name in reversed(names) if name}
    return tuple(reversed(named.values()))


def emoji_names(text: str) -> tuple[str, ...]:
    """`clap`, `:clap:`, `:clap::skin-tone-2:`, 👏 or 👏🏽, each once."""
    toneless = regex.sub(r"[\U0001f3fb-\U0001f3ff]|:skin-tone-[2-6]:", "", text)
    found = BETWEEN.split(demojize(toneless, language="alias").casefold())
    return tuple(dict.fromkeys(name for name in found if name))


def _text(view: dict[str, Any], block: BlockId) -> str:
    return words.storable(chosen(view, block).get("value") or "")


def _number(typed: str | None) -> int | None:
    """None when nothing was typed."""
    if not (text := (typed or "").strip()):
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else NOT_A_NUMBER


BUTTONS: dict[str, Button] = {ActionId.OPEN_POLICIES: Button(_open, Who.ADMIN, "see and change the policies")}
FORMS: dict[str, Form] = {ViewId.POLICIES: Form(_save, Who.ADMIN, "save the policies")}
