"""Answers to a click or a form: a message that only the sender sees, a form that opens."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.errors import SlackApiError

from bot import log
from bot.replies import trouble
from bot.services import Incoming, Services
from bot.slack import code_of
from bot.surfaces import views
from bot.surfaces.message import Message
from models import words
from models.workspace import workspaces


def private(message: Message) -> dict[str, Any]:
    """As an answer to a command that only the sender sees."""
    return {"response_type": "ephemeral", **message.payload()}


def answer(services: Services, incoming: Incoming, message: Message, *, replace: bool = False) -> None:
    """Tell the person who pressed, and nobody else. A click on Home or in a form is answered by a form.

    With `replace` the answer takes the place of what was pressed, when that was for their eyes only.
    """
    if incoming.response_url is None:
        open_view(services, incoming, views.message("Backpat", message.text))
        return
    replace = replace and bool(incoming.body.get("container", {}).get("is_ephemeral"))
    payload = {**message.payload(), **({"replace_original": True} if replace else {})}
    services.tasks.start(services.slack.respond(incoming.response_url, payload), "answer a button")


def whisper(
    services: Services, incoming: Incoming, message: Message, *, to: str, channel_id: str, thread_ts: str | None = None
) -> None:
    """Tell someone, where an event of theirs happened, what nobody else there sees; best effort."""
    client = services.client(incoming.workspace_id)
    said = client.chat_postEphemeral(channel=channel_id, user=to, thread_ts=thread_ts, **message.payload())
    services.tasks.start(said, "whisper")


def instead(title: str, said: str) -> dict[str, Any]:
    """Answers a form: its window says this instead."""
    return {"response_action": "update", "view": views.message(title, said)}


def open_view(services: Services, incoming: Incoming, view: dict[str, Any]) -> None:
    """Open a form, after the acknowledgement; on top of the one it was asked for from."""
    services.tasks.start(_open(services, incoming, view), "open form")


def open_slowly(
    services: Services, incoming: Incoming, waiting: dict[str, Any], make: Callable[[], Awaitable[dict[str, Any]]]
) -> None:
    """Open `waiting` at once, since Slack gives three seconds, and put in its place what takes longer to make."""
    services.tasks.start(_fill(services, incoming, waiting, make), "open form")


async def _fill(
    services: Services, incoming: Incoming, waiting: dict[str, Any], make: Callable[[], Awaitable[dict[str, Any]]]
) -> None:
    if view_id := await _open(services, incoming, waiting):
        await services.client(incoming.workspace_id).views_update(view_id=view_id, view=await make())


async def _open(services: Services, incoming: Incoming, view: dict[str, Any]) -> str | None:
    """The id of the form; None: it could not be opened, and its sender is told."""
    client = services.client(incoming.workspace_id)
    in_a_form = incoming.body.get("view", {}).get("type") == "modal"
    try:
        opened = await (client.views_push if in_a_form else client.views_open)(
            trigger_id=incoming.trigger_id, view=view
        )
        return str(opened["view"]["id"])
    except (SlackApiError, OSError, TimeoutError) as error:
        code = code_of(error) if isinstance(error, SlackApiError) else type(error).__name__
        log.warning("form not opened", code=code)
        await services.slack.respond(incoming.response_url, trouble.form_failed(typed_after(incoming)).payload())
        return None


def typed_after(incoming: Incoming) -> str:
    """What was typed after the command, in its stored form; of everything else nothing."""
    return words.storable(incoming.body.get("text", "")).strip() if "command" in incoming.body else ""


async def is_admin(services: Services, incoming: Incoming) -> bool:
    """Whether the sender is an admin now."""
    return await services.database.read(workspaces.admin_of, incoming.workspace_id, incoming.user_id) is not None
