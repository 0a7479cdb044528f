"""A digest as the JSON of its run row, and back. Ids and figures only."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any
from uuid import UUID

from digests.collecting import Digest, LeadDigest, LeadershipDigest, LookOut, PersonalDigest, TeamDigest, TeamShare
from digests.figures.managers import Managers, Share
from digests.gaps.report import Act, Ground
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
    look_out = tuple(map(_look_out, snapshot["look_out"]))
    since = date.fromisoformat(snapshot["counting_since"])
    found = {"look_out": look_out, "counting_since": since, "line": _line(snapshot)}
    return LeadDigest(**snapshot | ids | found, period=period)


def _look_out(out: dict[str, Any]) -> LookOut:
    """One of an older version has nothing to act on."""
    act = out.get("act")
    return LookOut(**out | {"member": UUID(out["member"]), "act": _act(act) if act else None})


def _act(act: dict[str, Any]) -> Act:
    ids = {name: UUID(act[name]) if act[name] else None for name in ("subject", "giver")}
    return Act(**act | ids | {"ground": Ground(act["ground"]), "on": date.fromisoformat(act["on"])})


def leadership(snapshot: dict[str, Any], period: Period) -> LeadershipDigest:
    found = {
        "reader": UUID(snapshot["reader"]),
        "reached": _share(snapshot["reached"]),
        "teams": tuple(TeamShare(UUID(one["team"]), Share(**one["reached"])) for one in snapshot["teams"]),
        "managers": Managers(
            answered=_share(snapshot["managers"]["answered"]),
            days=snapshot["managers"]["days"],
            giving=_share(snapshot["managers"]["giving"]),
        ),
        "oldest_idea": _day(snapshot["oldest_idea"]),
        "causes": tuple(map(UUID, snapshot["causes"])),
        "trend": tuple(map(_share, snapshot["trend"])),
        "story": UUID(snapshot["story"]) if snapshot["story"] else None,
        "counting_since": date.fromisoformat(snapshot["counting_since"]),
    }
    return LeadershipDigest(**snapshot | found, period=period)


def personal(snapshot: dict[str, Any], period: Period) -> PersonalDigest:
    ids = {name: tuple(map(UUID, snapshot[name])) for name in ("pats", "values")}
    return PersonalDigest(**snapshot | ids | {"mine": UUID(snapshot["mine"])}, period=period)


def load(snapshot: dict[str, Any], period: Period) -> Digest:
    """Raises `KeyError` or `TypeError` for a snapshot that is none."""
    made = next((make for name, make in MADE.items() if name in snapshot), team)
    return made(snapshot, period)


MADE: dict[str, Callable[[dict[str, Any], Period], Digest]] = {
    "lead": lead,
    "reader": leadership,
    "mine": personal,
}
"""By a name that only the snapshots of that audience have."""


def _line(snapshot: dict[str, Any]) -> date | None:
    return _day(snapshot.get("line"))


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _share(one: dict[str, int] | None) -> Share | None:
    return Share(**one) if one else None


def _plain(value: Any) -> Any:
    match value:
        case UUID() | date():
            return str(value)
        case tuple():
            return [_plain(item) for item in value]
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
