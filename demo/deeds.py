"""Does what a typed line says, as that person, and prints what only they can see."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import click

from demo.company import Someone
from demo.lines import Line
from demo.telling import indented, readable, spoken
from simulator.driver import PersonaDriver, Reply, Simulator
from simulator.jsontypes import Json
from simulator.wire import Refusal

RECENT = 6
"""Messages of a conversation that `sees` prints."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One line, whose it is, and the simulated Slack."""

    slack: Simulator
    someone: Someone
    line: Line

    @property
    def person(self) -> PersonaDriver:
        return self.slack.person(self.someone.handle, self.someone.workspace)

    @property
    def people(self) -> dict[str, str]:
        """Slack ids by handle."""
        return dict(self.slack.workspace(self.someone.workspace)["people"])

    @property
    def place(self) -> str:
        """Where it happens: the channel that was named, or their usual one."""
        return self.line.where or self.someone.usual


async def do(turn: Turn) -> None:
    """Raises `Refusal` for what their Slack would not let them do."""
    await DEEDS[turn.line.deed](turn)


async def _slash(turn: Turn) -> None:
    _answered(await turn.person.slash(turn.line.words, turn.place))


async def _says(turn: Turn) -> None:
    await turn.person.says(turn.line.words, turn.place)


async def _click(turn: Turn) -> None:
    """In the place that was named; else in the open form, on the newest message that has it, or on Home."""
    person, what = turn.person, turn.line.words
    where = turn.line.where or await _button(person, what)
    if where == "home" and not await person.home():
        raise Refusal(f"{person.name} sees no “{what}” on any message")
    _answered(await person.click(what, where or None))


async def _reacts(turn: Turn) -> None:
    messages = [one for one in await turn.person.messages(turn.place) if not one.ephemeral]
    if not messages:
        raise Refusal(f"there is no message in {turn.place} to react to")
    await turn.person.reacts(turn.line.words, messages[-1])


async def _fill(turn: Turn) -> None:
    modal = await _open_modal(turn.person)
    await turn.person.fill(dict(_field(modal, label, value) for label, value in turn.line.fields.items()))
    _form(await turn.person.modal(), turn.people)


async def _submit(turn: Turn) -> None:
    await _open_modal(turn.person)
    reply = await turn.person.submit()
    _answered(reply)
    _form(reply.modal, turn.people)


async def _close(turn: Turn) -> None:
    await _open_modal(turn.person)
    await turn.person.close()


async def _home(turn: Turn) -> None:
    person, ledger = turn.person, turn.slack.ledger
    before = await ledger.count(kind="home", workspace=person.workspace, person=person.id)
    await person.opens_home()
    await ledger.reaches(before + 1, kind="home", workspace=person.workspace, person=person.id)
    view = await person.sees_home()
    click.secho(f"{person.name}’s Home", fg="green", bold=True)
    click.echo(readable(view["shown"], [one["text"] for one in view["actions"]]))


async def _sees(turn: Turn) -> None:
    name, where = turn.person.name, turn.line.where
    conversations: dict[str, list[str]] = {}
    for one in await turn.person.messages(where or None):
        sender = f"{one.sender}{', for their eyes only' if one.ephemeral else ''}"
        conversations.setdefault(one.channel, []).append(f"  {sender}:\n{indented(one)}")
    for channel, seen in conversations.items():
        click.secho(f"{name} sees {_called(turn, channel)}", fg="green", bold=True)
        click.echo("\n".join(seen[-RECENT:]))
    if not conversations:
        click.echo(f"{name} sees no message {f'in {where}' if where else 'anywhere'} yet.")
    _form(await turn.person.modal(), turn.people)


DEEDS: dict[str, Callable[[Turn], Awaitable[None]]] = {
    "slash": _slash,
    "says": _says,
    "click": _click,
    "reacts": _reacts,
    "fill": _fill,
    "submit": _submit,
    "close": _close,
    "home": _home,
    "sees": _sees,
}


async def _button(person: PersonaDriver, what: str) -> str:
    """Empty when the open form has this button; else the conversation with the newest message that has it, or Home."""
    modal = await person.modal()
    if modal and what in [one["text"] for one in modal["actions"]]:
        return ""
    having = [one for one in await person.messages() if what in one.buttons]
    return max(having, key=lambda one: one.ts).channel if having else "home"


def _called(turn: Turn, channel: str) -> str:
    channels = turn.slack.workspace(turn.someone.workspace)["channels"]
    return next((f"#{name}" for name, id_ in channels.items() if id_ == channel), "a direct conversation")


async def _open_modal(person: PersonaDriver) -> Json:
    modal = await person.modal()
    if modal is None:
        raise Refusal(f"{person.name} has no form open; open one with: {person.name}: /pat")
    return modal


def _field(modal: Json, label: str, value: str) -> tuple[str, str | list[str]]:
    """The field meant by (the beginning of) its label, and its value in the form its kind takes."""
    fields = {one["text"]: one["type"] for one in modal["actions"]}
    found = [name for name in fields if name.casefold().startswith(label.casefold())]
    if not found:
        raise Refusal(f"the form has no “{label}”; it has: {', '.join(fields)}")
    if not fields[found[0]].startswith(("multi_", "checkboxes")):
        return found[0], value
    offered = [text for text in _options(modal, found[0]) if text.casefold() in value.casefold()]
    return found[0], offered or [part.strip() for part in value.split(",") if part.strip()]


def _options(modal: Json, label: str) -> list[str]:
    """What a field offers, when it does."""
    inputs = [block for block in modal["blocks"] if block.get("label", {}).get("text") == label]
    return [option["text"]["text"] for block in inputs for option in block["element"].get("options", ())]


def _answered(reply: Reply) -> None:
    """What Slack itself says, and that Backpat said nothing in time. Its answers are told as they come."""
    if not reply.delivery:
        click.echo("\n".join(f"Slack says: {said}" for said in reply.told), nl=bool(reply.told))
    elif not reply.ok:
        click.secho(f"Backpat did not answer in time ({reply.reason or reply.status}). {reply.trouble}", fg="red")


def _form(modal: Json | None, people: dict[str, str]) -> None:
    """The form that lies open, what stands in it, and what is wrong."""
    if modal is None:
        return
    click.secho(f"The form “{modal['title']}” is open", fg="cyan", bold=True)
    if not modal["actions"]:
        click.echo(readable(modal["shown"], []))
    for one in modal["actions"]:
        value = _chosen(modal["values"].get(one["text"]), people)
        click.echo(f"    {one['text']} {spoken(value) if value else '…'}")
    labels = {block.get("block_id"): block.get("label", {}).get("text") for block in modal["blocks"]}
    for block, problem in modal["errors"].items():
        click.secho(f"    {labels.get(block) or block} {problem}", fg="yellow")


def _chosen(value: object, people: dict[str, str]) -> str:
    """A field's value as it stands on the screen: people by handle, options by their text."""
    if isinstance(value, list):
        return ", ".join(_chosen(one, people) for one in value)
    if isinstance(value, dict):
        return str(value["text"]["text"])
    return next((f"@{handle}" for handle, id_ in people.items() if id_ == value), str(value or ""))
