"""Slack's published data, read once."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


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
