"""Somebody says something, takes it back, reacts, uses a shortcut, opens Home."""

from simulator.acting import payloads
from simulator.acting.clicks import troubled
from simulator.acting.trouble import Impossible
from simulator.clock import stamp
from simulator.conversing import add, edit, react, remove, said, where
from simulator.delivery.parcels import INTERACTION, Parcel
from simulator.events import emit, event_ts
from simulator.jsontypes import Json
from simulator.wording import typed
from simulator.workspace import Channel, Person, Workspace
from simulator.world import World


def say(
    world: World, workspace: Workspace, person: Person, channel: Channel, text: str, *, thread_ts: str = "",
    broadcast: bool = False,
) -> Json:  # fmt: skip
    """Posts as a person; `text` as typed, so `@bo` mentions Bo. Returns the message."""
    if channel.archived:
        raise Impossible(f"{where(workspace, channel)} is archived")
    if thread_ts and thread_ts not in channel.messages:
        raise Impossible(f"there is no message {thread_ts} in {where(workspace, channel)}")
    message = said(workspace, person.id, typed(workspace, text, names=False), thread_ts=thread_ts)
    if broadcast:
        message["subtype"] = "thread_broadcast"
    posted = add(world, workspace, channel, message)
    line = f"{person.handle} in {where(workspace, channel)}: {text}"
    world.records.happened("said", workspace.id, line, channel=channel.id, ts=posted["ts"])
    return posted


def change(world: World, workspace: Workspace, person: Person, channel: Channel, ts: str, text: str) -> Json:
    """Edits one's own message."""
    _own(person, channel, ts)
    return edit(world, workspace, channel, ts, {"text": typed(workspace, text, names=False)}, by=person.id)


def take_back(world: World, workspace: Workspace, person: Person, channel: Channel, ts: str) -> None:
    """Deletes one's own message; an admin may delete anybody's."""
    if not (person.role.admin or person.role.owner):
        _own(person, channel, ts)
    remove(world, workspace, channel, ts)


def _own(person: Person, channel: Channel, ts: str) -> None:
    if channel.messages.get(ts, {}).get("user") != person.id:
        raise Impossible(f"{person.handle} has no message {ts} there")


def reacts(
    world: World, workspace: Workspace, person: Person, channel: Channel, ts: str, emoji: str, *, added: bool
) -> None:
    if ts not in channel.messages:
        raise Impossible(f"there is no message {ts} in {where(workspace, channel)}")
    if not react(world, workspace, channel, ts, person.id, emoji.strip(":"), added=added):
        raise Impossible(f"{person.handle} has {'already' if added else 'not'} reacted with {emoji}")


def open_app(world: World, workspace: Workspace, person: Person, tab: str = "home") -> None:
    """Opens the app at a tab, `home` (it may be empty still) or `messages`; Slack tells the app of either."""
    if tab == "home" and not world.app.manifest.home_tab:
        raise Impossible("this app has no Home: its manifest does not enable it")
    if person.team_id != workspace.id:
        raise Impossible(f"{person.handle} is of another organisation and does not have this app")
    home = world.screens.of(workspace.id, person.id).home
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": workspace.app_dm(person.id, world.clock.now()).id,
        "tab": tab,
        "event_ts": event_ts(world),
    }
    world.records.happened("app_opened", workspace.id, f"{person.handle} opens the app's {tab}")
    emit(world, workspace, event | ({"view": home.as_sent()} if home and tab == "home" else {}))


async def shortcut(
    world: World, workspace: Workspace, person: Person, callback_id: str, channel: Channel | None, ts: str
) -> Parcel:
    """Uses a shortcut: on a message when `channel` and `ts` are given, a global one otherwise."""
    kind = "message" if channel else "global"
    known = world.app.manifest.shortcuts
    if known.get(callback_id) != kind and not world.app.manifest.any_command:
        raise Impossible(f"there is no {kind} shortcut {callback_id!r}; there are: {known}")
    payload = payloads.who(world, workspace, person) | {
        "type": "shortcut",
        "callback_id": callback_id,
        "trigger_id": payloads.trigger(world, workspace, person),
        "action_ts": stamp(int(world.clock.now() * 1_000_000)),
    }
    if channel:
        payload |= _about(world, workspace, person, channel, ts)
        # Slack's recorded message shortcuts have neither.
        payload.pop("api_app_id")
        payload["user"].pop("username")
    world.records.happened("shortcut", workspace.id, f"{person.handle} uses {callback_id}")
    parcel = world.dispatcher.parcel(INTERACTION, workspace.id, payload, person=person.id)
    parcel.accept = lambda answer: troubled(world, workspace, person, answer)
    await world.dispatcher.bring(parcel)
    return parcel


def _about(world: World, workspace: Workspace, person: Person, channel: Channel, ts: str) -> Json:
    if (message := channel.messages.get(ts)) is None:
        raise Impossible(f"there is no message {ts} in {where(workspace, channel)}")
    return {
        "type": "message_action",
        "channel": payloads.place(channel),
        "message": message,
        "message_ts": ts,
        "response_url": payloads.response_url(world, workspace, channel, person, message=message),
    }
