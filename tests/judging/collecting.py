"""Everything that a simulator has seen since its last reset, judged at once."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from simulator.driver import Simulator
from tests import skips
from tests.judging import reporting
from tests.judging.calls import judge_call
from tests.judging.deliveries import judge_delivery
from tests.judging.reference import Reference, reference
from tests.judging.surfaces import judge_message, judge_view

Json = dict[str, Any]


@dataclass
class Judgement:
    """`complaints` are sentences; `covered` counts what was looked at, by kind and name."""

    complaints: list[str] = field(default_factory=list)
    covered: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, name: str, complaints: list[str]) -> None:
        self.covered[f"{kind} {name}"] += 1
        self.complaints += complaints


async def judged(slack: Simulator, shared: Path) -> Judgement:
    """What Slack's data says to all calls, surfaces and deliveries since the reset."""
    found, known = Judgement(), reference(shared)
    calls, deliveries = await slack.ledger.calls(), await slack.ledger.deliveries()
    posts = await slack.ledger.posts(kind="response_url")  # first of all: judging takes seconds, and lines go idle
    for call in calls:
        found.add("call", call["method"], judge_call(known, call))
        _surfaces(found, known, call["method"], call["args"])
    for delivery in deliveries:
        kind = "event" if delivery["kind"] == "events_api" else "interaction"
        found.add(kind, delivery["name"], judge_delivery(known, delivery))
        for attempt in delivery["attempts"]:
            _surfaces(found, known, f"answer to {delivery['name']}", attempt.get("body"))
    for post in posts:
        _surfaces(found, known, "response_url", post)
    return found


def _surfaces(found: Judgement, known: Reference, where: str, said: Any) -> None:
    """The message or view in the arguments of a call, an answer or a post."""
    if not isinstance(said, dict):
        return
    view, blocks = _read(said.get("view")), _read(said.get("blocks")) or []
    if view:
        found.add("view", str(view.get("callback_id") or view.get("type")), _at(where, judge_view(known, view)))
    if said.get("text") or blocks:
        complaints = _at(where, judge_message(known, str(said.get("text") or ""), blocks))
        found.add("message", where, complaints)
    for kind in _kinds([*blocks, *(view or {}).get("blocks", [])]):
        found.covered[f"block {kind}"] += 1


def _kinds(blocks: list[Json]) -> Iterator[str]:
    """The types of blocks and of the elements in them."""
    for block in blocks:
        yield str(block.get("type"))
        inner = [*block.get("elements", []), *(block[name] for name in ("element", "accessory") if name in block)]
        yield from (f"{block.get('type')}/{element.get('type')}" for element in inner)


def _at(where: str, complaints: list[str]) -> list[str]:
    return [f"{where}: {complaint}" for complaint in complaints]


def _read(value: Any) -> Any:
    """A form carries JSON as text."""
    return json.loads(value) if isinstance(value, str) and value else value


async def judge(slack: Simulator, folder: Path) -> None:
    """Fail this test when Slack's data has anything against what was said in it; `folder` is that of the run."""
    try:
        shared = skips.shared_folder()
    except skips.SharedAbsent:
        reporting.keep(folder, Counter({reporting.ABSENT: 1}))
        return
    found = await judged(slack, shared)
    reporting.keep(folder, found.covered)
    if found.complaints:
        unlike = list(dict.fromkeys(found.complaints))
        pytest.fail("Slack would not take, or never send, this:\n" + "\n".join(unlike[:20]), pytrace=False)
