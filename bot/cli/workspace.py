"""`backpat workspace`: list, add and configure workspaces."""

import asyncio
import re
from dataclasses import replace
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cli import explained, fail, load_settings, opened
from bot.clock import Clock
from bot.sealing import Seal, WrongKey
from bot.settings import Settings
from bot.slack import SlackClients, code_of
from models.workspace import policies, values, workspaces
from models.workspace.workspaces import Workspace


@click.group()
def workspace() -> None:
    """List, add and configure workspaces."""


@workspace.command("list")
def list_() -> None:
    """Every workspace that this database knows."""
    with explained(), opened(load_settings(), migrated=True) as database:
        for row in database.query(_all):
            state = "removed" if row.uninstalled_at else "stored token" if row.bot_token else "environment's token"
            click.echo(f"{row.slack_team_id}  {row.name}  {row.zone or 'no zone yet'}  {state}")


@workspace.command()
@click.option("--token-file", type=click.File(), help="A file with the token, instead of being asked for it.")
def add(token_file: TextIO | None) -> None:
    """Store one more workspace's bot token, sealed with BACKPAT_SECRET_KEY. The token is asked for."""
    settings = load_settings()
    token = token_file.read().strip() if token_file else click.prompt("Bot token (xoxb-…)", hide_input=True)
    with explained(), opened(settings, migrated=True) as database:
        identity = asyncio.run(_identity(settings, token))
        sealed = _sealed(settings, token)

        def install(session: Session) -> None:
            workspaces.install(
                session,
                slack_team_id=identity["team_id"],
                name=identity["team"],
                bot_user_id=identity["user_id"],
                url=identity.get("url"),
                bot_token=sealed,
                now=Clock(settings.clock_file).now(),
            )

        database.write(install)
        click.echo(f"Added {identity['team']} ({identity['team_id']}). Restart `backpat serve` to serve it.")


@workspace.command("set")
@click.argument("team_id")
@click.option("--kudos-channel", help="The channel for copies of pats and for the digest: C….")
@click.option("--zone", help="An IANA zone like Europe/Berlin.")
@click.option("--value", "names", multiple=True, help="A company value; give it once for each, in their order.")
@click.option("--reactions", type=click.Choice(["join", "give"]), help="What the emoji as a reaction does.")
def set_(
    team_id: str, kudos_channel: str | None, zone: str | None, names: tuple[str, ...], reactions: str | None
) -> None:
    """Set a workspace's channel for pats, zone, company values, and what reactions do. Admins set the rest on Home."""
    settings = load_settings()
    if not (kudos_channel or zone or names or reactions):
        fail("Say what to set: --kudos-channel, --zone, --value, --reactions.")
    if kudos_channel and not re.fullmatch(r"[CG][A-Z0-9]{6,}", kudos_channel):
        fail(f"{kudos_channel} is no channel's id. It looks like: C0123ABCD (in Slack: channel details).")
    if zone and not _is_zone(zone):
        fail(f"{zone} is no zone. It looks like: Europe/Berlin.")
    now = Clock(settings.clock_file).now()

    def configure(session: Session) -> bool:
        row = session.scalar(select(Workspace).where(Workspace.slack_team_id == team_id))
        if row is None:
            return False
        workspaces.configure(session, workspace_id=row.id, zone=zone, kudos_channel_id=kudos_channel)
        if names:
            values.set_values(session, workspace_id=row.id, names=names, now=now)
        if reactions:
            _let_reactions(session, row.id, reactions, now)
        return True

    with explained(), opened(settings, migrated=True) as database:
        if not database.write(configure):
            fail(f"There is no workspace {team_id}. See: backpat workspace list")
        click.echo("Saved.")


def _let_reactions(session: Session, workspace_id: int, reactions: str, now: datetime) -> None:
    policy = replace(policies.current(session, workspace_id), reactions_give=reactions == "give")
    policies.save(session, workspace_id=workspace_id, policy=policy, by_id=None, now=now)


def _all(session: Session) -> list[Workspace]:
    return list(session.scalars(select(Workspace).order_by(Workspace.id)))


async def _identity(settings: Settings, token: str) -> dict[str, Any]:
    from slack_sdk.errors import SlackApiError

    slack = SlackClients(settings.slack_api_url, settings.send_timeout)
    try:
        answer = await slack.client(token).auth_test()
        return {key: answer[key] for key in ("team_id", "team", "user_id")}
    except SlackApiError as error:
        fail(f"Slack refused that token ({code_of(error)}). Nothing was stored.")
        raise
    finally:
        await slack.close()


def _sealed(settings: Settings, token: str) -> bytes:
    try:
        return Seal(settings.secret_key.get_secret_value() if settings.secret_key else None).close(token)
    except WrongKey:
        fail("BACKPAT_SECRET_KEY is missing. It looks like: any long random text; keep it, it opens stored tokens.")
        raise


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return False
