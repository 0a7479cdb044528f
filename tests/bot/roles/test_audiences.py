"""Who reads what of digests, gaps, pictures and nudges; and that it goes where it may not be read any more."""

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from bot.cli import digest, gaps_export
from bot.cli.gaps_export import Lead
from bot.home import Visitor
from bot.home.gaps import gaps as card
from bot.listeners.answers.digest_answers import whole
from bot.listeners.digests.looking import DAY, WHICH, form_of
from bot.listeners.gaps import fairness, gaps
from digests.charts.reading.lead import asked_by
from digests.gaps import gaps_for_lead
from digests.gaps.report import Scope, ScopeKind
from models.delivery.outbox import Delivery
from models.gaps import governing
from models.gaps.rules import GapRules
from models.kudos import ChannelKind
from models.people import members, reporting
from models.people.members import Circle, Kind, Profile
from models.privacy import removing
from models.schedules import Audience, Run
from models.storage.requests import Request
from models.workspace import workspaces
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


def everything(
    session: Session, bot: Bot, who: str, run: UUID, *, elsewhere: int | None = None
) -> Iterator[tuple[str, str]]:
    """What somebody reads who asks for all there is, by where; values are forged where there is one.

    `elsewhere`: the workspace that they are in, when it is another one.
    """
    now, workspace_id = bot.now(), elsewhere or bot.workspace_id
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


def printed(session: Session, bot: Bot, who: str) -> Iterator[tuple[str, str]]:
    """Every document whose reader they are, as whoever runs the server can have it printed: by kind and format."""
    team, now = workspaces.get(session, bot.workspace_id).slack_team_id, bot.now()
    week = (now - timedelta(days=1)).date().isocalendar()
    week_, month = f"{week.year}-W{week.week:02}", (now - timedelta(days=1)).strftime("%Y-%m")
    for audience, form in product(Audience, (*digest.FORMATS, digest.FIGURES)):
        monthly = audience == Audience.PERSONAL
        member = None if audience == Audience.TEAM else who
        asked = (None, month) if monthly else (week_, None)
        wanted = digest.Wanted(audience, asked[0], asked[1], member, None, team)
        try:
            said = digest._said(session, wanted, form, now)
        except digest.Unanswerable as refused:
            said = str(refused)
        yield f"{audience} as {form}", said or ""
    member_ = members.by_slack_user(session, bot.workspace_id, who)
    if member_:
        for kind in (ScopeKind.OWN, ScopeKind.TREE):
            of: dict[str, Any] = {"workspace_id": bot.workspace_id, "lead_id": member_.id, "now": now}
            report = gaps_for_lead(session, **of, scope=Scope(kind))
            lead = Lead(member_.id, who, member_.label)
            yield f"gaps {kind} as json", json.dumps(gaps_export.as_json([(lead, report)], now), ensure_ascii=False)
            yield f"gaps {kind} as text", gaps_export.as_text([(lead, report)])


@pytest.mark.takes(15)
async def test_what_is_printed_for_a_reader_tells_what_that_reader_may_read_in_every_format(
    slack: Simulator, bot: Bot, told: UUID
) -> None:
    def read(session: Session, name: str) -> dict[str, str]:
        return dict(printed(session, bot, slack.person(name).id))

    hers = await bot.database.read(read, "carol")
    for where in ("lead as text", "lead as html", "lead as blocks", "gaps own as json", "gaps own as text"):
        assert any(one in hers[where] for one in ("3 people", "Gita", "of 3")), where
    assert '"people": 3' in hers["lead as figures"]
    gita = await bot.database.read(members.by_slack_user, bot.workspace_id, slack.person("gita").id)
    assert gita
    for name in ("carol", *OTHERS):
        for where, found in (await bot.database.read(read, name)).items():
            own = name in ("carol", "gita")
            for hidden in ("Gita", slack.person("gita").id, str(gita.id)):
                assert own or hidden not in found, (name, where, hidden)
            assert name == "carol" or "3 people" not in found, (name, where)
            for kind, mark in MARKS.items():
                mine = name == "ana" and where.startswith("personal") and kind != "decided"
                assert mine or mark not in found, (name, where, kind)


@pytest.mark.takes(15)
async def test_a_lead_of_another_workspace_reads_nothing_of_this_one_whatever_they_forge(
    slack: Simulator, bot: Bot, told: UUID
) -> None:
    """Zed leads Yan, elsewhere; Zed's Slack id is asked for here as well."""

    def elsewhere(session: Session) -> int:
        then = bot.now() - timedelta(weeks=4)
        of: dict[str, Any] = {"slack_team_id": "T0ELSEWHER", "name": "Elsewhere", "bot_user_id": "U0BACKPAT0"}
        made = workspaces.install(session, **of, now=then)
        people = [Profile(id_, name, name.lower(), Kind.PERSON, active=True) for name, id_ in ELSEWHERE.items()]
        members.sync(session, workspace_id=made.id, profiles=people, now=then)
        found = members.by_slack_id(session, made.id, ELSEWHERE.values())
        line: dict[str, Any] = {"member_id": found[ELSEWHERE["Yan"]].id, "lead_id": found[ELSEWHERE["Zed"]].id}
        reporting.set_lead(session, workspace_id=made.id, **line, now=then)
        return made.id

    def asked(session: Session, workspace: int | None) -> dict[str, str]:
        return dict(everything(session, bot, ELSEWHERE["Zed"], told, elsewhere=workspace))

    there = await bot.database.run(elsewhere)
    ids = [slack.person(name).id for name in ("ana", "bo", "gita")]
    for workspace in (there, None):
        found = await bot.database.read(asked, workspace)
        assert ("Yan" in found["/pat gaps "] or ELSEWHERE["Yan"] in found["gaps button own"]) == (workspace == there)
        for where, said in found.items():
            for hidden in (*MARKS.values(), "Gita", "3 people", *ids):
                assert hidden not in said, (where, hidden)


ELSEWHERE = {"Zed": "U0ZEDELSEW", "Yan": "U0YANELSEW"}


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
