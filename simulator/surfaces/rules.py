"""Small rules from which the shape of every block and view is put together.

A rule takes a report, a value and the value's JSON pointer, and adds what is wrong to the report.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Report:
    """What is wrong, worded as Slack words it, and the ids met so far."""

    problems: list[str] = field(default_factory=list)
    block_ids: set[str] = field(default_factory=set)
    action_ids: set[str] = field(default_factory=set)

    def add(self, problem: str, pointer: str) -> None:
        self.problems.append(f"{problem} [json-pointer:{pointer}]")


Rule = Callable[[Report, Any, str], None]


@dataclass(frozen=True)
class Shape:
    """An object: its fields with their rules; any other field is refused. `also` checks what no single field shows."""

    fields: Mapping[str, Rule]
    required: Collection[str] = ()
    also: Rule | None = None

    def __call__(self, report: Report, value: Any, pointer: str) -> None:
        if not isinstance(value, dict):
            report.add("must be an object", pointer)
            return
        for name in self.required:
            if value.get(name) is None:
                report.add(f"missing required field: {name}", pointer)
        for name, part in value.items():
            self._field(report, name, part, pointer)
        if self.also:
            self.also(report, value, pointer)

    def _field(self, report: Report, name: str, part: Any, pointer: str) -> None:
        if (rule := self.fields.get(name)) is None:
            report.add(f"invalid additional property: {name}", pointer)
        elif part is not None:
            rule(report, part, f"{pointer}/{name}")


def string(most: int, least: int = 1) -> Rule:
    """A string of `least` to `most` characters."""

    def check(report: Report, value: Any, pointer: str) -> None:
        if not isinstance(value, str):
            report.add("must be a string", pointer)
        elif len(value) < least:
            report.add(f"must be more than {least - 1} characters", pointer)
        elif len(value) > most:
            report.add(f"must be less than {most + 1} characters", pointer)

    return check


def boolean(report: Report, value: Any, pointer: str) -> None:
    if not isinstance(value, bool):
        report.add("must be a boolean", pointer)


def number(least: float, most: float) -> Rule:
    def check(report: Report, value: Any, pointer: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            report.add("must be a number", pointer)
        elif not least <= value <= most:
            report.add(f"must be between {least} and {most}", pointer)

    return check


def among(*allowed: str) -> Rule:
    def check(report: Report, value: Any, pointer: str) -> None:
        if value not in allowed:
            report.add(f"must be a valid enum value: {', '.join(allowed)}", pointer)

    return check


def array(rule: Rule, most: int, least: int = 1) -> Rule:
    """A list of `least` to `most` items, each under `rule`."""

    def check(report: Report, value: Any, pointer: str) -> None:
        if not isinstance(value, list):
            report.add("must be an array", pointer)
            return
        if len(value) < least:
            report.add(f"no fewer than {least} items allowed", pointer)
        if len(value) > most:
            report.add(f"no more than {most} items allowed", pointer)
        for index, item in enumerate(value):
            rule(report, item, f"{pointer}/{index}")

    return check


def typed(shapes: Mapping[str, Rule], allowed: Collection[str]) -> Rule:
    """An object whose `type` is one of `allowed` and whose shape is that type's."""

    def check(report: Report, value: Any, pointer: str) -> None:
        kind = str(value.get("type")) if isinstance(value, dict) else ""
        if kind not in allowed:
            report.add(f"unsupported type: {kind}", f"{pointer}/type")
        else:
            shapes[kind](report, value, pointer)

    return check


def either(first: str, second: str) -> Rule:
    """At least one of two fields is there."""

    def check(report: Report, value: Any, pointer: str) -> None:
        if value.get(first) is None and value.get(second) is None:
            report.add(f"must have either {first} or {second}", pointer)

    return check


def both(*rules: Rule) -> Rule:
    def check(report: Report, value: Any, pointer: str) -> None:
        for rule in rules:
            rule(report, value, pointer)

    return check


def anything(report: Report, value: Any, pointer: str) -> None:
    """No rule: a field whose inside is not checked."""


def block_id(report: Report, value: Any, pointer: str) -> None:
    _id(report, value, pointer, report.block_ids, "block_id")


def action_id(report: Report, value: Any, pointer: str) -> None:
    _id(report, value, pointer, report.action_ids, "action_id")


def _id(report: Report, value: Any, pointer: str, met: set[str], name: str) -> None:
    string(255)(report, value, pointer)
    if isinstance(value, str):
        if value in met:
            report.add(f"`{name}` {value} already exists", pointer)
        met.add(value)
