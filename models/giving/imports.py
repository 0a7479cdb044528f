"""Imports of past recognition: each run is a row; what it added (`models/giving/importing.py`) can be taken back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Index, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.kudos import Kudos
from models.people import members
from models.people.members import Member, Profile
from models.storage.ids import uuid7
from models.storage.orm import Id, Model, SlackId, WorkspaceId, refers

MOST_PEOPLE = 1_000
"""Profiles of one `add_people`."""
TAKEN_BACK_AT_ONCE = 200
"""Kudos removed in one write, with their receivers."""


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
    kudos: Mapped[int] = mapped_column("kudos", default=0, quote=True)  # a table has that name too
    undone_at: Mapped[datetime | None]


class ImportedMessage(Model):
    """A message of the archive that became a kudos. It outlives the kudos, but not the undoing of its import."""

    __tablename__ = "imported_messages"
    __table_args__ = (refers("import_id", "imports"), Index("ix_imported_messages_import", "workspace_id", "import_id"))

    workspace_id: Mapped[WorkspaceId]
    channel_id: Mapped[SlackId] = mapped_column(primary_key=True)
    message_ts: Mapped[SlackId] = mapped_column(primary_key=True)
    import_id: Mapped[UUID]


def start(session: Session, *, workspace_id: int, file_digest: str, now: datetime) -> UUID:
    """Open an import. Returns its id."""
    run = Import(workspace_id=workspace_id, id=uuid7(), file_digest=file_digest, started_at=now, people=0, kudos=0)
    session.add(run)
    session.flush()
    return run.id


def add_people(
    session: Session, *, workspace_id: int, import_id: UUID, profiles: Sequence[Profile], now: datetime
) -> int:
    """Add people (at most 1,000), or bring those up to date of whom Slack has not said anything newer."""
    known = members.by_slack_id(session, workspace_id, [profile.slack_user_id for profile in profiles])
    news = [profile for profile in profiles if _is_news(profile, known.get(profile.slack_user_id))]
    changed = members.sync(session, workspace_id=workspace_id, profiles=news, now=now)
    count(session, workspace_id, import_id, people=changed)
    return changed


def finish(session: Session, *, workspace_id: int, import_id: UUID, now: datetime) -> None:
    """The whole file was read."""
    session.execute(update(Import).where(*_is(workspace_id, import_id)).values(finished_at=now))


def find(session: Session, workspace_id: int, import_id: UUID | None = None) -> Import | None:
    """The import of that id, or the last one that added a kudos and was not undone."""
    if import_id is not None:
        return session.get(Import, (workspace_id, import_id))
    return session.scalar(
        select(Import)
        .where(Import.workspace_id == workspace_id, Import.kudos > 0, Import.undone_at.is_(None))
        .order_by(Import.started_at.desc(), Import.id.desc())
        .limit(1)
    )


def take_back(session: Session, *, workspace_id: int, import_id: UUID, now: datetime) -> bool:
    """Remove a part of what an import added. Returns whether there may be more; at the end it is marked as undone.

    Its kudos are deleted and not retracted: nobody gave them here, and the file may be imported again. People stay.
    """
    mine = (Kudos.workspace_id == workspace_id, Kudos.import_id == import_id)
    kudos = session.scalars(select(Kudos.id).where(*mine).limit(TAKEN_BACK_AT_ONCE)).all()
    claimed = (ImportedMessage.workspace_id == workspace_id, ImportedMessage.import_id == import_id)
    stamps = session.scalars(select(ImportedMessage.message_ts).where(*claimed).limit(TAKEN_BACK_AT_ONCE)).all()
    session.execute(delete(Kudos).where(*mine, Kudos.id.in_(kudos)))
    session.execute(delete(ImportedMessage).where(*claimed, ImportedMessage.message_ts.in_(stamps)))
    if kudos or stamps:
        return True
    session.execute(update(Import).where(*_is(workspace_id, import_id)).values(undone_at=now))
    return False


def _is_news(profile: Profile, member: Member | None) -> bool:
    return member is None or not member.verified or profile.updated > member.slack_updated


def count(session: Session, workspace_id: int, import_id: UUID, *, people: int = 0, kudos: int = 0) -> None:
    """Add to what the import has added."""
    session.execute(
        update(Import)
        .where(*_is(workspace_id, import_id))
        .values(people=Import.people + people, kudos=Import.kudos + kudos)
    )


def _is(workspace_id: int, import_id: UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Import.workspace_id == workspace_id, Import.id == import_id
