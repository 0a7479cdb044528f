"""`backpat digest`: look at any week's digest before, or long after, it is posted."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cli import explained, fail, load_settings, opened
from bot.clock import Clock
from digests import lookback, weeks
from digests.errors import BadMonth, BadWeek
from digests.preview import collected, preview, zone_for
from digests.rendering import Rendered
from digests.scheduling import snapshots
from digests.weeks import Period
from models import ordering
from models.people import members, reporting
from models.people.members import Member
from models.people.teams import Team
from models.schedules import Audience
from models.workspace.workspaces import Workspace

FORMATS: dict[str, Callable[[Rendered], str]] = {
    "text": lambda rendered: rendered.text,
    "html": lambda rendered: rendered.html,
    "blocks": lambda rendered: json.dumps({"blocks": rendered.blocks}, indent=2, ensure_ascii=False),
}
FIGURES = "figures"
"""The ids and figures that it is made from, as JSON."""
NAMED = 20
"""Leads or teams that a question names."""


class Unanswerable(Exception):
    """What was asked for can't be shown; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    audience: Audience
    week: str | None
    month: str | None
    member: str | None
    team: str | None
    workspace: str | None


@click.group()
def digest() -> None:
    """Look at digests."""


@digest.command("preview")
@click.option("--week", help="An ISO week, like 2019-W07.")
@click.option("--month", help="A month, like 2026-10: for --audience personal.")
@click.option("--audience", type=click.Choice([a.value for a in Audience]), default="team", show_default=True)
@click.option("--member", help="Slack id of the lead, or of whom it is for: U….")
@click.option("--team", help="Name of the team; without one, the digest is of the whole workspace.")
@click.option("--workspace", help="Slack id of the workspace, when there are several: T….")
@click.option("--format", "form", type=click.Choice([*FORMATS, FIGURES]), default="text", show_default=True)
def preview_(
    week: str | None, month: str | None, audience: str, member: str | None, team: str | None,
    workspace: str | None, form: str,
) -> None:  # fmt: skip
    """Print the digest of a week or month as its audience would read it. Nothing is posted or stored."""
    settings = load_settings()
    now = Clock(settings.clock_file).now()
    wanted = Wanted(Audience(audience), week, month, member, team, workspace)
    try:
        with explained(), opened(settings, migrated=True) as database:
            said = database.query(_said, wanted, form, now)
    except (Unanswerable, BadWeek, BadMonth) as error:
        fail(str(error))
    else:
        nothing = f"Nothing to tell of that {'month' if month else 'week'}: nothing would be posted."
        click.echo(said or nothing)


def _said(session: Session, wanted: Wanted, form: str, now: datetime) -> str | None:
    asked = _asked(session, wanted, now)
    if form == FIGURES:
        digest = collected(session, **asked)
        return json.dumps(snapshots.dump(digest), indent=2) if digest else None
    rendered = preview(session, **asked)
    return FORMATS[form](rendered) if rendered else None


def _asked(session: Session, wanted: Wanted, now: datetime) -> dict[str, Any]:
    """What `preview` wants to know."""
    workspace = workspace_of(session, wanted.workspace)
    team = _team(session, workspace.id, wanted)
    member = _member(session, workspace.id, wanted, now)
    whose: dict[str, Any] = {"member_id": member.id if member else None, "team_id": team.id if team else None}
    zone = zone_for(session, workspace_id=workspace.id, **whose)
    return whose | {
        "workspace_id": workspace.id,
        "audience": wanted.audience,
        "period": _period(wanted, zone),
        "zone": zone,
        "now": now,
    }


def _period(wanted: Wanted, zone: ZoneInfo) -> Period:
    """Raises `Unanswerable`, `BadWeek`, `BadMonth`."""
    if lookback.is_monthly(wanted.audience):
        if not wanted.month:
            raise Unanswerable("Which month? Give one with --month, like --month 2026-10.")
        return lookback.period(wanted.audience, lookback.month(wanted.month), zone)
    if not wanted.week:
        raise Unanswerable("Which week? Give one with --week, like --week 2026-W45.")
    return weeks.iso_week(wanted.week, zone)


def workspace_of(session: Session, slack_id: str | None) -> Workspace:
    """The one asked for, or the only one. Raises `Unanswerable`."""
    found = list(session.scalars(select(Workspace).order_by(Workspace.id)))
    chosen = [workspace for workspace in found if slack_id in (None, workspace.slack_team_id)]
    if len(chosen) == 1:
        return chosen[0]
    known = ", ".join(workspace.slack_team_id for workspace in found)
    raise Unanswerable(
        f"Which workspace? Give one with --workspace: {known}."
        if found
        else "There is no workspace yet: run backpat serve."
    )


def _member(session: Session, workspace_id: int, wanted: Wanted, now: datetime) -> Member | None:
    """Whom it is for. None: a channel, or, while nobody leads, the whole workspace as one team.

    What leadership reads is for whom an admin named: nobody else's can be looked at.
    """
    if wanted.audience == Audience.TEAM:
        return None
    if wanted.member:
        member = members.by_slack_user(session, workspace_id, wanted.member)
        if member is None:
            raise Unanswerable(f"There is no {wanted.member} in this workspace.")
        return member
    if wanted.audience == Audience.LEAD:
        return _only_lead(session, workspace_id, now)
    if wanted.audience == Audience.LEADERSHIP:
        return _only_reader(session, workspace_id)
    raise Unanswerable("Whose? Give a Slack id with --member: U….")


def _only_lead(session: Session, workspace_id: int, now: datetime) -> Member | None:
    leads = members.by_id(session, workspace_id, reporting.leads_at(session, workspace_id=workspace_id, at=now))
    return _only(list(leads.values()), "Which lead?")


def _only_reader(session: Session, workspace_id: int) -> Member:
    query = select(Member).where(Member.workspace_id == workspace_id, Member.reads_leadership, Member.active)
    if found := _only(list(session.scalars(query)), "Which reader?"):
        return found
    raise Unanswerable("Nobody reads the leadership's digest yet: an admin names readers on their Home tab.")


def _only(found: list[Member], question: str) -> Member | None:
    """Raises `Unanswerable` when there are several."""
    if len(found) < 2:
        return next(iter(found), None)
    known = [f"{one.slack_user_id} ({one.label})" for one in found]
    raise Unanswerable(f"{question} Give one with --member: {_listed(known)}.")


def _team(session: Session, workspace_id: int, wanted: Wanted) -> Team | None:
    if not wanted.team:
        return None
    if wanted.audience != Audience.TEAM:
        raise Unanswerable(f"--team goes with --audience team; one for {wanted.audience} has a --member.")
    teams = list(session.scalars(select(Team).where(Team.workspace_id == workspace_id)))
    named = [team for team in teams if team.name.casefold() == wanted.team.casefold()]
    if not named:
        known = _listed([team.name for team in teams if not team.archived_at]) or "there is none"
        raise Unanswerable(f"There is no team called {wanted.team}. Known: {known}.")
    return named[0]


def _listed(known: list[str]) -> str:
    more = f" and {len(known) - NAMED} more" if len(known) > NAMED else ""
    return ", ".join(sorted(known, key=ordering.by_name)[:NAMED]) + more
