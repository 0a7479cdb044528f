"""Countries and the parts of them whose public holidays are known. Pure."""

from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

import holidays
from babel import Locale

from models.workdays import Calendar

ENGLISH = Locale("en", "GB")
A_YEAR = 366


@lru_cache(1)
def countries() -> tuple[tuple[str, str], ...]:
    """(ISO 3166-1 alpha-2, name) of every country, by name."""
    known = holidays.list_supported_countries(include_aliases=False)
    named = ((code, str(ENGLISH.territories.get(code, code))) for code in known)
    return tuple(sorted(named, key=lambda one: one[1]))


@lru_cache(512)
def parts(country: str | None) -> tuple[tuple[str, str], ...]:
    """(code, name as it is called there) of the parts that have holidays of their own, by name; most have none."""
    known = holidays.list_supported_countries(include_aliases=False)
    if country is None or not known.get(country):
        return ()
    called = holidays.country_holidays(country).get_subdivision_aliases()
    named = ((code, (called.get(code) or [code])[0]) for code in known[country])
    return tuple(sorted(named, key=lambda one: one[1]))


def name(country: str, part: str | None = None) -> str:
    """`Germany (Bayern)`; what isn't known is called by its code."""
    known = dict(countries()).get(country, country)
    return f"{known} ({dict(parts(country)).get(part, part)})" if part else known


def next_holidays(calendar: Calendar, after: date, most: int) -> list[date]:
    """The next days, within a year, that are worked but for being a holiday."""
    usual = Calendar(calendar.weekdays)
    days = (after + timedelta(days=n) for n in range(1, A_YEAR + 1))
    return list(islice((day for day in days if usual.is_working(day) and not calendar.is_working(day)), most))
