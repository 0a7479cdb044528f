"""Pats that tests give."""

from datetime import datetime
from itertools import count
from typing import Any

from models import giving
from models.giving import Gift
from models.kudos import ChannelKind, Source
from models.people.members import Member
from models.storage.database import Database
from models.storage.requests import Outcome
from tests.people import Cast

_keys = count(1)


def gift(giver: Member | str, *receivers: Member | str, **changes: Any) -> Gift:
    """A pat said in #support; `changes` are fields of `Gift`."""
    fields = {"message": "Refunded the late parcel on the spot", "source": Source.COMMAND, "channel_id": "C0SUPPORT0"}
    names = tuple(_slack_id(receiver) for receiver in receivers)
    return Gift(giver=_slack_id(giver), receivers=names, **{"channel_kind": ChannelKind.PUBLIC} | fields | changes)


def give(
    database: Database, cast: Cast, what: Gift, *, now: datetime, key: str | None = None, form: bool = False
) -> Outcome:
    """Give it in the cast’s workspace, under a key of its own unless `key` is given. With its one gift’s outcome."""
    key = key or f"test:{next(_keys)}"
    outcome = database.write(giving.give, workspace_id=cast.workspace_id, gifts=[what], key=key, now=now, form=form)
    return outcome | (outcome["gifts"][0] if "gifts" in outcome else {})


def _slack_id(person: Member | str) -> str:
    return person if isinstance(person, str) else str(person.slack_user_id)
