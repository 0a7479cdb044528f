"""The `backpat` command. Each command imports what it needs when it runs, so that help and errors come at once."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

import click

from bot import settings as settings_module
from bot.settings import BadSettings, Settings

if TYPE_CHECKING:
    from models.storage.database import Database

UNUSABLE = 2
"""Exit code for a missing or wrong setting, argument or database."""


class LazyGroup(click.Group):
    """Commands that live in modules of their own, imported when they are asked for."""

    lazy: ClassVar[dict[str, str]] = {
        "import": "bot.imports.command:import_",
        "export": "bot.exports.command:export",
        "digest": "bot.cli.digest:digest",
        "gaps": "bot.cli.gaps:gaps",
        "doctor": "bot.cli.doctor:doctor",
        "remove": "bot.cli.removal:remove",
        "workspace": "bot.cli.workspace:workspace",
        "demo": "demo.command:demo",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *self.lazy])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        from importlib import import_module

        module, _, name = self.lazy[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=LazyGroup)
@click.version_option(package_name="backpat")
def main() -> None:
    """Backpat: a pat on the back, in Slack, in the open."""


@main.command()
def serve() -> None:
    """Run the bot: HTTP, or Socket Mode when SLACK_APP_TOKEN is set."""
    import uvloop

    from bot import app, log

    loaded = load_settings()
    log.configure(loaded.log_level)
    with explained():
        uvloop.run(app.serve(loaded))


@main.command()
def migrate() -> None:
    """Bring the database up to date."""
    from models.storage import schema

    with explained(), opened(load_settings()) as database:
        before = schema.current(database)
        after = schema.migrate(database)
        click.echo(
            f"The database is at {after}." if before == after else f"Migrated from {before or 'empty'} to {after}."
        )


@main.command()
@click.option("--url", help="Your server's public address for HTTP, like https://pats.example.com; none: Socket Mode.")
@click.option("--with", "extras", multiple=True, type=click.Choice(["profiles", "reading"]), help="More scopes.")
@click.option("--reasons", is_flag=True, help="List each scope with its reason instead.")
def manifest(url: str | None, extras: tuple[str, ...], reasons: bool) -> None:
    """Print the app manifest to paste into Slack."""
    from bot.slack import manifest as module

    chosen = {"profiles": "profiles" in extras, "reading": "reading" in extras}
    if reasons:
        for scope, reason in module.scopes(**chosen).items():
            click.echo(f"{scope:24} {reason}")
    else:
        click.echo(json.dumps(module.manifest(url=url, **chosen), indent=2))


@main.command()
def roles() -> None:
    """Print who may use each command, button, form and message, as docs/roles.md has it."""
    from bot import roles as module

    click.echo(module.page(), nl=False)


def load_settings() -> Settings:
    """The settings; what is wrong with them is printed, and ends the command with 2."""
    with explained():
        return settings_module.load()


@contextmanager
def explained() -> Iterator[None]:
    """Turn what an admin can mend into a sentence and exit code 2."""
    from sqlalchemy.exc import DBAPIError

    from models.storage.errors import BadDatabaseUrl, BehindMigrations

    try:
        yield
    except DBAPIError as error:
        fail(f"The database does not answer ({type(error.orig).__name__}). Is DATABASE_URL right?")
    except BadSettings as error:
        fail(*error.problems)
    except BehindMigrations as error:
        state = "is empty" if error.current is None else f"is at {error.current}, behind {error.newest}"
        fail(f"The database {state}. Run: backpat migrate")
    except BadDatabaseUrl as error:
        fail(f"DATABASE_URL can't be {error.url}. It looks like: sqlite:///backpat.db or postgresql://user@host/name.")


def fail(*problems: str) -> None:
    for problem in problems:
        click.echo(f"backpat: {problem}", err=True)
    sys.exit(UNUSABLE)


@contextmanager
def opened(settings: Settings, *, migrated: bool = False) -> Iterator["Database"]:
    """The database of the settings; `migrated` also asks that it is up to date."""
    from models.storage import schema
    from models.storage.database import Database

    database = Database(settings.database_url)
    try:
        if migrated:
            schema.check(database)
        yield database
    finally:
        database.close()
