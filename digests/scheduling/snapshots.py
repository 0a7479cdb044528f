"""A digest as the JSON of its run row, and back. Ids and figures only."""

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from digests.collecting import Digest, LeadDigest, LookOut, TeamDigest
from digests.weeks import Period

KEPT_BY_RUN = "period"


def dump(digest: Digest) -> dict[str, Any]:
    return {field.name: _plain(getattr(digest, field.name)) for field in fields(digest) if field.name != KEPT_BY_RUN}


def team(snapshot: dict[str, Any], period: Period) -> TeamDigest:
    """One of an older version has neither ideas nor causes, and no line."""
    ids = {name: tuple(map(UUID, snapshot.get(name, ()))) for name in ("stories", "values", "ideas", "causes")}
    return TeamDigest(**snapshot | ids | {"line": _line(snapshot)}, period=period)


def lead(snapshot: dict[str, Any], period: Period) -> LeadDigest:
    ids = {name: UUID(snapshot[name]) if snapshot[name] else None for name in ("lead", "story")}
    look_out = tuple(LookOut(**out | {"member": UUID(out["member"])}) for out in snapshot["look_out"])
    since = date.fromisoformat(snapshot["counting_since"])
    found = {"look_out": look_out, "counting_since": since, "line": _line(snapshot)}
    return LeadDigest(**snapshot | ids | found, period=period)


def load(snapshot: dict[str, Any], period: Period) -> Digest:
    """Raises `KeyError` or `TypeError` for a snapshot that is none."""
    return lead(snapshot, period) if "lead" in snapshot else team(snapshot, period)


def _line(snapshot: dict[str, Any]) -> date | None:
    return date.fromisoformat(snapshot["line"]) if snapshot.get("line") else None


def _plain(value: Any) -> Any:
    match value:
        case UUID() | date():
            return str(value)
        case tuple():
            return [_plain(item) for item in value]
        case LookOut():
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
