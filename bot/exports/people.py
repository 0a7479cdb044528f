"""A workspace's people as a CSV file that `backpat import people` reads, and a spreadsheet takes for text. Pure."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from bot.imports import cells
from bot.imports.people_table import COLUMNS
from models.people.members import Kind
from models.people.staffing import Person, Staff
from models.people.teams import Role

LISTED = (Kind.PERSON, Kind.GUEST, Kind.OFFLINE)


def table(staff: Staff) -> str:
    """Everyone who is here, by name. Bots, people of other companies and those who left stand in no list."""
    leads = {person.id: person for person in staff.people if _listed(person) and person.slack_id}
    emails = Counter((person.email or "").casefold() for person in staff.people if person.active)
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    for person in sorted(filter(_listed, staff.people), key=lambda one: (one.name.casefold(), one.id)):
        lead = leads.get(person.lead_id) if person.lead_id else None
        writer.writerow(dict(_row(person, _called(lead, emails) if lead else "")))
    return file.getvalue()


def _listed(person: Person) -> bool:
    return person.active and person.kind in LISTED


def _row(person: Person, lead: str) -> Iterator[tuple[str, str]]:
    names, roles = [name for name, _ in person.teams], [role for _, role in person.teams]
    yield "slack_id", person.slack_id or ""
    yield "email", cells.written(person.email or "") if person.slack_id else ""
    yield "name", cells.written(person.name)
    yield "handle", "" if person.slack_id else cells.written(person.handle)
    yield "slack", "yes" if person.slack_id else "no"
    yield "lead", cells.written(lead)
    yield "team", cells.written_several(names)
    yield "team_lead", "; ".join("yes" if role == Role.LEAD else "no" for role in roles)
    yield "site", cells.written(person.site or "")
    yield "shift", cells.written(person.shift or "")
    yield "start_date", str(person.started_on or "")


def _called(lead: Person, emails: Counter[str]) -> str:
    """By address, when it is nobody else's."""
    return lead.email if lead.email and emails[lead.email.casefold()] == 1 else str(lead.slack_id)
