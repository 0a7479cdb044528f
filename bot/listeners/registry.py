"""What is registered for each command, button, form, shortcut and event, and who may use it.

The table of roles in `docs/roles.md` is made from these entries. An entry for admins is refused to everyone else
before its handler runs; every other role depends on the thing itself, and is checked where it is read or written.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from bot.services import Incoming, Services

Answer = dict[str, Any] | None

H = TypeVar("H")


class Who(StrEnum):
    EVERYONE = "everyone"
    """Every member of the workspace; what they see is what is theirs to see."""
    OTHERS = "everyone but its giver and receivers"
    NOT_ITS_GIVER = "everyone but its giver"
    GIVER = "the giver"
    RECEIVER = "a receiver"
    THEMSELVES = "the person themselves"
    LEAD = "a lead, about their own people"
    LEAD_OR_ADMIN = "a lead, about their own people, or an admin"
    ANY_LEAD = "any lead, or an admin"
    ADMIN = "an admin"
    INVOLVED = "who gave it, who was given it, and admins"
    DECIDER = "who decided it"
    ANSWERER = "the one who answers it"
    THE_TWO = "who decided, and the one who answers"
    SIGNER = "whoever signs the pledge"
    ANSWERER_OR_ADMIN = "the one who answers it, or an admin"
    A_LEAD = "any lead"
    CAUSE_OWNER = "whoever has taken the cause, or an admin"
    READER = "whom an admin named as a reader of it"
    ADMIN_OR_SIGNER = "an admin, or whoever signed the pledge"


@dataclass(frozen=True)
class Entry(Generic[H]):
    """`what` completes the sentence "… may": "take back a pat of theirs"."""

    handler: H
    who: Who
    what: str


Button = Entry[Callable[[Services, Incoming, str], Awaitable[None]]]
"""Is given the value that the button, or the option chosen in a menu, carries."""
Form = Entry[Callable[[Services, Incoming], Awaitable[Answer]]]
Shortcut = Entry[Callable[[Services, Incoming], Awaitable[None]]]
