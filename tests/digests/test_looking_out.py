"""People to look out for, in a lead's digest: with something real to act on, and only while they are theirs."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from bot.surfaces.examples import LEAD
from digests import rendering
from digests.actions import DigestAction
from digests.layout import blocks
from digests.pages import AnswerPage
from digests.pages.looking_out import NEITHER, NOTHING_REAL, Do, LookOutPage
from digests.rendering import Rendered
from digests.scheduling import running, snapshots
from digests.weeks import Period
from models.gaps import rules
from models.gaps.rules import GapRules
from models.kudos import Boost, Retraction
from models.people import reporting
from models.schedules import Run
from models.storage.database import Database
from tests.digests.giving import pat
from tests.digests.test_improving import waits
from tests.digests.test_leadership import hire
from tests.models import rows
from tests.people import Cast

MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)
LATER = MONDAY + timedelta(days=1)
NIGHT = "the night queue"


@pytest.fixture
def told(database: Database, cast: Cast, now: datetime) -> tuple[UUID, UUID]:
    """Carol's run of a week in which nobody thanked Ana, whom Dave had thanked for the night queue; and that kudos."""
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    kudos = database.write(pat, cast.dave, cast.ana, now - timedelta(days=20), message=NIGHT)
    running.run_due(database, workspace_id=cast.workspace_id, now=MONDAY)
    [run] = [run for run in rows.all_of(database, Run) if run.snapshot.get("lead") == str(cast.carol.id)]
    return run.id, kudos


def shown(database: Database, cast: Cast, run: UUID) -> Rendered:
    found = database.query(rendering.render, workspace_id=cast.workspace_id, run_id=run)
    assert found
    return found


def buttons(rendered: Rendered) -> dict[str, str]:
    """The action of each accessory, by whom it is about."""
    found = [block for block in rendered.blocks if block.get("accessory")]
    return {b["text"]["text"].split("*")[1]: b["accessory"]["action_id"].partition(":")[0] for b in found}


def test_a_colleagues_thanks_can_be_joined_and_where_there_is_nothing_it_says_so(
    database: Database, cast: Cast, told: tuple[UUID, UUID]
) -> None:
    found = shown(database, cast, told[0])
    assert "  - Ana: no thank-you for about 3 weeks. Dave thanked Ana on 12 February: “the night queue”" in found.text
    assert (
        "  - Bo: nobody yet, in about 9 weeks. Nothing real to suggest; maybe ask how things are going." in found.text
    )
    assert buttons(found) == {"Ana": DigestAction.JOIN, "Bo": DigestAction.GIVE}


def test_beside_someone_whose_decision_waits_nobody_is_asked_to_give_a_pat(
    database: Database, cast: Cast, told: tuple[UUID, UUID]
) -> None:
    database.write(waits, cast.ana, cast.carol, MONDAY)
    found = shown(database, cast, told[0])
    assert "A decision of theirs waits for you." in found.text
    assert buttons(found) == {"Bo": DigestAction.GIVE}  # Ana's has its own three above


def test_what_was_taken_back_is_nothing_to_act_on(database: Database, cast: Cast, told: tuple[UUID, UUID]) -> None:
    run, kudos = told
    of = {"workspace_id": cast.workspace_id, "kudos_id": kudos}
    database.write(lambda session: session.add(Retraction(**of, by_id=None, reason="undo", at=LATER)))
    found = shown(database, cast, run)
    assert NIGHT not in f"{found.text}{found.html}{found.blocks}"
    assert buttons(found)["Ana"] == DigestAction.GIVE
    assert found.text.count(NOTHING_REAL) == 1
    assert found.text.count(NEITHER) == 1


def test_whoever_joined_in_reads_that_they_did(database: Database, cast: Cast, told: tuple[UUID, UUID]) -> None:
    run, kudos = told
    row = Boost(workspace_id=cast.workspace_id, kudos_id=kudos, member_id=cast.carol.id, at=LATER, pressed=True)
    database.write(lambda session: session.add(row))
    found = shown(database, cast, run)
    assert "You added your pat." in found.text
    assert "Ana" not in buttons(found)


@pytest.mark.parametrize("how", ["thanked", "moved"])
def test_someone_who_was_thanked_since_or_is_theirs_no_longer_falls_out(
    database: Database, cast: Cast, told: tuple[UUID, UUID], how: str
) -> None:
    def change(session: Session) -> None:
        if how == "thanked":
            pat(session, cast.finn, cast.ana, LATER)
        else:
            to = {"member_id": cast.ana.id, "lead_id": cast.dave.id}
            reporting.set_lead(session, workspace_id=cast.workspace_id, **to, now=LATER)

    database.write(change)
    found = shown(database, cast, told[0])
    assert "Ana" not in f"{found.text}{found.html}{json.dumps(found.blocks)}"
    assert "One person to look out for" in found.text


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        (0, "*Three people to look out for* A B C 4 more are in /pat gaps."),
        (2, "*One person to look out for* A 6 more are in /pat gaps."),
        (3, "Seven people to look out for are in /pat gaps."),
    ],
)
def test_in_a_message_as_many_are_announced_as_are_shown_and_the_others_are_counted(decisions: int, said: str) -> None:
    people = tuple(LookOutPage(uuid4(), name, "no thank-you", Do.NOTHING) for name in "ABC")
    answers = tuple(AnswerPage(uuid4(), "Ana", "Tuesday", "Refunded it") for _ in range(decisions))
    page = replace(LEAD, answers=answers, look_out=people, look_out_left=4, story=None)
    texts = [block["text"]["text"] for block in blocks.build(page, uuid4()) if block["type"] == "section"]
    notes = [block["elements"][0]["text"] for block in blocks.build(page, uuid4()) if block["type"] == "context"]
    shown_ = [text.removeprefix("• *")[0] if text.startswith("•") else text for text in texts]
    about = [text for text in (*shown_, *notes) if text in "ABC" or "look out" in text or "gaps" in text]
    assert " ".join(about) == said


