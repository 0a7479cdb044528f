"""A member as messages name them."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Person:
    """By mention where they have Slack, else by name."""

    id: UUID
    slack_user_id: str | None
    name: str
    gone: bool = False
    """Their data was removed."""
