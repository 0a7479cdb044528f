"""A Web API call: arguments that Slack knows, those it requires, scopes that we ask for; and the keys of its reply."""

from collections.abc import Iterable
from typing import Any

from bot.slack import manifest
from tests.judging.reference import Reference

HISTORY, PROFILES = ("conversations.history", "conversations.replies"), ("users.profile.get", "team.profile.get")


def granted(method: str) -> set[str]:
    """The scopes of our manifest. Those that an admin chooses on top count only for what they were asked for."""
    return set(manifest.scopes(reading=method in HISTORY, profiles=method in PROFILES))


def judge_call(reference: Reference, call: dict[str, Any], scopes: Iterable[str] | None = None) -> list[str]:
    """What Slack would have against a call of the ledger's; empty when nothing."""
    name, args = call["method"], call["args"]
    method = reference.methods.get(name)
    if method is None:
        return [f"{name}: Slack has no such method"]
    known = method["args"]["properties"]
    found = [f"{name}: unknown argument {arg!r}" for arg in args if arg not in known]
    required = set(method["args"].get("required", ())) - {"token"}
    found += [f"{name}: {arg!r} is required" for arg in sorted(required) if args.get(arg) in (None, "")]
    found += [
        f"{name}: {arg!r} is no {known[arg]['type']}: {value!r:.60}"
        for arg, value in args.items()
        if arg in known and not _fits(known[arg].get("type"), value)
    ]
    return [*found, *_scopes(name, method, granted(name) if scopes is None else set(scopes)), *_reply(method, call)]


def _fits(kind: str | None, value: Any) -> bool:
    """A form knows strings only."""
    if kind == "boolean":
        return str(value).lower() in {"true", "false", "1", "0"}
    if kind in ("number", "integer"):
        return str(value).removeprefix("-").replace(".", "", 1).isdigit()
    return kind != "string" or isinstance(value, str)


def _scopes(name: str, method: dict[str, Any], scopes: set[str]) -> list[str]:
    needed = (method.get("scope") or {}).get("bot") or []
    if not needed or scopes.intersection(needed) or name == "apps.connections.open":
        return []
    return [f"{name}: needs one of {', '.join(needed)}, and the manifest asks for none of them"]


def _reply(method: dict[str, Any], call: dict[str, Any]) -> list[str]:
    if call["error"] or not call["replied"]:
        return []
    required = set((method.get("output") or {}).get("required") or ())
    missing = sorted(required - set(call["replied"]))
    return [f"{call['method']}: the simulator's reply lacks {', '.join(missing)}"] if missing else []
