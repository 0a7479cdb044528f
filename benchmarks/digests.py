"""All weekly digests of a very large workspace: collected and rendered, with a short and a long past."""

import json
import statistics
import subprocess
import sys
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import chain

from benchmarks import company
from benchmarks.company import MONDAY
from benchmarks.databases import opened
from benchmarks.options import Options, say
from benchmarks.processes import ROOT
from benchmarks.verdicts import Verdict, at_most, beside
from digests.scheduling import planning
from models.storage.database import Database

PEOPLE, KUDOS, WEEK = 100_000, 1_000_000, 20_000
"""WEEK: kudos of the week that is told; KUDOS: of all the weeks before it."""
ROUNDS = 3
WORKSPACE = 1
SHORT, LONG, BUSY = range(3)
WEEK_BEGAN = MONDAY.replace(hour=0, minute=0) - timedelta(days=7)
WEEK_ENDED = WEEK_BEGAN + timedelta(days=6)
NEWER = WEEK_BEGAN - (WEEK_BEGAN - company.INSTALLED) / 4
"""A quarter of the history is from here on."""

Figures = dict[str, float]


def run(options: Options) -> list[Verdict]:
    return list(chain.from_iterable(_run(options, kind) for kind in options.kinds))


def _run(options: Options, kind: str) -> list[Verdict]:
    """Three databases: with a short past, with a long one, and with the long one and a week of twice the kudos."""
    with ExitStack() as stack:
        short, long = histories(stack, options, kind)
        busy = stack.enter_context(options.databases.fresh(kind, long))
        _remember(busy, options, options.scaled(WEEK), WEEK_BEGAN, WEEK_ENDED, seed=4)
        rounds = [[_round(options, kind, url) for url in (short, long, busy)] for _ in range(ROUNDS)]
    return _verdicts(kind, rounds)


def histories(stack: ExitStack, options: Options, kind: str) -> tuple[str, str]:
    """Two databases of the same company and week: with a short past, and with one of four times that."""
    short = stack.enter_context(options.databases.fresh(kind))
    _remember(short, options, options.scaled(KUDOS) // 4, NEWER, WEEK_BEGAN, seed=1)
    _remember(short, options, options.scaled(WEEK), WEEK_BEGAN, WEEK_ENDED, seed=2)
    long = stack.enter_context(options.databases.fresh(kind, short))
    _remember(long, options, options.scaled(KUDOS) * 3 // 4, company.INSTALLED, NEWER, seed=3)
    return short, long


def _remember(url: str, options: Options, kudos: int, start: datetime, end: datetime, seed: int) -> None:
    people = options.scaled(PEOPLE)
    with opened(url) as database:
        if seed == 1:
            company.divide(database, company.found(database, people), people)
            keep_schedules(database, WORKSPACE)
        company.remember(database, WORKSPACE, people=people, kudos=kudos, start=start, end=end, seed=seed)
        company.settle(database)
    say(f"  {kudos:,} kudos since {start:%Y-%m-%d} are there")


def keep_schedules(database: Database, workspace_id: int) -> None:
    """As they were kept when the week began."""
    now = WEEK_BEGAN - timedelta(days=3)
    for some in database.query(planning.changes, workspace_id=workspace_id, now=now).parts():
        database.write(planning.keep, workspace_id=workspace_id, changes=some)


def _round(options: Options, kind: str, like: str) -> Figures:
    """One round in a process of its own, on a copy: what is due is stored."""
    with options.databases.fresh(kind, like) as url:
        command = [sys.executable, "-m", "benchmarks.round", url, str(WORKSPACE)]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: Figures = json.loads(done.stdout)
    say("  " + ", ".join(f"{name} {value:.1f}" for name, value in found.items()))
    return found


def _verdicts(kind: str, rounds: list[list[Figures]]) -> list[Verdict]:
    def growth(more: int, less: int, part: str) -> float:
        """The median over the rounds, each compared within itself."""
        return statistics.median(one[more][part] / one[less][part] for one in rounds)

    every = list(chain.from_iterable(rounds))
    busy = [one[BUSY] for one in rounds]
    what = f"{kind}: {busy[0]['digests']:,.0f} digests"
    seconds = [statistics.median(one[part] for one in busy) for part in ("collecting", "rendering")]
    return [
        at_most(f"{what}: statements to collect and render", max(one["statements"] for one in every), 15),
        at_most(f"{kind}: collecting with four times the history", growth(LONG, SHORT, "collecting"), 1.25, "×"),
        beside(f"{kind}: the same by processor time", f"{growth(LONG, SHORT, 'processor'):.2f}×"),
        at_most(f"{kind}: rendering with four times the history", growth(LONG, SHORT, "rendering"), 1.25, "×"),
        beside(f"{kind}: collecting twice the week's kudos", f"{growth(BUSY, LONG, 'collecting'):.2f}×"),
        beside(f"{kind}: rendering twice the week's kudos", f"{growth(BUSY, LONG, 'rendering'):.2f}×"),
        at_most(f"{what}: peak memory, collected and stored", max(one["job"] for one in every), 300, " MB"),
        at_most(f"{what}: peak memory, all rendered at once besides", max(one["peak"] for one in every), 300, " MB"),
        beside(f"{what}: collecting and rendering", "{:.1f} s and {:.1f} s".format(*seconds)),
    ]
