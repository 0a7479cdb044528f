"""One's own history: newest first, in pages, with words and names to search for."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from models.kudos import histories, responding, retracting
from models.kudos.cards import Page
from models.kudos.histories import Which
from models.people.members import Member
from models.storage.database import Database
from tests.models.gifts import gift, give
from tests.people import Cast
from tests.statements import QueryCounter

MINUTE = timedelta(minutes=1)


@pytest.fixture
def given(database: Database, cast: Cast, now: datetime) -> list[UUID]:
    """What Bo and Carol gave Ana, oldest first."""
    gifts = [
        gift(cast.bo, cast.ana, message="Refunded the Müller parcel"),
        gift(cast.carol, cast.ana, message="The night queue", customer_words="Très gentil, <@U0DAVE0000>"),
        gift(cast.bo, cast.ana, cast.eve, message="for <@U0DAVE0000>’s desk &amp; the parcel"),
    ]
    return [UUID(give(database, cast, one, now=now + n * MINUTE)["kudos"]) for n, one in enumerate(gifts)]


def look(database: Database, cast: Cast, member: Member, which: Which = Which.RECEIVED, **how: object) -> Page:
    whose: dict[str, Any] = {"workspace_id": cast.workspace_id, "member_id": member.id}
    return database.query(histories.history, **whose, which=which, **how)  # type: ignore[arg-type]


def found(database: Database, cast: Cast, search: str, which: Which = Which.RECEIVED) -> list[UUID]:
    member = cast.bo if which == Which.GIVEN else cast.ana
    return [card.id for card in look(database, cast, member, which, search=search).cards]


def test_each_list_is_newest_first(database: Database, cast: Cast, given: list[UUID]) -> None:
    assert [card.id for card in look(database, cast, cast.ana).cards] == given[::-1]
    assert [card.id for card in look(database, cast, cast.bo, Which.GIVEN).cards] == [given[2], given[0]]
    assert look(database, cast, cast.bo).cards == ()


def test_what_was_taken_back_is_in_no_list(database: Database, cast: Cast, given: list[UUID], now: datetime) -> None:
    giver = str(cast.bo.slack_user_id)
    database.write(retracting.undo_one, workspace_id=cast.workspace_id, kudos_id=given[0], giver=giver, now=now)
    assert look(database, cast, cast.ana).total == 2
    assert look(database, cast, cast.bo, Which.GIVEN).total == 1
    assert found(database, cast, "Müller") == []


def test_what_is_kept_is_a_list_of_its_own_until_it_is_kept_no_longer(
    database: Database, cast: Cast, given: list[UUID], now: datetime
) -> None:
    what: dict[str, Any] = {"kudos_id": given[1], "member": str(cast.ana.slack_user_id), "now": now}
    database.write(responding.keep, workspace_id=cast.workspace_id, **what)
    assert [card.id for card in look(database, cast, cast.ana, Which.KEPT).cards] == [given[1]]
    database.write(responding.keep, workspace_id=cast.workspace_id, **what, kept=False)
    assert look(database, cast, cast.ana, Which.KEPT).cards == ()


@pytest.mark.parametrize(
    ("search", "places"),
    [
        ("refund", [0]),
        ("MULLER", [0]),
        ("müller PARCEL", [0]),
        ("parcel", [2, 0]),
        ("parcel queue", []),
        ("tres", [1]),
        ("carol", [1]),
        ("bo", [2, 0]),
        ("eve", [2]),
        ("dave", [2, 1]),
        ("&", [2]),
        ("amp", []),
        ("U0DAVE", []),
        ("%", []),
        ("", [2, 1, 0]),
        ("  ", [2, 1, 0]),
    ],
)
def test_a_search_wants_all_of_its_words_in_whatever_case_and_accents(
    database: Database, cast: Cast, given: list[UUID], search: str, places: list[int]
) -> None:
    assert found(database, cast, search) == [given[place] for place in places]


def test_a_search_looks_in_one_list_only(database: Database, cast: Cast, given: list[UUID]) -> None:
    assert found(database, cast, "parcel", Which.GIVEN) == [given[2], given[0]]
    assert found(database, cast, "queue", Which.GIVEN) == []


@pytest.mark.parametrize("search", ["", "parcel"])
def test_pages_say_where_they_are_and_never_lie_beyond_the_end(
    database: Database, cast: Cast, now: datetime, search: str
) -> None:
    for n in range(7):
        give(database, cast, gift(cast.bo, cast.ana, message=f"parcel {n}"), now=now + n * MINUTE)
    pages = [look(database, cast, cast.ana, search=search, most=3, offset=n) for n in (0, 3, 6, 900)]
    assert [(page.offset, page.total, len(page.cards)) for page in pages] == [
        (0, 7, 3),
        (3, 7, 3),
        (6, 7, 1),
        (6, 7, 1),
    ]
    assert [card.message for page in pages[:3] for card in page.cards] == [f"parcel {n}" for n in reversed(range(7))]


def test_totals_count_each_list(database: Database, cast: Cast, given: list[UUID], now: datetime) -> None:
    what: dict[str, Any] = {"kudos_id": given[1], "member": str(cast.ana.slack_user_id), "now": now}
    database.write(responding.keep, workspace_id=cast.workspace_id, **what)
    counted = database.query(histories.totals, workspace_id=cast.workspace_id, member_id=cast.ana.id)
    assert counted == {Which.RECEIVED: 3, Which.GIVEN: 0, Which.KEPT: 1}


@pytest.mark.parametrize("search", ["", "parcel"])
def test_it_takes_the_same_statements_however_many_there_are(
    database: Database, cast: Cast, given: list[UUID], now: datetime, search: str
) -> None:
    def statements() -> int:
        with QueryCounter(database) as executed:
            look(database, cast, cast.ana, search=search)
        return executed.count

    few = statements()
    for n in range(8):
        give(database, cast, gift(cast.bo, cast.ana, cast.carol, message=f"parcel {n}"), now=now + n * MINUTE)
    assert statements() == few


def test_nobody_finds_another_workspaces(database: Database, cast: Cast, given: list[UUID]) -> None:
    whose: dict[str, Any] = {"workspace_id": cast.elsewhere.id, "member_id": cast.ana.id}
    assert database.query(histories.history, **whose, which=Which.RECEIVED, search="parcel").total == 0
