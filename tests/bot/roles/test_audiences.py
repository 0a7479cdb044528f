"""Who reads what of digests, gaps, pictures and nudges; and that it goes where it may not be read any more."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from bot.home import Visitor
from bot.home.gaps import gaps as card
from bot.listeners.answers.digest_answers import whole
from bot.listeners.digests.looking import DAY, WHICH, form_of
from bot.listeners.gaps import fairness, gaps
from digests.charts.reading.lead import asked_by
from models.delivery.outbox import Delivery
from models.gaps import governing
from models.gaps.rules import GapRules
from models.kudos import ChannelKind
from models.people import members, reporting
from models.people.members import Circle
from models.privacy import removing
from models.schedules import Run
from models.storage.requests import Request
from simulator.driver import PersonaDriver, Simulator
from tests import waiting
from tests.bot.clocks import set_clocks
from tests.bot.decisions.decided import decides, pledged
from tests.bot.digests.test_digests import led
from tests.bot.running import MONDAY, Bot
from tests.digests.giving import pat
from tests.models import rows

__all__ = ["led"]

MARKS = {"private": "mark of a private channel", "closed": "mark of a closed circle", "decided": "mark of a decision"}
OTHERS = ("ana", "bo", "dave", "eve", "finn", "gita", "hugo", "ines", "nils", "olga")
"""Colleagues, another lead, a guest, an admin, the lead of last month, one who was deactivated, another company's."""


async def read_by(person: PersonaDriver, in_: str = "app") -> str:
    """Everything that stands there for them, descriptions of pictures included."""
    return json.dumps([[one.shown, one.blocks] for one in await person.messages(in_)], ensure_ascii=False)


async def reads_no_more(person: PersonaDriver, text: str) -> None:
    await waiting.until(lambda: read_by(person), lambda found: text not in found)


@pytest.fixture
async def shown(slack: Simulator, bot: Bot, led: None) -> PersonaDriver:
    """Carol, whose digest names Ana and Bo, whom nobody thanked for weeks; and so do the pictures she asked for."""
    carol = slack.person("carol")
    await set_clocks(slack, bot, MONDAY)
    digest = await carol.sees("to look out for", in_="app")
    assert "Ana" in digest.shown
    await carol.click("Show chart", in_=digest)
    await carol.sees("in pictures", in_="app")
    assert "Ana: " in await read_by(carol)
    return carol


async def files(slack: Simulator) -> tuple[set[str], set[str]]:
    """(those that were uploaded, those that were deleted)"""
    done = await slack.ledger.calls(method="files.completeUploadExternal")
    gone = await slack.ledger.calls(method="files.delete")
    uploaded = {one["id"] for call in done for one in _given(call)}
    return uploaded, {str(call["args"]["file"]) for call in gone}


def _given(call: dict[str, Any]) -> list[dict[str, str]]:
    said = call["args"]["files"]
    return list(json.loads(said) if isinstance(said, str) else said)


async def test_whoever_has_their_data_removed_is_in_no_message_or_picture_of_their_lead(
    slack: Simulator, bot: Bot, shown: PersonaDriver
) -> None:
    ana = slack.person("ana")
    before, _ = await files(slack)
    await bot.database.run(removing.begin_own, workspace_id=bot.workspace_id, member=ana.id, now=bot.now())
    await reads_no_more(shown, "Ana")
    assert "Bo: " in await read_by(shown)
    await slack.ledger.called("files.delete", count=2)
    uploaded, deleted = await files(slack)
    assert deleted == before != uploaded


async def test_where_names_are_switched_off_pictures_that_are_out_name_nobody_either(
    slack: Simulator, bot: Bot, shown: PersonaDriver
) -> None:
    def off(session: Session) -> None:
        seen = governing.standing(session, bot.workspace_id).version
        who: dict[str, Any] = {"admin": slack.person("finn").id, "key": "off", "now": bot.now()}
        governing.change(session, workspace_id=bot.workspace_id, wanted=GapRules(names=False), seen=seen, **who)

    await bot.database.run(off)
    for name in ("Ana", "Bo: ", "heard a thank-you by week", "1 of 2"):
        await reads_no_more(shown, name)
    await slack.ledger.called("files.delete", count=2)
    uploaded, deleted = await files(slack)
    assert uploaded == deleted


