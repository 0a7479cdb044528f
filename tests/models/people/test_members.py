"""Members, in step with Slack's directory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from models.people import members
from models.people.members import Circle, Kind, Member, Profile
from models.storage.database import Database
from models.workspace import workspaces
from tests.concurrency import at_once
from tests.models import rows
from tests.people import Cast, profile
from tests.statements import QueryCounter


def sync(database: Database, cast: Cast, profiles: Sequence[Profile], now: datetime) -> int:
    return database.write(members.sync, workspace_id=cast.workspace_id, profiles=profiles, now=now)


def stored(database: Database, cast: Cast, slack_id: str | None) -> Member:
    return rows.one(database, Member, Member.workspace_id == cast.workspace_id, Member.slack_user_id == slack_id)


GUS = Profile("U0GUS00000", "Gus", "gus", Kind.PERSON, active=True, updated=5)


def test_a_profile_nobody_knew_adds_a_verified_member(database: Database, cast: Cast, now: datetime) -> None:
    assert sync(database, cast, [GUS], now) == 1
    gus = stored(database, cast, GUS.slack_user_id)
    assert (gus.name, gus.handle, gus.kind, gus.active, gus.verified) == ("Gus", "gus", "person", True, True)
    assert gus.added_at == now


def test_syncing_the_same_profiles_again_changes_nothing(database: Database, cast: Cast, now: datetime) -> None:
    sync(database, cast, [GUS], now)
    assert sync(database, cast, [GUS], now) == 0


def test_a_newer_profile_replaces_an_older_one(database: Database, cast: Cast, now: datetime) -> None:
    newer = replace(profile("Ana", updated=9), name="Ana Lima", active=False, zone="Asia/Kathmandu")
    assert sync(database, cast, [newer], now) == 1
    ana = stored(database, cast, cast.ana.slack_user_id)
    assert (ana.name, ana.active, ana.zone) == ("Ana Lima", False, "Asia/Kathmandu")


def test_an_older_profile_never_replaces_a_newer_one(database: Database, cast: Cast, now: datetime) -> None:
    sync(database, cast, [replace(profile("Ana", updated=9), name="Ana Lima")], now)
    assert sync(database, cast, [replace(profile("Ana", updated=8), name="Ana as she was")], now) == 0
    assert stored(database, cast, cast.ana.slack_user_id).name == "Ana Lima"


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_profiles_at_once_the_newer_counts(database: Database, cast: Cast, now: datetime, order: int) -> None:
    old, new = (replace(profile("Ana", updated=8), name="Old"), replace(profile("Ana", updated=9), name="New"))
    sync(database, cast, [old, new][::order], now)
    assert stored(database, cast, cast.ana.slack_user_id).name == "New"


def test_a_sync_leaves_what_people_chose_for_themselves(database: Database, cast: Cast, now: datetime) -> None:
    def choose(session: Session) -> None:
        ana = members.by_slack_id(session, cast.workspace_id, [str(cast.ana.slack_user_id)], lock=True)
        for member in ana.values():
            member.circle, member.receipts, member.is_named_admin = Circle.LEAD, False, True

    database.write(choose)
    sync(database, cast, [profile("Ana", updated=9)], now)
    ana = stored(database, cast, cast.ana.slack_user_id)
    assert (ana.circle, ana.receipts, ana.is_named_admin) == (Circle.LEAD, False, True)


def test_a_name_longer_than_its_column_is_cut(database: Database, cast: Cast, now: datetime) -> None:
    sync(database, cast, [replace(GUS, name="G" * 300)], now)
    assert stored(database, cast, GUS.slack_user_id).name == "G" * 200


def test_five_copies_of_a_change_at_once_make_one_member(database: Database, cast: Cast, now: datetime) -> None:
    changed = at_once(*[lambda: sync(database, cast, [GUS], now)] * 5)
    assert sorted(changed) == [0, 0, 0, 0, 1]
    assert rows.count(database, Member, Member.slack_user_id == GUS.slack_user_id) == 1


def test_five_profiles_in_any_order_at_once_end_with_the_newest(database: Database, cast: Cast, now: datetime) -> None:
    versions = [replace(GUS, name=f"Gus {updated}", updated=updated) for updated in (7, 3, 9, 5, 8)]
    at_once(*[lambda version=version: sync(database, cast, [version], now) for version in versions])
    assert stored(database, cast, GUS.slack_user_id).name == "Gus 9"


def test_someone_unknown_is_added_unverified_and_once(database: Database, cast: Cast, now: datetime) -> None:
    def resolve() -> list[Member]:
        ids = ["U0NEW00002", "U0NEW00001", "U0NEW00002", str(cast.bo.slack_user_id)]
        found = database.write(members.resolve, workspace_id=cast.workspace_id, slack_ids=ids, now=now)
        return [found[slack_id] for slack_id in ids]

    for new, _, again, bo in at_once(*[resolve] * 5):
        assert new.id == again.id
        assert not new.verified
        assert new.active
        assert bo.id == cast.bo.id
        assert new.label == "someone"
    assert rows.count(database, Member, Member.slack_user_id.startswith("U0NEW")) == 2


def test_the_directory_verifies_someone_who_was_named_before(database: Database, cast: Cast, now: datetime) -> None:
    database.write(members.resolve, workspace_id=cast.workspace_id, slack_ids=[GUS.slack_user_id], now=now)
    assert sync(database, cast, [replace(GUS, updated=0)], now) == 1
    assert stored(database, cast, GUS.slack_user_id).verified


def test_the_same_slack_id_in_two_workspaces_is_two_people(database: Database, cast: Cast, now: datetime) -> None:
    elsewhere = replace(profile("Ana", updated=9), name="Another Ana")
    database.write(members.sync, workspace_id=cast.elsewhere.id, profiles=[elsewhere], now=now)
    assert stored(database, cast, cast.ana.slack_user_id).name == "Ana"
    assert rows.count(database, Member, Member.slack_user_id == cast.ana.slack_user_id) == 2


def test_nobody_is_found_from_another_workspace(database: Database, cast: Cast) -> None:
    zed = str(cast.zed.slack_user_id)
    assert database.query(members.by_slack_user, cast.workspace_id, zed) is None
    assert database.query(members.by_slack_id, cast.workspace_id, [zed]) == {}
    assert database.query(members.by_id, cast.workspace_id, [cast.zed.id, cast.ana.id]).keys() == {cast.ana.id}


def test_a_page_of_the_directory_takes_the_same_few_statements_whatever_its_size(
    database: Database, cast: Cast, now: datetime
) -> None:
    def statements(people: int) -> int:
        page = [replace(GUS, slack_user_id=f"U{people}N{n}") for n in range(people)]
        with QueryCounter(database) as executed:
            sync(database, cast, page, now)
        return executed.count

    assert statements(200) == statements(2)


def test_who_is_admin(database: Database, cast: Cast) -> None:
    installer = database.query(workspaces.get, cast.workspace_id).installer_slack_id
    assert members.is_admin(cast.finn, None)
    assert not members.is_admin(cast.carol, installer)
    assert members.is_admin(cast.carol, cast.carol.slack_user_id)
    cast.carol.is_named_admin = True
    assert members.is_admin(cast.carol, installer)
    cast.carol.active = False
    assert not members.is_admin(cast.carol, installer)
    assert not members.is_admin(Member(slack_user_id=None, active=True), None)
