"""Storing past kudos: once, silently, and so that they can be taken back."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import giving
from models.delivery.outbox import Delivery
from models.giving import Gift, importing, imports
from models.giving.importing import PastKudos
from models.giving.imports import Import, ImportedMessage
from models.kudos import Boost, ChannelKind, Kudos, KudosReceiver, Source
from models.people import members
from models.people.members import Circle, Kind, Profile
from models.storage.database import Database
from models.storage.orm import Model
from tests.people import Cast

THEN = datetime(2019, 2, 13, 9, 30, tzinfo=UTC)


def past(number: int, giver: str, *receivers: str, channel: str = "C0FLOOR") -> PastKudos:
    at = THEN + timedelta(seconds=number)
    words = " ".join(["thanks", *(f"<@{receiver}>" for receiver in receivers)])
    return PastKudos(channel, f"{int(at.timestamp())}.000100", giver, receivers, words, at)


def start(database: Database, cast: Cast, now: datetime) -> UUID:
    return database.write(imports.start, workspace_id=cast.workspace_id, file_digest="0" * 64, now=now)


def record(database: Database, cast: Cast, now: datetime, *kudos: PastKudos, run: UUID | None = None) -> int:
    import_id = run or start(database, cast, now)
    return database.write(importing.record, workspace_id=cast.workspace_id, import_id=import_id, past=kudos, now=now)


def count(database: Database, cast: Cast, table: type[Model]) -> int:
    column = table.__table__.c.workspace_id
    query = select(func.count()).select_from(table).where(column == cast.workspace_id)
    return database.query(lambda session: session.scalar(query)) or 0


def all_kudos(session: Session, workspace_id: int) -> list[Kudos]:
    return list(session.scalars(select(Kudos).where(Kudos.workspace_id == workspace_id)))


def slack_id(member: members.Member) -> str:
    assert member.slack_user_id
    return member.slack_user_id


def test_a_past_kudos_is_stored_as_it_was_said(database: Database, cast: Cast, now: datetime) -> None:
    said = past(0, slack_id(cast.eve), slack_id(cast.bo), slack_id(cast.ana))
    assert record(database, cast, now, said) == 1
    kudos = database.query(all_kudos, cast.workspace_id)[0]
    assert (kudos.giver_id, kudos.given_at, kudos.source) == (cast.eve.id, THEN, Source.IMPORT)
    assert (kudos.channel_id, kudos.message_ts, kudos.message) == (said.channel_id, said.message_ts, said.message)
    assert kudos.channel_kind == ChannelKind.PUBLIC
    assert kudos.import_id is not None
    query = select(KudosReceiver.receiver_id).where(KudosReceiver.workspace_id == cast.workspace_id)
    received = database.query(lambda session: session.scalars(query.order_by(KudosReceiver.position)).all())
    assert received == [cast.bo.id, cast.ana.id]


def test_nothing_is_announced(database: Database, cast: Cast, now: datetime) -> None:
    record(database, cast, now, past(0, slack_id(cast.eve), slack_id(cast.ana)))
    assert count(database, cast, Delivery) == 0


def test_the_same_messages_are_recorded_once(database: Database, cast: Cast, now: datetime) -> None:
    said = [past(number, slack_id(cast.eve), slack_id(cast.ana)) for number in range(3)]
    assert record(database, cast, now, *said[:2]) == 2
    assert record(database, cast, now, *said) == 1
    assert record(database, cast, now, *said) == 0
    assert count(database, cast, Kudos) == 3


def test_the_same_time_in_another_channel_is_another_message(database: Database, cast: Cast, now: datetime) -> None:
    said = [past(0, slack_id(cast.eve), slack_id(cast.ana), channel=channel) for channel in ("C0FLOOR", "C0DESK")]
    assert record(database, cast, now, *said) == 2


def test_a_message_that_is_a_kudos_already_is_left_alone(database: Database, cast: Cast, now: datetime) -> None:
    said = past(0, slack_id(cast.eve), slack_id(cast.ana))

    def as_it_was_written(session: Session) -> None:
        gift = Gift(said.giver, said.receivers, Source.COMMAND, said.channel_id, ChannelKind.PUBLIC, said.message)
        giving.give(session, workspace_id=cast.workspace_id, gifts=[gift], key="then", now=THEN)
        all_kudos(session, cast.workspace_id)[0].message_ts = said.message_ts

    database.write(as_it_was_written)
    assert record(database, cast, now, said) == 0
    assert count(database, cast, Kudos) == 1


def test_a_receiver_who_asked_for_less_is_taken_at_their_word(database: Database, cast: Cast, now: datetime) -> None:
    def lower(session: Session) -> None:
        members.by_id(session, cast.workspace_id, [cast.ana.id])[cast.ana.id].circle = Circle.LEAD

    database.write(lower)
    record(database, cast, now, past(0, slack_id(cast.eve), slack_id(cast.ana)))
    query = select(KudosReceiver.circle).where(KudosReceiver.workspace_id == cast.workspace_id)
    assert database.query(lambda session: session.scalar(query)) == Circle.LEAD


def test_someone_unknown_is_taken_to_have_left(database: Database, cast: Cast, now: datetime) -> None:
    record(database, cast, now, past(0, "UGONE", slack_id(cast.ana)))
    gone = database.query(members.by_slack_user, cast.workspace_id, "UGONE")
    assert gone is not None
    assert not gone.active


def test_other_workspaces_see_nothing_of_it(database: Database, cast: Cast, now: datetime) -> None:
    record(database, cast, now, past(0, slack_id(cast.eve), slack_id(cast.ana)))
    assert database.query(all_kudos, cast.elsewhere.id) == []


@pytest.mark.parametrize(("updated", "name"), [(100, "Ana"), (50, "Ana"), (200, "Ana Maria")])
def test_an_older_profile_never_replaces_a_newer_one(
    database: Database, cast: Cast, now: datetime, updated: int, name: str
) -> None:
    run = start(database, cast, now)
    ana = Profile(slack_id(cast.ana), "Ana", "ana", Kind.PERSON, active=True, updated=100)
    database.write(members.sync, workspace_id=cast.workspace_id, profiles=[ana], now=now)
    told = Profile(slack_id(cast.ana), "Ana Maria", "ana", Kind.PERSON, active=False, updated=updated)
    database.write(imports.add_people, workspace_id=cast.workspace_id, import_id=run, profiles=[told], now=now)
    stored = database.query(members.by_slack_user, cast.workspace_id, slack_id(cast.ana))
    assert stored is not None
    assert stored.name == name


def test_a_batch_writes_no_more_than_a_thousand_rows() -> None:
    said = [past(number, "UEVE", *(f"U{name}" for name in range(number % 7 + 1))) for number in range(2_000)]
    batches = list(importing.batches(said))
    assert [kudos for batch in batches for kudos in batch] == said
    assert max(sum(kudos.rows for kudos in batch) for batch in batches) <= importing.MOST_ROWS
    assert min(len(batch) for batch in batches[:-1]) > 50


def test_an_import_is_taken_back_whole(
    database: Database, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "TAKEN_BACK_AT_ONCE", 2)
    said = [past(number, slack_id(cast.eve), slack_id(cast.ana)) for number in range(5)]
    first, second = start(database, cast, now), start(database, cast, now + timedelta(hours=1))
    record(database, cast, now, *said, run=first)
    record(database, cast, now, past(9, slack_id(cast.eve), slack_id(cast.bo)), run=second)
    boosted = database.query(all_kudos, cast.workspace_id)[0]
    boost = Boost(workspace_id=cast.workspace_id, kudos_id=boosted.id, member_id=cast.dave.id, at=now)
    database.write(lambda session: session.add(boost))

    while database.write(imports.take_back, workspace_id=cast.workspace_id, import_id=first, now=now):
        pass

    left = database.query(all_kudos, cast.workspace_id)
    assert [kudos.import_id for kudos in left] == [second]
    assert count(database, cast, KudosReceiver) == count(database, cast, ImportedMessage) == 1
    assert database.query(find, cast, first).undone_at == now
    assert record(database, cast, now, *said) == 5  # the file may be imported again


def find(session: Session, cast: Cast, import_id: UUID) -> Import:
    run = imports.find(session, cast.workspace_id, import_id)
    assert run is not None
    return run


def test_the_last_import_is_the_last_that_added_something(database: Database, cast: Cast, now: datetime) -> None:
    said = past(0, slack_id(cast.eve), slack_id(cast.ana))
    added = start(database, cast, now)
    record(database, cast, now, said, run=added)
    record(database, cast, now, said, run=start(database, cast, now + timedelta(hours=1)))
    last = database.query(imports.find, cast.workspace_id)
    assert last is not None
    assert last.id == added
    assert database.query(imports.find, cast.elsewhere.id) is None
