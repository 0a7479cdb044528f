"""Slack's published types and recorded payloads as judges: what an event must hold, which keys may stand where."""

import json
from pathlib import Path
from typing import Any

import jsonschema

# Blanked samples have these as empty objects: what stands inside is the app's own.
FREE = {"state", "values", "metadata", "fields"}

# Where Slack's published types and its recorded samples contradict each other, the samples are right: a message
# inside another event has no channel, a Home view sent back has an id, and these fields are not always there.
NESTED = ("root", "view", "message", "previous_message")
UNRECORDED = ("status_emoji_display_info", "fields", "cache_ts", "inviter")

# `user_change` and `team_join` have event_ts in the published types and not in the samples.
# The blanked samples of views leave out their blocks, without which there is no view.
CONTRADICTED = {".event.event_ts", ".view.blocks", ".event.view.blocks"}


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


def judges(schema: dict[str, Any], kind: str, subtype: str | None) -> list[jsonschema.Draft7Validator]:
    """The definitions of that type and subtype of event."""
    fitting = [
        one
        for one in schema["definitions"].values()
        if one.get("properties", {}).get("type", {}).get("const") == kind
        and one["properties"].get("subtype", {}).get("const") == subtype
    ]
    assert fitting, f"Slack's types know no {kind} {subtype}"
    return [jsonschema.Draft7Validator(one | {"definitions": schema["definitions"]}) for one in fitting]


def judge_one(judges: list[jsonschema.Draft7Validator], event: dict[str, Any]) -> list[str]:
    """What they say against an event; empty when one of them takes it."""
    complaints = []
    event = {name: {} if name in NESTED and isinstance(value, dict) else value for name, value in event.items()}
    for judge in judges:
        errors = [
            f"{list(error.absolute_path)}: {error.message[:200]}"
            for error in judge.iter_errors(event)
            if not (error.absolute_path and error.absolute_path[0] in NESTED)
        ]
        errors = [one for one in errors if not any(f"'{name}' is a required" in one for name in UNRECORDED)]
        if not errors:
            return []
        complaints += errors
    return complaints
