"""Checks of a list of people against the workspace: who is meant, who leads them, and whether that can be. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from bot.imports.people_directory import Directory
from bot.imports.people_table import Problem, Row
from bot.imports.people_teams import Teams
from models.people.dating import Said
from models.people.staffing import Person, Staff


@dataclass(frozen=True, slots=True)
class Checked:
    """How everyone in the list is to be, or why nothing is stored: they count only when there are no `problems`."""

    people: tuple[Person, ...]
    problems: tuple[Problem, ...]
    said: tuple[Said, ...] = ()


def check(rows: Sequence[Row], staff: Staff) -> Checked:
    """Find everyone named in `rows`, and everything that can't be right, by line."""
    directory, teams = Directory(staff.people), Teams(rows, staff.teams)
    problems = teams.problems(rows)
    wanted: dict[UUID, Person] = {}
    said: dict[UUID, Said] = {}
    lines: dict[UUID, Row] = {}
    for row in rows:
        person, lead = directory.person(row), directory.lead(row)
        problems += [Problem(row.line, f"{row.called}: {said}.") for said in (person, lead) if isinstance(said, str)]
        if isinstance(person, Person):
            problems += _twice(row, lines.get(person.id))
            problems += _alone(row, person, lead)
            lines.setdefault(person.id, row)
            wanted.setdefault(person.id, _placed(person, row, lead, teams))
            of_lead = bool(row.lead) or "lead" in row.ended
            said.setdefault(person.id, Said(person.id, of_lead, teams.said(person, row)))
    problems += _circles(wanted, lines, directory)
    return Checked(
        tuple(wanted.values()), tuple(sorted(problems, key=lambda problem: problem.line)), tuple(said.values())
    )


def _placed(person: Person, row: Row, lead: Person | str | None, teams: Teams) -> Person:
    """How they are to be: an empty cell leaves things as they are."""
    ended = row.ended
    lead_id = lead.id if isinstance(lead, Person) else person.lead_id
    return replace(
        person,
        lead_id=None if "lead" in ended else lead_id,
        teams=teams.of(person, row),
        site=None if "site" in ended else row.site or person.site,
        shift=None if "shift" in ended else row.shift or person.shift,
        started_on=None if "start_date" in ended else row.started_on or person.started_on,
    )


def _twice(row: Row, first: Row | None) -> list[Problem]:
    return [Problem(row.line, f"{row.called} stands in line {first.line} already.")] if first else []


def _alone(row: Row, person: Person, lead: Person | str | None) -> list[Problem]:
    alone = isinstance(lead, Person) and lead.id == person.id
    return [Problem(row.line, f"{row.called} can’t be their own lead.")] if alone else []


def _circles(wanted: dict[UUID, Person], lines: dict[UUID, Row], directory: Directory) -> list[Problem]:
    """Leads who, step by step, would report to themselves. Each circle is said once, at its first line."""
    people = directory.people | wanted
    up = {person.id: person.lead_id for person in people.values()}
    problems, told = [], set[UUID]()
    for member, row in lines.items():
        circle = _circle(member, up)
        if len(circle) > 1 and not told.intersection(circle):
            names = " → ".join(people[one].name for one in [*circle, member])
            problems.append(Problem(row.line, f"They would lead each other in a circle: {names}."))
            told.update(circle)
    return problems


def _circle(member: UUID, up: dict[UUID, UUID | None]) -> list[UUID]:
    """The way from `member` up to themselves; empty when it ends elsewhere."""
    way, at = [member], up.get(member)
    while at is not None and at not in way:
        way.append(at)
        at = up.get(at)
    return way if at == member else []
