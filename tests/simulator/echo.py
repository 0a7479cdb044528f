"""A stock Bolt app that does a little of everything, over HTTP or Socket Mode."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from simulator.driver import Simulator

MODAL = {
    "type": "modal",
    "callback_id": "form",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "A form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "who",
            "label": {"type": "plain_text", "text": "Who?"},
            "element": {"type": "multi_users_select", "action_id": "people"},
        },
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "What?"},
            "element": {"type": "plain_text_input", "action_id": "text", "max_length": 20},
        },
    ],
}
BUTTON = {
    "type": "actions",
    "block_id": "buttons",
    "elements": [
        {"type": "button", "action_id": "join", "text": {"type": "plain_text", "text": "Me too"}, "value": "7"},
    ],
}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def build(slack: Simulator) -> tuple[AsyncApp, list[dict[str, Any]]]:
    """The app, and every payload it was given."""
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret, process_before_response=True)
    heard: list[dict[str, Any]] = []

    @app.middleware
    async def hear(body: dict[str, Any], next: Any) -> None:
        heard.append(body)
        await next()

    @app.command("/echo")
    async def echo(ack: Any, command: dict[str, Any], client: AsyncWebClient) -> None:
        if command["text"] == "form":
            await ack()
            await client.views_open(trigger_id=command["trigger_id"], view=MODAL)
        else:
            await ack(
                text=f"You said {command['text']}",
                response_type="in_channel",
                blocks=[section(command["text"]), BUTTON],
            )

    @app.command("/plain")
    async def plain(ack: Any, command: dict[str, Any]) -> None:
        await ack(command["text"])

    @app.action("join")
    async def join(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        await ack()
        await respond(text=f"<@{body['user']['id']}> joins in", replace_original=False, response_type="in_channel")

    @app.view("form")
    async def form(ack: Any, view: dict[str, Any], client: AsyncWebClient) -> None:
        values = view["state"]["values"]
        if values["words"]["text"]["value"] == "bad":
            await ack(response_action="errors", errors={"words": "Not that word."})
            return
        await ack()
        for person in values["who"]["people"]["selected_users"]:
            await client.chat_postMessage(channel=person, text=values["words"]["text"]["value"])

    @app.view_closed("form")
    async def closed(ack: Any) -> None:
        await ack()

    @app.event("app_home_opened")
    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        blocks = [section(f"Hello <@{event['user']}>"), BUTTON]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.event("app_mention")
    async def mention(event: dict[str, Any], say: Any) -> None:
        await say(text=f"<@{event['user']}> called", thread_ts=event["ts"])

    @app.shortcut(re.compile("thank|new"))
    async def open_form(ack: Any, shortcut: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=MODAL)

    @app.event(re.compile(".*"))
    async def anything_else() -> None:
        pass

    return app, heard


@asynccontextmanager
async def over_http(slack: Simulator) -> AsyncIterator[list[dict[str, Any]]]:
    app, heard = build(slack)
    runner = web.AppRunner(app.server(port=0, path="/slack/events", host="127.0.0.1").web_app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    await slack.point_at(f"http://127.0.0.1:{port}/slack/events")
    yield heard
    await slack.quiet()
    await runner.cleanup()


@asynccontextmanager
async def over_socket(slack: Simulator) -> AsyncIterator[list[dict[str, Any]]]:
    app, heard = build(slack)
    web_client = AsyncWebClient(slack.app_token, base_url=slack.api_url)
    handler = AsyncSocketModeHandler(app, slack.app_token, web_client=web_client)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.connected()
    yield heard
    await slack.quiet()
    await handler.close_async()  # type: ignore[no-untyped-call]
