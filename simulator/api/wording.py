"""The words of a message as the app gave them: text, blocks, metadata, checked."""

import json
from dataclasses import dataclass
from typing import Any

from simulator.api.call import Call, Refused, refused_blocks
from simulator.api.pictures import unknown_files
from simulator.jsontypes import Json
from simulator.surfaces.blocks import message_problems
from simulator.surfaces.filled import with_ids

CUT_AT = 40_000
MOST_MARKDOWN = 12_000
# Slack documents that there is a limit and not which; this one is a guess on the safe side.
MOST_METADATA = 16_000


@dataclass(frozen=True)
class Said:
    text: str
    blocks: list[Json]
    metadata: Json | None
    text_given: bool
    blocks_given: bool
    metadata_given: bool


def said(call: Call, *, update: bool = False) -> Said:
    """Reads and checks; refuses with Slack's codes. An update may bring new metadata alone."""
    blocks, metadata = _blocks(call), _metadata(call)
    text = _text(call, blocks is not None)
    attachments = call.data("attachments", "invalid_attachments")
    metadata_given = call.args.get("metadata") is not None
    if not (text or blocks or attachments or (update and metadata_given)):
        raise Refused("no_text")
    filled = with_ids(blocks or [], call.world.ids)
    return Said(
        text=text[:CUT_AT],
        blocks=filled,
        metadata=metadata,
        text_given=call.args.get("text") is not None,
        blocks_given=blocks is not None,
        metadata_given=metadata_given,
    )


def _text(call: Call, has_blocks: bool) -> str:
    markdown = call.text("markdown_text")
    if not markdown:
        return call.text("text")
    if has_blocks or call.text("text"):
        raise Refused("markdown_text_conflict")
    return markdown[:MOST_MARKDOWN]


def _blocks(call: Call) -> list[Json] | None:
    blocks = call.data("blocks", "invalid_blocks_format")
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    if problems := message_problems(blocks) or unknown_files(call, blocks):
        raise refused_blocks(problems)
    return blocks


def _metadata(call: Call) -> Json | None:
    metadata: Any = call.data("metadata", "invalid_metadata_format")
    if metadata is None or metadata == {}:
        return None
    shaped = isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str) and metadata["event_type"]
    if not shaped or not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    if len(json.dumps(metadata)) > MOST_METADATA:
        raise Refused("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}
