"""`backpat export people`: the list that `backpat import people` reads, as it stands now."""

import os
from pathlib import Path

import click
from sqlalchemy.orm import Session

from bot.cli import explained, fail, load_settings, opened
from bot.exports import people as people_file
from bot.imports.people_command import workspace_named
from bot.imports.recording import NoWorkspace
from models.people import staffing
from models.people.staffing import Staff

OURS_ALONE = 0o600
"""It holds e-mail addresses: only whoever runs the command can read it."""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--workspace", metavar="T…", help="Slack id of the workspace, when there are several.")
def people(file: Path, workspace: str | None) -> None:
    """Write who leads whom, who is in which team, where and since when, into FILE.

    A CSV file for a spreadsheet, in UTF-8 with a byte order mark. What looks like a formula is made harmless with an
    apostrophe before it. `backpat import people` reads the file, and changes nothing when nobody changed it.
    """
    try:
        with explained(), opened(load_settings(), migrated=True) as database:
            staff = database.query(_staff, workspace)
    except NoWorkspace as error:
        fail(str(error))
        return
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE), "wb") as written:
            written.write(people_file.table(staff).encode("utf-8-sig"))
    except FileExistsError:
        fail(f"{file} is there already, and stays as it is. Give another name.")
    except OSError as error:
        fail(f"{file} can’t be written: {error.strerror}.")
    else:
        click.echo(f"{file}: everyone who is here. It holds names and e-mail addresses.")


def _staff(session: Session, workspace: str | None) -> Staff:
    return staffing.staff(session, workspace_id=workspace_named(session, workspace))
