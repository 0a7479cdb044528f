"""The pledge: who signs it, who stands by it, whom it reaches that it was not kept, and when it no longer holds."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.surfaces.pledge import quoted
from models.pledge import reading
from models.storage.database import Database
from tests.bot.pledged import TEXT, pledge
from tests.people import Cast


def test_nothing_holds_until_somebody_signed(database: Database, cast: Cast) -> None:
    assert database.query(lambda session: reading.in_force(session, cast.workspace_id)) is None


def test_it_is_quoted_with_its_signer_and_ones_own_lead_and_nothing_of_a_lead_who_has_not_signed(
    database: Database, cast: Cast, now: datetime
) -> None:
    pledge(database, cast.workspace_id, now)

    def shown(session: Session) -> list[str]:
        holds = reading.in_force(session, cast.workspace_id)
        assert holds is not None
        leads = [reading.lead_behind(session, cast.workspace_id, holds, one.id) for one in (cast.ana, cast.eve)]
        return [str([block.to_dict() for block in quoted(holds, lead)]) for lead in leads]

    ana, eve = database.query(shown)
    for said in (ana, eve):
        assert f"> “{TEXT}”" in said
        assert "<@U0FINN0000>, COO, <!date^" in said
    assert "Co-signed by <@U0CAROL000>, your lead." in ana
    assert "your lead" not in eve
