"""One simulator process a test worker, reset for each test."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from simulator import process
from simulator.driver import Simulator
from simulator.tallies import PATIENCE

SHARED = Path(__file__).parents[3] / "shared" / "slack"


@pytest.fixture(scope="session")
def simulator_address() -> Iterator[str]:
    running = process.start()
    yield running.address
    running.stop()


@pytest.fixture
async def slack(simulator_address: str) -> AsyncIterator[Simulator]:
    async with Simulator.at(simulator_address) as driver:
        await driver.reset(manifest=manifest(), events_url="", limits=False)
        await driver.patience(PATIENCE)
        yield driver


@pytest.fixture
async def client(slack: Simulator) -> AsyncWebClient:
    """The stock client, unchanged but for the address."""
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Slack's published data, which judges the simulator."""
    if not SHARED.is_dir():
        pytest.skip("the shared Slack data is not on this machine: replies and payloads were NOT checked against it")
    return SHARED


@pytest.fixture(scope="session")
def methods(shared: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared / "methods.json").read_text())
    return found


SCOPES = """
app_mentions:read channels:history channels:join channels:read chat:write chat:write.public commands files:write
groups:history groups:read im:history im:read im:write metadata.message:read reactions:read reactions:write team:read
usergroups:read users.profile:read users:read users:read.email
"""
EVENTS = """
app_home_opened app_mention app_uninstalled channel_archive channel_rename channel_unarchive group_rename
member_joined_channel member_left_channel message.channels message.groups message.im reaction_added reaction_removed
subteam_created subteam_members_changed subteam_updated team_join tokens_revoked user_change
"""


def manifest(*, without_scopes: str = "", without_events: str = "", **features: Any) -> dict[str, Any]:
    """A manifest with everything in it but what is named."""
    scopes = [one for one in SCOPES.split() if one not in without_scopes.split()]
    events = [one for one in EVENTS.split() if one not in without_events.split()]
    return {
        "display_information": {"name": "Echo"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "slash_commands": [
                {"command": "/echo", "description": "Says it again", "should_escape": True},
                {"command": "/plain", "description": "Without escaping", "should_escape": False},
            ],
            "shortcuts": [
                {"name": "Thank", "type": "message", "callback_id": "thank", "description": "Thank them"},
                {"name": "New", "type": "global", "callback_id": "new", "description": "Something new"},
            ],
            **features,
        },
        "oauth_config": {"scopes": {"bot": scopes}},
        "settings": {
            "event_subscriptions": {"bot_events": events},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": False,
        },
    }
