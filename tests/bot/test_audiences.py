"""Who reads what of digests, gaps, pictures and nudges; and that it goes where it may not be read any more."""

import asyncio
import json
import time
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.gaps import governing
from models.gaps.rules import GapRules
from models.privacy import removing
from simulator.driver import PersonaDriver, Simulator
from tests.bot.running import MONDAY, Bot
from tests.bot.test_digests import led

__all__ = ["led"]


async def read_by(person: PersonaDriver, in_: str = "app") -> str:
    """Everything that stands there for them, descriptions of pictures included."""
    return json.dumps([[one.shown, one.blocks] for one in await person.messages(in_)], ensure_ascii=False)


async def reads_no_more(person: PersonaDriver, text: str, timeout: float = 10) -> None:
    until = time.monotonic() + timeout
    while text in (found := await read_by(person)):
        assert time.monotonic() < until, found
        await asyncio.sleep(0.05)


@pytest.fixture
async def shown(slack: Simulator, bot: Bot, led: None) -> PersonaDriver:
    """Carol, whose digest names Ana and Bo, whom nobody thanked for weeks; and so do the pictures she asked for."""
    carol = slack.person("carol")
    bot.clock_file.write_text(str(await slack.move_clock(to=MONDAY)))
    digest = await carol.sees("to look out for", in_="app", timeout=10)
    assert "Ana" in digest.shown
    await carol.click("Show chart", in_=digest)
    await carol.sees("in pictures", in_="app", timeout=10)
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
