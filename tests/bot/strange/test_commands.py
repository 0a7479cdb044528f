"""`/pat` and interactions as Slack may send them and rarely does: each is answered, none fails."""

import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.ids import COMMAND, ActionId
from bot.ingress import Ingress
from models.kudos import Kudos
from simulator.driver import Simulator
from tests import waiting
from tests.bot.running import Bot
from tests.models import rows

ENTERPRISE = {"enterprise_id": "E0GRID0000", "enterprise_name": "Grid", "is_enterprise_install": "false"}
LONG = 40_000
TEXTS = (
    *("", " ", "\x00", "\ud83d", "<@>", "<@U0NOBODY00|>", "payload={}", "x" * LONG, "help " * (LONG // 5)),
    *("limits " + "9" * LONG, "idea " + "ü" * LONG, "gaps " + "‮" * LONG, "digest " + "2026-W99", "digest -W"),
    *("<@U0NOBODY00> " * (LONG // 14), "undo undo", "pledge \x00"),
)
"""None of them gives anything."""
VALUES: tuple[dict[str, Any], ...] = ({}, {"value": ""}, {"value": "x" * 2000}, {"selected_option": None})
PLACES: tuple[dict[str, str], ...] = (
    {},
    {"channel_id": "C0NOWHERE0"},
    {"channel_id": "D0NOWHERE0", "channel_name": "directmessage"},
    {"channel_id": "G0NOWHERE0", "channel_name": "mpdm-ana--bo--carol-1"},
    {"channel_id": "C0NOWHERE0", "channel_name": ""},
)


@pytest.mark.parametrize("place", PLACES, ids=str)
async def test_whatever_stands_after_the_command_is_answered(slack: Simulator, bot: Bot, place: dict[str, str]) -> None:
    for n, text in enumerate(TEXTS):
        answered = await _typed(slack, bot, text, f"t{n}", **place, **(ENTERPRISE if n % 2 else {}))
        assert "Something went wrong" not in answered, text[:60]
    await waiting.becomes(bot.backpat.services.tasks.names, [])
    assert rows.count(bot.database, Kudos) == 0


async def test_a_command_without_text_or_anything_that_may_be_missing_is_answered(slack: Simulator, bot: Bot) -> None:
    for missing in ("text", "trigger_id", "response_url", "channel_id", "team_domain"):
        body = {**_command(slack, "help"), "text": "help"}
        body.pop(missing, None)
        response = await Ingress(bot.backpat.services).handle(body)
        assert (response.status, "Something went wrong" in str(response.body)) == (200, False), missing


async def test_a_click_without_message_or_value_fails_nowhere(slack: Simulator, bot: Bot) -> None:
    who = {"user": {"id": slack.person("ana").id}, "team": {"id": slack.workspace()["id"]}, "api_app_id": "A0"}
    with capture_logs() as logged:
        for action in (*ActionId, "gone.long_ago", ""):
            for more in VALUES:
                pressed = {"action_id": str(action), "block_id": "b", "type": "button", **more}
                body = {"type": "block_actions", **who, "trigger_id": "1", "actions": [pressed]}
                response = await Ingress(bot.backpat.services).handle(body)
                assert response.status == 200, (action, more)
                assert not [one for one in logged if one["event"] == "request failed"], (action, more)


SAID_IN = {"channel_id": "C0SUPPORT1", "channel_name": "support"}


async def test_a_pat_said_in_an_archived_channel_is_kept_and_both_hear(slack: Simulator, bot: Bot) -> None:
    ana, carol = slack.person("ana"), slack.person("carol")
    await ana.archives("support")
    assert "is stored" in await _typed(slack, bot, f"<@{carol.id}> for the late parcel", "kept", **SAID_IN)
    assert rows.count(bot.database, Kudos) == 1
    await carol.sees("late parcel", in_="app")
    await ana.sees("it is archived. Unarchive it", in_="app")


async def test_a_pat_said_in_a_channel_shared_with_others_is_posted_there(slack: Simulator, bot: Bot) -> None:
    carol = slack.person("carol")
    shared = {"is_ext_shared_channel": "true", "context_team_id": "T0SWIFTWHL"}
    await _typed(slack, bot, f"<@{carol.id}> for the late parcel", "kept", **SAID_IN, **shared)
    await carol.sees("late parcel", in_="support")


def _command(slack: Simulator, text: str, **more: str) -> dict[str, Any]:
    who = {"team_id": slack.workspace()["id"], "user_id": slack.person("ana").id, "user_name": "ana"}
    return {"command": COMMAND, "text": text, "api_app_id": "A0", **who, **more}


async def _typed(slack: Simulator, bot: Bot, text: str, trigger: str, **more: str) -> str:
    response = await Ingress(bot.backpat.services).handle(_command(slack, text, trigger_id=trigger, **more))
    assert response.status == 200, text[:60]
    return json.dumps(response.body)
