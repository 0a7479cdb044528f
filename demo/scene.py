"""What the script of the week is written in: who does what, who sees what, each with its name."""

import asyncio
from datetime import datetime
from typing import Any

from demo import company, filling
from demo.checks import Checks, answers
from demo.clock import ZONE, spoken
from demo.stage import Stage
from simulator.driver import PersonaDriver, Reply
from simulator.jsontypes import Json
from simulator.tallies import Message


class Scene:
    def __init__(self, stage: Stage, checks: Checks) -> None:
        self.stage, self.slack, self.checks = stage, stage.slack, checks
        self._people = company.everyone()

    def person(self, name: str) -> PersonaDriver:
        return self.slack.person(name, self._people[name].workspace)

    async def it_is(self, moment: datetime) -> None:
        """The clock moves on, and everything that follows happens then."""
        await self.stage.clock.move_to(moment)
        self.checks.day(f"{spoken(moment)}{'' if moment.tzinfo == ZONE else f' ({moment.tzname()})'}")

    async def types(self, name: str, who: str, line: str, channel: str, *parts: str) -> Reply | None:
        """`who` types a command; the check is that its answer, for their eyes only, holds all `parts`."""
        return await self.checks.that(name, answers(self.person(who).slash(line, channel), *parts))

    async def sees(self, name: str, who: str, text: str, in_: str, *parts: str) -> Message | None:
        """The check is that a message with `text` comes, and holds all `parts` too."""
        return await self.checks.that(name, self._sees(who, text, in_, parts))

    async def sees_nothing(self, name: str, who: str, *texts: str, in_: str | None = None) -> None:
        """The check is that none of `texts` stands before their eyes now."""
        await self.checks.that(name, self._sees_nothing(who, texts, in_))

    async def loses(self, name: str, who: str, text: str, *, in_: str | None = None) -> None:
        """The check is that `text` goes from before their eyes."""
        await self.checks.that(name, self._loses(who, text, in_))

    async def shows(self, name: str, who: str, command: str, *parts: str) -> None:
        """The check is that what a command opens holds all `parts`; it is closed again."""
        await self.checks.that(name, self._shows(self.person(who), command, parts))

    async def home(self, name: str, who: str, *parts: str) -> Json | None:
        return await self.checks.that(name, self._home(who, parts))

    async def says(self, name: str, who: str, text: str, channel: str) -> Message | None:
        """`who` says something in a channel."""
        return await self.checks.that(name, self.person(who).says(text, channel))

    async def reacts(self, name: str, who: str, emoji: str, to: Message) -> None:
        await self.checks.that(name, self.person(who).reacts(emoji, to))

    async def submits(self, name: str, who: str, command: str, channel: str, values: dict[str, Any]) -> None:
        """Opens the form, fills it in and submits it; the check is that nothing is held against it."""
        await self.checks.that(name, self._submits(self.person(who), command, channel, values))

    async def clicks(self, name: str, who: str, button: str, in_: str, *, on: str) -> None:
        """A button on the message with the text `on`."""
        await self.checks.that(name, self._clicks(who, button, in_, on))

    async def opens(self, name: str, who: str, button: str, in_: str, *parts: str, on: str = "") -> None:
        """Presses what opens a form (on the message with the text `on`); the check is that it holds all `parts`."""
        await self.checks.that(name, self._opens(who, button, in_, parts, on))

    async def sends(
        self, name: str, who: str, button: str, in_: str, form: str, values: dict[str, Any], *parts: str, on: str = ""
    ) -> None:
        """Fills in and sends the form with the text `form` behind it; the check is that all `parts` are said then."""
        await self.checks.that(name, self._sends(who, (button, in_, on), form, values, parts))

    async def chooses(self, name: str, who: str, choice: str, beside: str, *then: str) -> None:
        """In the menu beside `beside` on their open Home; the check is that Home holds all of `then`."""
        await self.checks.that(name, self._chooses(who, choice, beside, then))

    async def sends_choice(
        self, name: str, who: str, choice: str, beside: str, form: str, values: dict[str, Any], *parts: str
    ) -> None:
        """The same, where the choice opens a form."""
        await self.checks.that(name, self._sends_choice(who, choice, beside, form, values, parts))

    async def count(self, name: str, expected: int, **query: Any) -> None:
        """The check is how many messages Slack has accepted, as its own ledger counts them."""
        await self.checks.that(name, self._count(expected, query))

    async def _sees(self, who: str, text: str, in_: str, parts: tuple[str, ...]) -> Message:
        """A message that changes says all of it a moment later: it is looked at again."""
        until = asyncio.get_running_loop().time() + self.checks.patience
        while True:
            message = await self.person(who).sees(text, in_, timeout=self.checks.patience)
            try:
                _holds(who, message.shown, parts)
                return message
            except AssertionError:
                if asyncio.get_running_loop().time() > until:
                    raise
            await asyncio.sleep(0.1)

    async def _sees_nothing(self, who: str, texts: tuple[str, ...], in_: str | None) -> None:
        for text in texts:
            await self.person(who).sees_nothing_of(text, in_)

    async def _loses(self, who: str, text: str, in_: str | None) -> None:
        until = asyncio.get_running_loop().time() + self.checks.patience
        while True:
            try:
                return await self.person(who).sees_nothing_of(text, in_)
            except AssertionError:
                if asyncio.get_running_loop().time() > until:
                    raise
            await asyncio.sleep(0.1)

    async def _home(self, who: str, parts: tuple[str, ...]) -> Json:
        await self.person(who).opens_home()
        view = await self.person(who).sees_home(*parts[:1], timeout=self.checks.patience)
        _holds(who, view["shown"], parts)
        return view

    async def _submits(self, person: PersonaDriver, command: str, channel: str, values: dict[str, Any]) -> None:
        await person.slash(command, channel)
        await person.sees_modal(timeout=self.checks.patience)
        await person.fill(values)
        reply = await person.submit()
        if not reply.ok or reply.modal:
            wrong = reply.modal["errors"] if reply.modal else reply.reason
            raise AssertionError(f"expected the form to close, but it says: {wrong}")

    async def _shows(self, person: PersonaDriver, command: str, parts: tuple[str, ...]) -> None:
        await person.slash(command, "support")
        view = await person.sees_modal(parts[0], timeout=self.checks.patience)
        await filling.closes(person)
        _holds(person.name, view["shown"], parts)

    async def _clicks(self, who: str, button: str, in_: str, on: str) -> None:
        message = await self._sees(who, on, in_, ())
        reply = await self.person(who).click(button, message)
        if not reply.ok:
            raise AssertionError(f"expected the button to be answered, but: {reply.reason or reply.status}")

    async def _where(self, who: str, in_: str, on: str) -> str | Message:
        return await self._sees(who, on, in_, ()) if on else in_

    async def _opens(self, who: str, button: str, in_: str, parts: tuple[str, ...], on: str) -> None:
        person, where = self.person(who), await self._where(who, in_, on)
        view = await filling.opens(person, button, where, "", timeout=self.checks.patience)
        await filling.closes(person)
        _holds(who, view["shown"], parts)

    async def _sends(
        self, who: str, pressed: tuple[str, str, str], form: str, values: dict[str, Any], parts: tuple[str, ...]
    ) -> None:
        button, in_, on = pressed
        person, where = self.person(who), await self._where(who, in_, on)
        said = await filling.sends(person, button, where, form, values, timeout=self.checks.patience)
        _holds(who, said, parts)

    async def _chooses(self, who: str, choice: str, beside: str, then: tuple[str, ...]) -> None:
        menu = filling.beside(await self.person(who).sees_home(beside, timeout=self.checks.patience), beside)
        await self.person(who).click(menu, "home", value=choice)
        for part in then:
            await self.person(who).sees_home(part, timeout=self.checks.patience)

    async def _sends_choice(
        self, who: str, choice: str, beside: str, form: str, values: dict[str, Any], parts: tuple[str, ...]
    ) -> None:
        person = self.person(who)
        menu = filling.beside(await person.sees_home(beside, timeout=self.checks.patience), beside)
        of: dict[str, Any] = {"timeout": self.checks.patience, "choice": choice}
        _holds(who, await filling.sends(person, menu, "home", form, values, **of), parts)

    async def _count(self, expected: int, query: dict[str, Any]) -> None:
        if expected:
            await self.slack.ledger.reaches(expected, timeout=self.checks.patience, kind="message", **query)
        await asyncio.sleep(1.5)  # one message a second a channel: another one would be there by now
        posts = await self.slack.ledger.posts(kind="message", **query)
        if len(posts) != expected:
            texts = "\n".join(f"{post['channel']}: {post['text']}" for post in posts)
            raise AssertionError(f"expected {expected} messages in Slack, there are {len(posts)}:\n{texts}")


def _holds(who: str, shown: str, parts: tuple[str, ...]) -> None:
    for part in parts:
        if part not in shown:
            raise AssertionError(f"expected “{part}” there too, but {who} sees:\n{shown}")
