"""What an admin sets for the whole workspace. A workspace without a row has the defaults."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.orm import Mapped, Session

from models.storage.orm import Code, Model, WorkspaceId, table_of
from models.workspace.workspaces import Workspace


class Guests(StrEnum):
    """What guests take part in."""

    GIVE = "give"
    """Giving and receiving."""
    RECEIVE = "receive"
    NONE = "none"


class Asks(StrEnum):
    """What happens to a pat that does not say what they did."""

    SUGGEST = "suggest"
    REQUIRE = "require"


class Period(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Policy:
    channels: tuple[str, ...] = ()
    """Where pats may be given; empty: everywhere."""
    guests: Guests = Guests.GIVE
    external: bool = False
    """Whether people of other companies, in shared channels, can be given one."""
    asks: Asks = Asks.SUGGEST
    values_required: bool = False
    allowance: int | None = None
    """Pats (one for each receiver) that a person can give in a period; None: as many as they like."""
    period: Period = Period.WEEK
    exempt: tuple[UUID, ...] = ()
    """Members without an allowance."""
    emoji: tuple[str, ...] = ("clap",)
    """Names, without colons, of the emoji that add a pat by reaction, or give one in a message."""
    reactions_give: bool = False
    """Whether such a reaction on any other message gives to its author."""
    board: bool = False
    kudos_channel: str | None = None
    """Where copies of public pats go; it is the workspace's, and not set by `save`."""


class PolicyRow(Model):
    """The policy of a workspace, as its admins last set it."""

    __tablename__ = "policies"

    workspace_id: Mapped[WorkspaceId]
    channels: Mapped[list[str]]
    guests: Mapped[Code]
    external: Mapped[bool]
    asks: Mapped[Code]
    values_required: Mapped[bool]
    allowance: Mapped[int | None]
    period: Mapped[Code]
    exempt: Mapped[list[str]]
    emoji: Mapped[list[str]]
    reactions_give: Mapped[bool]
    board: Mapped[bool]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[UUID | None]


DEFAULT = Policy()


def current(session: Session, workspace_id: int) -> Policy:
    """The workspace's policy and its channel for pats, in one statement: every gift reads it."""
    row = session.connection().execute(_query(), {"of_workspace": workspace_id}).first()
    return _policy(row._mapping) if row else DEFAULT


def save(session: Session, *, workspace_id: int, policy: Policy, by_id: UUID | None, now: datetime) -> None:
    """Set the whole policy."""
    row = session.get(PolicyRow, workspace_id, with_for_update=True) or PolicyRow(workspace_id=workspace_id)
    row.channels, row.guests, row.external = list(policy.channels), policy.guests, policy.external
    row.asks, row.values_required, row.board = policy.asks, policy.values_required, policy.board
    row.allowance, row.period, row.exempt = policy.allowance, policy.period, [str(one) for one in policy.exempt]
    row.emoji, row.reactions_give = list(policy.emoji), policy.reactions_give
    row.changed_at, row.changed_by_id = now, by_id
    session.add(row)
    session.flush()


def _policy(row: Any) -> Policy:
    kudos_channel = row["kudos_channel_id"]
    if row["guests"] is None:
        return replace(DEFAULT, kudos_channel=kudos_channel)
    return Policy(
        kudos_channel=kudos_channel,
        channels=tuple(row["channels"]),
        guests=Guests(row["guests"]),
        external=row["external"],
        asks=Asks(row["asks"]),
        values_required=row["values_required"],
        allowance=row["allowance"],
        period=Period(row["period"]),
        exempt=tuple(UUID(one) for one in row["exempt"]),
        emoji=tuple(row["emoji"]),
        reactions_give=row["reactions_give"],
        board=row["board"],
    )


@cache
def _query() -> Select[Any]:
    policy, workspace = table_of(PolicyRow), table_of(Workspace)
    both = workspace.outerjoin(policy, policy.c.workspace_id == workspace.c.id)
    of_workspace = bindparam("of_workspace", type_=Integer)
    return (
        select(workspace.c.kudos_channel_id, *(column for column in policy.c if column.name != "workspace_id"))
        .select_from(both)
        .where(workspace.c.id == of_workspace)
    )
