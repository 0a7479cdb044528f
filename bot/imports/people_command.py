"""`backpat import people`: who leads whom, who is in which team, and since when, from a CSV file."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from bot.cli import explained, fail, load_settings, opened
from bot.clock import Clock
from bot.imports import recording
from bot.imports.people import check
from bot.imports.people_table import COLUMNS, NotATable, Problem, Table, read
from bot.imports.recording import NoWorkspace
from models import staffing
from models.staffing import Changes

WRONG_LINES = 1
"""Exit code when a line is wrong: nothing was stored."""

HELP = f"""Set down who leads whom, who is in which team and since when people are here, from now on.

The first line of FILE names the columns: {", ".join(COLUMNS)}; slack_id or email finds the person, `lead` is an
e-mail address or Slack id, `team_lead` is yes or no, `start_date` looks like 2024-04-02. Any order; columns may be
left out. An empty cell leaves things as they are, and a team is added to those a person is in. All lines are stored or
none; importing a file again changes nothing."""


class Wrong(Exception):
    """Lines of the file are wrong: nothing is stored."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(len(problems))
        self.problems = problems


@click.command(help=HELP)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and store nothing.")
@click.option("--workspace", metavar="T…", help="Slack id of the workspace, when there are several.")
def people(file: Path, dry_run: bool, workspace: str | None) -> None:
    settings = load_settings()
    try:
        table = read(file.read_bytes())
    except NotATable as error:
        fail(f"{file.name}: {error}")
    if not table.rows:
        fail(f"{file.name} has a first line and nothing below it. Nothing was stored.")
    now = Clock(settings.clock_file).now()

    def write(session: Session) -> Changes:
        chosen = _workspace(session, workspace)
        checked = check(table.rows, staffing.staff(session, workspace_id=chosen))
        if problems := sorted((*table.problems, *checked.problems), key=lambda problem: problem.line):
            raise Wrong(tuple(problems))
        changes = staffing.place(session, workspace_id=chosen, placements=checked.placements, now=now)
        if dry_run:
            session.rollback()
        return changes

    try:
        with explained(), opened(settings, migrated=True) as database:
            changes = database.write(write)
    except NoWorkspace as error:
        fail(str(error))
    except Wrong as wrong:
        _refuse(file, table, wrong)
    else:
        _report(table, changes, dry_run=dry_run)


def _refuse(file: Path, table: Table, wrong: Wrong) -> None:
    """Every line that is wrong, on standard error."""
    for problem in wrong.problems:
        click.echo(f"{file.name}, line {problem.line}: {problem.text}", err=True)
    _columns(table, err=True)
    lines = len({problem.line for problem in wrong.problems})
    are = "line is" if lines == 1 else "lines are"
    click.echo(f"Nothing was stored: {lines} {are} wrong. Mend the file and import it again.", err=True)
    click.get_current_context().exit(WRONG_LINES)


def _report(table: Table, changes: Changes, *, dry_run: bool) -> None:
    _columns(table)
    read_ = f"{len(table.rows)} {'person' if len(table.rows) == 1 else 'people'} read."
    if not changes:
        click.echo(f"{read_} Everything is so already: nothing {'would change' if dry_run else 'changed'}.")
        return
    counted = (
        f"leads {changes.leads}, teams new {changes.teams}, places in teams {changes.memberships}, "
        f"start dates {changes.start_dates}"
    )
    click.echo(f"{read_} {'Would change' if dry_run else 'Changed'}: {counted}.")
    if dry_run:
        click.echo("Nothing was stored.")


def _columns(table: Table, *, err: bool = False) -> None:
    if table.unknown_columns:
        click.echo(f"Left alone, columns I don't know: {', '.join(table.unknown_columns)}.", err=err)


def _workspace(session: Session, slack_team_id: str | None) -> int:
    """The id of the workspace asked for, or of the only one. Raises `NoWorkspace`."""
    target = recording.choose(session, slack_team_id)
    if target is None:
        raise NoWorkspace("There is no workspace yet. Run backpat serve first: it reads the people from Slack.")
    return target.id
