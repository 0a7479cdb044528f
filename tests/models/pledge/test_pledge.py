"""The pledge: who signs it, who stands by it, whom it reaches that it was not kept, and when it no longer holds."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from bot.surfaces.decisions.pledge import quoted
from models.decisions import rules
from models.decisions.rules import Rules
from models.delivery.outbox import Delivery, Kind, Purpose
from models.people import leading, leads, members, reporting, teams
from models.people.leading import Change
from models.people.members import Member
from models.people.teams import Role
from models.pledge import (
    BrokenPromise,
    CoSignature,
    Pledge,
    cosigning,
    promises,
    reading,
    signing,
    standing,
    wanting,
    writing,
)
from models.storage.database import Database
from models.storage.requests import Outcome
from tests.bot.decisions.pledged import TEXT, pledge
from tests.models import rows
from tests.people import Cast, profile
from tests.statements import QueryCounter

ANA, BO, CAROL, DAVE, EVE, FINN, ZED = (
    f"U0{name:0<8}" for name in ("ANA", "BO", "CAROL", "DAVE", "EVE", "FINN", "ZED")
)


def asks(
    database: Database, cast: Cast, now: datetime, signer: str = DAVE, text: str = TEXT, admin: str = FINN
) -> Outcome:
    """Finn asks Dave to sign."""
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "text": text, "signer": signer, "title": "COO"}
    return database.write(writing.set_up, **of, admin=admin, now=now)


def signs(database: Database, cast: Cast, now: datetime, member: str = DAVE) -> str:
    """The one that waits, or the newest."""
    newest = rows.all_of(database, Pledge)[-1].id
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "pledge_id": newest, "member": member}
    return str(database.write(signing.sign, **of, now=now)["code"])


def holds(database: Database, cast: Cast) -> UUID | None:
    found = database.query(lambda session: reading.in_force(session, cast.workspace_id))
    return found.id if found else None


def tells(database: Database, cast: Cast, about: UUID, member: str, now: datetime, key: str = "view:1") -> str:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "about_id": about, "member": member, "words": "Fined"}
    return str(database.write(promises.tell, **of, key=key, now=now)["code"])


def leaves(database: Database, member: Member) -> None:
    def leave(session: Session) -> None:
        session.get_one(Member, (member.workspace_id, member.id)).active = False

    database.write(leave)


def test_nothing_holds_until_somebody_signed(database: Database, cast: Cast, now: datetime) -> None:
    assert asks(database, cast, now)["code"] == "asked"
    assert holds(database, cast) is None
    assert signs(database, cast, now) == "signed"
    assert holds(database, cast)


def test_it_is_quoted_with_its_signer_and_ones_own_lead_and_nothing_of_a_lead_who_has_not_signed(
    database: Database, cast: Cast, now: datetime
) -> None:
    pledge(database, cast.workspace_id, now)

    def shown(session: Session) -> list[str]:
        held = reading.in_force(session, cast.workspace_id)
        assert held is not None
        above = [reading.lead_behind(session, cast.workspace_id, held, one.id) for one in (cast.ana, cast.eve)]
        return [str([block.to_dict() for block in quoted(held, lead)]) for lead in above]

    ana, eve = database.query(shown)
    for said in (ana, eve):
        assert f"> “{TEXT}”" in said
        assert "<@U0FINN0000>, COO, <!date^" in said
    assert "Co-signed by <@U0CAROL000>, your lead." in ana
    assert "your lead" not in eve


@pytest.mark.parametrize("member", [ANA, CAROL, EVE, FINN, ZED])
def test_nobody_signs_for_another_not_even_an_admin(database: Database, cast: Cast, now: datetime, member: str) -> None:
    asks(database, cast, now)
    assert signs(database, cast, now, member) == "not_signer"
    assert rows.one(database, Pledge).signed_at is None


def test_signing_twice_is_harmless(database: Database, cast: Cast, now: datetime) -> None:
    asks(database, cast, now)
    signs(database, cast, now)
    assert signs(database, cast, now + timedelta(days=1)) == "already"
    assert rows.one(database, Pledge).signed_at == now


@pytest.mark.parametrize(("signer", "why"), [(EVE, "guest"), (ZED, "unknown"), ("U0NOBODY00", "unknown")])
def test_a_guest_and_someone_of_another_workspace_can_promise_nothing(
    database: Database, cast: Cast, now: datetime, signer: str, why: str
) -> None:
    assert asks(database, cast, now, signer) == {"code": "refused", "why": why}
    assert rows.count(database, Pledge) == 0


def test_who_has_left_can_promise_nothing(database: Database, cast: Cast, now: datetime) -> None:
    leaves(database, cast.dave)
    assert asks(database, cast, now) == {"code": "refused", "why": "deactivated"}


@pytest.mark.parametrize("member", [ANA, CAROL, DAVE, ZED])
def test_only_an_admin_writes_it(database: Database, cast: Cast, now: datetime, member: str) -> None:
    assert asks(database, cast, now, admin=member) == {"code": "not_admin"}


def test_the_same_again_asks_nobody_twice(database: Database, cast: Cast, now: datetime) -> None:
    asks(database, cast, now)
    assert asks(database, cast, now)["code"] == "already"
    signs(database, cast, now)
    assert asks(database, cast, now)["code"] == "already"
    assert rows.count(database, Delivery, Delivery.purpose == Purpose.PLEDGE_TO_SIGN, Delivery.kind == Kind.POST) == 1


def test_another_text_waits_while_the_old_one_holds_and_leads_are_asked_anew(
    database: Database, cast: Cast, now: datetime
) -> None:
    old = pledge(database, cast.workspace_id, now, co_signers=())
    asks(database, cast, now, text="Another")
    assert holds(database, cast) == old
    signs(database, cast, now)
    assert holds(database, cast) not in {None, old}
    asked = rows.all_of(database, Delivery, Delivery.purpose == Purpose.PLEDGE_TO_COSIGN, Delivery.kind == Kind.POST)
    assert {row.member_id for row in asked} == {cast.carol.id}


def test_what_another_took_the_place_of_is_signed_no_more(database: Database, cast: Cast, now: datetime) -> None:
    asks(database, cast, now)
    first = rows.one(database, Pledge).id
    asks(database, cast, now, text="Another")
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "pledge_id": first, "member": DAVE}
    assert database.write(signing.sign, **of, now=now) == {"code": "gone"}
    assert holds(database, cast) is None


def test_how_a_signer_would_sign_it_is_not_signed_until_an_admin_sends_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    asks(database, cast, now)
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "pledge_id": rows.one(database, Pledge).id, "now": now}
    mine: dict[str, Any] = {"text": "To €100", "key": "view:1"}
    assert database.write(writing.propose, **of, **mine, member=ANA) == {"code": "not_signer"}
    assert database.write(writing.propose, **of, **mine | {"key": "view:2"}, member=DAVE) == {"code": "proposed"}
    assert database.write(writing.propose, **of, **mine | {"key": "view:2"}, member=DAVE) == {"code": "proposed"}
    assert rows.count(database, Pledge) == 2
    assert signs(database, cast, now) == "proposed"
    assert asks(database, cast, now, text="To €100")["code"] == "asked"
    assert signs(database, cast, now) == "signed"


@pytest.mark.parametrize(
    ("member", "code"), [(DAVE, "withdrawn"), (FINN, "withdrawn"), (CAROL, "not_yours"), (ZED, "not_yours")]
)
def test_an_admin_or_its_signer_takes_it_back_and_no_older_one_comes_back(
    database: Database, cast: Cast, now: datetime, member: str, code: str
) -> None:
    pledge(database, cast.workspace_id, now)
    asks(database, cast, now)
    signs(database, cast, now)
    held = holds(database, cast)
    assert held
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "pledge_id": held, "member": member, "now": now}
    assert database.write(signing.withdraw, **of)["code"] == code
    assert holds(database, cast) == (None if code == "withdrawn" else held)
    covered = database.query(lambda session: reading.signed(session, cast.workspace_id, held))
    assert covered is not None
    if code == "withdrawn":
        assert database.write(signing.withdraw, **of)["code"] == "already"


def test_who_is_no_longer_asked_to_sign_leaves_the_old_one_in_force(
    database: Database, cast: Cast, now: datetime
) -> None:
    old = pledge(database, cast.workspace_id, now)
    waiting = UUID(asks(database, cast, now, text="Another")["pledge"])
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "pledge_id": waiting, "member": FINN, "now": now}
    assert database.write(signing.withdraw, **of) == {"code": "withdrawn", "held": False}
    assert holds(database, cast) == old


def test_it_holds_only_while_its_signer_is_here(database: Database, cast: Cast, now: datetime) -> None:
    pledge(database, cast.workspace_id, now, signer="Dave", co_signers=())
    leaves(database, cast.dave)
    assert holds(database, cast) is None
    stands = database.query(lambda session: standing.standing(session, cast.workspace_id))
    assert stands.left
    assert stands.left.signer.id == cast.dave.id


def test_a_lead_co_signs_once_and_nobody_else_does(database: Database, cast: Cast, now: datetime) -> None:
    held = pledge(database, cast.workspace_id, now, signer="Dave", co_signers=())
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "now": now}
    codes = [
        database.write(cosigning.co_sign, **of, pledge_id=about, member=member)["code"]
        for member, about in ((ANA, held), (EVE, held), (ZED, held), (DAVE, held), (CAROL, cast.ana.id), (CAROL, held))
    ]
    assert codes == ["not_lead", "not_lead", "not_lead", "signer", "gone", "co_signed"]
    assert database.write(cosigning.co_sign, **of, pledge_id=held, member=CAROL)["code"] == "already"
    assert rows.one(database, CoSignature).lead_id == cast.carol.id


def test_everyone_who_leads_is_found_as_each_alone_would_be(database: Database, cast: Cast, now: datetime) -> None:
    def name(session: Session) -> None:
        leading.name_leads(session, workspace_id=cast.workspace_id, change=Change(added=(BO,)), actor=FINN, now=now)

    database.write(name)

    def compare(session: Session) -> tuple[set[str], set[str]]:
        everyone = members.by_slack_id(session, cast.workspace_id, [ANA, BO, CAROL, DAVE, EVE, FINN]).values()
        alone = {one.name for one in everyone if leads.is_lead(session, one)}
        return {one.name for one in leads.all_leads(session, cast.workspace_id)}, alone

    together, alone = database.query(compare)
    assert together == alone == {"Bo", "Carol", "Dave"}


def test_leads_of_archived_teams_and_of_people_who_left_lead_nobody(
    database: Database, cast: Cast, now: datetime
) -> None:
    for one in (cast.ana, cast.bo):
        leaves(database, one)

    def archive(session: Session) -> None:
        session.get_one(teams.Team, (cast.workspace_id, cast.returns_desk.id)).archived_at = now

    database.write(archive)
    assert database.query(lambda session: leads.all_leads(session, cast.workspace_id)) == []


def test_leads_are_found_in_as_many_statements_whatever_their_number(
    database: Database, cast: Cast, now: datetime
) -> None:
    pledge(database, cast.workspace_id, now, signer="Finn", co_signers=())

    def counted() -> tuple[int, int]:
        with QueryCounter(database) as executed:
            found = database.query(lambda session: cosigning.unasked(session, workspace_id=cast.workspace_id))
        return len(found), executed.count

    few = counted()
    database.write(lambda session: hire(session, cast, now, 40))
    many = counted()
    assert (few[0], many[0]) == (2, 42)
    assert many[1] == few[1] <= 4


def hire(session: Session, cast: Cast, now: datetime, number: int) -> None:
    """So many more leads."""
    people = [profile(f"Lead{100 + n}") for n in range(number)]
    members.sync(session, workspace_id=cast.workspace_id, profiles=people, now=now)
    found = members.by_slack_id(session, cast.workspace_id, [one.slack_user_id for one in people])
    for n, one in enumerate(found.values()):
        if n % 2:
            desk = teams.create(session, workspace_id=cast.workspace_id, name=f"Desk {n}", now=now)
            roles = {one.id: Role.LEAD}
            teams.set_members(session, workspace_id=cast.workspace_id, team_id=desk.id, roles=roles, now=now)
        else:
            one.is_named_lead = True
    session.flush()


def test_who_becomes_a_lead_later_is_asked_once(database: Database, cast: Cast, now: datetime) -> None:
    pledge(database, cast.workspace_id, now, co_signers=())

    def ask() -> int:
        return database.write(cosigning.ask, workspace_id=cast.workspace_id, now=now)

    assert ask() == 2
    assert ask() == 0

    def lead(session: Session) -> None:
        of = {"member_id": cast.bo.id, "lead_id": cast.ana.id}
        reporting.set_lead(session, workspace_id=cast.workspace_id, **of, now=now)

    database.write(lead)
    assert ask() == 1
    assert ask() == 0


def test_admins_see_a_count_of_leads_only_where_it_tells_nobody_and_may_be_kept(
    database: Database, cast: Cast, now: datetime
) -> None:
    pledge(database, cast.workspace_id, now)

    def counted() -> tuple[int, int] | None:
        return database.query(lambda session: standing.standing(session, cast.workspace_id)).leads

    assert counted() is None
    database.write(lambda session: hire(session, cast, now, 4))
    assert counted() == (1, 6)
    off = Rules(clock=False)
    database.write(rules.save, workspace_id=cast.workspace_id, rules=off, by_id=cast.finn.id, now=now)
    assert counted() is None


def test_that_it_was_not_kept_is_owed_to_the_signer_alone_and_once(
    database: Database, cast: Cast, now: datetime
) -> None:
    held = pledge(database, cast.workspace_id, now, signer="Dave")
    assert tells(database, cast, held, ANA, now) == "told"
    assert tells(database, cast, held, ANA, now) == "told"
    assert tells(database, cast, held, DAVE, now, "view:2") == "own"
    assert tells(database, cast, held, ZED, now, "view:3") == "cannot"
    told = rows.one(database, BrokenPromise)
    owed = rows.one(database, Delivery, Delivery.purpose == Purpose.PROMISE_BROKEN)
    assert (owed.member_id, owed.channel_id, owed.subject_id) == (cast.dave.id, DAVE, told.id)
    assert told.words not in str(owed.detail)


@pytest.mark.parametrize("member", [ANA, CAROL, FINN, ZED])
def test_only_the_signer_says_that_they_read_it(database: Database, cast: Cast, now: datetime, member: str) -> None:
    tells(database, cast, pledge(database, cast.workspace_id, now, signer="Dave"), ANA, now)
    told = rows.one(database, BrokenPromise).id
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "promise_id": told, "now": now}
    assert database.write(promises.read, **of, member=member) == {"code": "not_signer"}
    assert database.write(promises.read, **of, member=DAVE) == {"code": "read"}
    assert database.write(promises.read, **of, member=DAVE) == {"code": "already"}


def test_words_meant_for_a_signer_who_left_go_to_nobody_else(database: Database, cast: Cast, now: datetime) -> None:
    """The form was open while another signed: whoever it named reads it, or nobody."""
    old = pledge(database, cast.workspace_id, now, signer="Dave")
    new = pledge(database, cast.workspace_id, now + timedelta(days=1), signer="Carol", co_signers=())
    leaves(database, cast.dave)
    assert tells(database, cast, old, ANA, now) == "nobody"
    assert rows.count(database, BrokenPromise) == 0
    offered = database.query(lambda session: promises.offered(session, cast.workspace_id, old, cast.ana.id))
    assert offered
    assert offered.about_id == new


def test_asking_for_it_is_counted_once_each_and_told_once_a_week(database: Database, cast: Cast, now: datetime) -> None:
    def wants(member: str, at: datetime) -> str:
        return str(database.write(wanting.want, workspace_id=cast.workspace_id, member=member, now=at)["code"])

    def told() -> int:
        return rows.count(database, Delivery, Delivery.purpose == Purpose.PLEDGE_WANTED, Delivery.kind == Kind.POST)

    assert [wants(one, now) for one in (ANA, BO, ANA, EVE, FINN, ZED)] == [
        "asked", "asked", "again", "asked", "admin", "cannot",
    ]  # fmt: skip
    assert database.query(lambda session: wanting.how_many(session, cast.workspace_id)) == 3
    assert told() == 1
    wants(CAROL, now + timedelta(days=6, hours=23))
    assert told() == 1
    wants(DAVE, now + timedelta(days=7))
    assert told() == 2
    pledge(database, cast.workspace_id, now)
    assert wants(ANA, now) == "holds"
