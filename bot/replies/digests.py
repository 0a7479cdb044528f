"""What is said about digests: which one it is, when it comes, that there is nothing to tell."""

from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from bot.surfaces.message import Message
from bot.surfaces.text import channel, kept_words
from digests.choices import Choice
from digests.lookback import is_monthly
from models import words
from models.workspace.schedules import Audience

TITLE = "Digests"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WAITING = ":hourglass_flowing_sand: One moment, I’m reading that week."
NONE = "There is no digest that you could look at: digests are for people of this workspace."
NOTHING = {
    Audience.TEAM: "*Nothing to tell of that week.* Nothing would be posted: a channel hears only when there is "
    "something.",
    Audience.LEAD: "*Nothing to tell of that week:* nobody reported to you. Nothing would be sent.",
    Audience.LEADERSHIP: "*Nothing to tell of that week.* Nothing would be sent.",
    Audience.PERSONAL: "*Nothing to tell of that month.* Nothing would be sent.",
}


def name(choice: Choice) -> str:
    """Plain, for a menu."""
    match choice.audience:
        case Audience.LEAD:
            return "Yours, as a lead"
        case Audience.LEADERSHIP:
            return "For leadership"
        case Audience.PERSONAL:
            return "Your own month"
        case _:
            return choice.name or "Everyone’s, in the channel"


def note(choice: Choice) -> str:
    """When it comes, and to whom; and that this is a look at it."""
    return f"{_comes(choice)} Here only you see it, in the words that may be read now."


def at(weekday: int, hour: int, minute: int, zone: ZoneInfo) -> str:
    """`Mondays at 09:00, London time`."""
    return f"{WEEKDAYS[weekday]}s at {hour:02}:{minute:02}, {place(zone)} time"


def place(zone: ZoneInfo) -> str:
    """`London`, `New York`; escaped."""
    return words.from_plain(str(get_timezone_location(zone.key, locale="en_GB", return_city=True)))


def _comes(choice: Choice) -> str:
    when = at(choice.times.weekday, choice.times.hour, choice.times.minute, choice.zone)
    if is_monthly(choice.audience):
        return "It comes once a month, to whoever asked for it, and to nobody else."
    if choice.audience != Audience.TEAM:
        return f"It comes to you alone, {when}."
    if not choice.times.enabled:
        return "It is switched off: nothing is posted."
    where = f"in {channel(choice.channel_id)}" if choice.channel_id else "wherever most was said"
    if choice.team_id and not choice.channel_id:
        return "It is not posted: this team has no channel for it."
    return f"It is posted {where}, {when}."


def bad_period(text: str) -> Message:
    """`text` is in its stored form."""
    said = "I can’t read which week that is. It looks like `/pat digest 2026-W45`; a month like `/pat digest 2026-10`."
    return Message(f"{said} Nothing was posted. {kept_words(text)}")


def not_over(text: str) -> Message:
    """`text` is in its stored form."""
    return Message(f"{text} isn’t over yet: its digest comes when it is. `/pat digest` shows the last full week.")
