"""Who reads each kind of message that Backpat sends: a part of the table of roles."""

from bot.delivery.renderers import (
    answers,
    charts,
    clock,
    decisions,
    gaps,
    ideas,
    improving,
    leaders,
    limits,
    nudges,
    pledge,
)
from bot.listeners.registry import Who
from models.delivery.outbox import Purpose

READERS: dict[Purpose, tuple[Who, str]] = {
    Purpose.ANNOUNCEMENT: (Who.EVERYONE, "read, where it was said, a pat that is open to everyone"),
    Purpose.COPY: (Who.EVERYONE, "read it in the channel for pats, when it was said in the open"),
    Purpose.RECEIPT: (Who.RECEIVER, "read what they were given"),
    Purpose.THANKS: (Who.GIVER, "read that a receiver says thanks"),
    Purpose.NOT_POSTED: (Who.GIVER, "read that a pat could not be announced"),
    Purpose.NOT_RECEIVED: (Who.GIVER, "read that somebody named can’t receive"),
    Purpose.REPORTED: (Who.ADMIN, "read that somebody reports a pat, unless they gave it"),
    Purpose.REPORT_CLOSED: (Who.NOT_ITS_GIVER, "read what became of a pat that they reported"),
    Purpose.REMOVED: (Who.GIVER, "read that an admin removed their pat, and why"),
    Purpose.EXPORT: (Who.THEMSELVES, "get everything that is held about them, as files"),
    Purpose.EXPORT_FAILED: (Who.THEMSELVES, "read that the files could not be made"),
    Purpose.GONE: (Who.THEMSELVES, "see messages to them disappear, once their data was removed"),
    Purpose.SHARED: (Who.LEAD, "read a pat that one of their people shows them"),
    Purpose.TEAM_DIGEST: (Who.EVERYONE, "read, in the team’s channel, the week’s stories"),
    Purpose.LEAD_DIGEST: (Who.LEAD, "read the week of their own people"),
    Purpose.WELCOME: (Who.ADMIN, "read, as whoever installed it, what can be set up"),
    Purpose.INTRODUCTION: (Who.EVERYONE, "read, in the channel chosen for pats, what they are"),
    Purpose.TEAM_QUESTION: (Who.LEAD, "be asked who is in their team"),
    **pledge.READERS,
    **decisions.READERS,
    **answers.READERS,
    **clock.READERS,
    **gaps.READERS,
    **leaders.READERS,
    **charts.READERS,
    **limits.READERS,
    **ideas.READERS,
    **improving.READERS,
    **nudges.READERS,
}
"""A message is to one person or to one channel; the sentence goes on after "… may"."""
