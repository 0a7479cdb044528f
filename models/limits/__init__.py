"""Limits: what is somebody's to decide alone, per category, versioned.

A limit holds for everyone, for a named team, for those who report to a lead, or for one person; the narrowest counts:
a person's own, then their lead's, then their teams' (the widest of those), then everyone's. Each change is a new row;
the row before it ends.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.people.teams import OPEN
from models.storage.orm import Id, Model, Name, WorkspaceId, refers


class Category(Model):
    """What limits and guidance are about: "Refunds", "Replacements", …"""

    __tablename__ = "limit_categories"
    __table_args__ = (Index("uq_limit_categories_name", "workspace_id", "name", unique=True),)

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    name: Mapped[Name]
    position: Mapped[int]
    training_url: Mapped[str | None] = mapped_column(Text)
    """What an admin attached for whoever wants to learn about it."""
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class Limit(Model):
    """One version of one limit, in force from `starts_at` until before `ends_at` (None: still).

    At most one of `member_id`, `lead_id` and `team_id` is set; none: it holds for everyone.
    """

    __tablename__ = "limits"
    __table_args__ = (
        refers("category_id", "limit_categories"),
        refers("member_id", "members"),
        refers("lead_id", "members"),
        refers("team_id", "teams"),
        refers("ask_id", "members", ondelete=None),
        refers("author_id", "members", ondelete=None),
        Index(
            "uq_limits_open",
            "workspace_id",
            "category_id",
            "scope",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_limits_scope", "workspace_id", "scope", "starts_at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    category_id: Mapped[UUID]
    scope: Mapped[str] = mapped_column(String(45))
    """"all", "team:<id>", "lead:<id>" or "member:<id>": the columns below in one, for the unique key."""
    member_id: Mapped[UUID | None]
    lead_id: Mapped[UUID | None]
    team_id: Mapped[UUID | None]
    amount: Mapped[int | None] = mapped_column(BigInteger)
    """Per case, in minor units of `currency`; None: it is theirs whatever it costs, or costs nothing."""
    currency: Mapped[str | None] = mapped_column(String(3))
    conditions: Mapped[str | None] = mapped_column(Text)
    example: Mapped[str | None] = mapped_column(Text)
    training_url: Mapped[str | None] = mapped_column(Text)
    ask_id: Mapped[UUID | None]
    """Whom to ask beyond it."""
    ask_amount: Mapped[int | None] = mapped_column(BigInteger)
    """Up to what they can say yes, in minor units of `currency`; None: whatever it is."""
    author_id: Mapped[UUID | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
