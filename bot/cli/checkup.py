"""What `backpat doctor` looks at. Each check says what it found, and what to do when that is trouble."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.slack import code_of, manifest
from bot.surfaces import examples
from models.delivery import dead_letters, doubts
from models.delivery.outbox import Delivery, Status
from models.storage import schema
from models.storage.database import Database
from models.workspace import calendars

TROUBLE, UNUSABLE = 1, 2
"""Exit codes: something to mend; a setting or database with which nothing works."""
UNREACHABLE = (aiohttp.ClientError, TimeoutError, OSError)


@dataclass(frozen=True, slots=True)
class Finding:
    """`todo` is empty when all is well; `severity` is then 0."""

    what: str
    todo: str = ""
    severity: int = 0


def migrated(database: Database) -> Finding:
    """Whether the database answers and is up to date."""
    try:
        revision, newest = schema.current(database), schema.newest()
    except SQLAlchemyError as error:
        cause = type(getattr(error, "orig", None) or error).__name__
        return Finding(f"the database does not answer ({cause})", "Is DATABASE_URL right, and is it running?", UNUSABLE)
    if revision != newest:
        state = f"is at {revision}, behind {newest}" if revision else "is empty"
        return Finding(f"the database {state}", "Run: backpat migrate", UNUSABLE)
    return Finding(f"the database answers and is up to date ({newest})")


async def slack(client: AsyncWebClient, url: str) -> AsyncIterator[Finding]:
    """Whether Slack takes the token, and what the token may do."""
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        todo = "Copy it again: your app's page → OAuth & Permissions → Bot User OAuth Token."
        yield Finding(f"Slack refuses the token ({code_of(error)})", todo, TROUBLE)
        return
    except UNREACHABLE as error:
        todo = f"Does this machine reach {url}? Is SLACK_API_URL right?"
        yield Finding(f"Slack does not answer ({type(error).__name__})", todo, TROUBLE)
        return
    yield Finding(f"Slack takes the token: {answer['team']} ({answer['team_id']})")
    headers = {name.lower(): value for name, value in answer.headers.items()}
    yield granted(headers.get("x-oauth-scopes"))


def granted(header: str | None) -> Finding:
    """The granted scopes, as Slack lists them, against those of the manifest."""
    if header is None:
        return Finding("Slack does not say which scopes were granted: not compared with the manifest")
    given = {scope.strip() for scope in header.split(",")}
    missing = [f"{scope} ({reason})" for scope, reason in manifest.scopes().items() if scope not in given]
    if missing:
        todo = "Paste `backpat manifest` into the app again and reinstall it."
        return Finding(f"scopes are missing: {'; '.join(missing)}", todo, TROUBLE)
    reading = "with reading" if set(manifest.READING) <= given else "without reading"
    return Finding(f"every scope of the manifest is granted ({reading})")


def undelivered(rows: list[Delivery]) -> Iterator[Finding]:
    """What failed or is in doubt, a line each."""
    for row in rows:
        doubt = row.status == Status.IN_DOUBT
        target = "somebody" if row.purpose in doubts.NOBODY_NAMED else row.channel_id
        what = f"{row.purpose.replace('_', ' ')} for {target}: {'in doubt' if doubt else 'failed'}"
        todo = "Look in Slack whether it is there" if doubt else "Mend the cause"
        where = f"{todo}; an admin's Home has “Send again”."
        yield Finding(f"{what} ({row.failure}), owed since {row.created_at:%Y-%m-%d %H:%M} UTC", where, TROUBLE)


def stored(database: Database, workspace_id: int, name: str) -> Iterator[Finding]:
    """What did not arrive in this workspace, and which events failed for the last time."""
    rows = database.query(doubts.troubled, workspace_id=workspace_id)
    yield from undelivered(rows)
    letters = database.query(dead_letters.recent, workspace_id=workspace_id)
    for letter in letters:
        what = f"an event {letter.event_type} failed for good ({letter.error}) at {_minute(letter.received_at)}"
        yield Finding(
            what, "The log of that minute says where. What it told is lost: look whether it matters.", TROUBLE
        )
    if unknown := database.query(calendars.unknown, workspace_id):
        what = f"{name}: holidays of {', '.join(unknown)} are not known: none are counted"
        yield Finding(what, "Choose the country again where the working week is set.", TROUBLE)
    if not rows and not letters:
        yield Finding(f"{name}: everything owed has arrived, no event was lost")


async def validated(client: AsyncWebClient) -> AsyncIterator[Finding]:
    """What Slack's public `blocks.validate` says of every surface; it needs no token."""
    surfaces = [(name, {"blocks": json.dumps(blocks)}) for name, blocks in examples.messages().items()]
    surfaces += [(name, {"view": json.dumps(view)}) for name, view in examples.views().items()]
    for name, given in surfaces:
        try:
            await client.api_call("blocks.validate", data=given)
        except SlackApiError as error:
            what = f"{name}: Slack says {code_of(error)} {json.dumps(error.response.get('errors', ''))[:300]}"
            yield Finding(what, "This is a bug of Backpat's: please report it with this line.", TROUBLE)
        except UNREACHABLE as error:
            yield Finding(f"blocks.validate does not answer ({type(error).__name__})", "Try again online.", TROUBLE)
            return
        else:
            yield Finding(f"{name}: Slack finds nothing wrong")


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
