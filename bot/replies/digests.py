"""What is said about digests: which one it is, when it comes, that there is nothing to tell."""

from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from bot.surfaces.message import Message
from bot.surfaces.text import channel, kept_words, when_in
from digests.choices import Choice
from digests.errors import BadMonth, BadWeek, NoSuchMonth, NoSuchWeek
from digests.lookback import is_monthly
from models import words
from models.schedules import Audience

TITLE = "Digests"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TIMES = "When digests come"
CALLED = {Audience.LEAD: "Your digest, as a lead", Audience.LEADERSHIP: "The leadership’s, for you"}
EVERYONES = "Everyone’s digest"
LONGEST_NAME = 150
NOT_YOURS = (
    "When a digest comes is set by whoever reads it; for a channel by an admin, or by a lead of that team. "
    "Nothing was changed."
)
NO_CHANNEL = "Which channel is it posted in? Or untick the box above: then nothing is posted."
NO_SUCH_ZONE = "I don’t know that time zone. Choose another."
OWN_ZONE = (
    "By the clock of {}, as your Slack profile says; when you move, it moves along. "
    "In your quiet hours it waits until they are over."
)
ALWAYS = (
    "A lead’s digest always comes, and after three quiet weeks once a month: it is how decisions that wait are seen."
)
WAITING = ":hourglass_flowing_sand: One moment, I’m reading that week."
NONE = "There is no digest that you could look at: digests are for people of this workspace."
NO_ROOM_ASKED = "Nobody asks you for more room just now: all of it is answered, or was taken back."
NOT_YOUR_DIGEST = Message("That digest is for the lead it was written to. Nothing of it is shown to you.")
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
    if choice.audience == Audience.LEADERSHIP:
        return f"It comes to you, and to whoever else an admin named, {when}."
    if choice.audience != Audience.TEAM:
        return f"It comes to you alone, {when}."
    if not choice.times.enabled:
        return "It is switched off: nothing is posted."
    where = f"in {channel(choice.channel_id)}" if choice.channel_id else "wherever most was said"
    if choice.team_id and not choice.channel_id:
        return "It is not posted: this team has no channel for it."
    return f"It is posted {where}, {when}."


def bad_period(text: str, error: BadWeek | BadMonth) -> Message:
    """`text` is in its stored form."""
    return Message(f"{_wrong(error)} Nothing was posted. {kept_words(text)}")


def _wrong(error: BadWeek | BadMonth) -> str:
    match error:
        case NoSuchWeek(year=None):
            return "A year has 52 or 53 weeks."
        case NoSuchWeek():
            return f"{error.year} has {error.many} weeks."
        case NoSuchMonth():
            return "A year has 12 months."
    return (
        "I can’t read which week that is. It looks like `/pat digest 2026-W45` or `/pat digest last week`; "
        "a month like `/pat digest 2026-10`."
    )


def not_over(text: str) -> Message:
    """`text` is in its stored form."""
    return Message(f"{text} isn’t over yet: its digest comes when it is. `/pat digest` shows the last full week.")


def line(choice: Choice) -> str:
    """One line of when a digest comes: `*Your digest, as a lead*: Mondays at 09:00, Berlin time. Next: …`."""
    what = called(choice)
    if choice.audience == Audience.TEAM and not choice.times.enabled:
        return f"*{what}*: switched off."
    if choice.team_id and not choice.channel_id:
        return f"*{what}*: not posted, since it has no channel."
    where = f", in {channel(choice.channel_id)}" if choice.channel_id else ""
    when = at(choice.times.weekday, choice.times.hour, choice.times.minute, choice.zone)
    return f"*{what}*: {when}{where}.{_next(choice)}"


def called(choice: Choice) -> str:
    """Whose it is; escaped."""
    return words.from_plain(words.cut_plain(CALLED.get(choice.audience) or choice.name or EVERYONES, LONGEST_NAME))


def _next(choice: Choice) -> str:
    """In its own zone and, where the clock shows something else there, in the reader's."""
    if choice.times.next_due_at is None:
        return ""
    there, here = (choice.times.next_due_at.astimezone(zone) for zone in (choice.zone, choice.reads_in))
    said = f" Next: {WEEKDAYS[there.weekday()]} {there.day} {there:%B}"
    if there.utcoffset() == here.utcoffset():
        return f"{said}."
    return f"{said}, {there:%H:%M} in {place(choice.zone)}, that is {WEEKDAYS[here.weekday()]} {here:%H:%M} for you."


def saved(due: int | None) -> str:
    """`due`: Unix seconds; None: it is switched off."""
    if due is None:
        return "Saved. It is switched off: nothing is posted until somebody ticks its box again."
    return f"Saved. The next one comes {when_in(due)}, your time; no day is left out, and none is told twice."
