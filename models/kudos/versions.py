"""What a kudos said before it was edited."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.kudos import Kudos
from models.storage.orm import Id, Model, WorkspaceId, refers


class KudosVersion(Model):
    """Words that were replaced at `replaced_at`."""

    __tablename__ = "kudos_versions"
    __table_args__ = (
        refers("kudos_id", "kudos"),
        refers("by_id", "members", ondelete=None),
        Index("ix_kudos_versions_kudos", "workspace_id", "kudos_id", "replaced_at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    kudos_id: Mapped[UUID]
    message: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)
    customer_words: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[UUID | None]
    replaced_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Texts:
    """The four texts of a kudos, in their stored form unless it says otherwise."""

    message: str | None = None
    decision: str | None = None
    outcome: str | None = None
    customer_words: str | None = None

    @classmethod
    def of(cls, row: Kudos | KudosVersion) -> "Texts":
        return cls(row.message, row.decision, row.outcome, row.customer_words)

    def said(self) -> dict[str, str]:
        """Those that there are."""
        return {name: text for name, text in asdict(self).items() if text}


def keep(session: Session, kudos: Kudos, *, by_id: UUID | None, now: datetime) -> None:
    """What it says, before that is replaced."""
    of = {"workspace_id": kudos.workspace_id, "kudos_id": kudos.id, "by_id": by_id, "replaced_at": now}
    session.add(KudosVersion(**of, **asdict(Texts.of(kudos))))


def history(session: Session, *, workspace_id: int, kudos_id: UUID, most: int = 10) -> list[tuple[Texts, datetime]]:
    """What it said before, and until when; newest first."""
    query = (
        select(KudosVersion)
        .where(KudosVersion.workspace_id == workspace_id, KudosVersion.kudos_id == kudos_id)
        .order_by(KudosVersion.replaced_at.desc(), KudosVersion.id.desc())
        .limit(most)
    )
    return [(Texts.of(row), row.replaced_at) for row in session.scalars(query)]
