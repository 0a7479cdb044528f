"""Slack's recorded payloads as a judge: which keys may stand where."""

import json
from pathlib import Path
from typing import Any

# Blanked samples have these as empty objects: what stands inside is the app's own.
FREE = {"state", "values", "metadata", "fields"}


def strays(payload: Any, sample: Any, path: str = "") -> list[str]:
    """The paths of all keys in `payload` that `sample` does not have."""
    if isinstance(payload, dict) and isinstance(sample, dict):
        found = [f"{path}.{key}" for key in payload if key not in sample]
        for key in payload.keys() & sample.keys() - FREE:
            found += strays(payload[key], sample[key], f"{path}.{key}")
        return found
    if isinstance(payload, list) and isinstance(sample, list):
        known = merged(sample)
        return [stray for item in payload for stray in strays(item, known, f"{path}[]")] if known is not None else []
    return []


def merged(items: list[Any]) -> Any:
    """One object with the keys of all of a list's objects."""
    found: Any = None
    for item in items:
        found = _both(found, item)
    return found


def _both(one: Any, other: Any) -> Any:
    if isinstance(one, dict) and isinstance(other, dict):
        return {key: _both(one.get(key), other.get(key)) for key in one.keys() | other.keys()}
    if isinstance(one, list) and isinstance(other, list):
        return one + other
    return other if one is None else one


def event_sample(shared: Path, event: dict[str, Any]) -> Any:
    """The recorded payload of the same kind of event."""
    if event["type"] == "message":
        name = {"bot_message": "MessageBot", None: "Message"}.get(event.get("subtype"))
        name = name or "Message" + _camel(event["subtype"].removeprefix("message_"))
    else:
        name = _camel(event["type"])
    return json.loads((shared / "samples" / "events" / f"{name}Payload.json").read_text())


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def interaction_sample(shared: Path, payload: dict[str, Any]) -> Any:
    folder = shared / "samples" / "app-backend"
    place = {
        "block_actions": "interactive-components/BlockActionPayload.json",
        "message_action": "interactive-components/MessageShortcutPayload.json",
        "view_submission": "views/ViewSubmissionPayload.json",
        "view_closed": "views/ViewClosedPayload.json",
    }
    return json.loads(
        (folder / place.get(payload.get("type", ""), "slash-commands/SlashCommandPayload.json")).read_text()
    )
