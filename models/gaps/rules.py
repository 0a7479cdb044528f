"""What an admin sets about recognition gaps. A workspace without a row has the defaults."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, Session

from models.storage.orm import Model, WorkspaceId


@dataclass(frozen=True, slots=True)
class GapRules:
    names: bool = True
    """Whether a lead reads who it is that recognition does not reach; off where a works council asks for it."""
    nudging: bool = False
    """Whether leads are told, seldom, of somebody whom nobody thanked lately and what there is to thank for."""
    guests: bool = False
    """Whether guests are counted."""


class GapRulesRow(Model):
    __tablename__ = "gap_rules"

    workspace_id: Mapped[WorkspaceId]
    names: Mapped[bool]
    nudging: Mapped[bool]
    guests: Mapped[bool]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[UUID | None]


DEFAULT = GapRules()


def current(session: Session, workspace_id: int) -> GapRules:
    """The workspace's rules."""
    row = session.get(GapRulesRow, workspace_id)
    return DEFAULT if row is None else GapRules(row.names, row.nudging, row.guests)


def save(session: Session, *, workspace_id: int, rules: GapRules, by_id: UUID | None, now: datetime) -> None:
    """Set all of them."""
    row = session.get(GapRulesRow, workspace_id, with_for_update=True) or GapRulesRow(workspace_id=workspace_id)
    row.names, row.nudging, row.guests = rules.names, rules.nudging, rules.guests
    row.changed_at, row.changed_by_id = now, by_id
    session.add(row)
    session.flush()
