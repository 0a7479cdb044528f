"""Blocks and views that the bot sent: Slack's JSON Schemas, the limits of the facts, and slackblocks."""

import json
from functools import cache, lru_cache
from typing import Any

from jsonschema import Draft7Validator

from tests.judging import peer
from tests.judging.limits import judge_limits, number
from tests.judging.reference import Reference, alike

LONGEST_TEXT, HEAVIEST_VIEW = 4000, 250_000
KEPT = 10_000
"""Most judgements are of what was judged before."""
VIEW_LENGTHS = {"title": 24, "submit": 24, "close": 24, "private_metadata": 3000, "callback_id": 255}
"""Of FACTS.md, "Views"; a test compares."""


def judge_message(reference: Reference, text: str, blocks: list[Any]) -> list[str]:
    """What is wrong with a message; empty when nothing."""
    found = [f"a text of {len(text)} characters"] if len(text) > LONGEST_TEXT else []
    return [*found, *_blocks(reference, alike(blocks))] if blocks else found


def judge_view(reference: Reference, view: dict[str, Any]) -> list[str]:
    """The same for a modal or Home."""
    return list(_view(reference, alike(view)))


@lru_cache(KEPT)
def _blocks(reference: Reference, blocks: str) -> tuple[str, ...]:
    given = json.loads(blocks)
    found = list(_schema(reference, "blocks", given))
    if not found:
        most = number(reference, "blocks", r"(\d+) a message")
        found = judge_limits(reference, given, most) + peer.judge_blocks(given)
    return tuple(found)


@lru_cache(KEPT)
def _view(reference: Reference, view: str) -> tuple[str, ...]:
    given = json.loads(view)
    found = list(_schema(reference, "view", given))
    if not found:
        found = judge_limits(reference, given["blocks"], number(reference, "blocks", r"(\d+) a modal"))
        found += peer.judge_view(given) + _lengths(given)
    if len(view) > HEAVIEST_VIEW:
        found.append("a view of more than 250 kB")
    return tuple(found)


def _lengths(view: dict[str, Any]) -> list[str]:
    sizes = {name: _size(view[name]) for name in VIEW_LENGTHS if view.get(name)}
    return [f"{name} of {size} characters" for name, size in sizes.items() if size > VIEW_LENGTHS[name]]


def _size(value: Any) -> int:
    return len(value["text"] if isinstance(value, dict) else value)


def _schema(reference: Reference, name: str, given: Any) -> list[str]:
    """Blocks are judged each against the definition of its type, the same in a view: a test compares."""
    blocks = given if name == "blocks" else given.get("blocks", [])
    found = [complaint for block in blocks for complaint in _one(reference, alike(block))]
    if found or name == "blocks":
        return found
    errors = _validator(reference, name).iter_errors(given | {"blocks": []} if "blocks" in given else given)
    return [f"the schema of a {given.get('type')}: {error.message[:200]}" for error in errors]


@lru_cache(KEPT)
def _one(reference: Reference, given: str) -> tuple[str, ...]:
    block = json.loads(given)
    kind = block.get("type") if isinstance(block, dict) else None
    definition = _definitions(reference).get(str(kind))
    if definition is None:
        return (f"no block {kind!r}",)
    errors = _validator(reference, definition).iter_errors(block)
    return tuple(f"the schema of a {kind}: {error.json_path} {error.message[:200]}" for error in errors)


@cache
def _definitions(reference: Reference) -> dict[str, str]:
    """The name of the definition of each type of block. An image is one of two things, and so has no type."""
    return {"image": "ImageBlock"} | {
        one["properties"]["type"]["const"]: name
        for name, one in reference.blocks["definitions"].items()
        if name.endswith("Block") and "const" in one.get("properties", {}).get("type", {})
    }


@cache
def _validator(reference: Reference, name: str) -> Draft7Validator:
    if name == "view":
        return Draft7Validator(reference.view)
    return Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": reference.blocks["definitions"]})
