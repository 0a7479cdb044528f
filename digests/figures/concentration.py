"""Whether recognition gathers on few people, more than chance would have it. Pure. Formula: docs/gaps.md."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from operator import mul

THROWS = 2_000
PICKS = 240_000
"""Kudos that are thrown at most, in all; but never fewer than `FEWEST` throws."""
FEWEST = 300
CROWD = 100
"""Of more people, as many as these are thrown at, with the same mean: their spread is wider, so that it says less."""
MANY = 10
"""From so many kudos a person on, the normal distribution stands in for the throws."""
PERCENTILE = 0.95


@dataclass(frozen=True, slots=True)
class Concentration:
    """The Gini coefficient of kudos received by E in the last 90 working days, against chance.

    `chance`: the 95th percentile of the same when as many kudos fall evenly on the same people, many times over
    (seeded by the figures alone, so that a report says the same twice). Above it, something other than chance is at
    work; otherwise there are too few to say.
    """

    kudos: int
    people: int
    gini: float
    chance: float

    @property
    def beyond_chance(self) -> bool:
        return self.gini > self.chance


def concentration(received: Sequence[int]) -> Concentration | None:
    """Of how many kudos each person received; None when nobody received any."""
    kudos, people = sum(received), len(received)
    if not kudos:
        return None
    return Concentration(kudos, people, gini(received), chance(kudos, people))


def gini(received: Sequence[int] | Sequence[float]) -> float:
    """The mean difference of all pairs over twice the mean: Σᵢ Σⱼ |xᵢ - xⱼ| / (2 n² x̄); 0 is the same for all.

    Source: Gini (1912), in the form for ordered values, 2 Σ i xᵢ / (n Σ x) - (n + 1) / n.
    """
    people, total = len(received), sum(received)
    if not total:
        return 0.0
    ranked: float = sum(map(mul, sorted(received), range(1, people + 1)))
    return 2 * ranked / (people * total) - (people + 1) / people


@lru_cache(maxsize=4096)
def chance(kudos: int, people: int) -> float:
    """The 95th percentile of `gini` when this many kudos fall on this many people, each as likely on one as on another.

    The same each time: its random numbers start from the two figures.
    """
    if people > CROWD:
        kudos, people = max(1, round(kudos / people * CROWD)), CROWD
    source = random.Random(f"{kudos} {people}")  # noqa: S311
    found = sorted(_normal(source, kudos, people) if kudos >= MANY * people else _thrown(source, kudos, people))
    return found[int(PERCENTILE * (len(found) - 1))]


def _thrown(source: random.Random, kudos: int, people: int) -> list[float]:
    everyone, nobody = range(people), [0] * people
    found = []
    for _ in range(max(FEWEST, min(THROWS, PICKS // kudos))):
        hit = list(Counter(source.choices(everyone, k=kudos)).values())
        found.append(gini(hit + nobody[len(hit) :]))
    return found


def _normal(source: random.Random, kudos: int, people: int) -> list[float]:
    """The covariance of an even throw is k/n (I - J/n): that of independent deviations less their mean."""
    mean = kudos / people
    spread = sqrt(mean)
    found = []
    for _ in range(max(FEWEST, min(THROWS, PICKS // (MANY * people)))):
        deviations = [source.gauss(0, spread) for _ in range(people)]
        shift = mean - sum(deviations) / people
        found.append(gini([max(0.0, deviation + shift) for deviation in deviations]))
    return found
