"""Rows as a person reads them: names for ids of people, words in plain text, instants as text."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from models import words
from models.people import members
from models.people.members import Member
from models.privacy.exported.rows import Row, Who

PEOPLE = frozenset(
    {
        *("giver_id", "entered_by_id", "receiver_id", "member_id", "lead_id", "by_id", "to_id", "resolved_by_id"),
        *("changed_by_id", "signer_id", "set_by_id", "peer_id", "stand_in_id", "ask_id", "author_id", "keeper_id"),
        *("owner_id", "closed_by_id", "last_resort_id"),
    }
)
WORDS = frozenset(
    {
        *("message", "decision", "outcome", "customer_words", "words", "note", "situation", "choice", "text"),
        *("conditions", "example", "reason", "what_changed", "criteria"),
    }
)


def told(who: Who, found: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """With names for people and plain text for words."""
    rows = list(_every(found))
    ids = {value for row in rows for name, value in row.items() if name in PEOPLE and value}
    names = {id_: one.label for id_, one in members.by_id(who.session, who.workspace_id, ids).items()}
    texts = [value for row in rows for name, value in row.items() if name in WORDS and value]
    slack_ids = {slack_id for text in texts for slack_id in words.mentions(text)}
    mentioned = {slack_id: one.label for slack_id, one in _known(who, slack_ids).items()}

    def say(name: str, value: Any) -> Any:
        match value:
            case list():
                return [say_row(one) if isinstance(one, dict) else say(name, one) for one in value]
            case str() if name in WORDS:
                return words.plain(value, mentioned.get)
            case UUID() if name in PEOPLE:
                return names.get(value, "someone")
            case UUID():
                return str(value)
            case datetime() | date():
                return value.isoformat()
        return value

    def say_row(row: Row) -> Row:
        return {name.removesuffix("_id") if name in PEOPLE else name: say(name, value) for name, value in row.items()}

    return {section: [say_row(row) for row in rows] for section, rows in found.items()}


def _known(who: Who, slack_ids: set[str]) -> dict[str, Member]:
    return members.by_slack_id(who.session, who.workspace_id, slack_ids) if slack_ids else {}


def _every(found: dict[str, list[Row]]) -> Iterable[Row]:
    for rows in found.values():
        for row in rows:
            yield row
            yield from (
                part for value in row.values() if isinstance(value, list) for part in value if isinstance(part, dict)
            )