@pytest.fixture
async def told(slack: Simulator, bot: Bot, led: None) -> UUID:
    """Carol's run of a week in which Ana was thanked in private and decided something. Hugo led Ana until then."""
    ids = {name: slack.person(name).id for name in (*OTHERS, "carol")}
    await pledged(bot, slack.person("finn"))

    def settle(session: Session) -> None:
        known = members.by_slack_id(session, bot.workspace_id, ids.values())
        person = {name: known[id_] for name, id_ in ids.items() if id_ in known}
        line: dict[str, Any] = {"workspace_id": bot.workspace_id, "now": bot.now()}
        reporting.set_lead(session, member_id=person["ines"].id, lead_id=person["dave"].id, **line)
        reporting.set_lead(session, member_id=person["gita"].id, lead_id=person["hugo"].id, **line)
        reporting.set_lead(session, member_id=person["gita"].id, lead_id=person["carol"].id, **line)
        at = bot.now() - timedelta(hours=1)
        pat(session, person["bo"], person["ana"], at, message=MARKS["private"], kind=ChannelKind.PRIVATE)
        pat(session, person["bo"], person["ana"], at, message=MARKS["closed"], circle=Circle.LEAD)

    await bot.database.run(settle)
    await decides(bot, slack.person("ana"), choice=MARKS["decided"])
    await set_clocks(slack, bot, MONDAY)
    await slack.person("carol").sees("of your 3 people", in_="app")
    (run,) = [one for one in rows.all_of(bot.database, Run) if one.snapshot.get("people") == 3]
    return run.id


def everything(session: Session, bot: Bot, who: str, run: UUID) -> Iterator[tuple[str, str]]:
    """What somebody reads who asks for all there is, by where; values are forged where there is one."""
    now, workspace_id = bot.now(), bot.workspace_id
    for key in ("lead", "leadership", "team", "personal"):
        for back in (1, 8, 60):
            shown = {WHICH: key, DAY: (now - timedelta(days=back)).date().isoformat()}
            yield f"/pat digest {key} {back}", str(form_of(session, workspace_id, who, now, shown))
    for scope in ("", "tree", "Night"):
        yield f"/pat gaps {scope}", str(gaps.answered(session, workspace_id, who, scope, now).payload())
    for scope in ("own", "tree", str(run)):
        yield f"gaps button {scope}", str(gaps.seen_by(session, workspace_id, who, scope, now))
    yield "fairness", str(fairness.reader_of(session, workspace_id, who, now).report)
    yield "more", str((found := whole(session, workspace_id, run, who)) and found.payload())
    member = members.by_slack_user(session, workspace_id, who)
    visitor = Visitor(workspace_id, who, member, admin=False, now=now)
    yield "home", str([block.to_dict() for block in card(session, visitor)])
    if member:
        yield "chart", str(asked_by(session, member, None, now))


@pytest.mark.takes(15)
async def test_nobody_but_their_lead_reads_whom_recognition_does_not_reach_by_any_way_in(
    slack: Simulator, bot: Bot, told: UUID
) -> None:
    def read(session: Session, name: str) -> dict[str, str]:
        return dict(everything(session, bot, slack.person(name).id, told))

    hers = await bot.database.read(read, "carol")
    for where in ("/pat digest lead 1", "/pat gaps ", "gaps button own", "fairness", "more", "home", "chart"):
        assert any(one in hers[where] for one in ("3 people", "Gita", slack.person("bo").id)), where
    for name in OTHERS:
        for where, found in (await bot.database.read(read, name)).items():
            own = name == "gita" and "personal" in where
            assert own or not ("Gita" in found or slack.person("gita").id in found), (name, where, found)
            assert "3 people" not in found, (name, where)


@pytest.mark.takes(15)
async def test_what_was_said_in_private_is_in_no_digest_gap_or_picture_but_in_ones_own(
    slack: Simulator, bot: Bot, told: UUID
) -> None:
    def read(session: Session, name: str) -> dict[str, str]:
        return dict(everything(session, bot, slack.person(name).id, told))

    for name in ("carol", *OTHERS):
        for where, found in (await bot.database.read(read, name)).items():
            for kind, mark in MARKS.items():
                mine = name == "ana" and "personal" in where
                answers = name == "carol" and where == "more" and kind == "decided"
                assert mine or answers or mark not in found, (name, where)
    stored = [str(vars(one)) for table in (Delivery, Run, Request) for one in rows.all_of(bot.database, table)]
    assert not [one for one in stored if any(mark in one for mark in MARKS.values())]
    for channel in ("support", "pats"):
        told_there = await read_by(slack.person("dave"), channel)
        assert not [mark for mark in MARKS.values() if mark in told_there]
