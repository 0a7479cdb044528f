"""`backpat import`: past recognition from a Slack export, and taking it back."""

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import click

from bot.cli import explained, fail, load_settings, opened
from bot.clock import Clock
from bot.imports import recording, summary
from bot.imports.archive import Archive, Unusable
from bot.imports.people_command import people
from bot.imports.reading import Found, Tally, read
from bot.imports.recognition import EMOJI
from bot.imports.recording import NoWorkspace, Target
from bot.imports.slack_export import SlackExport
from bot.imports.words import plain_emoji
from models.giving import imports
from models.storage.database import Database

STRICT = 1
"""Exit code when a day was skipped and --strict was given."""


@click.group("import")
def import_() -> None:
    """Bring in what was said before, and take it back."""


@import_.command("slack-export")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only read the file and say what is in it; needs no database.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object, on the last line.")
@click.option("--details", is_flag=True, help="Print a line of JSON for each recognition first.")
@click.option("--strict", is_flag=True, help="Exit with 1 when a day could not be read.")
@click.option("--workspace", help="Slack id of the workspace, when there are several: T….")
@click.option(
    "--emoji", multiple=True, default=EMOJI, show_default=True, help="An emoji that recognises; give it once for each."
)
def slack_export(
    file: Path,
    dry_run: bool,
    as_json: bool,
    details: bool,
    strict: bool,
    workspace: str | None,
    emoji: tuple[str, ...],
) -> None:
    """Record past public thank-yous from FILE, a Slack export (.zip). Nothing is announced."""
    tally = Tally()
    wanted = frozenset(name for name in map(plain_emoji, emoji) if name)
    try:
        with Archive(file) as archive:
            export = SlackExport(archive, file.name)
            with _found(export, tally, wanted, details=details) as found:
                result = None if dry_run else _record(file, export, found, workspace)
                for _ in found:
                    pass
    except (Unusable, NoWorkspace) as error:
        fail(str(error))
    else:
        report = summary.Report(file.name, export, tally, result)
        click.echo(json.dumps(summary.figures(report)) if as_json else summary.text(report))
        sys.exit(STRICT if strict and tally.skipped else 0)


@import_.command()
@click.option("--id", "import_id", type=click.UUID, help="The import to take back; without it, the last one.")
@click.option("--workspace", help="Slack id of the workspace, when there are several: T….")
def undo(import_id: UUID | None, workspace: str | None) -> None:
    """Take back the kudos that an import recorded. The people whom it added stay."""
    settings = load_settings()
    with explained(), opened(settings, migrated=True) as database:
        try:
            target = database.query(recording.choose, workspace)
        except NoWorkspace as error:
            fail(str(error))
            return
        run = database.query(imports.find, target.id, import_id) if target else None
        if target is None or run is None:
            _nothing_to_undo(import_id)
            return
        recording.take_back(database, workspace_id=target.id, import_id=run.id, now=Clock(settings.clock_file).now())
        click.echo(summary.undone(run))


def _nothing_to_undo(import_id: UUID | None) -> None:
    if import_id:
        fail(f"There is no import {import_id} in this workspace.")
    click.echo("There is no import to take back.")


@contextmanager
def _found(export: SlackExport, tally: Tally, emoji: frozenset[str], *, details: bool) -> Iterator[Iterator[Found]]:
    """What is found, with a progress bar on a terminal, and each printed as it passes if `details` are wanted."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=len(export.days), label="Reading", file=sys.stderr, hidden=hidden) as bar:
        found = read(export, tally, emoji=emoji, tick=lambda: bar.update(1))
        yield _printed(found) if details else found


def _printed(found: Iterator[Found]) -> Iterator[Found]:
    for one in found:
        click.echo(json.dumps(summary.detail(one)))
        yield one


def _record(file: Path, export: SlackExport, found: Iterator[Found], team: str | None) -> summary.Result:
    settings = load_settings()
    now = Clock(settings.clock_file).now()
    with explained(), opened(settings, migrated=True) as database:
        target = _target(database, export, team)
        recorded = recording.record(
            database,
            workspace_id=target.id,
            export=export,
            digest=_digest(file),
            past=(one.kudos for one in found),
            now=now,
        )
        return summary.Result(target, recorded)


def _target(database: Database, export: SlackExport, team: str | None) -> Target:
    """The workspace to import into: made from the export where there is none yet."""
    target = database.query(recording.choose, team, export_team=export.team_id)
    if target is not None:
        return target
    if not (export.begin and (team or export.team_id)):
        raise NoWorkspace(
            "There is no workspace yet, and the export does not say which one it is of. Give --workspace."
        )
    return database.write(recording.make_workspace, slack_team_id=team or export.team_id, now=export.begin)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


import_.add_command(people)