def led(database: Database, cast: Cast, more: Iterable[int]) -> None:
    """Carol leads them besides Ana and Bo."""

    def lead(session: Session) -> None:
        for one in hire(session, cast, more).values():
            at: dict[str, Any] = {"workspace_id": cast.workspace_id, "now": cast.workspace.installed_at}
            reporting.set_lead(session, member_id=one.id, lead_id=cast.carol.id, **at)

    database.write(lead)


@pytest.mark.parametrize("people", [0, 3])
@pytest.mark.parametrize("when", ["before", "after"])
def test_where_names_are_switched_off_there_is_a_count_of_five_or_more_and_nobody_is_named(
    database: Database, cast: Cast, now: datetime, when: str, people: int
) -> None:
    """`people`: that Carol leads besides two."""

    def switch_off() -> None:
        off: dict[str, Any] = {"rules": GapRules(names=False), "by_id": None, "now": now}
        database.write(rules.save, workspace_id=cast.workspace_id, **off)

    led(database, cast, range(people))
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    if when == "before":
        switch_off()
    running.run_due(database, workspace_id=cast.workspace_id, now=MONDAY)
    if when == "after":
        switch_off()
    [run] = [run for run in rows.all_of(database, Run) if run.snapshot.get("lead") == str(cast.carol.id)]
    found = shown(database, cast, run.id)
    for form in (found.text, found.html, json.dumps(found.blocks, ensure_ascii=False)):
        many = "Five of your people have not been thanked for a while. Names are not told here."
        assert (many in form, "no pats reached your team" in form) == (people > 0, people > 0)
        assert ("Fewer than five people: too few for a figure" in form) == (people == 0)
        for name in ("Ana", "Bo:", "*Bo*", "Two of your people", "monthly"):
            assert name not in form
    assert when == "after" or str(cast.ana.id) not in json.dumps(run.snapshot)


def test_thanked_by_peers_alone_for_six_weeks_of_being_led_is_said(
    database: Database, cast: Cast, now: datetime
) -> None:
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    for one in (cast.ana, cast.bo):
        database.write(pat, cast.dave, one, now)
    database.write(pat, cast.carol, cast.bo, now)
    running.run_due(database, workspace_id=cast.workspace_id, now=MONDAY)
    [run] = [run for run in rows.all_of(database, Run) if run.snapshot.get("lead") == str(cast.carol.id)]
    found = shown(database, cast, run.id)
    assert "  - Ana: peers yes, you not for about 9 weeks. Dave thanked Ana on Wednesday:" in found.text
    assert "- Bo:" not in found.text


THIRTY_DAYS_BEFORE = datetime(2026, 1, 26, 12, tzinfo=UTC)
"""Working days, before 9 March."""


def told_to_carol(database: Database, cast: Cast) -> str:
    running.run_due(database, workspace_id=cast.workspace_id, now=MONDAY)
    [run] = [run for run in rows.all_of(database, Run) if run.snapshot.get("lead") == str(cast.carol.id)]
    return shown(database, cast, run.id).text


@pytest.mark.parametrize(("days", "said"), [(0, True), (1, False)])
def test_a_leads_own_silence_is_said_from_thirty_working_days_on(
    database: Database, cast: Cast, now: datetime, days: int, said: bool
) -> None:
    running.run_due(database, workspace_id=cast.workspace_id, now=now)
    database.write(pat, cast.dave, cast.ana, now)
    database.write(pat, cast.carol, cast.ana, THIRTY_DAYS_BEFORE + timedelta(days=days))
    assert ("Ana: peers yes, you not for about 6 weeks" in told_to_carol(database, cast)) == said


@pytest.mark.parametrize(("days", "said"), [(0, True), (1, False)])
def test_a_leads_silence_counts_from_when_they_began_to_lead_them(
    database: Database, cast: Cast, now: datetime, days: int, said: bool
) -> None:
    running.run_due(database, workspace_id=cast.workspace_id, now=now)

    def moves(session: Session) -> None:
        one = hire(session, cast, [1])[1]
        at = {cast.dave: cast.workspace.installed_at, cast.carol: THIRTY_DAYS_BEFORE + timedelta(days=days)}
        for lead, since in at.items():
            of: dict[str, Any] = {"workspace_id": cast.workspace_id, "member_id": one.id, "lead_id": lead.id}
            reporting.set_lead(session, **of, now=since)
        pat(session, cast.dave, one, now)

    database.write(moves)
    assert ("Person 1: peers yes, you not for about 6 weeks" in told_to_carol(database, cast)) == said


def test_a_snapshot_from_before_there_was_anything_to_act_on_is_still_told(cast: Cast) -> None:
    period = Period(MONDAY - timedelta(weeks=1), MONDAY)
    old = {"zone": "UTC", "lead": str(cast.carol.id), "people": 2, "thanked": 0, "look_out_more": 0, "given": 0}
    out = {"member": str(cast.ana.id), "days": 20, "newcomer": False}
    more = {"look_out": [out], "given_to_own": 0, "story": None, "counting_since": "2026-01-07"}
    assert snapshots.lead(old | more, period).look_out[0].act is None
