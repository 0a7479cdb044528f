"""Which weeks and months a digest is offered of."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from digests import choices
from models.storage.database import Database
from tests.digests.giving import pat
from tests.people import Cast

MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)


def offered(database: Database, cast: Cast, key: str = "", day: date | None = None) -> tuple[date, ...]:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "member": cast.carol, "now": MONDAY}
    found = database.query(choices.look, **of, key=key, day=day)
    assert found
    return found.firsts


def weeks_from(first: date) -> tuple[date, ...]:
    """Their Mondays, the last one that is over first."""
    last = MONDAY.date() - timedelta(days=7)
    return tuple(last - timedelta(days=7 * n) for n in range((last - first).days // 7 + 1))


def test_nothing_is_offered_of_before_counting_began(database: Database, cast: Cast) -> None:
    assert cast.workspace.installed_at.date() == date(2026, 1, 7)  # a Wednesday
    assert offered(database, cast) == weeks_from(date(2026, 1, 5))
    assert offered(database, cast, "personal") == (date(2026, 2, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("at", "first"), [("2025-12-29T00:00+00:00", date(2025, 12, 29)), ("2025-12-28T23:59+00:00", date(2025, 12, 22))]
)
def test_it_begins_with_the_week_of_an_older_pat(database: Database, cast: Cast, at: str, first: date) -> None:
    database.write(pat, cast.dave, cast.ana, datetime.fromisoformat(at))
    assert offered(database, cast) == weeks_from(first)


def test_an_older_week_that_was_asked_for_is_offered_besides(database: Database, cast: Cast) -> None:
    assert offered(database, cast, day=date(2019, 2, 14)) == (*weeks_from(date(2026, 1, 5)), date(2019, 2, 11))


def test_when_nothing_was_counted_yet_the_last_week_is_offered(database: Database, cast: Cast) -> None:
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "member": cast.carol, "now": cast.workspace.installed_at}
    found = database.query(choices.look, **of)
    assert found
    assert found.firsts == (date(2025, 12, 29),)
