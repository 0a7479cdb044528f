"""Which aggregates may be told to one reader: none over fewer than five people, and none that subtraction reveals.

Promise 5. Pure.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar
from uuid import UUID

FLOOR = 5
"""People."""

K = TypeVar("K", bound=Hashable)


def isolates(one: Collection[UUID], other: Collection[UUID]) -> bool:
    """Whether the difference of two figures about these people is a figure about fewer than five of them.

    It is when one set lies within the other and leaves out some, but fewer than `FLOOR`.
    """
    large, small = (set(one), set(other)) if len(one) >= len(other) else (set(other), set(one))
    return small < large and len(large - small) < FLOOR


def tellable(sets: Mapping[K, Collection[UUID]], known: Collection[Collection[UUID]] = ()) -> frozenset[K]:
    """Those of `sets` (people by key) whose figure may be told to a reader who also knows those of `known`.

    No told set is smaller than `FLOOR`, and no sum or difference of told and known ones is about fewer. Deterministic;
    prefers to tell the larger sets. (To be built: see the tests.)
    """
    raise NotImplementedError
