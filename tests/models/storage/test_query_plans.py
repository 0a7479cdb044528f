"""What is read again and again is found by an index: the databases' own plans of the very statements say so.

A search that is bounded by the workspace alone reads all that a company ever wrote: on SQLite it counts as a scan.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from digests import gaps
from digests.facts import acts
from models.answers import absences, counting, covering, moving, reminding, waiting
from models.decisions import Decision, reading
from models.delivery import claims, outbox
from models.giving import Asked, give_asked
from models.improving import cause_cards, causes, idea_cards, training
from models.kudos import Kudos, cards, histories, responding, retracting
from models.kudos.histories import Which
from models.limits import categories, resolving
from models.privacy import retention
from models.storage.database import Database
from tests.models import rows
from tests.models.decisions.logged import logs
from tests.models.delivery.sending import Sender, channel_and_workspace
from tests.models.gifts import gift, give
from tests.people import Cast

GROWS = frozenset(
    (
        "kudos",
        "kudos_receivers",
        "boosts",
        "kudos_values",
        "kudos_versions",
        "retractions",
        "outbox",
        "requests",
        "reactions",
        "decisions",
        "decision_versions",
        "answers",
        "answerers",
        "covers",
        "guidance",
        "ideas",
        "idea_steps",
        "idea_supports",
        "kudos_reports",
    )
)
"""Tables that grow with what people do."""
KNOWN = {
    ("gaps", "kudos"): "the first pat ever: the first row of an index, unless it was taken back",
    ("gaps of a tree", "kudos"): "the same",
    ("ideas", "ideas"): "a page: the rows of an index in its order, as many as are shown",
    ("decisions left behind", "decisions"): "nothing tells those without an answer apart but looking",
    ("whoever is late", "answerers"): "the same, once a minute",
    ("how many wait below", "answerers"): "the same, once a minute",
    ("what is old", "outbox"): "there is no index on how old a message is",
}
"""What reads a company's rows all the same, and why."""
TREE = gaps.Scope(gaps.ScopeKind.TREE)
SMALL = frozenset(("ix_outbox_due", "ix_outbox_sending"))
"""Indexes that hold only what waits."""
SCAN = re.compile(r"^(SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?INDEX (\w+)(?: \((.*)\))?)?")
ALIAS = re.compile(rf"\b({'|'.join(sorted(GROWS))})\b AS (\w+)")
Read = Callable[[Session], Any]


class Plans:
    """The plan of each statement that is executed, and what they read whole."""

    def __init__(self, database: Database, growing: frozenset[str] = GROWS) -> None:
        self._database = database
        self._growing = growing
        self.whole: list[str] = []
        self.looked_at = 0

    @contextmanager
    def of_what_is_executed(self) -> Iterator[None]:
        engines = (self._database.writer, self._database.reader)
        for engine in engines:
            event.listen(engine, "before_cursor_execute", self._explain)
        try:
            yield
        finally:
            for engine in engines:
                event.remove(engine, "before_cursor_execute", self._explain)

    def _explain(
        self, connection: Any, cursor: Any, statement: str, parameters: Any, _context: Any, many: bool
    ) -> None:
        if many or not statement.lstrip().startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
            return
        self.looked_at += 1
        beside = connection.connection.cursor()
        found = _on_sqlite if self._database.is_sqlite else _on_postgresql
        self.whole += [
            f"{table}: {line}\n{statement}" for table, line in found(beside, statement, parameters, self._growing)
        ]


def _on_sqlite(cursor: Any, statement: str, parameters: Any, growing: frozenset[str]) -> Iterator[tuple[str, str]]:
    called = {alias: table for table, alias in ALIAS.findall(statement)}
    for *_, line in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall():
        match = SCAN.match(line)
        table = called.get(match[2], match[2]) if match else ""
        if (
            match
            and table in growing
            and match[3] not in SMALL
            and (match[1] == "SCAN" or match[4] == "workspace_id=?")
        ):
            yield table, line


def _on_postgresql(cursor: Any, statement: str, parameters: Any, growing: frozenset[str]) -> Iterator[tuple[str, str]]:
    cursor.execute("SET LOCAL enable_seqscan = off")
    cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
    (plan,) = cursor.fetchone()
    for node in _nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]):
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in growing:
            yield node["Relation Name"], "Seq Scan"


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


@pytest.fixture
def plans(database: Database) -> Plans:
    return Plans(database)


@pytest.fixture
def stored(database: Database, cast: Cast, now: datetime) -> UUID:
    """A pat, and decisions with a cause. Returns the cause's id."""
    give(database, cast, gift(cast.bo, cast.ana), now=now)
    database.write(categories.add, workspace_id=cast.workspace_id, name="Refunds", actor="U0FINN0000", now=now)
    for _ in range(3):
        cause_id = logs(database, cast, cast.ana, now, amount=3800, currency="EUR")
    return cause_id


