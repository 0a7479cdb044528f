"""Text objects, confirmations and options: the small change of Block Kit."""

import re
from typing import Any

from simulator.surfaces.rules import Report, Rule, Shape, among, array, boolean, both, string

URL = re.compile(r"^(https?|slack|mailto|tel|sms):\S+$")


def text(most: int, *kinds: str) -> Rule:
    """A text object of at most `most` characters; without kinds, plain or mrkdwn."""
    allowed = kinds or ("plain_text", "mrkdwn")
    shape = Shape(
        {"type": among(*allowed), "text": string(most), "emoji": boolean, "verbatim": boolean},
        required=("type", "text"),
        also=_belongs,
    )

    def check(report: Report, value: Any, pointer: str) -> None:
        shape(report, value, pointer)

    return check


def _belongs(report: Report, value: Any, pointer: str) -> None:
    """`emoji` goes with plain text, `verbatim` with mrkdwn."""
    stray = {"plain_text": "verbatim", "mrkdwn": "emoji"}.get(str(value.get("type")), "")
    if value.get(stray) is not None:
        report.add(f"invalid additional property: {stray}", pointer)


def plain(most: int) -> Rule:
    return text(most, "plain_text")


def _is_url(report: Report, value: Any, pointer: str) -> None:
    if isinstance(value, str) and not URL.match(value):
        report.add("invalid url", pointer)


url = both(string(3000), _is_url)

confirm = Shape(
    {
        "title": plain(100),
        "text": text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": among("primary", "danger"),
    },
    required=("title", "text", "confirm", "deny"),
)


def option(*kinds: str, link: bool = False) -> Rule:
    fields: dict[str, Rule] = {"text": text(75, *kinds), "value": string(150), "description": text(75, *kinds)}
    return Shape(fields | ({"url": url} if link else {}), required=("text", "value"))


plain_option = option("plain_text")
rich_option = option()
option_group = Shape({"label": plain(75), "options": array(plain_option, 100)}, required=("label", "options"))
dispatch_config = Shape({"trigger_actions_on": array(among("on_enter_pressed", "on_character_entered"), 2)})
conversation_filter = Shape(
    {
        "include": array(among("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    }
)
