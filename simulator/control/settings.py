"""What the test can change about Slack itself: who is there, what time it is, what breaks."""

import asyncio
from collections.abc import Awaitable, Callable
from secrets import token_hex
from typing import Any

from simulator import people
from simulator.acting.trouble import Impossible
from simulator.company import Company, Group, Role, load, parse
from simulator.control.desk import Order
from simulator.delivery.parcels import EVENT
from simulator.faults import KINDS, Fault
from simulator.jsontypes import Json
from simulator.manifest import parse as parse_manifest
from simulator.workspace import Usergroup

Setting = Callable[[Order], Awaitable[Json]]


def facts(order: Order) -> Json:
    """All that an app or a test must know to begin."""
    world = order.world
    return {
        "address": world.address,
        "api_url": f"{world.address}/api/",
        "app_id": world.app.id,
        "app_token": world.app.app_token,
        "signing_secret": world.app.signing_secret,
        "events_url": world.app.events_url,
        "sockets": len(world.dispatcher.sockets.connections),
        "offset": world.clock.offset,
        "workspaces": [
            {
                "id": workspace.id,
                "name": workspace.name,
                "domain": workspace.domain,
                "bot_token": workspace.token,
                "bot_user": workspace.bot_user,
                "bot_id": workspace.bot_id,
                "people": {person.handle: person.id for person in workspace.people.values()},
                "channels": {channel.name: channel.id for channel in workspace.channels.values() if channel.name},
                "usergroups": {one.group.handle: one.group.id for one in workspace.usergroups.values()},
            }
            for workspace in world.workspaces.values()
        ],
    }


async def get_facts(order: Order) -> Json:
    return facts(order)


def company(given: Any) -> Company:
    """A company by bundled name or file, or in its JSON form."""
    return parse(given) if isinstance(given, dict) else load(str(given))


async def reset(order: Order) -> Json:
    body, world = order.body, order.world
    given = body.get("companies") or ["northwind"]
    manifest = parse_manifest(body["manifest"]) if body.get("manifest") else None
    await world.dispatcher.sockets.disconnect("drop")
    world.reset([company(one) for one in given], manifest=manifest, events_url=body.get("events_url"))
    world.rates.enabled = order.flag("limits", default=True)
    world.rates_by_clock = False
    return facts(order)


async def add_workspace(order: Order) -> Json:
    order.world.settle(company(order.need("company")))
    return facts(order)


async def point(order: Order) -> Json:
    """Where signed requests go from now on; empty for nowhere."""
    order.world.app.events_url = order.text("events_url")
    return {}


async def verify_url(order: Order) -> Json:
    """Sends the challenge with which Slack makes sure of an events URL; says whether it came back."""
    challenge = token_hex(16)
    payload = {"token": order.world.app.verification_token, "challenge": challenge, "type": "url_verification"}
    dispatcher = order.world.dispatcher
    answer = await dispatcher.bring(dispatcher.parcel(EVENT, order.workspace.id, payload))
    returned = answer.body.get("challenge") if isinstance(answer.body, dict) else answer.body
    return {"ok": answer.ok and returned == challenge}


async def use_manifest(order: Order) -> Json:
    order.world.app.manifest = parse_manifest(order.need("manifest"))
    return {}


async def clock(order: Order) -> Json:
    """Moves by `seconds`, or to `offset` seconds from real time; `still` stops it; says what time it is."""
    world = order.world
    if order.body.get("still") is not None:
        world.clock.stand(still=order.flag("still"))
    before = world.clock.offset
    if order.body.get("offset") is not None:
        world.clock.set_offset(order.number("offset", 0))
    world.clock.move(order.number("seconds", 0))
    if world.clock.offset != before:
        offset, moved = world.clock.offset, world.clock.offset - before
        world.records.happened("clock", "", f"the clock moves by {moved:.0f} s", offset=offset)
    return {"offset": world.clock.offset, "now": world.clock.now()}


