"""The limit table of FACTS.md, applied to blocks. Every number is read from the facts, not from code of ours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.judging.reference import Reference

SELECTS = ("static_select", "multi_static_select", "users_select", "multi_users_select", "channels_select")
CHOICES = ("checkboxes", "radio_buttons")


@dataclass(frozen=True)
class Rule:
    """The `field` of each `kind` is at most as long as the number that `pattern` finds in the facts' `row`."""

    kinds: tuple[str, ...]
    field: str
    row: str
    pattern: str = r"(\d+)"


RULES = (
    Rule(("section",), "text", "section", r"text 1–(\d+)"),
    Rule(("section",), "fields", "section", r"fields ≤ (\d+)"),
    Rule(("fields",), "text", "section", r"of ≤ (\d+)"),
    Rule(("header",), "text", "header"),
    Rule(("context",), "elements", "context"),
    Rule(("actions",), "elements", "actions"),
    Rule(("image",), "alt_text", "image", r"`alt_text` (\d+)"),
    Rule(("image",), "title", "image", r"title (\d+)"),
    Rule(("image",), "image_url", "image", r"url (\d+)"),
    Rule(("input",), "label", "input", r"label (\d+)"),
    Rule(("input",), "hint", "input", r"hint (\d+)"),
    Rule(("markdown",), "text", "markdown"),
    Rule(("button",), "text", "button", r"text (\d+)"),
    Rule(("button",), "value", "button", r"value (\d+)"),
    Rule(("button",), "url", "button", r"url (\d+)"),
    Rule(("button",), "accessibility_label", "button", r"accessibility label (\d+)"),
    Rule(SELECTS, "options", "selects", r"≤ (\d+) options"),
    Rule(SELECTS, "placeholder", "selects", r"placeholder (\d+)"),
    Rule(("options",), "text", "selects", r"option text (\d+)"),
    Rule(("options",), "value", "selects", r"value (\d+)$"),
    Rule(CHOICES, "options", "checkboxes, radio buttons"),
    Rule(("overflow",), "options", "overflow"),
    Rule(("confirm",), "title", "confirm", r"title (\d+)"),
    Rule(("confirm",), "text", "confirm", r"text (\d+)"),
    Rule(("confirm",), "confirm", "confirm", r"buttons (\d+)"),
    Rule(("confirm",), "deny", "confirm", r"buttons (\d+)"),
    Rule(("table",), "rows", "table", r"≤ (\d+) rows"),
)


@cache
def number(reference: Reference, row: str, pattern: str = r"(\d+)") -> int:
    """The number in a row of the table of limits."""
    table = reference.facts.split("## Block Kit limits")[1].split("\n## ")[0]
    line = next(line for line in table.splitlines() if line.startswith(f"| {row} |"))
    found = re.search(pattern, line.split("|")[2].strip().replace(",", ""))
    assert found, f"FACTS.md says nothing of {pattern} in {row}"
    return int(found[1])


def judge_limits(reference: Reference, blocks: list[dict[str, Any]], most_blocks: int) -> list[str]:
    """What is too long, too many, or there twice."""
    found = [f"{len(blocks)} blocks, at most {most_blocks}"] if len(blocks) > most_blocks else []
    things = [thing for block in blocks for thing in _things(str(block.get("type")), block)]
    for kind, thing in things:
        found += [
            f"{kind}.{rule.field} is {size} long, at most {limit}"
            for rule in RULES
            if kind in rule.kinds and rule.field in thing
            for size, limit in [(_size(thing[rule.field]), number(reference, rule.row, rule.pattern))]
            if size > limit or size == 0
        ]
    return found + _ids(reference, things)


def _ids(reference: Reference, things: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """`block_id` and `action_id` are unique and not too long."""
    found = []
    longest = number(reference, "`block_id`, `action_id`")
    for name in ("block_id", "action_id"):
        ids = [thing[name] for _, thing in things if name in thing]
        found += [f"{name} {one!r:.60} stands there twice" for one in sorted(set(ids)) if ids.count(one) > 1]
        found += [f"{name} of {len(one)} characters, at most {longest}" for one in ids if not 0 < len(one) <= longest]
    return found


def _things(kind: str, thing: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """An object and all objects in it: each by its type, or by the name of what holds it where types are texts."""
    yield kind, thing
    for name, value in thing.items():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                by_place = name in ("fields", "options", "confirm")
                yield from _things(name if by_place else str(inner.get("type", name)), inner)


def _size(value: Any) -> int:
    return len(value["text"] if isinstance(value, dict) and "text" in value else value)