def reads(database: Database, cast: Cast, cause_id: UUID, now: datetime) -> dict[str, Read]:
    """What is read, by name."""
    of: dict[str, Any] = {"workspace_id": cast.workspace_id}
    kudos_id, decision_id = rows.one(database, Kudos).id, rows.all_of(database, Decision)[0].id
    since = now - timedelta(days=1)
    history = partial(histories.history, **of, member_id=cast.ana.id, most=5, offset=0, search="parcel")
    return {
        "gaps": partial(gaps.gaps_for_lead, **of, lead_id=cast.carol.id, now=now),
        "gaps of a tree": partial(gaps.gaps_for_lead, **of, lead_id=cast.carol.id, now=now, scope=TREE),
        "what there is to act on": partial(acts.find, **of, wanted=[(cast.finn.id, cast.ana.id)], at=now),
        "history": partial(history, which=Which.RECEIVED),
        "history of giving": partial(history, which=Which.GIVEN),
        "totals": partial(histories.totals, **of, member_id=cast.ana.id),
        "pats": partial(cards.cards, **of, kudos_ids=[kudos_id]),
        "boost": partial(responding.boost, **of, kudos_id=kudos_id, member="U0CAROL000", now=now),
        "undo": partial(retracting.undo, **of, giver="U0BO000000", key="undo", now=now),
        "decisions": partial(reading.cards, **of, decision_ids=[decision_id]),
        "decisions that wait": partial(waiting.waiting_for, **of, member_id=cast.carol.id, most=5),
        "limits": partial(resolving.limits_of, **of, member=cast.ana, since=since, until=now),
        "a cause seen": partial(causes.seen, **of, cause_id=cause_id, now=now),
        "causes": partial(cause_cards.listed, **of, now=now),
        "causes to choose from": partial(causes.open_causes, **of),
        "ideas": partial(idea_cards.page, **of, viewer_id=cast.ana.id, most=10),
        "training signals due": partial(training.is_due, **of, now=now),
        "training signals": partial(training.sweep, **of, now=now),
        "who is away": partial(absences.away_at, **of, at=now),
        "decisions left behind": partial(moving.stranded, **of, now=now),
        "whoever is late": partial(reminding.late, **of, now=now),
        "whoever stands covered": partial(covering.due, **of, now=now),
        "how many wait below": partial(counting.above, **of, now=now),
        "messages about it": lambda session: outbox.posts_about(
            session, cast.workspace_id, [kudos_id], outbox.Purpose.ANNOUNCEMENT
        ),
        "what is old": partial(retention.find, **of, months=retention.Months(), now=now),
        "nothing due": partial(claims.nothing_due, **of, now=now),
        "any expired": partial(claims.any_expired, **of, real=now),
    }


def test_nothing_that_is_read_again_and_again_reads_a_growing_table_whole(
    database: Database, cast: Cast, now: datetime, stored: UUID, plans: Plans
) -> None:
    whole: dict[str, list[str]] = {}
    for name, read in reads(database, cast, stored, now).items():
        plans.whole = []
        with plans.of_what_is_executed():
            database.write(read)
        found = [one for one in plans.whole if (name, one.partition(":")[0]) not in KNOWN]
        whole |= {name: found} if found else {}
    assert plans.looked_at > len(reads(database, cast, stored, now))
    assert not whole, "\n\n".join(f"{name}\n{line}" for name, lines in whole.items() for line in lines)


def test_claiming_what_is_owed_finds_it_by_an_index(
    database: Database, cast: Cast, now: datetime, stored: UUID, plans: Plans
) -> None:
    sender = Sender(database, cast.workspace_id, "first", channel_and_workspace)
    with plans.of_what_is_executed():
        assert sender.claim_ids(now + timedelta(days=1))
    assert not plans.whole, "\n".join(plans.whole)


@pytest.mark.parametrize("together", [1, 5, 16])
def test_giving_finds_people_and_what_they_gave_and_were_told_by_indexes(
    database: Database, cast: Cast, now: datetime, together: int
) -> None:
    """Also of two people among a hundred thousand, which a list of them in the order of their ids is not."""
    plans = Plans(database, GROWS | {"members"})
    asks = [gift(f"U0G{n:06}", f"U0R{n:06}", message=f"Case {n}") for n in range(together)]
    for number in range(2):
        asked = [Asked(cast.workspace_id, [one], f"{number} {one.giver}", now) for one in asks]
        with plans.of_what_is_executed():
            database.write(give_asked, asked)
    assert plans.looked_at >= 6
    assert not plans.whole, "\n\n".join(plans.whole)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM kudos WHERE workspace_id = 1 AND message = 'a'",
        "SELECT k.id FROM kudos AS k WHERE k.message = 'a'",
        "UPDATE decisions SET fix = NULL WHERE workspace_id = 1 AND outcome = 'a'",
    ],
)
def test_a_statement_that_reads_a_table_whole_is_found_out(database: Database, plans: Plans, statement: str) -> None:
    if not database.is_sqlite and "workspace_id" in statement:
        statement = statement.replace("workspace_id = 1 AND ", "")  # PostgreSQL's plan is asked about scans alone
    with plans.of_what_is_executed():
        database.write(lambda session: session.execute(text(statement)))
    assert len(plans.whole) == 1
