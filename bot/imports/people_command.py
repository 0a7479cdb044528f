"""`backpat import people`: who leads whom, who is in which team, where, and since when, from a CSV file."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy.orm import Session

from bot.cli import explained, fail, load_settings, opened
from bot.clock import Clock
from bot.imports import people_since, people_told, recording
from bot.imports.people import check
from bot.imports.people_since import BadDay, Since
from bot.imports.people_table import COLUMNS, NotATable, Problem, Table, read
from bot.imports.recording import NoWorkspace
from models import ordering
from models.people import dating, leading, placing, staffing
from models.people.dating import Said
from models.people.placing import Change
from models.people.staffing import Staff

WRONG_LINES = 1
"""Exit code when a line is wrong: nothing was stored."""

HELP = f"""Set down who leads whom, who is in which team, where, and since when they are here: from now on, or --since.

The first line of FILE names the columns: {", ".join(COLUMNS)}. slack_id or email finds the person; slack is no for
someone who is not in Slack, who is added by name; lead is an e-mail address or Slack id, team_lead is yes or no,
start_date looks like 2024-04-02. Any order; columns may be left out. An empty cell leaves things as they are, `-` says
nobody, no team, none. All lines are stored or none; importing a file again changes nothing.

With --since, what the file says of leads and teams holds from that day on, and what held between is no longer so:
thanks of that time, imported ones too, count as those of these leads."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import changes of how the staff is now."""

    workspace_id: int
    staff: Staff
    changes: list[Change]
    said: tuple[Said, ...] = ()
    since: Since | None = None
    """None: it holds from now on."""

    @property
    def changes_something(self) -> bool:
        return bool(self.changes or (self.since and self.since.later))

    @property
    def teams(self) -> list[str]:
        """Those that come to be."""
        named = {name for change in self.changes for name, _ in change.after.teams}
        return sorted(named - set(self.staff.teams), key=ordering.by_name)

    @property
    def names(self) -> dict[UUID, str]:
        return {one.id: one.name for one in (*self.staff.people, *(change.after for change in self.changes))}


class Wrong(Exception):
    """Lines of the file are wrong: nothing is stored."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(len(problems))
        self.problems = problems


@click.command(help=HELP)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and store nothing.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Leads and teams hold from that day.")
@click.option("--workspace", metavar="T…", help="Slack id of the workspace, when there are several.")
def people(file: Path, dry_run: bool, since: datetime | None, workspace: str | None) -> None:
    settings = load_settings()
    try:
        table = read(file.read_bytes())
    except NotATable as error:
        fail(f"{file.name}: {error}")
    if not table.rows:
        fail(f"{file.name} has a first line and nothing below it. Nothing was stored.")
    now, day = Clock(settings.clock_file).now(), since.date() if since else None

    def look(session: Session) -> Plan:
        chosen = workspace_named(session, workspace)
        plan = _planned(table, chosen, staffing.staff(session, workspace_id=chosen))
        since = people_since.read(session, chosen, day, plan.said, now) if day else None
        return replace(plan, since=since)

    def write(session: Session, seen: Plan) -> Plan:
        leading.lock(session, seen.workspace_id)
        staff, of = staffing.staff(session, workspace_id=seen.workspace_id), seen.workspace_id
        plan = seen if staff == seen.staff else replace(_planned(table, of, staff), since=seen.since)
        placing.place(session, workspace_id=of, staff=staff, changes=plan.changes, now=now)
        if plan.since:
            dating.hold(session, workspace_id=of, said=plan.said, since=plan.since.begin)
        return plan

    try:
        with explained(), opened(settings, migrated=True) as database:
            plan = database.query(look)
            if plan.changes_something and not dry_run:
                plan = database.write(write, plan)
    except (NoWorkspace, BadDay) as error:
        fail(str(error))
    except Wrong as wrong:
        _refuse(file, table, wrong)
    else:
        _report(table, plan, dry_run=dry_run)


def _planned(table: Table, workspace_id: int, staff: Staff) -> Plan:
    """Raises `Wrong`."""
    checked = check(table.rows, staff)
    if problems := sorted((*table.problems, *checked.problems), key=lambda problem: problem.line):
        raise Wrong(tuple(problems))
    return Plan(workspace_id, staff, placing.changes(staff, checked.people), checked.said)


def _refuse(file: Path, table: Table, wrong: Wrong) -> None:
    """Every line that is wrong, on standard error."""
    for problem in wrong.problems:
        click.echo(f"{file.name}, line {problem.line}: {problem.text}", err=True)
    _columns(table, err=True)
    lines = len({problem.line for problem in wrong.problems})
    are = "line is" if lines == 1 else "lines are"
    click.echo(f"Nothing was stored: {lines} {are} wrong. Mend the file and import it again.", err=True)
    click.get_current_context().exit(WRONG_LINES)


def _report(table: Table, plan: Plan, *, dry_run: bool) -> None:
    """What changed; a dry run says it person by person."""
    _columns(table)
    read_ = f"{len(table.rows)} {'person' if len(table.rows) == 1 else 'people'} read."
    if not plan.changes_something:
        click.echo(f"{read_} Everything is so already: nothing {'would change' if dry_run else 'changed'}.")
        return
    if dry_run:
        click.echo("\n".join(people_told.lines(plan.changes, plan.names)))
    if plan.teams:
        click.echo(f"New {'team' if len(plan.teams) == 1 else 'teams'}: {', '.join(plan.teams)}.")
    would = "Would change" if dry_run else "Changed"
    changed = people_told.counted(plan.changes, plan.names) if plan.changes else "nothing but since when"
    click.echo(f"{read_} {would}: {changed}.")
    if plan.since:
        click.echo("\n".join(people_since.told(plan.since, dry_run=dry_run)))
    if dry_run:
        click.echo("Nothing was stored.")


def _columns(table: Table, *, err: bool = False) -> None:
    if table.unknown_columns:
        click.echo(f"Left alone, columns I don't know: {', '.join(table.unknown_columns)}.", err=err)


def workspace_named(session: Session, slack_team_id: str | None) -> int:
    """The id of the workspace asked for, or of the only one. Raises `NoWorkspace`."""
    target = recording.choose(session, slack_team_id)
    if target is None:
        raise NoWorkspace("There is no workspace yet. Run backpat serve first: it reads the people from Slack.")
    return target.id
