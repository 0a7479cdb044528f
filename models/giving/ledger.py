"""The ledger of gifts that are given together: what was given lately is read once, what is given now is stored once."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, insert, select
from sqlalchemy.orm import Session

from models.delivery import outbox, receipts
from models.kudos import Kudos, KudosReceiver, KudosValue, Retraction
from models.people.members import Party
from models.storage.listing import among, filling, padded
from models.storage.orm import table_of

Row = dict[str, Any]


class Ledger:
    """Of one workspace, in one transaction. Whoever gives and receives is locked; each gift sees those before it.

    `kudos`, `receivers`, `values` and `messages` are rows that wait for `store`.
    """

    def __init__(self, session: Session, workspace_id: int, receivers: Iterable[Party]) -> None:
        self._session = session
        self._workspace_id = workspace_id
        ids = [one.id for one in receivers if one.slack_user_id and one.receipts]
        self._receipts = receipts.newest(session, workspace_id=workspace_id, member_ids=ids)
        self._said: dict[tuple[UUID, str], datetime] = {}
        self.kudos: list[Row] = []
        self.receivers: list[Row] = []
        self.values: list[Row] = []
        self.messages: list[Row] = []

    def look_back(self, givers: Iterable[UUID], since: datetime) -> None:
        """Read what these givers have given after `since`, and not taken back."""
        wanted = padded(sorted(set(givers)))
        values = {"of_workspace": self._workspace_id, "since": since, **filling("giver", wanted)}
        for giver_id, said, given_at in self._session.connection().execute(_lately(len(wanted)), values):
            self._said[giver_id, said] = max(given_at, self._said.get((giver_id, said), given_at))

    def last_said(self, giver_id: UUID, said: str) -> datetime | None:
        """When this giver last gave what has this fingerprint, as far as it was looked back."""
        return self._said.get((giver_id, said))

    def add(self, kudos: Row) -> None:
        self.kudos.append(kudos)
        self._said[kudos["giver_id"], kudos["fingerprint"]] = kudos["given_at"]

    def receipt(self, kudos_id: UUID, member: Party, now: datetime) -> UUID | None:
        """The message that will tell `member` of this kudos: one that still waits, or a new one at most an hour away.

        None when they have no Slack or want no receipts.
        """
        if member.slack_user_id is None or not member.receipts:
            return None
        newest = self._receipts.get(member.id)
        if newest is None or not newest.waits:
            row = receipts.new(newest, kudos_id=kudos_id, member=member, now=now)
            self.messages.append(row)
            newest = receipts.Receipt(row["id"], row["status"], row["attempts"], row["due_at"])
            self._receipts[member.id] = newest
        return newest.id

    def store(self) -> None:
        """What was added so far: for whoever reads it in this transaction, and at the end."""
        connection = self._session.connection()
        outbox.owe(self._session, self.messages)
        for statement, rows in ((_KUDOS, self.kudos), (_RECEIVERS, self.receivers), (_VALUES, self.values)):
            if rows:
                connection.execute(statement, rows)
            rows.clear()
        self.messages.clear()


@cache
def _lately(givers: int) -> Select[UUID, str, datetime]:
    kudos, taken_back = table_of(Kudos).c, table_of(Retraction).c
    return select(kudos.giver_id, kudos.fingerprint, kudos.given_at).where(
        kudos.workspace_id == bindparam("of_workspace"),
        among(kudos.giver_id, "giver", givers),
        kudos.given_at > bindparam("since"),
        ~exists().where(taken_back.workspace_id == kudos.workspace_id, taken_back.kudos_id == kudos.id),
    )


_KUDOS = insert(table_of(Kudos))
_RECEIVERS = insert(table_of(KudosReceiver))
_VALUES = insert(table_of(KudosValue))
