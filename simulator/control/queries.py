"""What can be asked: who sees what, what was posted, called and delivered, and waiting for any of it."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict

from simulator.acting.seeing import conversations, everything, surface, visible
from simulator.acting.trouble import Impossible
from simulator.control.desk import Order
from simulator.jsontypes import Json

Query = Callable[[Order], Awaitable[Json]]


def seen(order: Order) -> list[Json]:
    """The messages before a person's eyes: in one conversation, or in all of theirs."""
    person = order.person()
    one = [order.channel(person)] if order.text("channel") else None
    channels = one or conversations(order.workspace, person)
    return [entry for channel in channels for entry in visible(order.workspace, person, channel)]


async def see(order: Order) -> Json:
    return {"messages": seen(order)}


async def screen(order: Order) -> Json:
    return everything(order.world, order.workspace, order.person())


def posts(order: Order) -> list[Json]:
    """Accepted posts, filtered by workspace, kind, channel, person and a part of the text (in text or blocks)."""
    world, workspace = order.world, order.workspace if order.text("workspace") else None
    channel = order.channel(order.person() if order.text("person") else None).id if order.text("channel") else ""
    person = order.person().id if order.text("person") and not order.text("channel") else ""
    found = [
        post
        for post in world.records.posts
        if (workspace is None or post.workspace == workspace.id)
        and order.text("kind") in ("", post.kind)
        and channel in ("", post.channel)
        and person in ("", post.person)
    ]
    wanted = order.text("text")
    return [post.as_json() for post in found if not wanted or wanted in post.text or wanted in str(post.blocks)]


async def get_posts(order: Order) -> Json:
    return {"posts": posts(order)}


def calls(order: Order) -> list[Json]:
    method, error = order.text("method"), order.text("error")
    return [
        asdict(call)
        for call in order.world.records.calls
        if method in ("", call.method) and error in ("", call.error) and (not order.flag("refused") or call.error)
    ]


async def get_calls(order: Order) -> Json:
    return {"calls": calls(order)}


def deliveries(order: Order) -> list[Json]:
    kind, name = order.text("kind"), order.text("name")
    return [
        parcel.as_json()
        for parcel in order.world.dispatcher.parcels
        if kind in ("", parcel.kind) and name in ("", parcel.name) and (not order.flag("answered") or parcel.answered)
    ]


async def get_deliveries(order: Order) -> Json:
    return {"deliveries": deliveries(order)}


async def happenings(order: Order) -> Json:
    """Those after number `since`; waits up to `timeout` seconds for one."""
    since, records = int(order.number("since", 0)), order.world.records
    found = records.after(since)
    if not found and await records.pulse.wait(order.number("timeout", 0)):
        found = records.after(since)
    return {"happenings": found}


def matching(order: Order) -> list[Json]:
    """What a wait is waiting for, as far as it is there."""
    text = order.text("text")
    match order.text("for") or "sees":
        case "sees":
            return [one for one in seen(order) if text in one["shown"] or text in one["text"]]
        case "home" | "modal":
            opened = order.world.screens.of(order.workspace.id, order.person().id)
            view = surface(order.workspace, opened.home if order.text("for") == "home" else opened.top)
            return [view] if view and (text in view["shown"] or text in view["title"]) else []
        case "posts":
            return posts(order)
        case "calls":
            return calls(order)
        case "deliveries":
            return deliveries(order)
        case "sockets":
            return [{}] * len(order.world.dispatcher.sockets.connections)
        case "quiet":
            return [] if order.world.dispatcher.busy else [{}]
    raise Impossible(f"one cannot wait for {order.text('for')!r}")


async def wait(order: Order) -> Json:
    """Waits until there are `count` matches, up to `timeout` seconds; says what there is either way."""
    clock, count = order.world.clock, int(order.number("count", 1))
    until = clock.real() + order.number("timeout", 5)
    while len(found := matching(order)) < count:
        left = until - clock.real()
        if left <= 0 or not await order.world.records.pulse.wait(left):
            break
    return {"met": len(found) >= count, "found": found}


QUERIES: dict[str, Query] = {
    "see": see,
    "screen": screen,
    "posts": get_posts,
    "calls": get_calls,
    "deliveries": get_deliveries,
    "happenings": happenings,
    "wait": wait,
}
