"""What the simulator sent to the bot: events as Slack's types have them, no key that its recorded samples lack."""

from typing import Any

from tests.judging.reference import Reference
from tests.simulator.slackshapes import CONTRADICTED, event_sample, interaction_sample, judge_one, strays

OURS = (".message.blocks", ".event.blocks", ".event.message.blocks", ".event.previous_message.blocks")
"""A message of the app comes back with the blocks that the app sent."""


def judge_delivery(reference: Reference, delivery: dict[str, Any]) -> list[str]:
    """What is wrong with a payload; empty when nothing."""
    payload, name = delivery["payload"], delivery["name"]
    if payload.get("type") in ("shortcut", "url_verification"):
        return []  # not recorded
    event = payload.get("event")
    found = _types(reference, event) if event else []
    sample = event_sample(reference.slack, event) if event else interaction_sample(reference.slack, payload)
    unknown = [stray for stray in strays(payload, sample) if stray not in CONTRADICTED and not stray.startswith(OURS)]
    found += [f"{stray} is in none of Slack's samples" for stray in unknown]
    return [f"{name}: {one}" for one in found]


def _types(reference: Reference, event: dict[str, Any]) -> list[str]:
    """Someone deactivated comes without zone and roles, whatever the types say."""
    if event["type"] == "user_change" and event["user"].get("deleted"):
        return []
    return judge_one(reference.event, event)
