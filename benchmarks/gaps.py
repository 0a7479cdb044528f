"""`/pat gaps` for a team of 12 in a very large workspace, against its bare SQL."""

import statistics
import time
from collections.abc import Callable
from itertools import chain
from uuid import UUID

from benchmarks import company
from benchmarks.databases import opened
from benchmarks.options import Options, say
from benchmarks.statements import bare, executed
from benchmarks.verdicts import Verdict, at_most, beside
from digests.gaps import gaps_for_lead
from models.storage.database import Database

PEOPLE, KUDOS = 100_000, 1_000_000
TEAMS = {0: 12, 100: 3}
"""Leads, and how many report to each."""
ROUNDS = 200


def run(options: Options) -> list[Verdict]:
    return list(chain.from_iterable(_run(options, kind) for kind in options.kinds))


def _run(options: Options, kind: str) -> list[Verdict]:
    people, kudos = options.scaled(PEOPLE), options.scaled(KUDOS)
    with options.databases.fresh(kind) as url, opened(url) as database:
        workspace_id = company.found(database, people)
        lines = ((lead + n, lead) for lead, team in TEAMS.items() for n in range(1, team + 1))
        company.lead_lines(database, workspace_id, lines)
        span = {"start": company.INSTALLED, "end": company.MONDAY}
        company.remember(database, workspace_id, people=people, kudos=kudos, seed=1, **span)
        company.settle(database)
        say(f"  {kind}: {people:,} people and {kudos:,} kudos are there")
        return _verdicts(database, kind, workspace_id)


def _verdicts(database: Database, kind: str, workspace_id: int) -> list[Verdict]:
    def ask(lead: int) -> None:
        lead_id = UUID(company.member(lead))
        report = database.query(gaps_for_lead, workspace_id=workspace_id, lead_id=lead_id, now=company.MONDAY)
        assert len(report.people) == TEAMS[lead], report

    asked = {}
    for lead in TEAMS:
        with executed(database) as statements:
            ask(lead)
        asked[lead] = statements
    with bare(database, asked[0]) as sql:
        whole, alone = _in_turn(lambda: ask(0), sql)
    constant = len(asked[0]) == len(asked[100])
    return [
        at_most(f"{kind}: gaps of a team of 12 ÷ their bare SQL", whole / alone, 3),
        Verdict(f"{kind}: statements of that", "constant", str(len(asked[0])), constant),
        beside(f"{kind}: gaps of a team of 12", f"{whole * 1000:.2f} ms"),
    ]


def _in_turn(*acts: Callable[[], None]) -> list[float]:
    """The median seconds of each, taken one after the other again and again."""
    took: list[list[float]] = [[] for _ in acts]
    for _ in range(ROUNDS):
        for act, seconds in zip(acts, took, strict=True):
            begin = time.perf_counter()
            act()
            seconds.append(time.perf_counter() - begin)
    return [statistics.median(seconds) for seconds in took]
