"""Numbers, names, ages and dates as English says them. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from digests import weeks
from digests.weeks import Period
from models import words, workdays
from models.zones import zone_of

LOCALE = "en_GB"
WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
NAMES = 3
NAME_LENGTH = 80
WEEK = range(6, 9)
"""Days that pass for a week: one zone's week can be a day longer or shorter than another's."""
SIX_DAYS = timedelta(days=6)
WEEKS_UNTIL = 65
MONTH = 21.75
YEAR = 261
"""Working days."""


def number(n: int) -> str:
    return str(format_decimal(n, locale=LOCALE))


def percent(part: int, whole: int) -> int:
    """Whole, but 0 and 100 only when they are exact."""
    rounded = round(100 * part / whole) if whole else 0
    return rounded if part in (0, whole) else min(99, max(1, rounded))


def counted(n: int, one: str, many: str) -> str:
    """`1 person`, `2 people`, `1,200 people`."""
    return f"{number(n)} {one if n == 1 else many}"


def in_words(n: int, one: str, many: str) -> str:
    """`Two people`: for the beginning of a sentence."""
    return f"{WORDS[n] if n < len(WORDS) else number(n)} {one if n == 1 else many}"


def names(people: Sequence[str], most: int = NAMES) -> str:
    """`Ana`, `Ana and Bo`, `Ana, Bo and Dave`, `Ana, Bo, Dave and 4 others`."""
    shown = [words.isolated(words.cut(name, NAME_LENGTH)) for name in people[:most]]
    if rest := len(people) - len(shown):
        shown.append(counted(rest, "other", "others"))
    return format_list(shown, locale=LOCALE)


def age(days: int) -> str:
    """Working days in plain words: `about 4 weeks`."""
    if days < 5:
        return counted(days, "working day", "working days")
    if days < WEEKS_UNTIL:
        return _about(days / workdays.WORKING_WEEK, "a week", "weeks")
    if days < 2 * YEAR:
        return _about(days / MONTH, "a month", "months")
    return _about(days / YEAR, "a year", "years")


def day(on: date) -> str:
    """`11 February 2019`."""
    return format_date(on, "d MMMM y", locale=LOCALE)


def since(on: date, today: date) -> str:
    """`3 June`, with its year when it is not this year's."""
    return format_date(on, "d MMMM" if on.year == today.year else "d MMMM y", locale=LOCALE)


def lately(on: date, today: date) -> str:
    """`Tuesday` in the last days, else `3 June`, with its year when it is not this year's."""
    return format_date(on, "EEEE", locale=LOCALE) if (today - on).days < 7 else since(on, today)


def read_on(period: Period, zone: str) -> date:
    """The day on which the digest of this period is told, by its reader's clock: the first after it."""
    return weeks.day_of(period.end, zone_of(zone))


def title(period: Period, zone: str) -> str:
    """`week of 11 February 2019`, or its first and last day when it is no week. In the reader's zone."""
    local = zone_of(zone)
    first, last = first_day(period, local), weeks.day_of(period.end, local) - timedelta(days=1)
    return f"week of {day(first)}" if first == last - SIX_DAYS else f"{since(first, last)} to {day(last)}"


def first_day(period: Period, zone: ZoneInfo) -> date:
    """Of a week, which may have begun by another zone's clock, the day by the one that it ends by."""
    first, last = weeks.day_of(period.start, zone), weeks.day_of(period.end, zone) - timedelta(days=1)
    return last - SIX_DAYS if (last - first).days + 1 in WEEK else first


def _about(n: float, one: str, many: str) -> str:
    rounded = round(n)
    return f"about {one}" if rounded == 1 else f"about {rounded} {many}"
