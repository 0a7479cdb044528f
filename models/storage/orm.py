"""The declarative class of all tables, and the column types they share.

Every table but `workspaces` has `workspace_id` as the first column of its key and of every index: no query crosses
a workspace, and the rows can be distributed by it.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, cast
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    Uuid,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column

from models.storage.ids import uuid7

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. Refuses a datetime without a zone; gives back UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored instant needs a zone: pass an aware datetime")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime(),
        UUID: Uuid(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
    }


WorkspaceId = Annotated[
    int, mapped_column(Integer, ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
]
Id = Annotated[UUID, mapped_column(primary_key=True, default=uuid7)]
Code = Annotated[str, mapped_column(String(40))]
SlackId = Annotated[str, mapped_column(String(40))]
Name = Annotated[str, mapped_column(String(200))]
Counter = Annotated[int, mapped_column(BigInteger)]


def table_of(model: type[Model]) -> Table:
    """The bare table, for statements so frequent that the ORM's part in them would show."""
    return cast("Table", model.__table__)


def refers(column: str, table: str, *, ondelete: str | None = "CASCADE") -> ForeignKeyConstraint:
    """A foreign key within the workspace: (workspace_id, `column`) → `table`(workspace_id, id)."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"], ondelete=ondelete)
