from itertools import pairwise
from unittest.mock import patch

from models.storage.ids import uuid7


def test_ids_of_later_milliseconds_are_greater() -> None:
    ids = []
    for millisecond in range(1_772_618_400_000, 1_772_618_400_200):
        with patch("models.storage.ids.time.time_ns", return_value=millisecond * 1_000_000):
            ids.append(uuid7())
    assert all(earlier < later for earlier, later in pairwise(ids))


def test_ids_are_of_version_7_and_never_alike() -> None:
    ids = {uuid7() for _ in range(10_000)}
    assert len(ids) == 10_000
    assert {(i.version, i.variant) for i in ids} == {(7, "specified in RFC 4122")}
