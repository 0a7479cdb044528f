"""Finding and erasing a person's name in what others wrote and in what is kept of requests and deliveries.

A mention, a bare Slack id, an e-mail address, a full name and an `@handle` are replaced. A lone first name that a
colleague typed is a word like any, and can't be told from others: the docs say so.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import regex
from sqlalchemy import JSON, ColumnElement, Text, or_, select
from sqlalchemy import cast as as_type
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.answers import Answer
from models.decisions import Decision
from models.decisions.rules import RulesRow
from models.decisions.versions import DecisionVersion
from models.delivery.outbox import Delivery, Kind, Status
from models.giving.drafts import Draft
from models.improving.causes import Cause
from models.improving.ideas import Idea, IdeaStep
from models.improving.leadership import LeadershipLine
from models.kudos import Kudos, Retraction
from models.kudos.reports import KudosReport
from models.kudos.versions import KudosVersion
from models.limits import Limit
from models.limits.asking import RoomRequest
from models.pledge import BrokenPromise, Pledge
from models.privacy.backlog import Task
from models.storage.orm import Model
from models.storage.requests import Request
from models.workspace.notes import Note

SOMEONE = "someone who left"
MOST = 500
"""Rows of one table that one look finds."""
AT_ONCE = 25
"""Rows of one write: a kudos among them may bring several messages in step."""

WRITTEN: dict[type[Model], tuple[str, ...]] = {
    Kudos: ("given_at", "message", "decision", "outcome", "customer_words"),
    KudosVersion: ("replaced_at", "message", "decision", "outcome", "customer_words"),
    KudosReport: ("at", "words"),
    Retraction: ("at", "note"),
    Draft: ("created_at", "fields"),
    Decision: ("logged_at", "situation", "choice", "outcome", "customer_words"),
    DecisionVersion: ("replaced_at", "situation", "choice", "outcome", "customer_words", "cause"),
    Answer: ("at", "words"),
    RulesRow: ("changed_at", "criteria"),
    Pledge: ("set_at", "text", "signer_title"),
    BrokenPromise: ("at", "words"),
    Limit: ("starts_at", "conditions", "example", "training_url"),
    RoomRequest: ("asked_at", "words", "reason"),
    Idea: ("at", "words"),
    IdeaStep: ("at", "words"),
    Cause: ("created_at", "name", "open_key", "what_changed"),
    LeadershipLine: ("at", "words"),
    Note: ("noted_at", "key", "content"),
    Request: ("received_at", "key", "outcome"),
    Delivery: ("created_at", "key", "detail", "failure"),
}
"""Where a name can stand in text: of each table the date of a row, and its columns of text or JSON."""


@dataclass(frozen=True)
class Called:
    """What someone was called, until `at`: a row of later is about whoever has the name now."""

    slack_id: str | None
    names: tuple[str, ...]
    """Full name and handle, as far as they are no common words."""
    at: datetime

    @classmethod
    def of(cls, task: Task) -> "Called":
        detail = task.detail
        full = [name for name in detail["names"] if len(name.split()) > 1]
        handles = [f"@{name}" for name in detail["names"] if len(name.split()) == 1]
        names = [*full, *handles, *([detail["email"]] if detail["email"] else [])]
        return cls(detail["slack_id"], tuple(names), datetime.fromisoformat(detail["at"]))

    @property
    def needles(self) -> list[str]:
        return [*([self.slack_id] if self.slack_id else []), *self.names]

    @cached_property
    def pattern(self) -> "regex.Pattern[str]":
        """A mention with all that belongs to it, or the bare name, never a part of a longer one."""
        mention = [rf"<@{self.slack_id}(?:\|[^<>]*)?>"] if self.slack_id else []
        bare = [rf"(?<!\w){regex.escape(name)}(?!\w)" for name in self.needles]
        return regex.compile("|".join([*mention, *bare]) or r"(?!)", regex.IGNORECASE)


Key = tuple[Any, ...]
"""Of a row: what its table's primary key has besides the workspace."""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows to erase from: messages to the person, and by table the keys of rows that name them."""

    posts: tuple[UUID, ...]
    rows: dict[type[Model], tuple[Key, ...]]
    waiting: bool = False
    """Another message to them is on its way to Slack at this moment."""

    def parts(self) -> Iterator["Found"]:
        """In lots that one write may hold."""
        for at in range(0, len(self.posts), AT_ONCE):
            yield Found(self.posts[at : at + AT_ONCE], {})
        for table, keys in self.rows.items():
            for at in range(0, len(keys), AT_ONCE):
                yield Found((), {table: keys[at : at + AT_ONCE]})


def find(session: Session, *, workspace_id: int, called: Called) -> Found:
    """Look through every text there is: a read, and none of the quick ones."""
    rows = {table: keys for table in WRITTEN if (keys := _naming(session, workspace_id, table, called))}
    if called.slack_id is None:
        return Found((), rows)
    theirs = select(Delivery.id, Delivery.status).where(
        Delivery.workspace_id == workspace_id,
        Delivery.channel_id == called.slack_id,
        Delivery.kind == Kind.POST,
        Delivery.created_at <= called.at,
    )
    posts = session.execute(theirs.order_by(Delivery.id).limit(MOST)).all()
    waiting = any(status == Status.SENDING for _, status in posts)
    return Found(tuple(id_ for id_, status in posts if status != Status.SENDING), rows, waiting)


def erase(session: Session, *, workspace_id: int, table: type[Model], keys: Iterable[Key], called: Called) -> None:
    """Replace the name in these rows."""
    for key in keys:
        row = session.get(table, (workspace_id, *key), with_for_update=True)
        if row is None:
            continue
        if isinstance(row, Request | Note) and called.pattern.search(row.key):
            session.delete(row)  # the key of something of theirs, which is gone
            continue
        for column in WRITTEN[table][1:]:
            setattr(row, column, cleaned(getattr(row, column), called))
        if isinstance(row, Cause) and row.open_key and SOMEONE in row.open_key:
            row.open_key = str(row.id)  # two causes may be called the same now
    session.flush()


def cleaned(value: Any, called: Called) -> Any:
    """Text or JSON without the name; a list that holds their id holds it no more."""
    match value:
        case str():
            return called.pattern.sub(SOMEONE, value)
        case list():
            return [cleaned(one, called) for one in value if one != called.slack_id]
        case dict():
            return {cleaned(key, called): cleaned(one, called) for key, one in value.items()}
    return value


def _naming(session: Session, workspace_id: int, table: type[Model], called: Called) -> tuple[Key, ...]:
    mapped: Any = table
    date, *columns = (getattr(mapped, name) for name in WRITTEN[table])
    key = [column for column in table.__table__.primary_key if column.name != "workspace_id"]
    query = select(*key, *columns).where(mapped.workspace_id == workspace_id, date <= called.at)
    hints = [_holds(column, needle) for column in columns for needle in called.needles]
    if not hints:
        return ()
    rows = session.execute(query.where(or_(*hints)).limit(MOST))
    return tuple(tuple(row[: len(key)]) for row in rows if any(_names(text, called) for text in row[len(key) :]))


def _holds(column: InstrumentedAttribute[Any], needle: str) -> ColumnElement[bool]:
    """As it is written in JSON, where other letters than ASCII are escaped, the same as in text."""
    if isinstance(column.type, JSON):
        return as_type(column, Text).icontains(json.dumps(needle)[1:-1], autoescape=True)
    return column.icontains(needle, autoescape=True)


def _names(value: Any, called: Called) -> bool:
    return value is not None and cleaned(value, called) != value
