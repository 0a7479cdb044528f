"""A gift: a kudos as its giver put it, before anything is decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.kudos import ChannelKind, Source

LONGEST = 3000
"""Characters of one text, as a person counts them; four code points each, at most."""
MOST_RECEIVERS = 50


@dataclass(frozen=True, slots=True)
class Gift:
    """People by their Slack ids, words in their stored form.

    `offline` and `on_behalf_of` are member ids of people who are not in Slack; `names` are handles as they were typed,
    which may be theirs; `groups` are Slack ids of user groups; `tags` are names of values, as `#tag` without the `#`.
    """

    giver: str
    receivers: tuple[str, ...]
    source: Source
    channel_id: str | None
    channel_kind: ChannelKind
    message: str | None = None
    decision: str | None = None
    outcome: str | None = None
    customer_words: str | None = None
    value_ids: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    offline: tuple[str, ...] = ()
    on_behalf_of: str | None = None
    tags: tuple[str, ...] = ()
    message_ts: str | None = None
    """The message that it is said in, or about."""
    thread_ts: str | None = None
    """The thread that it is announced in."""
    circle: str | None = None
    """Seen by no more than these, whatever its receivers chose: others are named with the same words."""
    on_their_own: bool = False
    """The giver said that the receivers decided this on their own: they are asked whether to keep it as a decision."""
    copy: bool = False
    """The giver said that the channel for pats may see what was said in private."""

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> "Gift":
        """From a draft, whose lists were tuples."""
        tuples: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in fields.items()}
        return cls(**tuples)

    @property
    def texts(self) -> list[str]:
        return [text for text in (self.message, self.decision, self.outcome, self.customer_words) if text]
