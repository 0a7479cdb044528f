"""Reads leads and start dates from Slack's profile fields, once a day: no event tells when a field has changed."""

import asyncio
from dataclasses import asdict
from datetime import date, datetime

import aiohttp
from slack_sdk.errors import SlackApiError

from bot import log
from bot.services import Services
from bot.slack import code_of, granted, manifest
from bot.slack.directory import unhurried
from bot.slack.installations import Installed
from models.people import profile_fields
from models.people.profile_fields import Said

LABELS = frozenset({"manager", "lead", "team lead", "supervisor", "reports to", "line manager", "vorgesetzte", "boss"})
"""What the field is called in most workspaces; BACKPAT_MANAGER_FIELD names another."""
BATCH = 50
GONE = {"user_not_found", "user_not_visible"}


async def read(services: Services, installed: Installed) -> bool:
    """Read everybody's profile, unless it was done today or Slack has not granted it. False: another is at it."""
    run, workspace_id = services.database.run, installed.workspace_id
    if not set(manifest.PROFILES) <= await granted.look(services, installed):
        return True
    begun = services.clock.now()
    turn = await run(profile_fields.take, workspace_id=workspace_id, now=begun, real=services.clock.real())
    if turn.after is None:
        return turn.done
    field, after, people = await _manager_field(services, installed), turn.after, 0
    while batch := await services.database.read(profile_fields.wanted, workspace_id, after, BATCH):
        said = [one for slack_id in batch if (one := await _said(services, installed, slack_id, field))]
        after, people = batch[-1], people + len(batch)
        changes = await run(
            profile_fields.store,
            workspace_id=workspace_id,
            said=said,
            after=after,
            begun=begun,
            now=services.clock.now(),
            real=services.clock.real(),
        )
        log.info("profiles", workspace=workspace_id, people=people, **asdict(changes))
    await run(profile_fields.finish, workspace_id=workspace_id, now=begun)
    return True


async def read_patiently(services: Services, installed: Installed) -> bool:
    """`read`; False, too, when it failed: a later tick goes on where it broke off."""
    try:
        return await read(services, installed)
    except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
        log.failure("profiles", error, workspace=installed.workspace_id)
        return False


async def _manager_field(services: Services, installed: Installed) -> str | None:
    """The id of the custom field that names one's lead; None: there is none."""
    answer = await unhurried(services.client(installed.workspace_id).team_profile_get)
    wanted = (services.settings.manager_field or "").casefold()
    for field in answer["profile"]["fields"]:
        label = str(field.get("label", "")).strip().casefold()
        named = wanted in (label, str(field["id"]).casefold()) if wanted else label in LABELS
        if named and field.get("type") == "user":
            return str(field["id"])
    return None


async def _said(services: Services, installed: Installed, slack_id: str, field: str | None) -> Said | None:
    await asyncio.sleep(60 / services.settings.profiles_per_minute)
    try:
        answer = await unhurried(services.client(installed.workspace_id).users_profile_get, user=slack_id)
    except SlackApiError as error:
        if code_of(error) in GONE:
            return None
        raise
    profile = answer["profile"]
    fields = profile.get("fields") or {}
    lead = str((fields.get(field) or {}).get("value") or "") if field else ""
    return Said(slack_id, lead.split(",")[0] or None, _date(str(profile.get("start_date") or "")))


def _date(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  (a day has no zone)
    except ValueError:
        return None
