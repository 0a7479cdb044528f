"""What the app answers, shown to the person: to a command at once, or later at a response_url."""

from typing import Any

from simulator.api.call import Call, Refused
from simulator.api.chat import spoken
from simulator.api.wording import Said, said
from simulator.conversing import add, edit, name, remove, where, whisper
from simulator.grants import ANSWER_SECONDS, ANSWERS, ResponseUrl
from simulator.jsontypes import Json
from simulator.workspace import Channel, Workspace
from simulator.world import World

KNOWN = (
    *("response_type", "replace_original", "delete_original", "thread_ts"),
    *("text", "blocks", "attachments", "metadata", "mrkdwn", "unfurl_links", "unfurl_media"),
)


def shown(world: World, url: ResponseUrl, body: Any) -> str:
    """Does what an answer asks for. Returns the ts of what then stands there. Raises Refused."""
    message: Json = body if isinstance(body, dict) else {"text": str(body)}
    workspace = world.workspaces[url.workspace]
    channel = workspace.channels[url.channel]
    if message.get("delete_original"):
        return _deleted(world, workspace, channel, url)
    call = Call(world, workspace, {key: message[key] for key in message if key in KNOWN})
    words = said(call)
    if message.get("replace_original") and url.source:
        return _replaced(world, workspace, channel, url, words)
    return _new(call, channel, url, words, public=message.get("response_type") == "in_channel")


def _new(call: Call, channel: Channel, url: ResponseUrl, words: Said, *, public: bool) -> str:
    thread = call.text("thread_ts")
    message = spoken(call, words) | ({"thread_ts": thread} if thread else {})
    if public:
        ts = add(call.world, call.workspace, channel, message, metadata=words.metadata)["ts"]
    else:
        ts = whisper(call.world, channel, url.person, message)["ts"]
    to = "" if public else f" to {name(call.workspace, url.person)}"
    line = f"{call.workspace.bot_name} answers in {where(call.workspace, channel)}{to}: {words.text}"
    call.world.records.happened("answer", call.workspace.id, line, channel=channel.id, ts=ts)
    return str(ts)


def _replaced(world: World, workspace: Workspace, channel: Channel, url: ResponseUrl, words: Said) -> str:
    changes: Json = {"text": words.text, "blocks": words.blocks}
    if url.ephemeral:
        for old in channel.ephemerals:
            if old["ts"] == url.source:
                old |= changes
        world.records.pulse.beat()
    elif url.source in channel.messages:
        edit(world, workspace, channel, url.source, changes, by=workspace.bot_user, marked=not words.blocks)
    else:
        raise Refused("message_not_found")
    return url.source


def _deleted(world: World, workspace: Workspace, channel: Channel, url: ResponseUrl) -> str:
    if url.ephemeral:
        channel.ephemerals = [one for one in channel.ephemerals if one["ts"] != url.source]
        world.records.pulse.beat()
    elif url.source in channel.messages:
        remove(world, workspace, channel, url.source)
    else:
        raise Refused("message_not_found")
    return url.source


def late(world: World, token: str, body: Any) -> None:
    """An answer at a response_url: five of them, within half an hour. Raises Refused."""
    url = world.grants.urls.get(token)
    if url is None or world.clock.now() - url.made > ANSWER_SECONDS:
        raise Refused("expired_url")
    if url.uses >= ANSWERS:
        raise Refused("used_url")
    ts = shown(world, url, body)
    url.uses += 1
    message: Json = body if isinstance(body, dict) else {}
    world.records.post(
        "response_url",
        url.workspace,
        channel=url.channel,
        ts=ts,
        text=str(message.get("text") or ""),
        blocks=message.get("blocks") if isinstance(message.get("blocks"), list) else [],
        person=url.person,
        detail={key: value for key, value in message.items() if key not in ("text", "blocks")},
    )


def slackbot(world: World, channel: Channel, person: str, text: str) -> None:
    """Slack's own word to one person."""
    whisper(world, channel, person, {"user": "USLACKBOT", "text": text})
