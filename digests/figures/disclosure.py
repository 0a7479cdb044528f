"""Which aggregates may be told to one reader: none over fewer than five people, and none that subtraction reveals.

Why is in docs/adr/0024. Pure.
"""

from collections import Counter
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

    No told set is smaller than `FLOOR`, and nothing that can be added up and subtracted from told and known figures
    is about fewer people, unless it is so of the known ones alone. Deterministic (the same for equal sets in the same
    order); tells the larger sets first. Linear in the people of all sets.

    `known` holds a set of one for each person whose own figure the reader sees; they hide nobody, so a set counts
    without them.
    """
    named = {next(iter(one)) for one in known if len(one) == 1}
    told = _Told()
    for one in _descending(known):
        told.add(frozenset(one) - named)
    free: set[K] = set()
    for key, one in sorted(sets.items(), key=lambda item: -len(item[1])):
        if len(set(one)) >= FLOOR and told.may_add(unnamed := frozenset(one) - named):
            told.add(unnamed)
            free.add(key)
    return frozenset(free)


class _Told:
    """Sets in the order in which they were told, and of each the people who are in no later one: its own.

    Why that is enough: take any sum of told figures, each some times added or subtracted. Of the sets in it take the
    earliest. Its own people are in no other of them, so they remain in the sum; as long as everybody has five of
    their own, no sum is about fewer. A set without any of its own is harmless when it is the sum of later ones.
    """

    def __init__(self) -> None:
        self._sets: list[frozenset[UUID]] = []
        self._numbers: dict[frozenset[UUID], int] = {}
        self._own: Counter[int] = Counter()
        self._latest: dict[UUID, int] = {}

    def add(self, people: frozenset[UUID]) -> None:
        if not people or people in self._numbers:
            return
        number = self._numbers[people] = len(self._sets)
        self._sets.append(people)
        self._own.subtract(self._taken(people))
        self._own[number] = len(people)
        self._latest.update(dict.fromkeys(people, number))

    def may_add(self, people: frozenset[UUID]) -> bool:
        if not people or people in self._numbers:
            return True  # the reader can work it out already
        left = {number: self._own[number] - taken for number, taken in self._taken(people).items()}
        return len(people) >= FLOOR and all(
            own >= FLOOR or (own == 0 and self._is_sum(number, people)) for number, own in left.items()
        )

    def _taken(self, people: frozenset[UUID]) -> Counter[int]:
        """How many of their own the sets told so far would lose to `people`."""
        return Counter(self._latest[person] for person in people if person in self._latest)

    def _is_sum(self, number: int, last: frozenset[UUID]) -> bool:
        """Whether a set is all of `last` and of disjoint sets told after it."""
        whole = self._sets[number]
        if not last <= whole:
            return False
        rest = set(whole - last)
        for part in self._sets[number + 1 :]:
            if part <= rest:
                rest -= part
        return not rest


def _descending(sets: Collection[Collection[UUID]]) -> list[Collection[UUID]]:
    return sorted(sets, key=len, reverse=True)
