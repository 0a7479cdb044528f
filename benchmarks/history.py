"""A `/pat` in a workspace with a long past, against the same in an empty one."""

import asyncio
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import chain

from benchmarks import company, processes
from benchmarks.databases import opened
from benchmarks.options import Options, say
from benchmarks.rounds import in_turn
from benchmarks.verdicts import Verdict, at_least, beside

KUDOS = 1_000_000
PEOPLE = 2_000
EMPTY, FULL = "empty", "with history"


def run(options: Options) -> list[Verdict]:
    return list(chain.from_iterable(asyncio.run(_run(options, kind)) for kind in options.kinds))


async def _run(options: Options, kind: str) -> list[Verdict]:
    slack, kudos = processes.fake_slack(), options.scaled(KUDOS)
    with ExitStack() as stack:
        stack.enter_context(slack.running())
        await slack.answers("/api/auth.test")
        urls = {name: stack.enter_context(options.databases.fresh(kind)) for name in (EMPTY, FULL)}
        fill(urls[FULL], kudos)
        rounds = await in_turn({name: processes.backpat(url, slack) for name, url in urls.items()}, options)
    what = f"{kind}: /pat with {kudos:,} kudos ÷ with none"
    return [
        at_least(what, rounds.ratio(FULL, EMPTY), 0.9),
        beside(f"{kind}: processor time with none ÷ with them", f"{rounds.processor_ratio(EMPTY, FULL):.2f}"),
    ]


def fill(url: str, kudos: int) -> None:
    """Two years of it, until now."""
    with opened(url) as database:
        workspace_id = company.found(database, PEOPLE)
        span = {"start": company.INSTALLED, "end": datetime.now(UTC)}
        company.remember(database, workspace_id, people=PEOPLE, kudos=kudos, seed=1, **span)
        company.settle(database)
    say(f"  {kudos:,} kudos are there")
