"""People placed at once: what ended stays as it ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import placing, staffing
from models.people.reporting import ReportingLine
from models.people.teams import Role, TeamMembership
from models.storage.database import Database
from tests.people import SINCE, Cast
from tests.statements import QueryCounter

Places = Sequence[tuple[str, Role]]


def placed(database: Database, cast: Cast, lead_id: UUID | None, teams: Places, at: datetime) -> None:
    """Bo reports to this lead and is in these teams from `at` on."""

    def write(session: Session) -> None:
        staff = staffing.staff(session, workspace_id=cast.workspace_id)
        bo = next(one for one in staff.people if one.id == cast.bo.id)
        changes = placing.changes(staff, [replace(bo, lead_id=lead_id, teams=tuple(teams))])
        placing.place(session, workspace_id=cast.workspace_id, staff=staff, changes=changes, now=at)

    database.write(write)


def test_each_change_ends_what_held_and_nothing_that_ended_before(
    database: Database, cast: Cast, now: datetime
) -> None:
    days = [now + timedelta(days=n) for n in range(4)]
    placed(database, cast, cast.dave.id, [("Depot", Role.MEMBER)], days[0])
    placed(database, cast, None, [], days[1])
    placed(database, cast, cast.carol.id, [("Depot", Role.LEAD)], days[2])
    placed(database, cast, cast.dave.id, [("Depot", Role.MEMBER)], days[3])

    def held(session: Session) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
        lines = select(ReportingLine.lead_id, ReportingLine.starts_at, ReportingLine.ends_at)
        places = select(TeamMembership.role, TeamMembership.starts_at, TeamMembership.ends_at)
        mine = lines.where(ReportingLine.member_id == cast.bo.id).order_by(ReportingLine.starts_at)
        ours = places.where(TeamMembership.member_id == cast.bo.id).order_by(TeamMembership.starts_at)
        return [tuple(row) for row in session.execute(mine)], [tuple(row) for row in session.execute(ours)]

    lines, places = database.query(held)
    assert lines == [
        (cast.carol.id, now - SINCE, days[0]),
        (cast.dave.id, days[0], days[1]),
        (cast.carol.id, days[2], days[3]),
        (cast.dave.id, days[3], None),
    ]
    assert places == [
        ("member", days[0], days[1]),
        ("lead", days[2], days[3]),
        ("member", days[3], None),
    ]


def test_everybody_is_read_and_placed_in_a_fixed_number_of_statements(
    database: Database, cast: Cast, now: datetime
) -> None:
    def counted(people: int) -> int:
        with QueryCounter(database) as executed:

            def write(session: Session) -> None:
                staff = staffing.staff(session, workspace_id=cast.workspace_id)
                some = [one for one in staff.people if one.lead_id is None and one.id != cast.finn.id][:people]
                wanted = [
                    replace(one, lead_id=cast.finn.id, site="Leeds", teams=(*one.teams, ("Depot", Role.MEMBER)))
                    for one in some
                ]
                changes = placing.changes(staff, wanted)
                assert len(changes) == people
                placing.place(session, workspace_id=cast.workspace_id, staff=staff, changes=changes, now=now)
                session.rollback()

            database.write(write)
        return executed.count

    assert counted(1) == counted(3)
