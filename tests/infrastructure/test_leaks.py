"""That what is left open is found, and by whom."""

from contextlib import closing

import pytest

from models.people.members import Member
from models.storage.database import Database
from tests import leaks
from tests.models import rows


def test_a_database_that_is_left_open_is_named_and_closed(database_url: str) -> None:
    with pytest.raises(AssertionError, match="left open"), leaks.none():
        rows.count(Database(database_url), Member)


def test_one_that_is_closed_or_was_open_before_is_not(database: Database, database_url: str) -> None:
    rows.count(database, Member)
    with leaks.none():
        rows.count(database, Member)
        with closing(Database(database_url)) as other:
            rows.count(other, Member)
