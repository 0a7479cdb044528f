"""`backpat remove person`: what is held about someone who left. People do it for themselves in Slack."""

import asyncio

import click

from bot.cli import explained, fail, load_settings, opened
from bot.clock import Clock
from bot.exports.finding import find_person
from bot.jobs import chores
from models.privacy import removing
from models.storage.database import Database


@click.group()
def remove() -> None:
    """Remove what is held about a person."""


@remove.command()
@click.argument("who")
@click.option("--workspace", "team", help="The workspace's Slack id (T…), where there are several.")
@click.option("--yes", is_flag=True, help="Don't ask.")
def person(who: str, team: str | None, yes: bool) -> None:
    """Remove everything about WHO: a Slack id (U…), or the handle of someone without Slack.

    A tombstone with dates stays. Messages in Slack go when `backpat serve` runs. Backups are yours to replace.
    """
    settings = load_settings()
    with explained(), opened(settings, migrated=True) as database:
        found = find_person(database, who, team)
        if not yes and not click.confirm(f"Remove everything about {found.name}? It can't be undone."):
            fail("Nothing was removed.")
        now = Clock(settings.clock_file).now()
        database.write(removing.begin, workspace_id=found.workspace_id, member_id=found.id, now=now)
        asyncio.run(_finish(database, found.workspace_id, Clock(settings.clock_file)))
        click.echo(f"Removed: {found.name}. Messages in Slack are deleted when `backpat serve` runs.")


async def _finish(database: Database, workspace_id: int, clock: Clock) -> None:
    while await chores.go_on(database, workspace_id=workspace_id, now=clock.now()):
        pass
