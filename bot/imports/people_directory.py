"""Whom a line of a list of people means: someone in Slack, or someone without it. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from bot.imports.cells import tidy
from bot.imports.people_table import Row
from models.people import handles
from models.people.members import Kind
from models.people.staffing import Person
from models.storage.ids import uuid7

UNSUITABLE = {
    Kind.BOT: "is a bot, and bots are on no team",
    Kind.EXTERNAL: "is in another company’s workspace",
    Kind.OFFLINE: "has no Slack account here, and a lead needs one",
}
NEITHER = (
    "has neither slack_id nor email, so nobody in Slack can be matched; "
    "for someone who is not in Slack, write no in the column slack"
)


class Directory:
    """Finds people by Slack id, e-mail address, or handle and name when they are not in Slack."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = {person.id: person for person in people}
        self._by_slack_id = {person.slack_id: person for person in self.people.values() if person.slack_id}
        self._by_email = _grouped((person, person.email or "") for person in self.people.values() if person.slack_id)
        offline = [person for person in self.people.values() if person.kind == Kind.OFFLINE]
        self._by_handle = _grouped((person, person.handle) for person in offline)
        self._by_name = _grouped((person, person.name) for person in offline)
        self._taken = {person.handle: person for person in self.people.values() if person.active and person.handle}

    def person(self, row: Row) -> Person | str:
        """Who is meant, or the sentence that says why nobody is."""
        if row.slack is False or (row.handle and row.slack is None and not (row.slack_id or row.email)):
            return self._without_slack(row)
        if not (row.slack_id or row.email):
            return NEITHER
        if row.handle:
            return "has a handle, which only people without Slack have: empty it, or write no in the column slack"
        by_id = self._with_id(row.slack_id) if row.slack_id else None
        by_email = self._with_email(row.email) if row.email else None
        if isinstance(by_id, Person) and isinstance(by_email, Person) and by_id != by_email:
            return f"the slack_id is {by_id.name}’s and the address is {by_email.name}’s"
        return _suitable(by_id or by_email or "")

    def lead(self, row: Row) -> Person | str | None:
        """Whom they report to; None: the line does not say."""
        if not row.lead:
            return None
        offline = self._by_handle.get(row.lead.lstrip("@").casefold(), [])
        lead = self._with_email(row.lead) if "@" in row.lead[1:] else self._with_id(row.lead)
        lead = offline[0] if offline and isinstance(lead, str) else lead
        if isinstance(lead, str):
            return f"the lead is unknown, {lead}"
        fit = _suitable(lead)
        return f"the lead can’t be {row.lead}, who {fit}" if isinstance(fit, str) else fit

    def _with_id(self, slack_id: str) -> Person | str:
        return self._by_slack_id.get(slack_id.upper()) or f"there is nobody with the Slack id {slack_id} here"

    def _with_email(self, email: str) -> Person | str:
        """Of several with one address it is the one who has not left."""
        found = self._by_email.get(email.casefold(), [])
        found = [person for person in found if person.active] or found
        if len(found) > 1:
            return f"{len(found)} people have the address {email}: give the slack_id"
        return found[0] if found else f"there is nobody with the address {email} here"

    def _without_slack(self, row: Row) -> Person | str:
        if row.slack_id:
            return "has a slack_id, and the column slack says no"
        if row.email and isinstance(there := self._with_email(row.email), Person) and there.active:
            return f"is in Slack, as {there.name}, and the column slack says no"
        found = self._by_handle.get(row.handle, []) if row.handle else self._by_name.get(row.name.casefold(), [])
        found = [person for person in found if person.active] or found
        if len(found) > 1:
            return f"{len(found)} people without Slack are called so: give the handle"
        if found:
            return replace(found[0], name=self._name(found[0], row), active=True)
        return self._new(row)

    @staticmethod
    def _name(known: Person, row: Row) -> str:
        return row.name if row.name and row.name != tidy(known.name) else known.name

    def _new(self, row: Row) -> Person | str:
        """Somebody to be added: they can be found by the lines after this."""
        if not row.name:
            return "needs a name: it is what announcements say"
        handle = row.handle or handles.free(handles.of_name(row.name), self._taken)
        if not handle:
            return "needs a handle, made of letters: it is how they are typed, @lee-wong"
        if not handles.usable(handle):
            return f"the handle can’t be “{handle}”: letters, digits, dots and hyphens, like lee-wong"
        if handle in self._taken:
            return f"the handle {handle} is {self._taken[handle].name}’s already: give another one"
        made = Person(uuid7(), None, None, row.name, handle, Kind.OFFLINE, active=True)
        for known, key in ((self._by_handle, handle), (self._by_name, row.name.casefold())):
            known.setdefault(key, []).append(made)
        self.people[made.id] = self._taken[handle] = made
        return made


def _grouped(keyed: Iterable[tuple[Person, str]]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for person, key in keyed:
        found.setdefault(tidy(key).casefold(), []).append(person)
    return found


def _suitable(person: Person | str) -> Person | str:
    if isinstance(person, str):
        return person
    return UNSUITABLE.get(person.kind) or (person if person.active else "has left (deactivated in Slack)")
