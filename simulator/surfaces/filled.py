"""What Slack fills in when it takes a surface: ids for blocks and actions that came without."""

from itertools import count
from typing import Any

from simulator.jsontypes import Json

_BARE = ("image", "mrkdwn", "plain_text")


class Ids:
    """Short ids in order, never the same one twice in a process."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def next(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers):07d}"

    def block(self) -> str:
        return f"b{next(self._numbers):04x}"


def with_ids(blocks: list[Json], ids: Ids) -> list[Json]:
    """The same blocks with every missing block_id and action_id filled in."""
    return [_block(one, ids) for one in blocks]


def _block(block: Json, ids: Ids) -> Json:
    filled = {**block} if block.get("block_id") else {**block, "block_id": ids.block()}
    for place in ("accessory", "element"):
        if isinstance(filled.get(place), dict):
            filled[place] = _element(filled[place], ids)
    if filled.get("type") == "actions":
        filled["elements"] = [_element(one, ids) for one in filled["elements"]]
    return filled


def _element(element: Json, ids: Ids) -> Json:
    if element.get("action_id") or element.get("type") in _BARE:
        return element
    return {**element, "action_id": ids.block()}


def interactive(blocks: list[Json]) -> list[tuple[Json, Json]]:
    """Every (block, element) that a person can click, choose or fill in, in reading order."""
    found: list[tuple[Json, Json]] = []
    for block in blocks:
        places: list[Any] = [block.get("accessory"), block.get("element")]
        places += block["elements"] if block.get("type") == "actions" else []
        found += [(block, one) for one in places if isinstance(one, dict) and one.get("action_id")]
    return found
