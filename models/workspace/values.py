"""Company values that a kudos can be tagged with."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import regex
from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session

from models.storage.orm import Id, Model, Name, WorkspaceId


class CompanyValue(Model):
    __tablename__ = "company_values"
    __table_args__ = (Index("uq_company_values_name", "workspace_id", "name", unique=True),)

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    name: Mapped[Name]
    position: Mapped[int]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


def set_values(session: Session, *, workspace_id: int, names: Sequence[str], now: datetime) -> None:
    """Make `names` the workspace's values, in this order; others are archived and keep their past.

    A name that is only written otherwise ("customer first", "Customer First!") renames the value it was.
    """
    rows = session.scalars(select(CompanyValue).where(CompanyValue.workspace_id == workspace_id)).all()
    wanted = _found(rows, names)
    for value in rows:
        value.archived_at = None if value in wanted.values() else value.archived_at or now
    for position, (name, known) in enumerate(wanted.items()):
        value = known or CompanyValue(workspace_id=workspace_id, created_at=now)
        value.name, value.position = name, position
        session.add(value)
    session.flush()


def _found(rows: Sequence[CompanyValue], names: Sequence[str]) -> dict[str, CompanyValue | None]:
    """The value that each name is of; None: it is a new one."""
    exact = {value.name: value for value in rows}
    taken = {value.id for value in rows if value.name in names}
    spelt = {tag_of(value.name): value for value in rows if value.id not in taken}
    return {name: exact.get(name) or spelt.pop(tag_of(name), None) for name in names}


def tag_of(name: str) -> str:
    """A value's name as people type it after `#`: "Customer first!" is `customer-first`."""
    return "-".join(regex.findall(r"[\p{L}\p{N}]+", name.casefold()))


def tagged(session: Session, workspace_id: int, tags: Sequence[str]) -> list[UUID]:
    """The values in use that these tags name, with or without hyphens."""
    wanted = {tag_of(tag).replace("-", "") for tag in tags} - {""}
    return [value.id for value in current(session, workspace_id) if tag_of(value.name).replace("-", "") in wanted]


def tags(session: Session, workspace_id: int) -> list[str]:
    """What names each value in use."""
    return [tag_of(value.name) for value in current(session, workspace_id)]


def current(session: Session, workspace_id: int, *, also: Sequence[UUID] = ()) -> list[CompanyValue]:
    """The values in use, in their order; `also` are ids of others that a kudos has kept."""
    return list(
        session.scalars(
            select(CompanyValue)
            .where(CompanyValue.workspace_id == workspace_id)
            .where(CompanyValue.archived_at.is_(None) | CompanyValue.id.in_(also))
            .order_by(CompanyValue.position, CompanyValue.name)
        )
    )
