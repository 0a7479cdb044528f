"""`backpat gaps`: recognition gaps as leads read them, for whoever runs Backpat; as JSON for other programs."""

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cli import explained, fail, gaps_export, load_settings, opened
from bot.cli.digest import Unanswerable, workspace_of
from bot.cli.gaps_export import Lead
from bot.clock import Clock
from digests.gaps import GapReport, Scope, ScopeKind, gaps_for_lead
from models import ordering
from models.people import members, reporting
from models.people.members import Member
from models.people.teams import Role, Team, TeamMembership, in_force

Asked = tuple[Lead, Scope]


@click.command("gaps")
@click.option("--lead", help="Slack id of one lead: U…. Without it: of every lead.")
@click.option("--team", help="Name of a team: its people alone, as the one who leads it reads them.")
@click.option(
    "--tree", is_flag=True, help="Everybody below the lead, teams of five or more, instead of their own people."
)
@click.option("--workspace", help="Slack id of the workspace, when there are several: T….")
@click.option("--json", "as_json", is_flag=True, help="JSON; its keys are in docs/gaps-json.md.")
def gaps(lead: str | None, team: str | None, tree: bool, workspace: str | None, as_json: bool) -> None:
    """Print whom recognition does not reach, as each lead reads it. Nothing is posted or stored.

    Names only where the workspace has them on, and no figure about fewer than five people but a lead's own. Treat
    what it prints as confidential: each report is meant for one lead.
    """
    settings = load_settings()
    now = Clock(settings.clock_file).now()
    try:
        if team and tree:
            raise Unanswerable("--team and --tree don't go together: a tree is everybody below a lead.")
        with explained(), opened(settings, migrated=True) as database:
            reports = database.query(_reports, lead, team, tree, workspace, now)
    except Unanswerable as error:
        fail(str(error))
    else:
        page = gaps_export.as_json(reports, now)
        click.echo(json.dumps(page, indent=2, ensure_ascii=False) if as_json else gaps_export.as_text(reports))


def _reports(
    session: Session, lead: str | None, team: str | None, tree: bool, workspace: str | None, now: datetime
) -> list[tuple[Lead, GapReport]]:
    workspace_id = workspace_of(session, workspace).id
    chosen = _member(session, workspace_id, lead) if lead else None
    if team:
        asked = _of_team(session, workspace_id, team, chosen, now)
    else:
        scope = Scope(ScopeKind.TREE) if tree else Scope()
        asked = [(one, scope) for one in _leads(session, workspace_id, chosen, now)]
    return [
        (one, gaps_for_lead(session, workspace_id=workspace_id, lead_id=one.id, now=now, scope=scope))
        for one, scope in asked
    ]


def _member(session: Session, workspace_id: int, slack_user: str) -> Member:
    member = members.by_slack_user(session, workspace_id, slack_user)
    if member is None:
        raise Unanswerable(f"There is no {slack_user} in this workspace.")
    return member


def _leads(session: Session, workspace_id: int, chosen: Member | None, now: datetime) -> list[Lead]:
    """The one chosen, or everyone who leads somebody, by name."""
    ids = set(reporting.leads_at(session, workspace_id=workspace_id, at=now))
    if chosen is not None and not chosen.active:
        raise Unanswerable(f"{chosen.label} has left, so nobody reads their gaps.")
    if chosen is not None and chosen.id not in ids:
        raise Unanswerable(f"{chosen.label} leads nobody.")
    return _named(session, workspace_id, {chosen.id} if chosen else ids)


def _named(session: Session, workspace_id: int, ids: Iterable[UUID]) -> list[Lead]:
    found = (one for one in members.by_id(session, workspace_id, ids).values() if one.active)
    return sorted(
        (Lead(one.id, one.slack_user_id, one.label) for one in found),
        key=lambda one: (ordering.by_name(one.name), one.id),
    )


def _of_team(session: Session, workspace_id: int, name: str, chosen: Member | None, now: datetime) -> list[Asked]:
    """The team as its lead reads it: the first by name of those who lead it, or the one chosen."""
    of_team = (TeamMembership.workspace_id == Team.workspace_id) & (TeamMembership.team_id == Team.id)
    leads = of_team & (TeamMembership.role == Role.LEAD)
    leads &= in_force(TeamMembership.starts_at, TeamMembership.ends_at, now)
    query = (
        select(Team.id, Team.name, TeamMembership.member_id)
        .outerjoin(TeamMembership, leads)
        .where(Team.workspace_id == workspace_id, Team.archived_at.is_(None))
    )
    rows = list(session.execute(query))
    found = [row for row in rows if row.name.casefold() == name.casefold()]
    if not found:
        known = ", ".join(sorted({row.name for row in rows}, key=ordering.by_name))
        raise Unanswerable(f"There is no team {name}. There are: {known}." if known else "There are no teams.")
    leading = _named(session, workspace_id, (row.member_id for row in found if row.member_id))
    reading = [one for one in leading if chosen is None or one.id == chosen.id][:1]
    if not reading:
        who = f"{chosen.label} does not lead" if chosen else "Nobody leads"
        raise Unanswerable(f"{who} {found[0].name}.")
    return [(one, Scope(ScopeKind.TEAM, found[0].id, found[0].name)) for one in reading]
