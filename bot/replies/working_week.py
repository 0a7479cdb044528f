"""Which days are worked, and whose holidays are none, in words."""

from collections.abc import Sequence
from datetime import date

from bot.surfaces.text import in_words
from models import places, words
from models.workdays import MONDAY_TO_FRIDAY, Calendar

TITLE = "Working week"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FROM_SUNDAY = (6, 0, 1, 2, 3, 4, 5)
NONE = "none"
WHOLE = "whole"
"""Of a country, not one part of it."""
NO_HOLIDAYS = "No public holidays"
NO_DAY = "Choose at least one day: nobody is counted as working otherwise."
UNKNOWN = "I don’t know the holidays of that place. Choose another, or none."
NOT_YOURS = "Which days a team works is set by its lead, or by an admin; for everyone by an admin. Nothing was changed."
MEANS = "Working days are what “about 4 weeks” and “by Thursday” are counted in. It holds from now on."
SHOWN = 3


def week(calendar: Calendar) -> str:
    """`Sunday to Thursday, without the holidays of Germany (Bayern)`; escaped."""
    where = f", without the holidays of {place(calendar)}" if calendar.country else ", no public holidays set"
    return days(calendar.weekdays) + where


def place(calendar: Calendar) -> str:
    return words.from_plain(places.name(calendar.country, calendar.subdivision)) if calendar.country else ""


def days(weekdays: Sequence[int]) -> str:
    """`Monday to Friday`, `Sunday to Thursday`, `Monday, Wednesday and Friday`."""
    for order in (range(7), FROM_SUNDAY):
        places_ = [n for n, day in enumerate(order) if day in weekdays]
        named = [DAYS[day] for day in order if day in weekdays]
        if len(named) > 2 and places_[-1] - places_[0] == len(places_) - 1:
            return f"{named[0]} to {named[-1]}"
    return in_words([DAYS[day] for day in sorted(weekdays)])


def next_holidays(calendar: Calendar, today: date) -> str:
    """What the choice means: the next days that are none."""
    if calendar.country is None:
        return "No day off but the others of the week."
    found = places.next_holidays(calendar, today, SHOWN)
    if not found:
        return "No holiday falls on a working day in the next year."
    return f"Next holidays: {in_words([f'{day.day} {day:%B}' for day in found])}."


def own_line(calendar: Calendar) -> str:
    return f"You work {week(calendar)}."


def is_usual(calendar: Calendar) -> bool:
    return calendar == Calendar(MONDAY_TO_FRIDAY)
