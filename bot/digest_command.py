"""`backpat digest`: look at any week's digest before, or long after, it is posted."""

import json
from collections.abc import Callable
from datetime import datetime

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cli import explained, fail, load_settings, opened
from bot.clock import Clock
from digests import weeks
from digests.errors import BadWeek
from digests.preview import preview, zone_for
from digests.rendering import Rendered
from models.people import members, reporting
from models.people.members import Member
from models.workspace.schedules import Audience
from models.workspace.workspaces import Workspace

FORMATS: dict[str, Callable[[Rendered], str]] = {
    "text": lambda rendered: rendered.text,
    "html": lambda rendered: rendered.html,
    "blocks": lambda rendered: json.dumps({"blocks": rendered.blocks}, indent=2, ensure_ascii=False),
}


class Unanswerable(Exception):
    """The preview can't be made; the message says why and what to do."""


@click.group()
def digest() -> None:
    """Look at digests."""


@digest.command("preview")
@click.option("--week", required=True, help="An ISO week, like 2019-W07.")
@click.option("--audience", type=click.Choice([a.value for a in Audience]), default="team", show_default=True)
@click.option("--member", help="Slack id of the lead it is for: U….")
@click.option("--workspace", help="Slack id of the workspace, when there are several: T….")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
def preview_(week: str, audience: str, member: str | None, workspace: str | None, form: str) -> None:
    """Print the digest of a week as its audience would read it. Nothing is posted or stored."""
    settings = load_settings()
    now = Clock(settings.clock_file).now()
    try:
        with explained(), opened(settings, migrated=True) as database:
            rendered = database.query(_preview, week, Audience(audience), member, workspace, now)
    except (Unanswerable, BadWeek) as error:
        fail(str(error))
    else:
        click.echo(FORMATS[form](rendered) if rendered else "Nothing to tell of that week: nothing would be posted.")


def _preview(
    session: Session, week: str, audience: Audience, slack_user: str | None, team: str | None, now: datetime
) -> Rendered | None:
    workspace = _workspace(session, team)
    lead = _lead(session, workspace.id, slack_user, now) if audience == Audience.LEAD else None
    lead_id = lead.id if lead else None
    zone = zone_for(session, workspace_id=workspace.id, member_id=lead_id)
    period = weeks.iso_week(week, zone)
    return preview(session, workspace_id=workspace.id, audience=audience, period=period, now=now, member_id=lead_id)


def _workspace(session: Session, team: str | None) -> Workspace:
    found = list(session.scalars(select(Workspace).order_by(Workspace.id)))
    chosen = [workspace for workspace in found if team in (None, workspace.slack_team_id)]
    if len(chosen) == 1:
        return chosen[0]
    known = ", ".join(workspace.slack_team_id for workspace in found)
    raise Unanswerable(
        f"Which workspace? Give one with --workspace: {known}."
        if found
        else "There is no workspace yet: run backpat serve."
    )


def _lead(session: Session, workspace_id: int, slack_user: str | None, now: datetime) -> Member | None:
    """The lead asked for; without one, the only lead there is. None while nobody leads: the workspace is one team."""
    if slack_user:
        member = members.by_slack_user(session, workspace_id, slack_user)
        if member is None:
            raise Unanswerable(f"There is no {slack_user} in this workspace.")
        return member
    leads = members.by_id(session, workspace_id, reporting.leads_at(session, workspace_id=workspace_id, at=now))
    if len(leads) < 2:
        return next(iter(leads.values()), None)
    known = ", ".join(sorted(f"{lead.slack_user_id} ({lead.label})" for lead in leads.values()))
    raise Unanswerable(f"Which lead? Give one with --member: {known}.")
