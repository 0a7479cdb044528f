"""By when an answer is asked for: two working days after it was, on the calendar of whoever reads that. Pure."""

from datetime import date, datetime

from models.workdays import Calendar
from models.zones import zone_of

SOON = 2
"""Working days."""


def by(asked_at: datetime, zone: str | None, calendar: Calendar) -> date:
    """The day by which a decision that was asked for at `asked_at` (UTC) is to be answered."""
    return calendar.later(asked_at.astimezone(zone_of(zone)).date(), SOON)
