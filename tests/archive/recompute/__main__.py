"""Prints one JSON object: `gaps` by lead and scope, `digests` by week."""

import argparse
import json
import sys
from datetime import datetime
from typing import Any

from tests.archive import recompute
from tests.archive.recompute import digests
from tests.archive.recompute.book import Book
from tests.archive.recompute.gaps import gaps


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=(recompute.__doc__ or "").splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--now", required=True, type=datetime.fromisoformat)
    parser.add_argument("--week", action="append", default=[])
    asked = parser.parse_args(arguments)
    book = Book(asked.file)
    leads = {book.members[lead]["slack_user_id"]: lead for lead in sorted(book.leads(asked.now))}
    found = {
        "gaps": {
            name: {scope: gaps(book, one, asked.now, scope) for scope in ("own", "tree")} for name, one in leads.items()
        },
        "digests": {week: _week(book, leads, week) for week in asked.week},
    }
    json.dump(found, sys.stdout, indent=1)


def _week(book: Book, leads: dict[str, str], week: str) -> dict[str, Any]:
    return {
        "team": digests.team(book, week),
        "teams": {name: digests.team(book, week, one) for one, name in book.teams.items()},
        "lead": {name: digests.lead(book, one, week) for name, one in leads.items()},
        "leadership": {name: digests.leadership(book, one, week) for name, one in leads.items()},
    }


if __name__ == "__main__":
    main(sys.argv[1:])
