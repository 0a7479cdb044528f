"""Imports of past recognition: each run is a row, and each message it took is claimed so that none is taken twice."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.orm import Id, Model, SlackId, WorkspaceId, refers


class Import(Model):
    """One run of an import. Its counts are of what it added, not of what the file holds."""

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_started", "workspace_id", "started_at"),)

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    file_digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the file, in hexadecimal."""
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    """None: it stopped half-way. Importing the file again adds the rest."""
    people: Mapped[int] = mapped_column(default=0)
    kudos: Mapped[int] = mapped_column(default=0)
    undone_at: Mapped[datetime | None]


class ImportedMessage(Model):
    """A message of the archive that became a kudos. It outlives the kudos, but not the undoing of its import."""

    __tablename__ = "imported_messages"
    __table_args__ = (refers("import_id", "imports"), Index("ix_imported_messages_import", "workspace_id", "import_id"))

    workspace_id: Mapped[WorkspaceId]
    channel_id: Mapped[SlackId] = mapped_column(primary_key=True)
    message_ts: Mapped[SlackId] = mapped_column(primary_key=True)
    import_id: Mapped[UUID]
