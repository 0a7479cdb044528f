"""An entry: a decision as its person put it, before anything is stored."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from models.money import Money

TEXTS = ("situation", "choice", "outcome", "customer_words")
IDS = ("category_id", "cause_id", "kudos_id", "peer_id", "shown_limit_id")


@dataclass(frozen=True, slots=True)
class Entry:
    """Words are in their stored form; `decided_on` None: today, on their calendar."""

    situation: str
    choice: str
    outcome: str | None = None
    customer_words: str | None = None
    category_id: UUID | None = None
    amount: Money | None = None
    cause: str | None = None
    """By name, which others see; it goes before `cause_id`."""
    cause_id: UUID | None = None
    fix: str | None = None
    decided_on: date | None = None
    kudos_id: UUID | None = None
    """The colleague's kudos that it is kept from."""
    channel_id: str | None = None
    message_ts: str | None = None
    peer_id: UUID | None = None
    """The peer lead who is to answer, of those whom the team chose."""
    shown_limit_id: UUID | None = None
    """The version of the limit that the form showed."""

    @property
    def texts(self) -> list[str]:
        return [text for text in (self.situation, self.choice, self.outcome, self.customer_words, self.cause) if text]

    def fields(self) -> dict[str, Any]:
        """As JSON, for a draft."""
        plain = {name: str(value) if isinstance(value, UUID | date) else value for name, value in asdict(self).items()}
        return plain | {"amount": asdict(self.amount) if self.amount else None}

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> "Entry":
        made: dict[str, Any] = dict(fields)
        made |= {name: UUID(made[name]) if made.get(name) else None for name in IDS}
        made["decided_on"] = date.fromisoformat(made["decided_on"]) if made.get("decided_on") else None
        made["amount"] = Money(**made["amount"]) if made.get("amount") else None
        return cls(**made)

    def columns(self) -> dict[str, Any]:
        """Those of a decision that hold what they wrote."""
        minor, currency = (self.amount.minor, self.amount.currency) if self.amount else (None, None)
        said = {name: getattr(self, name) for name in (*TEXTS, "category_id", "fix", "decided_on")}
        return {**said, "amount": minor, "currency": currency}
