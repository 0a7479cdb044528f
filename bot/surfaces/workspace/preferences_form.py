"""What each person decides, as forms: the page on privacy, the preferences, the last word before a removal."""

from typing import Any

from slack_sdk.models.blocks import ActionsBlock

from bot.ids import ActionId, BlockId, ViewId
from bot.replies import privacy as said
from bot.surfaces.kudos.circle_form import CIRCLES
from bot.surfaces.message import button
from bot.surfaces.text import section
from bot.surfaces.views import checkbox, menu, note, radio, view
from models.people.members import Circle
from models.privacy.holdings import Holdings
from models.privacy.preferences import Preferences
from models.privacy.retention import Months

NEVER = "never"
RECEIPTS = (("on", "As they come, at most one an hour"), ("off", "None: pats wait on my Home tab"))
HOURS = [(str(hour), f"{hour:02}:00") for hour in range(24)]


def privacy(held: Holdings, months: Months) -> dict[str, Any]:
    """Who sees what, what is held, how long, and the three things one can do about it."""
    buttons = [
        button("Settings", ActionId.PREFERENCES, "privacy", style="primary"),
        button("Export my data", ActionId.EXPORT, "privacy"),
        button("Remove my data", ActionId.REMOVE_ME, "privacy", style="danger"),
    ]
    texts = (said.WHO_SEES, said.WHO_SEES_DECISIONS, said.holds(held), said.kept(months), said.WHO_ELSE)
    return view(ViewId.MESSAGE, "Privacy", [ActionsBlock(elements=buttons), *map(section, texts)])


def preferences(current: Preferences, zone: str | None, *, leads: bool = False) -> dict[str, Any]:
    """`leads`: whether it asks about nudges, too."""
    begins = str(current.quiet_from) if current.is_quiet else NEVER
    blocks = [
        radio(BlockId.CIRCLE, "Who sees the pats I am given?", list(CIRCLES.items()), current.circle),
        checkbox(BlockId.PAST, "And those of before?", "Narrow the ones I was given before as well"),
        note("Narrowing removes or changes what is posted already, digests too. What was read was read."),
        radio(BlockId.RECEIPTS, "Messages when I am given a pat", RECEIPTS, "on" if current.receipts else "off"),
        menu(
            BlockId.QUIET_FROM,
            "Quiet from",
            [(NEVER, "Never quiet"), *HOURS],
            current=[begins],
            many=False,
            optional=False,
        ),
        menu(BlockId.QUIET_UNTIL, "Quiet until", HOURS, current=[str(current.quiet_until)], many=False, optional=False),
        note(f"Hours of your own day ({zone or 'your zone in Slack isn’t known yet: UTC'})."),
        checkbox(
            BlockId.WORDS_ONLY,
            "Counting",
            "Words only: leave me out of whatever counts pats",
            checked=current.words_only,
        ),
        checkbox(
            BlockId.MONTHLY,
            "My month",
            "Once a month, send me what was said about me",
            checked=current.monthly,
        ),
    ]
    if leads:
        box = "Tell me, seldom, of somebody whom nobody thanked for three weeks"
        blocks.append(checkbox(BlockId.NUDGES, "Nudges", box, checked=bool(current.nudges)))
    return view(ViewId.PREFERENCES, "My settings", blocks, submit="Save")


def chosen(values: dict[str, dict[str, Any]]) -> Preferences:
    """What a submitted form holds: by block, its element's state. Raises `ValueError` for what is none."""

    def option(block: BlockId) -> str:
        return str((values.get(block, {}).get("selected_option") or {}).get("value", ""))

    begins = option(BlockId.QUIET_FROM)
    until = _hour(option(BlockId.QUIET_UNTIL))
    nudges = values.get(BlockId.NUDGES, {}).get("selected_options")
    return Preferences(
        circle=Circle(option(BlockId.CIRCLE)),
        receipts=option(BlockId.RECEIPTS) != "off",
        quiet_from=until if begins == NEVER else _hour(begins),
        quiet_until=until,
        words_only=bool(values.get(BlockId.WORDS_ONLY, {}).get("selected_options")),
        nudges=None if nudges is None else bool(nudges),
        monthly=bool(values.get(BlockId.MONTHLY, {}).get("selected_options")),
    )


def remove() -> dict[str, Any]:
    sure = checkbox(BlockId.AGREED, "Are you sure?", "Remove everything. It can’t be undone", optional=False)
    blocks = [section(said.REMOVE), sure]
    return view(ViewId.REMOVE_ME, "Remove my data", blocks, submit="Remove my data")


def _hour(text: str) -> int:
    if text not in dict(HOURS):
        raise ValueError(text)
    return int(text)