async def fault(order: Order) -> Json:
    kind = order.text("kind")
    if kind not in KINDS:
        raise Impossible(f"there is no fault {kind!r}; there are: {', '.join(KINDS)}")
    seconds = order.number("seconds", 30)
    until = order.world.clock.real() + order.number("for", 0) if order.body.get("for") else 0.0
    times, code = int(order.number("times", 1)), order.text("code") or "internal_error"
    order.world.faults.plant(Fault(kind, order.text("method") or "*", times, until, seconds, code))
    return {}


async def heal(order: Order) -> Json:
    order.world.faults.clear()
    return {}


async def limits(order: Order) -> Json:
    """Rate limits on or off; `by_clock` counts them by the workspace's clock, which tests move."""
    order.world.rates.enabled = order.flag("enabled", default=True)
    order.world.rates_by_clock = order.flag("by_clock")
    order.world.rates.clear()
    order.world.event_budget.clear()
    order.world.event_budget.most = int(order.number("events_an_hour", order.world.event_budget.most))
    return {}


async def workspace_settings(order: Order) -> Json:
    """`edit_window`: seconds after which chat.update answers edit_window_closed (below 0: never).

    `patience`: seconds an app has to answer and a trigger_id lives, 3 with Slack; more on a busy machine.
    """
    if "edit_window" in order.body:
        window = order.number("edit_window", -1)
        order.workspace.edit_window = None if window < 0 else window
    patience = order.number("patience", order.world.dispatcher.patience)
    order.world.dispatcher.patience = order.world.grants.trigger_seconds = patience
    return {}


async def sockets(order: Order) -> Json:
    reason = order.text("reason") or "drop"
    await order.world.dispatcher.sockets.disconnect(reason)
    return {}


async def delivering(order: Order) -> Json:
    (order.world.dispatcher.resume if order.flag("on", default=True) else order.world.dispatcher.stop)()
    return {}


async def resend(order: Order) -> Json:
    """Sends an earlier delivery again, `times` times at once, with the same ids; says how each was taken."""
    number, times = int(order.number("delivery", 0)), int(order.number("times", 1))
    retry, reason = int(order.number("retry", 0)), order.text("reason") or "http_timeout"
    dispatcher = order.world.dispatcher
    parcel = next((one for one in dispatcher.parcels if one.number == number), None)
    if parcel is None:
        raise Impossible(f"there was no delivery {number}")
    answers = await asyncio.gather(*(dispatcher.bring(parcel, retry=retry, reason=reason) for _ in range(times)))
    return {"answers": [{"ok": one.ok, "reason": one.reason, "status": one.status} for one in answers]}


async def revoke(order: Order) -> Json:
    people.revoke(order.world, order.workspace, uninstall=order.flag("uninstall"), quietly=order.flag("quietly"))
    return {}


async def hire(order: Order) -> Json:
    return {"id": people.hire(order.world, order.workspace, Role(**order.need("role"))).id}


async def change_person(order: Order) -> Json:
    people.change(order.world, order.workspace, order.person(), order.need("changes"))
    return {}


async def new_group(order: Order) -> Json:
    given = order.need("group")
    people.new_group(order.world, order.workspace, Group(**{**given, "members": tuple(given.get("members", ()))}))
    return {}


def _group(order: Order) -> Usergroup:
    wanted = order.text("group").lstrip("@")
    for found in order.workspace.usergroups.values():
        if wanted in (found.group.id, found.group.handle):
            return found
    raise Impossible(f"there is no user group {wanted!r}")


async def change_group(order: Order) -> Json:
    people.change_group(order.world, order.workspace, _group(order), order.need("changes"))
    return {}


async def regroup(order: Order) -> Json:
    users = [order.workspace.handles[one] for one in order.need("members")]
    people.regroup(order.world, order.workspace, _group(order), users)
    return {}


SETTINGS: dict[str, Setting] = {
    "facts": get_facts,
    "reset": reset,
    "add_workspace": add_workspace,
    "point": point,
    "verify_url": verify_url,
    "manifest": use_manifest,
    "clock": clock,
    "fault": fault,
    "heal": heal,
    "limits": limits,
    "settings": workspace_settings,
    "sockets": sockets,
    "delivering": delivering,
    "resend": resend,
    "revoke": revoke,
    "hire": hire,
    "change_person": change_person,
    "new_group": new_group,
    "change_group": change_group,
    "regroup": regroup,
}
