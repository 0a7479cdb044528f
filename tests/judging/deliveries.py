"""What the simulator sent to the bot: events as Slack's types have them, no key that its recorded samples lack."""

import json
from functools import cache, lru_cache
from typing import Any

from jsonschema import Draft7Validator

from tests.judging.reference import Reference, alike
from tests.simulator.slackshapes import CONTRADICTED, event_sample, interaction_sample, judge_one, judges, strays

OURS = (".message.blocks", ".event.blocks", ".event.message.blocks", ".event.previous_message.blocks")
"""A message of the app comes back with the blocks that the app sent."""


def judge_delivery(reference: Reference, delivery: dict[str, Any]) -> list[str]:
    """What is wrong with a payload; empty when nothing."""
    payload, name = delivery["payload"], delivery["name"]
    if payload.get("type") in ("shortcut", "url_verification"):
        return []  # not recorded
    event = payload.get("event")
    found = [*_types(reference, alike(event))] if event else []
    sample = event_sample(reference.slack, event) if event else interaction_sample(reference.slack, payload)
    unknown = [stray for stray in strays(payload, sample) if stray not in CONTRADICTED and not stray.startswith(OURS)]
    found += [f"{stray} is in none of Slack's samples" for stray in unknown]
    return [f"{name}: {one}" for one in found]


@lru_cache(1000)
def _types(reference: Reference, given: str) -> tuple[str, ...]:
    """Someone deactivated comes without zone and roles, whatever the types say."""
    event = json.loads(given)
    if event["type"] == "user_change" and event["user"].get("deleted"):
        return ()
    return tuple(judge_one(_judges(reference, event["type"], event.get("subtype")), event))


@cache
def _judges(reference: Reference, kind: str, subtype: str | None) -> list[Draft7Validator]:
    return judges(reference.event, kind, subtype)
