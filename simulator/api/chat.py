"""chat.*: what the app says."""

from simulator import objects
from simulator.api.call import Call, Method, Refused
from simulator.api.wording import Said, said
from simulator.conversing import add, edit, name, remove, where, whisper
from simulator.jsontypes import Json
from simulator.workspace import Channel

MOST_UPDATED = 4000


def post_message(call: Call) -> Json:
    channel = _writable(call)
    words = said(call)
    wait = call.world.rates.message(call.workspace.id, channel.id, call.world.rate_now())
    if wait:
        raise Refused("ratelimited", retry_after=wait)
    thread = _thread(call, channel)
    message = {**spoken(call, words), **thread}
    if thread and call.flag("reply_broadcast"):
        message["subtype"] = "thread_broadcast"
    posted = add(call.world, call.workspace, channel, message, metadata=words.metadata)
    _note(call, "message", channel, posted, words)
    reply = {**posted, "metadata": words.metadata} if words.metadata else posted
    return {"channel": channel.id, "ts": posted["ts"], "message": reply}


def spoken(call: Call, words: Said) -> Json:
    """A message of the app's own, before it has a place and a time."""
    message: Json = {
        "user": call.workspace.bot_user,
        "bot_id": call.workspace.bot_id,
        "app_id": call.world.app.id,
        "text": words.text,
        "team": call.workspace.id,
        "bot_profile": objects.bot_profile(call.workspace, call.world.app.id),
    }
    return message | ({"blocks": words.blocks} if words.blocks else {})


def _writable(call: Call) -> Channel:
    """Where `channel` leads: an id, a name, or a person, whose direct conversation with the app it then is."""
    given = call.text("channel")
    person = call.workspace.people.get(given)
    if person:
        if person.deactivated or person.role.bot or person.id == "USLACKBOT":
            raise Refused("channel_not_found")
        channel = call.workspace.app_dm(person.id, call.world.clock.now())
    else:
        channel = call.channel((call.workspace.channel(given) or _NOWHERE).id)
    if channel.archived:
        raise Refused("is_archived")
    if channel.kind == "im" and not call.world.app.manifest.messages_tab:
        raise Refused("messages_tab_disabled")
    if not call.inside(channel) and "chat:write.public" not in call.world.app.manifest.scopes:
        raise Refused("not_in_channel")
    return channel


_NOWHERE = Channel("", "", "public", 0, "")


def _thread(call: Call, channel: Channel) -> Json:
    parent = call.text("thread_ts")
    if parent and parent not in channel.messages:
        raise Refused("cannot_reply_to_message")
    return {"thread_ts": parent} if parent else {}


def _partner(call: Call, channel: Channel) -> str:
    """Whose direct conversation with the app this is; empty in a channel."""
    others = (member for member in channel.members if member != call.workspace.bot_user)
    return next(others, "") if channel.kind == "im" else ""


def _note(call: Call, kind: str, channel: Channel, message: Json, words: Said, *, person: str = "") -> None:
    call.world.records.post(
        kind,
        call.workspace.id,
        channel=channel.id,
        ts=message["ts"],
        text=words.text,
        blocks=words.blocks,
        metadata=words.metadata,
        person=person or _partner(call, channel),
        thread_ts=message.get("thread_ts", ""),
    )
    verb = {"message": "posts", "update": "edits", "ephemeral": "whispers"}[kind]
    to = f" to {name(call.workspace, person)}" if person else ""
    line = f"{call.workspace.bot_name} {verb} in {where(call.workspace, channel)}{to}: {words.text}"
    call.world.records.happened(kind, call.workspace.id, line, channel=channel.id, ts=message["ts"])


def post_ephemeral(call: Call) -> Json:
    channel = call.channel(call.text("channel"))
    if channel.archived:
        raise Refused("is_archived")
    # chat:write.public does not reach this far: only a member can whisper.
    if not call.inside(channel):
        raise Refused("not_in_channel")
    person = call.text("user")
    if person not in channel.members:
        raise Refused("user_not_in_channel")
    words = said(call)
    message = whisper(call.world, channel, person, {**spoken(call, words), **_thread(call, channel)})
    _note(call, "ephemeral", channel, message, words, person=person)
    return {"message_ts": message["ts"]}


