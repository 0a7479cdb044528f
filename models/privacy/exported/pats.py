"""Pats: given, received, joined in; and what is done with them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from models.giving.drafts import Draft
from models.giving.messages import MessageGift, Reaction
from models.kudos import Boost, Kudos, KudosReceiver, KudosValue, Retraction
from models.kudos.reports import KudosReport
from models.kudos.versions import KudosVersion
from models.privacy.exported.rows import Row, Section, Who, grouped, hang, of, stored
from models.storage.orm import Model
from models.workspace.values import CompanyValue


def _received(who: Who) -> list[Row]:
    mine = select(KudosReceiver.kudos_id).where(
        KudosReceiver.workspace_id == who.workspace_id, KudosReceiver.receiver_id == who.id
    )
    return _kudos(who, Kudos.id.in_(mine))


def _given(who: Who) -> list[Row]:
    return _kudos(who, or_(Kudos.giver_id == who.id, Kudos.entered_by_id == who.id))


def _kudos(who: Who, which: ColumnElement[bool]) -> list[Row]:
    """Each with all that hangs on it."""
    kudos = stored(who, Kudos, which)
    ids = [row["id"] for row in kudos]
    parts: dict[str, tuple[type[Model], Any]] = {
        "receivers": (KudosReceiver, KudosReceiver.kudos_id),
        "joined_in": (Boost, Boost.kudos_id),
        "said_before": (KudosVersion, KudosVersion.kudos_id),
        "taken_back": (Retraction, Retraction.kudos_id),
    }
    hanging = {
        name: grouped(stored(who, table, column.in_(ids)), "kudos_id") for name, (table, column) in parts.items()
    }
    values = _values(who, ids)
    return hang([{**row, "values": values.get(row["id"], [])} for row in kudos], hanging)


def _values(who: Who, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    query = (
        select(KudosValue.kudos_id, CompanyValue.name)
        .join(
            CompanyValue,
            (CompanyValue.workspace_id == KudosValue.workspace_id) & (CompanyValue.id == KudosValue.value_id),
        )
        .where(KudosValue.workspace_id == who.workspace_id, KudosValue.kudos_id.in_(ids))
    )
    found: dict[UUID, list[str]] = {}
    for kudos_id, name in who.session.execute(query):
        found.setdefault(kudos_id, []).append(name)
    return found


SECTIONS: dict[str, Section] = {
    "pats received": _received,
    "pats given": _given,
    "joined in": of(Boost, Boost.member_id),
    "emoji": of(Reaction, Reaction.member_id),
    "messages that gave them a pat": of(MessageGift, MessageGift.receiver_id),
    "edits": of(KudosVersion, KudosVersion.by_id),
    "taken back or removed": of(Retraction, Retraction.by_id),
    "reports they made or settled": of(KudosReport, KudosReport.by_id, KudosReport.resolved_by_id),
    "drafts": of(Draft, Draft.giver_id),
}
COVERED = frozenset(
    {
        *("kudos", "kudos_receivers", "kudos_values", "kudos_retractions", "kudos_versions", "kudos_reports"),
        *("kudos_drafts", "boosts", "reactions", "message_gifts"),
    }
)
"""Tables whose rows about the person are in one of `SECTIONS`."""
