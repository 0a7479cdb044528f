"""`backpat doctor`: is everything as it should be, and if not, what is to be done."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import closing

import click

from bot import settings as settings_module
from bot.cli import checkup
from bot.cli.checkup import UNUSABLE, Finding
from bot.sealing import Seal, WrongKey
from bot.settings import BadSettings, Settings, require_slack
from bot.slack import SlackClients
from bot.slack.installations import Installations
from models.storage.database import Database
from models.storage.errors import BadDatabaseUrl
from models.workspace import workspaces


@click.command()
@click.option("--validate", is_flag=True, help="Have Slack's public blocks.validate look at made-up examples, too.")
def doctor(validate: bool) -> None:
    """Check settings, database, Slack, scopes, and what did not arrive.

    Ends with 0 when all is well, 1 when something is to be mended, 2 when a setting or the database is unusable.
    """
    sys.exit(asyncio.run(_told(validate)))


async def _told(validate: bool) -> int:
    """Print each finding when it is made. Returns the exit code."""
    worst = 0
    async for finding in _findings(validate):
        click.echo(f"✗ {finding.what}\n  → {finding.todo}" if finding.todo else f"✓ {finding.what}")
        worst = max(worst, finding.severity)
    return worst


async def _findings(validate: bool) -> AsyncIterator[Finding]:
    try:
        settings = settings_module.load()
        require_slack(settings)
    except BadSettings as error:
        for problem in error.problems:
            yield Finding(problem.rstrip("."), "docs/settings.md lists every setting.", UNUSABLE)
        return
    yield Finding("the settings are complete")
    slack = SlackClients(settings.slack_api_url, settings.send_timeout)
    try:
        async for finding in _of_database(settings, slack):
            yield finding
        if validate:
            async for finding in checkup.validated(slack.client("")):
                yield finding
    finally:
        await slack.close()


async def _of_database(settings: Settings, slack: SlackClients) -> AsyncIterator[Finding]:
    """The database and, workspace by workspace, Slack and what is stored. Without a database: Slack alone."""
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    try:
        database = Database(settings.database_url)
    except BadDatabaseUrl as error:
        yield Finding(f"DATABASE_URL can't be {error.url}", "It looks like: sqlite:///backpat.db.", UNUSABLE)
        return
    with closing(database):
        finding = checkup.migrated(database)
        yield finding
        known = [] if finding.severity else database.query(workspaces.installations)
        if not known:
            async for found in checkup.slack(slack.client(token), settings.slack_api_url):
                yield found
        seal = Seal(settings.secret_key.get_secret_value() if settings.secret_key else None)
        installed = Installations(database, slack, seal, token)
        if known:
            await installed.load()
        for row in known:
            async for found in _of_workspace(settings, database, installed, row):
                yield found


async def _of_workspace(
    settings: Settings, database: Database, installed: Installations, row: workspaces.Installation
) -> AsyncIterator[Finding]:
    try:
        client = installed.client_to_check(row)
    except WrongKey:
        todo = "Is BACKPAT_SECRET_KEY the one it was stored with?"
        yield Finding(f"{row.name}: its stored token can't be read", todo, UNUSABLE)
    else:
        async for found in checkup.slack(client, settings.slack_api_url):
            yield found
    for found in checkup.stored(database, row.workspace_id, row.name):
        yield found
