"""Decisions that scenarios begin with: logged through the domain, while the bot runs."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models.people import members, reporting
from models.storage.requests import Outcome
from simulator.driver import PersonaDriver, Simulator
from tests.bot.decisions.pledged import pledge
from tests.bot.running import Bot
from tests.models.decisions import decided


async def pledged(bot: Bot, signer: PersonaDriver) -> UUID:
    """A pledge is in force, signed by `signer`."""
    return await bot.database.run(decided.signed, workspace_id=bot.workspace_id, signer=signer.id, now=bot.now())


async def promised(bot: Bot, slack: Simulator) -> None:
    """A pledge is in force, which Finn signed and Carol, who leads Ana and Bo, stands by."""
    ana, bo, carol = (slack.person(name).id for name in ("ana", "bo", "carol"))
    pledge(bot.database, bot.workspace_id, bot.now())

    def lead(session: Session) -> None:
        found = members.by_slack_id(session, bot.workspace_id, [ana, bo, carol])
        for one in (ana, bo):
            pair = {"member_id": found[one].id, "lead_id": found[carol].id}
            reporting.set_lead(session, workspace_id=bot.workspace_id, **pair, now=bot.now())

    await bot.database.run(lead)


async def decides(bot: Bot, person: PersonaDriver, **changes: Any) -> UUID:
    """`person` logs a decision; `changes` are fields of `Entry`."""

    def log(session: Session) -> Outcome:
        what: dict[str, Any] = {"workspace_id": bot.workspace_id, "member": person.id, "now": bot.now()}
        return decided.logs(session, **what, **changes)

    outcome = await bot.database.run(log)
    assert outcome["code"] == "logged", outcome
    return UUID(outcome["decision"])
