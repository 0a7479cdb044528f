"""The giving board: what anybody could count, and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from models.kudos import ChannelKind, Source, board, responding, retracting
from models.kudos.board import Board
from models.people import members
from models.people.members import Circle, Member
from models.storage.database import Database
from models.workspace import policies, workspaces
from models.workspace.policies import Policy
from tests.models.gifts import gift, give
from tests.people import Cast, profile
from tests.statements import QueryCounter

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def turned_on(database: Database, cast: Cast, now: datetime) -> None:
    database.write(policies.save, workspace_id=cast.workspace_id, policy=Policy(board=True), by_id=None, now=now)


def look(database: Database, cast: Cast, reader: Member, now: datetime) -> Board:
    found = database.query(board.board, workspace_id=cast.workspace_id, member=reader, now=now)
    assert found is not None
    return found


def listed(database: Database, cast: Cast, now: datetime) -> list[tuple[int, str, int]]:
    return [(one.rank, one.person.name, one.pats) for one in look(database, cast, cast.ana, now).places]


def gives(database: Database, cast: Cast, giver: Member, times: int, now: datetime, **changes: object) -> list[UUID]:
    to = cast.finn if giver.id != cast.finn.id else cast.ana
    gifts = [gift(giver, to, **{"message": f"{giver.name} {n}"} | changes) for n in range(times)]
    return [UUID(give(database, cast, one, now=now + n * MINUTE)["kudos"]) for n, one in enumerate(gifts)]


def test_it_is_off_until_an_admin_turns_it_on(database: Database, cast: Cast, now: datetime) -> None:
    database.write(policies.save, workspace_id=cast.workspace_id, policy=Policy(), by_id=None, now=now)
    assert database.query(board.board, workspace_id=cast.workspace_id, member=cast.ana, now=now) is None


def test_who_gave_as_many_shares_a_rank_and_stands_by_name(database: Database, cast: Cast, now: datetime) -> None:
    for giver, times in ((cast.dave, 2), (cast.bo, 2), (cast.carol, 3), (cast.ana, 1)):
        gives(database, cast, giver, times, now)
    assert listed(database, cast, now) == [(1, "Carol", 3), (2, "Bo", 2), (2, "Dave", 2), (4, "Ana", 1)]


def test_it_counts_what_everyone_can_see_less_what_was_taken_back(
    database: Database, cast: Cast, now: datetime
) -> None:
    taken, hidden, *_ = gives(database, cast, cast.bo, 3, now)
    giver, receiver = str(cast.bo.slack_user_id), str(cast.finn.slack_user_id)
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "now": now + 9 * MINUTE}
    database.write(retracting.undo_one, **of, kudos_id=taken, giver=giver)
    circle: dict[str, Any] = {"member": receiver, "circle": Circle.TEAM, "always": False}
    database.write(responding.choose_circle, **of, kudos_id=hidden, **circle)
    gives(database, cast, cast.bo, 1, now, message="in private", channel_kind=ChannelKind.PRIVATE)
    gives(database, cast, cast.bo, 1, now, message="long ago", source=Source.IMPORT)
    assert listed(database, cast, now) == [(1, "Bo", 1)]


def test_a_pat_for_many_counts_once(database: Database, cast: Cast, now: datetime) -> None:
    give(database, cast, gift(cast.bo, cast.ana, cast.carol, cast.dave), now=now)
    assert listed(database, cast, now) == [(1, "Bo", 1)]


def test_who_wants_words_only_or_has_left_is_not_on_it(database: Database, cast: Cast, now: datetime) -> None:
    for giver in (cast.bo, cast.carol, cast.dave):
        gives(database, cast, giver, 1, now)

    def act(session: Session) -> None:
        found = members.by_id(session, cast.workspace_id, [cast.bo.id, cast.carol.id])
        found[cast.bo.id].words_only, found[cast.carol.id].active = True, False

    database.write(act)
    assert listed(database, cast, now) == [(1, "Dave", 1)]
    bo = database.query(members.by_slack_user, cast.workspace_id, str(cast.bo.slack_user_id))
    assert bo is not None
    assert look(database, cast, bo, now).words_only
    assert look(database, cast, bo, now).mine is None


def test_ten_are_listed_and_the_reader_finds_their_own_place(database: Database, cast: Cast, now: datetime) -> None:
    crowd = [profile(f"P{n:02}") for n in range(14)]
    database.write(members.sync, workspace_id=cast.workspace_id, profiles=crowd, now=now)
    for n, who in enumerate(crowd):
        for time in range(20 - n):
            give(database, cast, gift(who.slack_user_id, cast.ana, message=f"{time}"), now=now + time * MINUTE)
    give(database, cast, gift(cast.bo, cast.ana), now=now)
    found = look(database, cast, cast.bo, now)
    assert [one.person.name for one in found.places] == [f"P{n:02}" for n in range(10)]
    assert found.mine is not None
    assert (found.mine.rank, found.mine.pats) == (15, 1)
    assert look(database, cast, cast.carol, now).mine is None


def test_its_month_is_that_of_the_workspaces_zone(database: Database, cast: Cast) -> None:
    database.write(workspaces.configure, workspace_id=cast.workspace_id, zone="Asia/Tokyo")
    march_in_tokyo = datetime(2026, 2, 28, 15, 0, tzinfo=UTC)
    gives(database, cast, cast.bo, 1, march_in_tokyo - MINUTE)
    gives(database, cast, cast.carol, 1, march_in_tokyo)
    assert listed(database, cast, march_in_tokyo - MINUTE) == [(1, "Bo", 1)]
    assert listed(database, cast, march_in_tokyo + MINUTE) == [(1, "Carol", 1)]


def test_it_takes_the_same_statements_however_many_gave(database: Database, cast: Cast, now: datetime) -> None:
    def statements() -> int:
        with QueryCounter(database) as executed:
            look(database, cast, cast.ana, now)
        return executed.count

    few = statements()
    for giver in (cast.bo, cast.carol, cast.dave):
        gives(database, cast, giver, 2, now)
    assert statements() == few