def update(call: Call) -> Json:
    channel, message = _own(call, "cant_update_message")
    if channel.archived:
        raise Refused("is_inactive")
    _check_window(call, message["ts"])
    words = said(call, update=True)
    if len(words.text) > MOST_UPDATED:
        raise Refused("msg_too_long")
    changed = edit(
        call.world, call.workspace, channel, message["ts"], _changes(words, message),
        by=call.workspace.bot_user, marked=not words.blocks,
    )  # fmt: skip
    if words.metadata is not None:
        channel.metadata[message["ts"]] = words.metadata
    elif words.metadata_given:
        channel.metadata.pop(message["ts"], None)
    _note(call, "update", channel, changed, words)
    return {"channel": channel.id, "ts": changed["ts"], "text": changed["text"], "message": changed}


def _changes(words: Said, message: Json) -> Json:
    """New text without blocks takes the old blocks away; blocks stay only when neither is sent."""
    if not (words.text_given or words.blocks_given):
        return {}
    text = words.text if words.text_given else message["text"]
    return {"text": text, "blocks": words.blocks}


def _check_window(call: Call, ts: str) -> None:
    window = call.workspace.edit_window
    if window is not None and call.world.clock.now() - float(ts) > window:
        raise Refused("edit_window_closed")


def delete(call: Call) -> Json:
    channel, message = _own(call, "cant_delete_message")
    remove(call.world, call.workspace, channel, message["ts"])
    call.world.records.post("delete", call.workspace.id, channel=channel.id, ts=message["ts"], text=message["text"])
    return {"channel": channel.id, "ts": message["ts"]}


def _own(call: Call, otherwise: str) -> tuple[Channel, Json]:
    channel = call.channel(call.text("channel"))
    message = channel.messages.get(call.text("ts"))
    if message is None:
        raise Refused("message_not_found")
    if message.get("user") != call.workspace.bot_user or message.get("subtype") not in (None, "thread_broadcast"):
        raise Refused(otherwise)
    return channel, message


def get_permalink(call: Call) -> Json:
    channel = call.channel(call.text("channel"))
    message = channel.messages.get(call.text("message_ts"))
    if message is None:
        raise Refused("message_not_found")
    link = f"https://{call.workspace.domain}.slack.com/archives/{channel.id}/p{message['ts'].replace('.', '')}"
    thread = message.get("thread_ts", message["ts"])
    suffix = "" if thread == message["ts"] else f"?thread_ts={thread}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link + suffix}


_WRITE = ("chat:write",)
_SAYING = (
    *("channel_not_found", "is_archived", "not_in_channel", "no_text", "invalid_blocks", "invalid_blocks_format"),
    *("cannot_reply_to_message", "messages_tab_disabled", "markdown_text_conflict"),
)
_METADATA = ("invalid_metadata_format", "metadata_too_large")
_UPDATING = (
    *("channel_not_found", "message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"),
    *("msg_too_long", "no_text", "invalid_blocks", "invalid_blocks_format", "markdown_text_conflict", *_METADATA),
)
_DELETING = ("channel_not_found", "message_not_found", "cant_delete_message")

ROWS = (
    Method("chat.postMessage", "POST", post_message, _WRITE, 0, ("channel",), (*_SAYING, *_METADATA), json=True),
    Method(
        "chat.postEphemeral", "POST", post_ephemeral, _WRITE, 4, ("channel", "user"),
        (*_SAYING, "user_not_in_channel", "msg_too_long"), json=True,
    ),
    Method("chat.update", "POST", update, _WRITE, 3, ("channel", "ts"), _UPDATING, json=True),
    Method("chat.delete", "POST", delete, _WRITE, 3, ("channel", "ts"), _DELETING, json=True),
    Method(
        "chat.getPermalink", "GET", get_permalink, (), 0, ("channel", "message_ts"),
        ("channel_not_found", "message_not_found"),
    ),
)  # fmt: skip
