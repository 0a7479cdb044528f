"""`backpat export person`: what is held about someone, to answer whoever asks for it."""

from pathlib import Path

import click

from bot.cli import explained, fail, load_settings, opened
from bot.exports.finding import find_person
from bot.exports.person import files
from models.privacy import exporting


@click.command("person")
@click.argument("who")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--workspace", "team", help="The workspace's Slack id (T…), where there are several.")
def person(who: str, folder: Path, team: str | None) -> None:
    """Write everything held about WHO (a Slack id, or the handle of someone without Slack) into FOLDER."""
    with explained(), opened(load_settings(), migrated=True) as database:
        found = find_person(database, who, team)
        data = database.query(exporting.export, workspace_id=found.workspace_id, member_id=found.id)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for file in files(data or {}):
                (folder / file.name).write_bytes(file.content)
                click.echo(str(folder / file.name))
        except OSError as error:
            fail(f"{folder} can't be written: {error.strerror}.")
