"""apps.connections.open, and the public check of surfaces."""

import json
import re
from typing import Any

from simulator.api.call import Call, Method, Refused, refused_arguments
from simulator.jsontypes import Json
from simulator.surfaces.blocks import message_problems
from simulator.surfaces.views import view_problems

MOST_CHARACTERS = 100_000


def connections_open(call: Call) -> Json:
    ticket = call.world.dispatcher.sockets.ticket()
    address = call.world.address.replace("http", "ws", 1)
    return {"url": f"{address}/link/?ticket={ticket}&app_id={call.world.app.id}"}


def blocks_validate(call: Call) -> Json:
    given = [name for name in ("blocks", "view", "message") if call.args.get(name)]
    if len(given) != 1:
        raise Refused(
            "invalid_arguments",
            response_metadata={"messages": ["must provide exactly one of `blocks`, `view`, or `message`"]},
        )
    value = call.data(given[0], f"invalid_{given[0]}")
    if len(json.dumps(value, ensure_ascii=False)) > MOST_CHARACTERS:
        raise refused_arguments(f"{given[0]} is too long")
    if problems := _problems(given[0], value):
        raise Refused(f"invalid_{given[0]}", errors=[_described(one) for one in problems])
    return {}


def _problems(kind: str, value: Any) -> list[str]:
    if kind == "view":
        return view_problems(value, str(value.get("type")) if isinstance(value, dict) else "modal")
    if kind == "message":
        return message_problems(value.get("blocks") or []) if isinstance(value, dict) else ["must be an object"]
    return message_problems(value)


def _described(problem: str) -> Json:
    match = re.match(r"^(.*) \[json-pointer:(?:/blocks|/view)?(.*)\]$", problem)
    message, pointer = match.groups() if match else (problem, "")
    return {"code": "failed_constraint", "message": message, "pointer": pointer}


_VALIDATING = ("invalid_arguments", "invalid_blocks", "invalid_view", "invalid_message")

ROWS = (
    Method("apps.connections.open", "POST", connections_open, (), 3, json=True, bearer="app"),
    Method("blocks.validate", "POST", blocks_validate, (), 0, errors=_VALIDATING, json=True, bearer="nobody"),
)
