"""What is left of someone whose data was removed: dates."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import String, Text, cast, select
from sqlalchemy.orm import Session

from models.answers import Answer, Answerer, reminding
from models.answers.absences import Absence
from models.answers.guidance import Guidance
from models.answers.peers import PeerVote
from models.answers.reminding import Late
from models.decisions import Decision, reading
from models.delivery.outbox import Delivery, Kind, Purpose, Status
from models.delivery.settling import Sent
from models.giving import drafts
from models.giving.messages import MessageGift, Reaction
from models.improving.causes import Cause
from models.improving.ideas import Idea, IdeaStep
from models.kudos import REMOVED, Kudos, KudosReceiver, Source, responding
from models.kudos.reports import KudosReport
from models.kudos.versions import KudosVersion
from models.limits import Limit
from models.limits.asking import RoomRequest
from models.people import members, reporting, teams
from models.people.members import GONE, Member, Profile
from models.people.members import Kind as PersonKind
from models.people.reporting import ReportingLine
from models.people.teams import Role
from models.people.user_groups import UserGroup
from models.pledge import BrokenPromise, CoSignature
from models.pledge.reading import in_force
from models.privacy import backlog, removing
from models.privacy.erasing import WRITTEN
from models.schedules import Audience, Schedule, keeping
from models.schedules.keeping import NewSchedule
from models.storage.database import Database
from models.storage.requests import Request
from models.storage.tables import metadata
from models.workspace import notes
from models.workspace.workspaces import Workspace
from tests.chores import finish
from tests.models import rows
from tests.models.decisions import deciding
from tests.models.delivery.sending import Sender
from tests.models.gifts import gift, give
from tests.people import Cast

MINUTE = timedelta(minutes=1)
SLACK_ID = "U0OTTOLINE"
TRACES = (
    SLACK_ID,
    "Ottoline",
    "Quist",
    "ottoline.quist",
    "northwind.example/ottoline",
    "Zanzibar",
    "night owl",
    "wren",
)
"""What may be found nowhere: who she is, and words that she wrote or that were for her alone."""


DEEDS = ("given", "to her", "to two", "about her", "bystander")


@pytest.fixture
def ottoline(database: Database, cast: Cast, now: datetime) -> Member:
    """Ottoline Quist, of the night shift on Zanzibar, who reports to Carol and leads Bo."""

    def hire(session: Session) -> Member:
        profile = Profile(
            SLACK_ID,
            "Ottoline Quist",
            "ottoline.quist",
            PersonKind.PERSON,
            True,
            "Europe/London",
            "ottoline.quist@n.example",
        )
        members.sync(session, workspace_id=cast.workspace_id, profiles=[profile], now=now - timedelta(days=60))
        person = members.by_slack_id(session, cast.workspace_id, [SLACK_ID])[SLACK_ID]
        person.site, person.shift = "Zanzibar", "night owl"
        for who, lead in ((person, cast.carol), (cast.bo, person)):
            ids = {"member_id": who.id, "lead_id": lead.id}
            reporting.set_lead(session, workspace_id=cast.workspace_id, **ids, now=now)
        roles = {person.id: Role.LEAD}
        teams.add_members(session, workspace_id=cast.workspace_id, team_id=cast.returns_desk.id, roles=roles, now=now)
        return person

    return database.write(hire)


def send_all(database: Database, cast: Cast, now: datetime) -> None:
    """Everything that is due is posted."""
    sender = Sender(database, cast.workspace_id)
    for number, row in enumerate(sender.claim(now, most=500).rows):
        sender.settle(row, Sent(f"D{number}" if row.channel_id[0] == "U" else row.channel_id, f"177.{number:06}"), now)


def remove(database: Database, cast: Cast, now: datetime, who: str = SLACK_ID) -> str:
    outcome = database.write(removing.begin_own, workspace_id=cast.workspace_id, member=who, now=now)
    finish(database, cast.workspace_id, now)
    return str(outcome["code"])


def held(database: Database) -> list[str]:
    """Every column of every row of every table, as text."""

    def read(session: Session) -> list[str]:
        found = []
        for table in metadata.sorted_tables:
            for row in session.execute(select(*(cast_to_text(column) for column in table.columns))):
                found += [f"{table.name}.{name}: {value}" for name, value in row._mapping.items() if value is not None]
        return found

    return database.query(read)


def cast_to_text(column: Any) -> Any:
    return (column if isinstance(column.type, (String, Text)) else cast(column, Text)).label(column.name)


def traces(database: Database) -> list[str]:
    return [one for one in held(database) if any(trace.casefold() in one.casefold() for trace in TRACES)]


def rich_life(database: Database, cast: Cast, her: Member, now: datetime) -> dict[str, UUID]:
    """All that anyone can do, with her in it; her words are about wrens."""
    mention = f"<@{SLACK_ID}>"
    deeds = {
        "given": gift(her, cast.ana, message="saw the wren", decision="fed the wren", customer_words="a wren!"),
        "to her": gift(cast.bo, her, message="counted every wren"),
        "to two": gift(cast.bo, her, cast.dave, message=f"{mention} and Dave held the fort, says Ottoline Quist"),
        "about her": gift(cast.dave, cast.ana, message=f"helped <@{SLACK_ID}|ottoline.quist> and @ottoline.quist"),
        "bystander": gift(cast.dave, cast.carol, message="kept calm"),
    }
    ids = {}
    for minutes, (name, one) in enumerate(deeds.items()):
        ids[name] = UUID(give(database, cast, one, now=now + minutes * MINUTE)["kudos"])
    send_all(database, cast, now + timedelta(hours=2))
    database.write(more_life, cast, her, ids, now)
    return ids | database.write(deciding.everything, cast, her, "a wren", now)


def more_life(session: Session, cast: Cast, her: Member, ids: dict[str, UUID], now: datetime) -> None:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id}
    responding.boost(session, **of, kudos_id=ids["bystander"], member=SLACK_ID, now=now)
    responding.say_thanks(session, **of, kudos_id=ids["to her"], member=SLACK_ID, now=now)
    responding.keep(session, **of, kudos_id=ids["to her"], member=SLACK_ID, now=now)
    drafts.keep(session, **of, giver_id=her.id, fields={"gifts": [{"message": "wren"}]}, now=now)
    drafts.keep(session, **of, giver_id=cast.bo.id, fields={"gifts": [{"receivers": [SLACK_ID]}]}, now=now)
    session.add_all(
        [
            KudosVersion(**of, kudos_id=ids["given"], message="saw a wren", by_id=her.id, replaced_at=now),
            KudosVersion(**of, kudos_id=ids["about her"], message=f"helped <@{SLACK_ID}>", replaced_at=now),
            KudosReport(**of, kudos_id=ids["bystander"], by_id=her.id, words="the wren did it", at=now),
            KudosReport(**of, kudos_id=ids["bystander"], by_id=cast.bo.id, words=f"ask <@{SLACK_ID}>", at=now),
            MessageGift(
                **of, channel_id="C1", message_ts="1.0", receiver_id=cast.ana.id, kudos_id=ids["given"], at=now
            ),
            Reaction(**of, channel_id="C1", message_ts="2.0", member_id=her.id, emoji="clap", added=True, event_at=1),
            UserGroup(
                **of, slack_id="S1", handle="night", name="Night", slack_users=["U1", SLACK_ID], active=True, updated=1
            ),
            Request(**of, key=f"draft:1:{SLACK_ID}", outcome={"code": "given"}, received_at=now),
            Request(**of, key="command:1", outcome={"receivers": ["U1", SLACK_ID], "giver": SLACK_ID}, received_at=now),
        ]
    )
    notes.write(session, **of, key=f"checklist_hidden:{SLACK_ID}", content={}, now=now)
    notes.write(session, **of, key="seen", content={"by": [SLACK_ID, "U1"]}, now=now)
    row = NewSchedule(Audience.LEAD, str(her.id), None, her.id, counts_from=now, next_due_at=now)
    keeping.ensure(session, workspace_id=cast.workspace_id, wanted=[row])
    session.get_one(Workspace, cast.workspace_id).installer_slack_id = SLACK_ID
    session.flush()


def test_nothing_of_them_is_left_in_any_column_of_any_table(
    database: Database, cast: Cast, ottoline: Member, now: datetime
) -> None:
    rich_life(database, cast, ottoline, now)
    assert len({one.partition(":")[0] for one in traces(database)}) > 36, "the scenario is not rich enough"
    later = now + timedelta(hours=3)
    assert remove(database, cast, later) == "removing"
    assert traces(database) == []
    tombstone = rows.by_id(database, Member, ottoline.id)
    assert (tombstone.removed_at, tombstone.active, tombstone.label) == (later, False, GONE)
    assert tombstone.added_at == ottoline.added_at
    assert database.query(backlog.left, workspace_id=cast.workspace_id) == []


def test_their_words_go_and_the_facts_stay(database: Database, cast: Cast, ottoline: Member, now: datetime) -> None:
    ids = rich_life(database, cast, ottoline, now)
    remove(database, cast, now + timedelta(hours=3))
    kudos = {name: rows.by_id(database, Kudos, id_) for name, id_ in ids.items() if name in DEEDS}
    for name in ("given", "to her"):
        one = kudos[name]
        assert (one.message, one.decision, one.outcome, one.customer_words, one.fingerprint) == (None,) * 4 + ("",)
    assert kudos["given"].giver_id == ottoline.id
    assert kudos["given"].given_at == now
    assert kudos["to two"].message == "someone who left and Dave held the fort, says someone who left"
    assert kudos["about her"].message == "helped someone who left and someone who left"
    assert kudos["bystander"].message == "kept calm"
    hers = rows.all_of(database, KudosReceiver, KudosReceiver.receiver_id == ottoline.id)
    assert [(one.void_reason, one.kept_at, one.receipt_id) for one in hers] == [(REMOVED, None, None)] * 2
    for line in rows.all_of(database, ReportingLine):
        assert line.ends_at or ottoline.id not in (line.member_id, line.lead_id)
    assert rows.count(database, Schedule, Schedule.member_id == ottoline.id) == 0
    assert [report.words for report in rows.all_of(database, KudosReport)] == ["ask someone who left"]
    assert rows.one(database, UserGroup).slack_users == ["U1"]


def test_what_they_decided_and_proposed_goes_and_what_they_did_for_others_stays_without_their_words(
    database: Database, cast: Cast, ottoline: Member, now: datetime
) -> None:
    ids = rich_life(database, cast, ottoline, now)
    remove(database, cast, now + timedelta(hours=3))
    [decision] = rows.all_of(database, Decision)
    assert (decision.id, decision.situation) == (ids["bo’s"], "ask someone who left, someone who left")
    [answer] = rows.all_of(database, Answer)
    assert (answer.decision_id, answer.kind, answer.words) == (decision.id, "thought", None)
    assert rows.one(database, Answerer).member_id == ottoline.id  # the clock hands it on
    for table in (Guidance, PeerVote, CoSignature):
        assert rows.count(database, table) == 0, table
    assert [one.by_id for one in rows.all_of(database, BrokenPromise)] == [cast.bo.id]
    [idea], [step] = rows.all_of(database, Idea), rows.all_of(database, IdeaStep)
    assert (idea.id, idea.keeper_id, step.step, step.words) == (ids["bo’s idea"], None, "no", None)
    cause = rows.by_id(database, Cause, ids["cause"])
    assert (cause.owner_id, cause.taken_at, cause.name) == (None, None, "someone who left’s late parcels")
    limit = rows.by_id(database, Limit, ids["limit"])
    assert (limit.ends_at, limit.ask_id, limit.amount) == (None, None, 5000)
    assert [one.reason for one in rows.all_of(database, RoomRequest)] == [None]
    assert [one.member_id for one in rows.all_of(database, Absence)] == [cast.carol.id]


def test_a_pledge_does_not_hold_once_its_signer_is_removed(
    database: Database, cast: Cast, ottoline: Member, now: datetime
) -> None:
    database.write(deciding.pledge, cast, cast.dave, now)
    database.write(deciding.pledge, cast, ottoline, now + MINUTE)
    assert database.query(in_force, cast.workspace_id)
    remove(database, cast, now + 2 * MINUTE)
    assert database.query(in_force, cast.workspace_id) is None


def test_a_decision_that_waits_for_someone_removed_is_still_there_and_tells_nobody_new(
    database: Database, cast: Cast, ottoline: Member, now: datetime
) -> None:
    def log(session: Session) -> UUID:
        one = deciding.decision(session, cast, cast.bo, "refunded", now)
        row = Answerer(workspace_id=cast.workspace_id, decision_id=one.id, member_id=ottoline.id, because="lead")
        row.since = now
        session.add(row)
        return one.id

    logged = database.write(log)
    remove(database, cast, now + MINUTE)
    card = database.query(reading.card, cast.workspace_id, logged)
    assert card
    assert (card.situation, card.answerer and card.answerer.gone) == ("refunded", True)
    assert card.may_be_read_by(cast.bo.id)
    assert not card.may_be_read_by(cast.finn.id)


def test_messages_to_them_are_owed_their_deletion_and_then_forgotten(
    database: Database, cast: Cast, ottoline: Member, now: datetime
) -> None:
    rich_life(database, cast, ottoline, now)
    later = now + timedelta(hours=3)
    remove(database, cast, later)
    gone = rows.all_of(database, Delivery, Delivery.purpose == Purpose.GONE)
    assert {(row.kind, row.status) for row in gone} == {("post", Status.SENT), ("state", Status.DUE)}
    sender = Sender(database, cast.workspace_id)
    sender.settle_all(sender.claim(later, most=500).rows, Sent(), later)
    assert database.write(removing.forget_gone, workspace_id=cast.workspace_id) == len(gone) // 2
    assert rows.count(database, Delivery, Delivery.purpose == Purpose.GONE) == 0


def test_a_crash_after_any_step_loses_nothing(database: Database, cast: Cast, ottoline: Member, now: datetime) -> None:
    rich_life(database, cast, ottoline, now)
    later = now + timedelta(hours=3)
    database.write(removing.begin_own, workspace_id=cast.workspace_id, member=SLACK_ID, now=later)
    [task] = database.query(backlog.left, workspace_id=cast.workspace_id)
    database.write(removing.go_on, workspace_id=cast.workspace_id, task=task, now=later)
    assert traces(database)
    finish(database, cast.workspace_id, later + MINUTE)
    assert traces(database) == []


def test_a_message_on_its_way_is_waited_for(database: Database, cast: Cast, ottoline: Member, now: datetime) -> None:
    give(database, cast, gift(cast.bo, ottoline), now=now)
    sender = Sender(database, cast.workspace_id)
    claimed = sender.claim(now).rows
    remove(database, cast, now + timedelta(seconds=1))
    assert traces(database)
    sender.settle_all(claimed, Sent("D1", "1.1"), now)
    finish(database, cast.workspace_id, now + MINUTE)
    assert traces(database) == []
    assert rows.count(database, Delivery, Delivery.purpose == Purpose.GONE) == 2


def test_whoever_comes_back_is_someone_new(database: Database, cast: Cast, ottoline: Member, now: datetime) -> None:
    remove(database, cast, now)
    outcome = give(database, cast, gift(cast.bo, SLACK_ID, message=f"<@{SLACK_ID}> is back"), now=now + MINUTE)
    assert outcome["code"] == "given"
    finish(database, cast.workspace_id, now + 2 * MINUTE)
    again = rows.one(database, Member, Member.slack_user_id == SLACK_ID)
    assert again.id != ottoline.id
    assert rows.one(database, Kudos).message == f"<@{SLACK_ID}> is back"


def test_what_was_said_after_they_came_back_is_not_erased_by_a_removal_that_still_goes_on(
    database: Database, cast: Cast, ottoline: Member, now: datetime
) -> None:
    database.write(removing.begin_own, workspace_id=cast.workspace_id, member=SLACK_ID, now=now)
    give(database, cast, gift(cast.bo, SLACK_ID, message="welcome back"), now=now + MINUTE)
    finish(database, cast.workspace_id, now + 2 * MINUTE)
    assert rows.one(database, Kudos).message == "welcome back"
    receipt = rows.one(database, Delivery, Delivery.purpose == Purpose.RECEIPT)
    assert (receipt.channel_id, receipt.status) == (SLACK_ID, Status.DUE)


def test_someone_without_slack_is_removed_too(database: Database, cast: Cast, now: datetime) -> None:
    def add(session: Session) -> Member:
        person = Member(
            workspace_id=cast.workspace_id, name="Ottoline Quist", handle="ottoline.quist", kind=PersonKind.OFFLINE,
            active=True, verified=True, added_at=now, slack_user_id=None,
        )  # fmt: skip
        session.add(person)
        session.flush()
        return person

    her = database.write(add)
    give(database, cast, gift(cast.bo, offline=(str(her.id),), message="fed the wren"), now=now)
    give(database, cast, gift(cast.ana, cast.dave, message="with Ottoline Quist"), now=now)
    outcome = database.write(removing.begin, workspace_id=cast.workspace_id, member_id=her.id, now=now + MINUTE)
    assert outcome["code"] == "removing"
    finish(database, cast.workspace_id, now + MINUTE)
    assert traces(database) == []


def test_a_second_removal_and_one_of_another_workspace_find_nothing(
    database: Database, cast: Cast, ottoline: Member, now: datetime
) -> None:
    there = cast.elsewhere.id
    assert database.write(removing.begin_own, workspace_id=there, member=SLACK_ID, now=now)["code"] == "nothing"
    assert remove(database, cast, now) == "removing"
    assert remove(database, cast, now) == "nothing"


def test_a_longer_id_and_a_common_first_name_are_left_alone(database: Database, cast: Cast, now: datetime) -> None:
    said = f"<@{cast.ana.slack_user_id}X> and Ana, an anagram"
    kudos = give(database, cast, gift(cast.bo, cast.dave, message=said), now=now)["kudos"]
    remove(database, cast, now + MINUTE, str(cast.ana.slack_user_id))
    assert rows.by_id(database, Kudos, UUID(kudos)).message == said


def test_every_text_that_could_hold_a_name_is_searched() -> None:
    harmless = {  # of the member themselves and emptied, of teams, of Slack; or ids, codes and figures
        "members", "teams", "company_values", "user_groups", "workspaces", "policies", "digest_schedules",
        "digest_runs", "limit_categories", "chores", "answerers", "decision_offers", "training_signals",
        "imports", "imported_messages", "dead_letters", "rate_buckets", "reactions", "message_gifts",
        "working_calendars",
    }  # fmt: skip
    short = {
        "source",
        "channel_kind",
        "channel_id",
        "message_ts",
        "thread_ts",
        "fingerprint",
        "because",
        "reason",
        "resolution",
        "void_reason",
        "step",
        "talk_answer",
        "fix",
        "currency",
        "scope",
    }
    outbox = {"kind", "purpose", "status", "lease_owner", "message_channel_id"}
    searched = {(table.__tablename__, column) for table, columns in WRITTEN.items() for column in columns}
    for table in metadata.sorted_tables:
        for column in table.columns:
            texts = column.type.python_type in (str, dict, list) and table.name not in harmless
            named = (table.name, column.name) in searched or column.name in short | outbox | {"circle", "role"}
            assert not texts or named, f"{table.name}.{column.name}: is it searched by models/privacy/erasing.py?"


def test_others_who_gave_by_reaction_are_announced_in_their_place(
    database: Database, cast: Cast, ottoline: Member, now: datetime
) -> None:
    """Their announcements share one message, which goes with its first giver."""
    for minutes, giver in enumerate((ottoline, cast.bo)):
        what = gift(giver, cast.ana, source=Source.REACTION, message=None, message_ts="1.0", thread_ts="1.0")
        give(database, cast, what, now=now + minutes * MINUTE)
    first = rows.all_of(database, Kudos)[0]
    announced = (Delivery.purpose == Purpose.ANNOUNCEMENT, Delivery.kind == Kind.POST)
    assert rows.one(database, Delivery, *announced).subject_id == first.id
    remove(database, cast, now + 2 * MINUTE)
    assert {row.subject_id == first.id for row in rows.all_of(database, Delivery, *announced)} == {True, False}
    assert rows.by_id(database, Kudos, first.id).message_ts is None


def test_a_reminder_follows_what_was_decided_by_someone_removed(
    database: Database, cast: Cast, ottoline: Member, now: datetime
) -> None:
    def remind(session: Session) -> None:
        one = deciding.decision(session, cast, ottoline, "Zanzibar", now)
        of: dict[str, Any] = {"workspace_id": cast.workspace_id}
        row = Answerer(**of, decision_id=one.id, member_id=cast.carol.id, because="lead", since=now)
        session.add(row)
        session.flush()
        found = Late(cast.carol.id, "U0CAROL", now + MINUTE, "2026-03-04")
        assert reminding.remind(session, **of, found=[found], now=now + MINUTE) == 1

    database.write(remind)
    remove(database, cast, now + 2 * MINUTE)
    reminders = rows.all_of(database, Delivery, Delivery.purpose == Purpose.DECISION_REMINDER)
    assert {row.kind for row in reminders} == {"post", "state"}
