"""Checks of a list of people against the workspace: who is meant, who leads them, and whether that can be. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from bot.imports.people_table import Problem, Row
from models.members import Kind
from models.staffing import Person, Placement, Staff
from models.teams import Role

UNSUITABLE = {
    Kind.BOT: "is a bot, and bots are on no team",
    Kind.EXTERNAL: "is in another company’s workspace",
    Kind.OFFLINE: "has no Slack account here",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What to store, or why nothing is stored: `placements` count only when there are no `problems`."""

    placements: tuple[Placement, ...]
    problems: tuple[Problem, ...]


class Directory:
    """Finds people by Slack id or e-mail address."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = {person.id: person for person in people}
        self._by_slack_id = {person.slack_id: person for person in self.people.values() if person.slack_id}
        self._by_email: dict[str, list[Person]] = {}
        for person in self.people.values():
            self._by_email.setdefault((person.email or "").casefold(), []).append(person)

    def by_slack_id(self, slack_id: str) -> Person | str:
        """Someone, or the sentence that says why not."""
        return self._by_slack_id.get(slack_id.upper()) or f"there is nobody with the Slack id {slack_id} here"

    def by_email(self, email: str) -> Person | str:
        """The same; of several with one address it is the one who has not left."""
        found = self._by_email.get(email.casefold(), [])
        found = [person for person in found if person.active] or found
        if len(found) > 1:
            return f"{len(found)} people have the address {email}: give the slack_id"
        return found[0] if found else f"there is nobody with the address {email} here"

    def by_either(self, cell: str) -> Person | str:
        return self.by_email(cell) if "@" in cell else self.by_slack_id(cell)


def check(rows: Sequence[Row], staff: Staff) -> Checked:
    """Find everyone named in `rows`, and everything that can't be right, by line."""
    directory = Directory(staff.people)
    problems: list[Problem] = []
    found: dict[UUID, Row] = {}
    leads: dict[UUID, UUID | None] = {}
    for row in rows:
        person = _person(row, directory)
        lead = _lead(row, directory)
        problems += [Problem(row.line, f"{row.called}: {said}.") for said in (person, lead) if isinstance(said, str)]
        if isinstance(person, Person):
            problems += _twice(row, found.get(person.id))
            found.setdefault(person.id, row)
            if isinstance(lead, Person):
                leads[person.id] = lead.id
                problems += _alone(row, person, lead)
    problems += _circles(leads, found, directory)
    problems += _teams(rows, staff.teams)
    teams = _folded(staff.teams)
    placements = tuple(_placement(member, row, leads.get(member), teams) for member, row in found.items())
    return Checked(placements, tuple(sorted(problems, key=lambda problem: problem.line)))


def _person(row: Row, directory: Directory) -> Person | str:
    if not (row.slack_id or row.email):
        return (
            "has neither slack_id nor email, so nobody in Slack can be matched; "
            "people without Slack can’t be imported yet"
        )
    by_id = directory.by_slack_id(row.slack_id) if row.slack_id else None
    by_email = directory.by_email(row.email) if row.email else None
    if isinstance(by_id, Person) and isinstance(by_email, Person) and by_id != by_email:
        return f"the slack_id is {by_id.name}’s and the address is {by_email.name}’s"
    return _suitable(by_id or by_email or "")


def _lead(row: Row, directory: Directory) -> Person | str | None:
    if not row.lead:
        return None
    lead = directory.by_either(row.lead)
    if isinstance(lead, str):
        return f"the lead is unknown, {lead}"
    fit = _suitable(lead)
    return f"the lead can’t be {row.lead}, who {fit}" if isinstance(fit, str) else fit


def _suitable(person: Person | str) -> Person | str:
    if isinstance(person, str):
        return person
    return UNSUITABLE.get(person.kind) or (person if person.active else "has left (deactivated in Slack)")


def _twice(row: Row, first: Row | None) -> list[Problem]:
    return [Problem(row.line, f"{row.called} stands in line {first.line} already.")] if first else []


def _alone(row: Row, person: Person, lead: Person) -> list[Problem]:
    return [Problem(row.line, f"{row.called} can’t be their own lead.")] if lead == person else []


def _circles(leads: dict[UUID, UUID | None], found: dict[UUID, Row], directory: Directory) -> list[Problem]:
    """Leads who, step by step, would report to themselves. Each circle is said once, at its first line."""
    up = {person.id: leads.get(person.id) or person.lead_id for person in directory.people.values()}
    problems, told = [], set[UUID]()
    for member in leads:
        circle = _circle(member, up)
        if len(circle) > 1 and not told.intersection(circle):
            names = " → ".join(directory.people[one].name for one in [*circle, member])
            problems.append(Problem(found[member].line, f"They would lead each other in a circle: {names}."))
            told.update(circle)
    return problems


def _circle(member: UUID, up: dict[UUID, UUID | None]) -> list[UUID]:
    """The way from `member` up to themselves; empty when it ends elsewhere."""
    way, at = [member], up.get(member)
    while at is not None and at not in way:
        way.append(at)
        at = up.get(at)
    return way if at == member else []


def _teams(rows: Sequence[Row], known: Sequence[str]) -> list[Problem]:
    """A lead of no team, and one team spelt in two ways."""
    problems = [Problem(row.line, f"{row.called} leads a team, says team_lead, but team is empty.")
                for row in rows if row.team_lead and not row.team]  # fmt: skip
    existing = _folded(known)
    spelt = {row.team.casefold(): row.team for row in reversed(rows)}
    for row in rows:
        other = spelt[row.team.casefold()]
        if row.team != other and row.team.casefold() not in existing:
            problems.append(Problem(row.line, f"“{row.team}” was “{other}” in a line before. Is it the same team?"))
    return problems


def _placement(member: UUID, row: Row, lead: UUID | None, teams: dict[str, str]) -> Placement:
    role = {True: Role.LEAD, False: Role.MEMBER, None: None}[row.team_lead]
    team = teams.get(row.team.casefold(), row.team) or None
    return Placement(member, lead, team, role, row.started_on)


def _folded(teams: Sequence[str]) -> dict[str, str]:
    """Teams that exist are found however their name is spelt; of two that differ in case only, as it is written."""
    times = Counter(name.casefold() for name in teams)
    return {name.casefold(): name for name in teams if times[name.casefold()] == 1}
