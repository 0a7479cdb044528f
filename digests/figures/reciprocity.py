"""Thanks that go both ways among some people. Pure. Formula: docs/gaps.md."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from digests.facts.received import Received

QUICK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """Among the scope's people in the last 90 working days. A figure for leads; never names.

    `pairs`: pairs of people with at least one kudos between them; `mutual`: with one each way;
    `quick_returns`: kudos answered by one the other way within 7 days (of 24 hours).
    """

    pairs: int
    mutual: int
    quick_returns: int


def reciprocity(received: Iterable[Received], people: Collection[UUID]) -> Reciprocity:
    """Mutual pairs of pairs, and how many kudos were answered by one the other way within seven days."""
    said: dict[tuple[UUID, UUID], list[datetime]] = defaultdict(list)
    for one in received:
        if one.giver in people and one.receiver in people:
            said[one.giver, one.receiver].append(one.at)
    for times in said.values():
        times.sort()
    pairs = {frozenset(pair) for pair in said}
    mutual = sum((receiver, giver) in said for giver, receiver in said) // 2
    quick = sum(
        _answered(at, said.get((receiver, giver), [])) for (giver, receiver), all_ in said.items() for at in all_
    )
    return Reciprocity(len(pairs), mutual, quick)


def _answered(at: datetime, back: list[datetime]) -> bool:
    """Whether one of `back` (in order) comes after `at`, and no later than seven days."""
    place = bisect_right(back, at)
    return place < len(back) and back[place] - at <= QUICK
