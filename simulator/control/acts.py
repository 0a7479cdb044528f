"""What a person can be made to do."""

from collections.abc import Awaitable, Callable

from simulator.acting import clicks, commands, modals, speaking
from simulator.acting.seeing import surface
from simulator.acting.trouble import Impossible
from simulator.control.desk import Order
from simulator.delivery.parcels import Parcel
from simulator.jsontypes import Json
from simulator.membership import archive, join, leave, rename

Act = Callable[[Order], Awaitable[Json]]


def done(order: Order, parcel: Parcel | None) -> Json:
    """What came of an interaction: how the app took it and what is on the person's screen now."""
    person = order.person()
    screen = order.world.screens.of(order.workspace.id, person.id)
    last: Json = parcel.attempts[-1] if parcel and parcel.attempts else {}
    return {
        "delivery": parcel.number if parcel else 0,
        "ok": bool(last.get("ok")),
        "reason": last.get("reason", ""),
        "status": last.get("status", 0),
        "modal": surface(order.workspace, screen.top),
        "trouble": screen.trouble,
    }


async def slash(order: Order) -> Json:
    channel = order.my_channel()
    before = len(channel.ephemerals)
    parcel = await commands.slash(order.world, order.workspace, order.person(), channel, order.need("text"))
    told = [one["text"] for one in channel.ephemerals[before:] if one["person"] == order.person().id]
    return done(order, parcel) | {"told": told}


async def say(order: Order) -> Json:
    channel = order.my_channel()
    return speaking.say(
        order.world,
        order.workspace,
        order.person(),
        channel,
        order.need("text"),
        thread_ts=order.text("thread_ts"),
        broadcast=order.flag("broadcast"),
    ) | {"channel": channel.id}


async def edit(order: Order) -> Json:
    channel, ts = order.my_channel(), order.text("ts")
    return speaking.change(order.world, order.workspace, order.person(), channel, ts, order.need("text"))


async def delete(order: Order) -> Json:
    speaking.take_back(order.world, order.workspace, order.person(), order.my_channel(), order.text("ts"))
    return {}


async def react(order: Order) -> Json:
    added = not order.flag("remove")
    ts, emoji = order.text("ts"), str(order.need("emoji"))
    speaking.reacts(order.world, order.workspace, order.person(), order.my_channel(), ts, emoji, added=added)
    return {}


async def click(order: Order) -> Json:
    """On a message when `channel` is given, otherwise in the open modal, otherwise on Home."""
    world, workspace, person, what = order.world, order.workspace, order.person(), order.need("what")
    value = order.body.get("value")
    if order.text("channel"):
        channel = order.my_channel()
        parcel = await clicks.on_message(world, workspace, person, channel, what, value, order.text("ts"))
    else:
        screen = world.screens.of(workspace.id, person.id)
        opened = screen.home if order.flag("home") else screen.top or screen.home
        parcel = await clicks.on_view(world, workspace, person, opened, what, value)
    return done(order, parcel)


async def open_home(order: Order) -> Json:
    speaking.open_app(order.world, order.workspace, order.person(), order.text("tab") or "home")
    return {}


async def fill(order: Order) -> Json:
    await modals.fill(order.world, order.workspace, order.person(), order.need("values"))
    return done(order, None) | {"ok": True}


async def submit(order: Order) -> Json:
    return done(order, await modals.submit(order.world, order.workspace, order.person()))


async def close(order: Order) -> Json:
    await modals.close(order.world, order.workspace, order.person(), everything=order.flag("everything"))
    return done(order, None) | {"ok": True}


async def shortcut(order: Order) -> Json:
    channel = order.my_channel() if order.text("channel") else None
    callback, ts = str(order.need("callback_id")), order.text("ts")
    parcel = await speaking.shortcut(order.world, order.workspace, order.person(), callback, channel, ts)
    return done(order, parcel)


async def join_channel(order: Order) -> Json:
    channel, person = order.channel(), order.person()
    if channel.kind == "private" and not order.text("inviter"):
        raise Impossible(f"#{channel.name} is private: name an `inviter` who is in it")
    inviter = order.person("inviter").id if order.text("inviter") else ""
    join(order.world, order.workspace, channel, person.id, inviter=inviter)
    return {}


async def leave_channel(order: Order) -> Json:
    leave(order.world, order.workspace, order.my_channel(), order.person().id)
    return {}


async def rename_channel(order: Order) -> Json:
    rename(order.world, order.workspace, order.channel(), str(order.need("name")), order.person().id)
    return {}


async def archive_channel(order: Order) -> Json:
    undo = order.flag("undo")
    archive(order.world, order.workspace, order.channel(), order.person().id, archived=not undo)
    return {}


ACTS: dict[str, Act] = {
    "slash": slash,
    "say": say,
    "edit": edit,
    "delete": delete,
    "react": react,
    "click": click,
    "open_home": open_home,
    "fill": fill,
    "submit": submit,
    "close": close,
    "shortcut": shortcut,
    "join": join_channel,
    "leave": leave_channel,
    "rename": rename_channel,
    "archive": archive_channel,
}
