"""Modals and Home tabs: their shape, and what Slack adds to one it takes."""

import json
from typing import Any

from simulator.jsontypes import Json
from simulator.surfaces.blocks import ANYWHERE, check_blocks
from simulator.surfaces.rules import Report, Rule, Shape, anything, boolean, string
from simulator.surfaces.texts import plain

MOST_BYTES = 250_000
MOST_BLOCKS = 100


def _blocks(report: Report, value: Any, pointer: str) -> None:
    check_blocks(report, value, most=MOST_BLOCKS, allowed=ANYWHERE, pointer=pointer)


_EITHER: dict[str, Rule] = {
    "type": anything,
    "blocks": _blocks,
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
_MODAL: dict[str, Rule] = {
    "title": plain(24),
    "submit": plain(24),
    "close": plain(24),
    "clear_on_close": boolean,
    "notify_on_close": boolean,
    "submit_disabled": boolean,
}


def _needs_submit(report: Report, value: Any, pointer: str) -> None:
    if value.get("submit") is None and any(kind == "input" for kind in _kinds(value)):
        report.add("missing required field: submit", pointer)


def _kinds(view: Json) -> list[Any]:
    blocks = view.get("blocks")
    return [one.get("type") for one in blocks if isinstance(one, dict)] if isinstance(blocks, list) else []


MODAL = Shape(_EITHER | _MODAL, ("title", "blocks"), _needs_submit)
HOME = Shape(_EITHER, ("blocks",))


def view_problems(view: Any, kind: str) -> list[str]:
    """What Slack would say against a view of `kind` (`modal` or `home`); empty when it takes it."""
    report = Report()
    if not isinstance(view, dict) or view.get("type") != kind:
        report.add(f"unsupported type: {view.get('type') if isinstance(view, dict) else view}", "/view/type")
    else:
        (MODAL if kind == "modal" else HOME)(report, view, "/view")
    return report.problems


def too_large(view: Any) -> bool:
    return len(json.dumps(view, ensure_ascii=False).encode()) > MOST_BYTES
