"""What an admin sets about decisions. A workspace without a row has the defaults."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.storage.orm import Model, WorkspaceId


@dataclass(frozen=True, slots=True)
class Rules:
    last_resort: UUID | None = None
    """The member who answers when nobody else can; None: nobody is named, and the installer or another admin does."""
    clock: bool = True
    """The answer clock and every figure about leads; off where they may not be kept."""
    amounts_in_channels: bool = False
    currency: str = "EUR"
    """What an amount without a currency, or a lone `$` or `¥`, is taken for; ISO 4217."""
    criteria: str | None = None
    """When more room is given, in the admin's words; None: the ones that Backpat comes with."""


class RulesRow(Model):
    __tablename__ = "decision_rules"

    workspace_id: Mapped[WorkspaceId]
    last_resort_id: Mapped[UUID | None]
    clock: Mapped[bool]
    amounts_in_channels: Mapped[bool]
    currency: Mapped[str] = mapped_column(String(3))
    criteria: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[UUID | None]


DEFAULT = Rules()


def current(session: Session, workspace_id: int) -> Rules:
    """The workspace's rules."""
    row = session.get(RulesRow, workspace_id)
    if row is None:
        return DEFAULT
    return Rules(row.last_resort_id, row.clock, row.amounts_in_channels, row.currency, row.criteria)


def save(session: Session, *, workspace_id: int, rules: Rules, by_id: UUID, now: datetime) -> None:
    """Set all of them."""
    row = session.get(RulesRow, workspace_id, with_for_update=True) or RulesRow(workspace_id=workspace_id)
    row.last_resort_id, row.clock = rules.last_resort, rules.clock
    row.amounts_in_channels, row.currency, row.criteria = rules.amounts_in_channels, rules.currency, rules.criteria
    row.changed_at, row.changed_by_id = now, by_id
    session.add(row)
    session.flush()
