"""Decisions that tests log, and the pledge that covers them."""

from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models.decisions import logging
from models.decisions.entries import Entry
from models.people import members
from models.pledge import Pledge
from models.storage.ids import uuid7
from models.storage.requests import Outcome

PROMISE = "A decision made in good faith for a customer will not cost you your job or your money."
_keys = count(1)


def signed(session: Session, *, workspace_id: int, signer: str, now: datetime, title: str = "COO") -> UUID:
    """A pledge in force: `signer` is a Slack id."""
    member = members.by_slack_id(session, workspace_id, [signer])[signer]
    row = Pledge(
        workspace_id=workspace_id,
        id=uuid7(),
        text=PROMISE,
        signer_id=member.id,
        signer_title=title,
        set_at=now,
        signed_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def entry(**changes: Any) -> Entry:
    """The late parcel; `changes` are fields of `Entry`."""
    return Entry(**{"situation": "The parcel was six days late", "choice": "Refunded it on the spot"} | changes)


def logs(session: Session, /, *, workspace_id: int, member: str, now: datetime, **changes: Any) -> Outcome:
    """`member` (a Slack id) logs `entry(**changes)`, under a key of its own."""
    key, what = f"test:decision:{next(_keys)}", entry(**changes)
    return logging.log(session, workspace_id=workspace_id, member=member, entry=what, key=key, now=now)
