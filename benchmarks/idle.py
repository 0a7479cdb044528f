"""What the bot does all day when nothing is due: its ticks, and a lead who opens Home, with a short and a long past."""

import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from benchmarks import company
from benchmarks.databases import opened
from benchmarks.digests import WEEK_BEGAN, WORKSPACE, histories
from benchmarks.options import Options
from benchmarks.statements import executed
from benchmarks.verdicts import Verdict, at_most
from digests.gaps import gaps_for_lead, nudging
from digests.scheduling import planning, running
from models.answers import counting, covering, moving, reminding
from models.gaps import rules
from models.gaps.rules import GapRules
from models.storage.database import Database

FRIDAY = WEEK_BEGAN - timedelta(days=2, hours=14)
"""Everybody is at work, and no digest is due."""
ROUNDS = 5
Read = Callable[[Session], Any]


def run(options: Options) -> list[Verdict]:
    return list(chain.from_iterable(_run(options, kind) for kind in options.kinds))


def _run(options: Options, kind: str) -> list[Verdict]:
    with ExitStack() as stack:
        urls = histories(stack, options, kind)
        short, long = (stack.enter_context(opened(url)) for url in urls)
        for database in (short, long):
            on = GapRules(nudging=True)
            database.write(rules.save, workspace_id=WORKSPACE, rules=on, by_id=None, now=FRIDAY)
        return [_verdict(kind, name, read, short, long) for name, read in reads().items()]


def reads() -> dict[str, Read]:
    of: dict[str, Any] = {"workspace_id": WORKSPACE, "now": FRIDAY}
    lead_id = UUID(company.member(0))
    return {
        "each second: is a digest due": partial(running.prepare, **of),
        "each minute: schedules in step": partial(planning.changes, **of),
        "each minute: the answer clock": _answer_clock,
        "each hour: whom to nudge about": partial(nudging.due, workspace_id=WORKSPACE, now=FRIDAY),
        "a lead's card on Home, or `/pat gaps`": partial(gaps_for_lead, **of, lead_id=lead_id),
    }


def _answer_clock(session: Session) -> None:
    for read in (moving.moves, reminding.late, covering.due, counting.above):
        read(session, WORKSPACE, FRIDAY)


def _verdict(kind: str, name: str, read: Read, short: Database, long: Database) -> Verdict:
    """The median over the rounds, each compared within itself."""
    with executed(long) as statements:
        long.query(read)
    many = len(statements)
    took = [(_seconds(long, read), _seconds(short, read)) for _ in range(ROUNDS)]
    growth = statistics.median(one / other for one, other in took)
    seconds = statistics.median(one for one, _ in took)
    what = f"{kind}: {name}: {many} statements, {seconds * 1000:,.0f} ms; with four times the history"
    return at_most(what, growth, 1.25, "×")


def _seconds(database: Database, read: Read) -> float:
    begin = time.perf_counter()
    database.query(read)
    return time.perf_counter() - begin
