"""The manifest: Slack's schema accepts it, and it asks for what the bot uses."""

import json
from pathlib import Path

import jsonschema
import pytest

from bot.ids import COMMAND
from bot.listeners.events import EVENTS
from bot.slack.manifest import manifest, scopes

READS_MESSAGES = {"channels:history", "groups:history", "mpim:history"}


@pytest.mark.parametrize("url", [None, "https://pats.example.com"])
@pytest.mark.parametrize("reading", [False, True])
def test_slacks_schemas_accept_it(shared: Path, url: str | None, reading: bool) -> None:
    for version in ("1.0.0", "2.0.0"):
        schema = json.loads((shared / "slack" / "schemas" / f"manifest.schema.{version}.json").read_text())
        jsonschema.validate(manifest(url=url, reading=reading, profiles=True), schema)


def test_without_reading_no_scope_reads_peoples_messages() -> None:
    assert not READS_MESSAGES & set(scopes())
    assert {"channels:history", "groups:history"} <= set(scopes(reading=True))


def test_it_subscribes_to_every_event_that_is_listened_to() -> None:
    subscribed = {name.partition(".")[0] for name in _subscribed(reading=True)}
    assert subscribed == set(EVENTS)
    assert set(EVENTS) - set(_subscribed(reading=False)) == {"message"}


def _subscribed(*, reading: bool) -> list[str]:
    return list(manifest(reading=reading)["settings"]["event_subscriptions"]["bot_events"])


def test_the_command_is_escaped_so_that_names_arrive_as_ids() -> None:
    [command] = manifest()["features"]["slash_commands"]
    assert command["command"] == COMMAND
    assert command["should_escape"] is True
