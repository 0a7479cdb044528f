"""Somebody types a slash command."""

from simulator.acting import payloads
from simulator.acting.answers import shown, slackbot
from simulator.acting.trouble import Impossible
from simulator.api.call import Refused
from simulator.conversing import where
from simulator.delivery.parcels import COMMAND, Answer, Parcel
from simulator.grants import ResponseUrl
from simulator.jsontypes import Json
from simulator.wording import escape, typed
from simulator.workspace import Channel, Person, Workspace
from simulator.world import World

# The word Slack puts into its excuse, by what went wrong.
EXCUSES = {"http_timeout": "operation_timeout", "timeout": "operation_timeout", "http_error": "http_service_error"}


async def slash(world: World, workspace: Workspace, person: Person, channel: Channel, line: str) -> Parcel | None:
    """Sends `/name text`; None when Slack knows no such command. Raises Impossible."""
    name, _, text = line.strip().partition(" ")
    if channel.archived:
        raise Impossible(f"{where(workspace, channel)} is archived: nobody can type there")
    if not _offered(world, workspace, person, name):
        slackbot(world, channel, person.id, f"{name} is not a valid command.")
        return None
    payload = payloads.command(world, workspace, person, channel, name, _sent(world, workspace, name, text.strip()))
    world.records.happened("command", workspace.id, f"{person.handle} in {where(workspace, channel)}: {line}")
    parcel = world.dispatcher.parcel(COMMAND, workspace.id, payload, person=person.id)
    parcel.accept = lambda answer: _answered(world, channel, person, payload, answer)
    await world.dispatcher.bring(parcel)
    return parcel


def _offered(world: World, workspace: Workspace, person: Person, name: str) -> bool:
    """Whether their Slack knows the command. People of another organisation do not have our apps."""
    manifest = world.app.manifest
    return person.team_id == workspace.id and (manifest.any_command or name in manifest.commands)


def _sent(world: World, workspace: Workspace, name: str, text: str) -> str:
    """The text as the app gets it: with ids when the manifest says `should_escape`, with bare names otherwise."""
    escaped = world.app.manifest.commands.get(name, True)
    return typed(workspace, text, names=True) if escaped else escape(text)


def _answered(world: World, channel: Channel, person: Person, payload: Json, answer: Answer) -> None:
    command = payload["command"]
    if not answer.ok:
        excuse = EXCUSES.get(answer.reason, "dispatch_failed")
        slackbot(world, channel, person.id, f'{command} failed with the error "{excuse}"')
    elif answer.body:
        url = ResponseUrl("", payload["team_id"], channel.id, person.id, 0)
        try:
            shown(world, url, answer.body)
        except Refused as refused:
            world.records.happened("refused", url.workspace, f"answer to {command} → {refused.code}", **refused.more)
            slackbot(world, channel, person.id, f'{command} failed with the error "invalid_command_response"')
