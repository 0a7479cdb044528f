"""One person in a test: what they do, what they see."""

import asyncio
from typing import Any

from simulator.jsontypes import Json
from simulator.tallies import PATIENCE, Message, Reply, message, reply
from simulator.wire import Wire


class PersonaDriver:
    """Channels are `support`, `#support`, an id, `@bo` (the direct conversation), `app` (that with the app)."""

    def __init__(self, wire: Wire, workspace: str, person: str, name: str) -> None:
        self._wire, self.workspace, self.id, self.name = wire, workspace, person, name

    def __repr__(self) -> str:
        return f"<{self.name}>"

    async def _do(self, verb: str, **body: Any) -> Json:
        return await self._wire.do(verb, workspace=self.workspace, person=self.id, **body)

    async def slash(self, text: str, channel: str = "general") -> Reply:
        """Types a command, with `@bo` and `#pats` as one types them; returns once the app answered."""
        return reply(await self._do("slash", text=text, channel=channel))

    async def says(
        self, text: str, channel: str = "general", *, thread: Message | str = "", broadcast: bool = False
    ) -> Message:
        """Says something, in a thread when one is given."""
        thread_ts = thread.ts if isinstance(thread, Message) else thread
        said = await self._do("say", text=text, channel=channel, thread_ts=thread_ts, broadcast=broadcast)
        return Message(said["channel"], said["ts"], text, said["text"], self.name, thread_ts=said.get("thread_ts", ""))

    async def edits(self, mine: Message, text: str) -> None:
        await self._do("edit", channel=mine.channel, ts=mine.ts, text=text)

    async def deletes(self, mine: Message) -> None:
        await self._do("delete", channel=mine.channel, ts=mine.ts)

    async def reacts(self, emoji: str, to: Message) -> None:
        await self._do("react", emoji=emoji, channel=to.channel, ts=to.ts)

    async def unreacts(self, emoji: str, to: Message) -> None:
        await self._do("react", emoji=emoji, channel=to.channel, ts=to.ts, remove=True)

    async def click(self, what: str, in_: str | Message | None = None, *, value: Any = None) -> Reply:
        """Clicks a button or chooses `value` in a menu, called by its text, action_id or block_id.

        `in_`: a channel (its newest message that has it), a message, `home`; otherwise the open modal, else Home.
        """
        if isinstance(in_, Message):
            return reply(await self._do("click", what=what, channel=in_.channel, ts=in_.ts, value=value))
        if in_ in ("home", None):
            return reply(await self._do("click", what=what, home=in_ == "home", value=value))
        return reply(await self._do("click", what=what, channel=in_, value=value))

    async def opens_home(self) -> None:
        """Opens the app's Home; `sees_home` waits for what it shows."""
        await self._do("open_home")

    async def opens_messages(self) -> None:
        """Opens the app's messages: the same event as Home's, of another tab."""
        await self._do("open_home", tab="messages")

    async def fill(self, values: dict[str, Any]) -> Reply:
        """Fills in the open modal by label, action_id or block_id: text, options by text, people as `@bo`, lists."""
        return reply(await self._do("fill", values=values))

    async def submit(self) -> Reply:
        """Submits the open modal. What Slack or the app had against it is in `reply.modal["errors"]`."""
        return reply(await self._do("submit"))

    async def close(self, *, everything: bool = False) -> Reply:
        return reply(await self._do("close", everything=everything))

    async def shortcut(self, callback_id: str, on: Message | None = None) -> Reply:
        """Uses a message shortcut (`on` a message) or a global one."""
        place = {"channel": on.channel, "ts": on.ts} if on else {}
        return reply(await self._do("shortcut", callback_id=callback_id, **place))

    async def joins(self, channel: str, *, invited_by: str | None = None) -> None:
        await self._do("join", channel=channel, inviter=invited_by)

    async def leaves(self, channel: str) -> None:
        await self._do("leave", channel=channel)

    async def invites_app(self, channel: str) -> None:
        """Brings the app into a channel."""
        bot = next(one for one in (await self._wire.do("facts"))["workspaces"] if one["id"] == self.workspace)[
            "bot_user"
        ]
        await self._wire.do("join", workspace=self.workspace, person=bot, channel=channel, inviter=self.id)

    async def renames(self, channel: str, name: str) -> None:
        await self._do("rename", channel=channel, name=name)

    async def archives(self, channel: str, *, undo: bool = False) -> None:
        await self._do("archive", channel=channel, undo=undo)

    async def changes(self, **changes: Any) -> None:
        """Changes of their own entry (fields of `company.Role`): fires `user_change`, but not for custom fields."""
        await self._do("change_person", changes=changes)

    async def is_deactivated(self) -> None:
        await self.changes(deactivated=True)

    async def messages(self, in_: str | None = None) -> list[Message]:
        """All messages before their eyes, in one conversation or everywhere, oldest first in each."""
        return [message(one) for one in (await self._do("see", channel=in_))["messages"]]

    async def sees(self, text: str, in_: str | None = None, *, timeout: float = PATIENCE, count: int = 1) -> Message:
        """Waits until `text` stands on `count` messages; returns the newest. AssertionError with what they do see."""
        answer = await self._do("wait", text=text, channel=in_, timeout=timeout, count=count, **{"for": "sees"})
        if answer["met"]:
            return message(answer["found"][-1])
        raise AssertionError(
            f"{self.name} does not see {text!r} {count} times in {in_ or 'any conversation'} "
            f"after {timeout:g} s, but:\n{await self._screen(in_)}"
        )

    async def _screen(self, in_: str | None) -> str:
        seen = await self.messages(in_)
        return (
            "\n".join(f"  {one.sender}{' (only you)' if one.ephemeral else ''}: {one.shown}" for one in seen)
            or "  nothing"
        )

    async def sees_nothing_of(self, text: str, in_: str | None = None, *, after: float = 0.0) -> None:
        """`text` stands nowhere before their eyes, Home and modals included, now or `after` seconds."""
        await asyncio.sleep(after)
        found = [one.shown for one in await self.messages(in_) if text in one.shown or text in one.text]
        if in_ is None:
            screen = await self._do("screen")
            surfaces = [one for one in (screen["home"], *screen["modals"]) if one]
            found += [one["shown"] for one in surfaces if text in one["shown"]]
        if found:
            raise AssertionError(f"{self.name} should see nothing of {text!r}, but sees: {found}")

    async def sees_home(self, text: str = "", *, timeout: float = PATIENCE) -> Json:
        """Waits until Home shows `text`; returns it: `shown`, `actions`, `values`, `blocks`."""
        return await self._surface("home", text, timeout)

    async def sees_modal(self, text: str = "", *, timeout: float = PATIENCE) -> Json:
        """Waits until a modal with `text` lies on top: `title`, `shown`, `actions`, `values`, `errors`, `blocks`."""
        return await self._surface("modal", text, timeout)

    async def _surface(self, kind: str, text: str, timeout: float) -> Json:
        answer = await self._do("wait", text=text, timeout=timeout, **{"for": kind})
        if answer["met"]:
            view: Json = answer["found"][0]
            return view
        screen = await self._do("screen")
        shown = screen["home"] if kind == "home" else screen["modals"]
        raise AssertionError(f"{self.name} does not see {text!r} in the {kind} after {timeout:g} s, but: {shown}")

    async def modal(self) -> Json | None:
        """What lies on top right now, if anything."""
        modals = (await self._do("screen"))["modals"]
        return modals[-1] if modals else None

    async def home(self) -> Json | None:
        home: Json | None = (await self._do("screen"))["home"]
        return home
