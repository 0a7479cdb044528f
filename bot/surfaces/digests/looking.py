"""`/pat digest`: a digest as its reader gets it, with menus of which one and of which week."""

import json
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, DividerBlock, Option, PlainTextObject, StaticSelectElement

from bot.ids import ActionId, ViewId
from bot.replies import digests as replies
from bot.surfaces.digests import times
from bot.surfaces.message import button
from bot.surfaces.text import section
from bot.surfaces.views import note, view
from digests import lookback
from digests.choices import Choice, Look
from models import words

WHICH, DAY = ActionId.DIGEST_WHICH, ActionId.DIGEST_PERIOD
LABEL = 75
"""Characters of an option (Slack)."""
MOST_OPTIONS = 100


def looked(look: Look) -> dict[str, Any]:
    """The form, with the digest's blocks as they are sent: each button in it does what it does there."""
    choice = look.choice
    told = look.told.blocks if look.told else [section(replies.NOTHING[choice.audience])]
    menus = ActionsBlock(elements=[_which(look), _when(look)])
    shown = json.dumps({WHICH.value: choice.key, DAY.value: look.day.isoformat()})
    blocks = [menus, DividerBlock(), *told, DividerBlock(), note(replies.note(choice)), *_change(choice)]
    return view(ViewId.DIGEST, replies.TITLE, blocks, metadata=shown)


def _change(choice: Choice) -> list[ActionsBlock]:
    """For whoever may set when it comes."""
    change = button("When it comes…", ActionId.TIMES_CHANGE, times.key_of(choice))
    return [ActionsBlock(elements=[change])] if choice.settable else []


def waiting() -> dict[str, Any]:
    return view(ViewId.DIGEST, replies.TITLE, [section(replies.WAITING)])


def _which(look: Look) -> StaticSelectElement:
    listed = [one for one in look.choices if one != look.choice][: MOST_OPTIONS - 1]
    shown = [one for one in look.choices if one in (look.choice, *listed)]
    options = [(one.key, _name(one)) for one in shown]
    return _menu(WHICH, "Which digest", options, look.choice.key)


def _name(choice: Choice) -> str:
    return words.cut_plain(replies.name(choice), LABEL)


def _when(look: Look) -> StaticSelectElement:
    audience = look.choice.audience
    options = [(one.isoformat(), lookback.label(audience, one, look.today)) for one in look.firsts]
    return _menu(DAY, "Which month" if lookback.is_monthly(audience) else "Which week", options, look.first.isoformat())


def _menu(action: ActionId, label: str, choices: list[tuple[str, str]], current: str) -> StaticSelectElement:
    options = {value: Option(value=value, text=PlainTextObject(text=text)) for value, text in choices}
    said, all_ = PlainTextObject(text=label), list(options.values())
    return StaticSelectElement(action_id=action, placeholder=said, options=all_, initial_option=options[current])
