"""Who someone is here: profile, leads, teams, digests, messages, and settings that name them."""

from sqlalchemy import Text, or_, select
from sqlalchemy import cast as as_type

from models.decisions.rules import RulesRow
from models.delivery.outbox import Delivery
from models.gaps.nudges import Nudge
from models.gaps.rules import GapRulesRow
from models.people.members import Member
from models.people.reporting import ReportingLine
from models.people.teams import Team, TeamMembership
from models.people.user_groups import UserGroup
from models.privacy.backlog import Chore
from models.privacy.exported.rows import Row, Section, Who, of, only, stored
from models.schedules import Run, Schedule
from models.storage.requests import Request
from models.workspace.calendars import WorkingCalendar
from models.workspace.notes import Note
from models.workspace.policies import PolicyRow
from models.workspace.workspaces import Workspace


def _profile(who: Who) -> list[Row]:
    return stored(who, Member, Member.id == who.id)


def _memberships(who: Who) -> list[Row]:
    names = dict(who.session.execute(select(Team.id, Team.name).where(Team.workspace_id == who.workspace_id)).all())
    rows = stored(who, TeamMembership, TeamMembership.member_id == who.id)
    return [{**row, "team": names.get(row.pop("team_id"), "")} for row in rows]


def _digests(who: Who) -> list[Row]:
    """When each was due, and what became of it. The figures in it are about their team."""
    schedules = stored(who, Schedule, Schedule.member_id == who.id)
    runs = stored(who, Run, Run.schedule_id.in_([row["id"] for row in schedules]))
    for row in runs:
        del row["snapshot"]
    return [{**row, "periods": [run for run in runs if run["schedule_id"] == row["id"]]} for row in schedules]


def _deliveries(who: Who) -> list[Row]:
    return stored(who, Delivery, or_(Delivery.member_id == who.id, Delivery.channel_id == who.member.slack_user_id))


def _requests(who: Who) -> list[Row]:
    """Requests that name them, without who else is named."""
    named = or_(who.mentions(Request.key), who.mentions(Request.outcome))
    return only(stored(who, Request, named), "key", "received_at")


def _notes(who: Who) -> list[Row]:
    """What is noted of them, without who else is named."""
    named = or_(who.mentions(Note.key), who.mentions(Note.content))
    return only(stored(who, Note, named), "key", "noted_at")


def _user_groups(who: Who) -> list[Row]:
    return only(stored(who, UserGroup, who.mentions(UserGroup.slack_users)), "name", "handle")


def _settings(who: Who) -> list[Row]:
    """Where the workspace's own settings name them."""
    installed = select(Workspace.installed_at).where(
        Workspace.id == who.workspace_id, Workspace.installer_slack_id == who.member.slack_user_id
    )
    found: list[Row] = [{"installed_it_at": at} for at in who.session.scalars(installed)]
    exempt = as_type(PolicyRow.exempt, Text).contains(str(who.id))
    policies = stored(who, PolicyRow, or_(PolicyRow.changed_by_id == who.id, exempt))
    marked = [{**row, "exempt": str(who.id) in row["exempt"]} for row in policies]
    found += only(marked, "changed_by_id", "changed_at", "exempt")
    rules = stored(who, RulesRow, or_(RulesRow.changed_by_id == who.id, RulesRow.last_resort_id == who.id))
    found += only(rules, "last_resort_id", "changed_by_id", "changed_at")
    for table in (GapRulesRow, WorkingCalendar):
        found += only(stored(who, table, table.changed_by_id == who.id), "changed_by_id", "changed_at")
    return found


SECTIONS: dict[str, Section] = {
    "leads and reports": of(ReportingLine, ReportingLine.member_id, ReportingLine.lead_id),
    "teams": _memberships,
    "digests": _digests,
    "user groups": _user_groups,
    "messages to them": _deliveries,
    "requests": _requests,
    "notes": _notes,
    "nudges about them, or to them": of(Nudge, Nudge.member_id, Nudge.lead_id),
    "working weeks of their people": of(WorkingCalendar, WorkingCalendar.lead_id),
    "work that goes on": of(Chore, Chore.member_id),
    "settings that name them": _settings,
}
PROFILE: dict[str, Section] = {"profile and preferences": _profile}
"""Comes first."""
COVERED = frozenset(
    {
        *("members", "reporting_lines", "team_memberships", "digest_schedules", "digest_runs", "user_groups"),
        *("outbox", "requests", "notes", "chores", "policies", "decision_rules", "workspaces"),
        *("gap_rules", "working_calendars", "nudges"),
    }
)
"""Tables whose rows about the person are in one of `SECTIONS`."""
