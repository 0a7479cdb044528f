"""All weekly digests of a very large workspace: collected and rendered, with a short and a long past."""

import json
import statistics
import subprocess
import sys
from datetime import timedelta
from itertools import chain

from benchmarks import company
from benchmarks.company import MONDAY
from benchmarks.databases import opened
from benchmarks.options import Options, say
from benchmarks.processes import ROOT
from benchmarks.verdicts import Verdict, at_most, beside
from digests import planning
from models.database import Database

PEOPLE, KUDOS, WEEK = 100_000, 1_000_000, 20_000
"""WEEK: kudos of the week that is told; KUDOS: of all the weeks before it."""
ROUNDS = 3
WEEK_BEGAN = MONDAY.replace(hour=0, minute=0) - timedelta(days=7)
HALFWAY = company.INSTALLED + (WEEK_BEGAN - company.INSTALLED) / 2

Figures = dict[str, float]


def run(options: Options) -> list[Verdict]:
    return list(chain.from_iterable(_run(options, kind) for kind in options.kinds))


def _run(options: Options, kind: str) -> list[Verdict]:
    people, kudos, week = options.scaled(PEOPLE), options.scaled(KUDOS), options.scaled(WEEK)
    with options.databases.fresh(kind) as url, opened(url) as database:
        workspace_id = company.found(database, people)
        company.divide(database, workspace_id, people)
        keep_schedules(database, workspace_id)

        def past(number: int, share: float) -> Figures:
            start, end = (company.INSTALLED, HALFWAY) if number == 1 else (HALFWAY, WEEK_BEGAN)
            count = int(kudos * share)
            company.remember(database, workspace_id, people=people, kudos=count, start=start, end=end, seed=number)
            return _round(url, workspace_id, database)

        def this_week(number: int) -> Figures:
            span = {"start": WEEK_BEGAN, "end": WEEK_BEGAN + timedelta(days=6)}
            company.remember(database, workspace_id, people=people, kudos=week // 2, seed=number, **span)
            return _round(url, workspace_id, database)

        this_week(3)
        short = past(1, 0.1)
        long = past(2, 0.9)
        return _verdicts(kind, short, long, this_week(4))


def keep_schedules(database: Database, workspace_id: int) -> None:
    """As they were kept when the week began."""
    now = WEEK_BEGAN - timedelta(days=3)
    for some in database.query(planning.changes, workspace_id=workspace_id, now=now).parts():
        database.write(planning.keep, workspace_id=workspace_id, changes=some)


def _round(url: str, workspace_id: int, database: Database) -> Figures:
    """The medians of some processes' rounds; the most of their memory."""
    company.settle(database)
    command = [sys.executable, "-m", "benchmarks.round", url, str(workspace_id)]
    found: list[Figures] = [
        json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
        for _ in range(ROUNDS)
    ]
    figures = {name: statistics.median(one[name] for one in found) for name in found[0]}
    say("  " + ", ".join(f"{name} {value:.1f}" for name, value in figures.items()))
    return figures | {"peak": max(one["peak"] for one in found)}


def _verdicts(kind: str, short: Figures, long: Figures, busy: Figures) -> list[Verdict]:
    def growth(more: Figures, less: Figures, part: str) -> float:
        return more[part] / less[part]

    most = max(one["statements"] for one in (short, long, busy))
    whole = f"{kind}: {busy['digests']:,.0f} digests"
    seconds = f"{busy['collecting']:.1f} s + {busy['rendering']:.1f} s"
    return [
        at_most(f"{whole}: statements to collect and render", most, 15),
        at_most(f"{kind}: collecting with ten times the history", growth(long, short, "collecting"), 1.25, "×"),
        at_most(f"{kind}: rendering with ten times the history", growth(long, short, "rendering"), 1.25, "×"),
        beside(f"{kind}: collecting twice the week's kudos", f"{growth(busy, long, 'collecting'):.2f}×"),
        beside(f"{kind}: rendering twice the week's kudos", f"{growth(busy, long, 'rendering'):.2f}×"),
        at_most(f"{whole}: peak memory of the process", busy["peak"], 300, " MB"),
        beside(f"{whole}: collect + render", seconds),
    ]
