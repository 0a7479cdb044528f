"""The cast that every test uses: Northwind Parcels, and Zed, who works elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.people import members, reporting, teams
from models.people.members import Kind, Member, Profile
from models.people.teams import Role, Team
from models.workspace import workspaces
from models.workspace.workspaces import Workspace

SINCE = timedelta(weeks=8)
"""How long before `now` Backpat was installed and everyone was there."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Ana and Bo report to Carol; Dave leads the team "Returns desk", in which Eve, a guest, is; Finn is the admin."""

    workspace: Workspace
    ana: Member
    bo: Member
    carol: Member
    dave: Member
    eve: Member
    finn: Member
    returns_desk: Team
    elsewhere: Workspace
    zed: Member

    @property
    def workspace_id(self) -> int:
        return self.workspace.id


def settle_in(session: Session, *, now: datetime) -> Cast:
    """Store the cast, `SINCE` ago."""
    then = now - SINCE
    home = workspaces.install(
        session,
        slack_team_id="T0NORTHWND",
        name="Northwind Parcels",
        bot_user_id="U0BACKPAT0",
        installer_slack_id="U0FINN0000",
        now=then,
    )
    workspaces.configure(session, workspace_id=home.id, zone="Europe/London", kudos_channel_id="C0PATS0000")
    away = workspaces.install(
        session, slack_team_id="T0ELSEWHER", name="Elsewhere Ltd", bot_user_id="U0BACKPAT0", now=then
    )
    ana, bo, carol, dave, eve, finn = _hire(session, home.id, ("Ana", "Bo", "Carol", "Dave", "Eve", "Finn"), then)
    (zed,) = _hire(session, away.id, ("Zed",), then)
    for report in (ana, bo):
        reporting.set_lead(session, workspace_id=home.id, member_id=report.id, lead_id=carol.id, now=then)
    desk = teams.create(session, workspace_id=home.id, name="Returns desk", now=then)
    roles = {dave.id: Role.LEAD, eve.id: Role.MEMBER}
    teams.set_members(session, workspace_id=home.id, team_id=desk.id, roles=roles, now=then)
    return Cast(home, ana, bo, carol, dave, eve, finn, desk, away, zed)


def _hire(session: Session, workspace_id: int, names: Sequence[str], now: datetime) -> list[Member]:
    people = [profile(name) for name in names]
    members.sync(session, workspace_id=workspace_id, profiles=people, now=now)
    found = members.by_slack_id(session, workspace_id, [person.slack_user_id for person in people])
    return [found[person.slack_user_id] for person in people]


def profile(name: str, *, updated: int = 1) -> Profile:
    """How Slack's directory describes someone of the cast."""
    return Profile(
        slack_user_id=f"U0{name.upper():0<8}",
        name=name,
        handle=name.lower(),
        kind=Kind.GUEST if name == "Eve" else Kind.PERSON,
        active=True,
        zone="Europe/London",
        email=f"{name.lower()}@northwind.example",
        is_slack_admin=name == "Finn",
        updated=updated,
    )
