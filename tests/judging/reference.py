"""Slack's published data, read once."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PASSING = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b\d{10}\.\d{6}\b")
"""Ids and instants: they differ from run to run, and no rule is about which they are."""


@dataclass(frozen=True, eq=False)
class Reference:
    """`methods` by name; `blocks` are the definitions of the schema of blocks, `view` that of a view."""

    slack: Path
    methods: dict[str, Any]
    blocks: dict[str, Any]
    view: dict[str, Any]
    event: dict[str, Any]
    facts: str


@cache
def reference(shared: Path) -> Reference:
    """From the folder `shared`."""
    slack = shared / "slack"

    def schema(name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((slack / "schemas" / f"{name}.schema.json").read_text())
        return found

    methods = json.loads((slack / "methods.json").read_text())
    facts = (slack / "FACTS.md").read_text()
    return Reference(slack, methods, schema("blocks"), schema("view"), schema("event"), facts)


def alike(said: Any) -> str:
    """As JSON, with ids and instants numbered in their order: what is judged alike reads alike, as long as it was."""
    numbers: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return numbers.setdefault(found[0], str(len(numbers)).rjust(len(found[0]), "0"))

    return PASSING.sub(number, json.dumps(said))
