"""How often one group of people is noticed, compared with everybody else. Pure. Formula: docs/gaps.md."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import exp, log, sqrt
from uuid import UUID

from digests.facts.people import Person

Z = 1.96
"""Of a 95 % interval."""
CORRECTION = 0.5
TENURES = ((91, "under 3 months"), (365, "3 to 12 months"), (3 * 365, "1 to 3 years"))
"""Each with the day of work, counted from the first, on which it ends."""
LONGER = "over 3 years"

Group = tuple[str, str]
"""An attribute ("shift", "site" or "tenure"), and which."""


@dataclass(frozen=True, slots=True)
class GroupGap:
    """How often one group is noticed, compared with everybody else in the scope; both are five people or more.

    `ratio`: of kudos received per person in the last 90 working days; `low`, `high`: its 95 % interval.
    """

    attribute: str
    """"shift", "site" or "tenure"."""
    group: str
    people: int
    ratio: float
    low: float
    high: float

    @property
    def tells(self) -> bool:
        """Whether the interval leaves out 1: otherwise it may be chance."""
        return self.high < 1 or self.low > 1


def groups(people: Mapping[UUID, Person], today: date) -> dict[Group, frozenset[UUID]]:
    """Everyone with the same shift, site or tenure, by name. Who has none of it set is in no group of it."""
    found: dict[Group, set[UUID]] = defaultdict(set)
    for one in people.values():
        tenure = _tenure(one.joined, today) if one.joined else None
        for attribute, group in (("shift", one.shift), ("site", one.site), ("tenure", tenure)):
            if group:
                found[attribute, group].add(one.id)
    return {group: frozenset(found[group]) for group in sorted(found)}


def group_gap(group: Group, members: frozenset[UUID], received: Mapping[UUID, int]) -> GroupGap | None:
    """The gap of `members`, where `received` is what each of the scope's people received; None when nobody did.

    The ratio of two rates, with the normal interval of its logarithm for two Poisson counts a and b:
    exp(ln ratio ± 1.96 √(1/a + 1/b)). Source: Rothman, Greenland & Lash, Modern Epidemiology, 3rd ed., chapter 14.
    When one count is 0, a half is added to both (Haldane 1956, Anscombe 1956), so that there is an interval.
    """
    rest = received.keys() - members
    mine, theirs = sum(received[one] for one in members), sum(received[one] for one in rest)
    if not (mine or theirs):
        return None
    add = 0 if mine and theirs else CORRECTION
    ratio = ((mine + add) / len(members)) / ((theirs + add) / len(rest))
    spread = Z * sqrt(1 / (mine + add) + 1 / (theirs + add))
    attribute, name = group
    return GroupGap(attribute, name, len(members), ratio, exp(log(ratio) - spread), exp(log(ratio) + spread))


def _tenure(joined: date, today: date) -> str:
    days = (today - joined).days
    return next((name for end, name in TENURES if days < end), LONGER)
