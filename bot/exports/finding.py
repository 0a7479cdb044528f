"""Whom a command means: a Slack id, or the handle of someone without Slack."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.cli import fail
from bot.imports.recording import NoWorkspace, choose
from models.people.members import Kind, Member
from models.storage.database import Database


@dataclass(frozen=True, slots=True)
class Person:
    workspace_id: int
    id: UUID
    name: str


def find_person(database: Database, who: str, team: str | None) -> Person:
    """Ends the command with 2 when there is nobody, or nobody can tell which workspace is meant."""
    try:
        target = database.query(choose, team)
    except NoWorkspace as error:
        fail(str(error))
        raise
    found = database.query(_named, target.id, who) if target else []
    if len(found) != 1:
        fail(f"There is {'nobody' if not found else 'more than one'} called {who}. It looks like: U0123ABCD.")
    member = found[0]
    return Person(member.workspace_id, member.id, member.label)


def _named(session: Session, workspace_id: int, who: str) -> list[Member]:
    offline = (Member.kind == Kind.OFFLINE) & (Member.handle == who.lstrip("@").casefold())
    query = select(Member).where(Member.workspace_id == workspace_id, or_(Member.slack_user_id == who, offline))
    return list(session.scalars(query.order_by(Member.id)))
