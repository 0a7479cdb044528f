"""The one Bolt listener of each payload type; behind each is a dictionary. Bolt compares them in this order."""

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.ids import COMMAND
from bot.listeners.actions import action
from bot.listeners.commands import command
from bot.listeners.events import event
from bot.listeners.forms import submit
from bot.listeners.shortcuts import shortcut
from bot.services import Incoming, Services

ANY = re.compile("")


def register(app: AsyncApp, services: Services) -> None:
    """Tell Bolt about all of them, hottest first."""

    def incoming(context: AsyncBoltContext, body: dict[str, Any]) -> Incoming:
        installed = services.installations.of_team(context.team_id or "")
        workspace_id = installed.workspace_id if installed else 0
        return Incoming(workspace_id, context.team_id or "", context.user_id or "", body, context["deadline"])

    @app.command(COMMAND)
    async def on_command(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        answer = await command(services, incoming(context, body))
        await (ack(answer) if answer else ack())

    @app.action(ANY)
    async def on_action(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await action(services, incoming(context, body))
        await ack()

    @app.view(ANY)
    async def on_view(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        answer = await submit(services, incoming(context, body))
        await (ack(answer) if answer else ack())

    @app.shortcut(ANY)
    async def on_shortcut(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await shortcut(services, incoming(context, body))
        await ack()

    @app.event(ANY)
    async def on_event(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await event(services, incoming(context, body))
        await ack()
