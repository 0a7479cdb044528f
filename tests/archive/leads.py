"""Who leads whom in the archive, which names nobody's lead: made from ids and dates alone, the same every time."""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

COLUMNS = ("slack_id", "lead", "team", "site", "shift", "start_date")
TEAM = 12
"""People of a team, its lead included."""
SITES = ("Harbour", "Hill")
SHIFTS = ("day", "evening", "night")


def people_csv(archive: Path, recognitions: list[tuple[str, list[str]]]) -> str:
    """A list of people for `backpat import people`, from who thanked whom, the oldest first.

    In teams of twelve in the order in which they first gave or received, each led by whoever of it gave most; whoever
    leads the first team leads the other leads. Each team has its lead in it, and a number for a name. Sites and
    shifts go by the place in the list; the first day is that of the first message.
    """
    first = first_messages(archive)
    given = Counter(giver for giver, _ in recognitions)
    people = list(dict.fromkeys(one for giver, receivers in recognitions for one in (giver, *receivers)))
    teams = [people[at : at + TEAM] for at in range(0, len(people), TEAM)]
    leads = [max(team, key=lambda one: (given[one], one)) for team in teams]
    told = io.StringIO()
    table = csv.writer(told)
    table.writerow(COLUMNS)
    for n, person in enumerate(people):
        own = leads[n // TEAM]
        lead = own if person != own else ("" if own == leads[0] else leads[0])
        table.writerow([person, lead, f"Team {n // TEAM + 1}", SITES[n % 2], SHIFTS[n % 5 % 3], first.get(person, "")])
    return told.getvalue()


def first_messages(archive: Path) -> dict[str, str]:
    """The day (UTC) of each person's first message."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(archive) as file:
        days = (name for name in file.namelist() if re.search(r"/\d{4}-\d\d-\d\d\.json$", name))
        for name in sorted(days):
            for message in json.loads(file.read(name)):
                if who := message.get("user"):
                    found.setdefault(who, datetime.fromtimestamp(float(message["ts"]), UTC).date().isoformat())
    return found
