"""Storing what an export holds: which workspace it is for, its people, and its kudos in batches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.imports.slack_export import SlackExport
from models.giving import importing, imports
from models.giving.importing import PastKudos
from models.giving.imports import MOST_PEOPLE
from models.storage.database import Database
from models.workspace import workspaces
from models.workspace.workspaces import Workspace


class NoWorkspace(Exception):
    """It can't be told which workspace is meant; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Target:
    """The workspace that an import is for. `made`: it did not exist before."""

    id: int
    slack_team_id: str
    name: str
    made: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    import_id: UUID
    people: int
    kudos: int


def record(
    database: Database,
    *,
    workspace_id: int,
    export: SlackExport,
    digest: str,
    past: Iterable[PastKudos],
    now: datetime,
) -> Recorded:
    """Store the people and the kudos, in many short writes. Stopped half-way, it goes on when it is run again."""
    import_id = database.write(imports.start, workspace_id=workspace_id, file_digest=digest, now=now)
    people = kudos = 0
    for begin in range(0, len(export.profiles), MOST_PEOPLE):
        people += database.write(
            imports.add_people,
            workspace_id=workspace_id,
            import_id=import_id,
            profiles=export.profiles[begin : begin + MOST_PEOPLE],
            now=now,
        )
    for batch in importing.batches(past):
        kudos += database.write(importing.record, workspace_id=workspace_id, import_id=import_id, past=batch, now=now)
    database.write(imports.finish, workspace_id=workspace_id, import_id=import_id, now=now)
    database.write(workspaces.adopt_zone, workspace_id=workspace_id)
    return Recorded(import_id, people, kudos)


def choose(session: Session, team: str | None, *, export_team: str = "") -> Target | None:
    """The workspace with the Slack id `team`; without one, the only one, or the one that the export is of.

    None: there is no workspace at all. Raises `NoWorkspace`.
    """
    found = list(session.scalars(select(Workspace).order_by(Workspace.id)))
    chosen = [workspace for workspace in found if team in (None, workspace.slack_team_id)]
    if len(chosen) > 1:
        chosen = [workspace for workspace in chosen if workspace.slack_team_id == export_team]
    if len(chosen) == 1:
        return Target(chosen[0].id, chosen[0].slack_team_id, chosen[0].name)
    if not found:
        return None
    known = ", ".join(workspace.slack_team_id for workspace in found)
    wrong = f"There is no workspace {team}. " if team else ""
    raise NoWorkspace(f"{wrong}Which workspace is it for? Give one with --workspace: {known}.")


def make_workspace(session: Session, *, slack_team_id: str, now: datetime) -> Target:
    """A workspace for an export on an empty database, so that it can be looked at.

    Backpat is not installed in it, so nothing is ever posted there; installing the app brings the row to life.
    """
    made = workspaces.install(session, slack_team_id=slack_team_id, name=slack_team_id, bot_user_id="", now=now)
    workspaces.uninstall(session, workspace_id=made.id, now=now)
    return Target(made.id, made.slack_team_id, made.name, made=True)


def take_back(database: Database, *, workspace_id: int, import_id: UUID, now: datetime) -> None:
    """Undo an import, in many short writes. Stopped half-way, it goes on when it is run again."""
    while database.write(imports.take_back, workspace_id=workspace_id, import_id=import_id, now=now):
        pass
