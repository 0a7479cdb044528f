"""What one reader may be told without learning about fewer than five people."""

import random
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, combinations
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.figures.disclosure import FLOOR, isolates, tellable

PEOPLE = [UUID(int=n) for n in range(1, 17)]
PRIME = 2_147_483_647
"""Ranks are taken modulo a large prime: entries are 0 and 1, and there are few of them."""


def some(least: int = 1) -> st.SearchStrategy[frozenset[UUID]]:
    """People, often many of them, and often runs of neighbours: sets that lie within and beside each other."""
    runs = st.tuples(st.integers(0, 15), st.integers(1, 16)).map(lambda run: frozenset(PEOPLE[run[0] : sum(run)]))
    return st.one_of(runs, st.frozensets(st.sampled_from(PEOPLE), min_size=least))


families = st.lists(some(), max_size=7).map(lambda sets: dict(enumerate(sets)))
by_name = st.sampled_from(PEOPLE).map(lambda person: frozenset({person}))
knowns = st.lists(st.one_of(some(), by_name), max_size=4)


@given(families, knowns)
def test_no_told_set_is_smaller_than_five(sets: dict[int, Collection[UUID]], known: list[Collection[UUID]]) -> None:
    assert all(len(sets[key]) >= FLOOR for key in tellable(sets, known))


@given(families)
def test_no_told_set_within_another_leaves_out_fewer_than_five(sets: dict[int, Collection[UUID]]) -> None:
    told = [sets[key] for key in tellable(sets)]

    assert not any(isolates(one, other) for one, other in combinations(told, 2))


@given(families, some(5))
def test_no_told_set_leaves_out_fewer_than_five_of_what_is_known(
    sets: dict[int, Collection[UUID]], known: frozenset[UUID]
) -> None:
    assert not any(isolates(sets[key], known) for key in tellable(sets, [known]))


@given(families)
def test_what_is_left_of_a_told_whole_without_its_told_parts_is_nobody_or_five(
    sets: dict[int, Collection[UUID]],
) -> None:
    told = [set(sets[key]) for key in tellable(sets)]

    for whole in told:
        for parts in some_of([one for one in told if one < whole]):
            if sum(map(len, parts)) == len(union := set[UUID]().union(*parts)):
                assert len(whole - union) == 0 or len(whole - union) >= FLOOR


@settings(max_examples=400, deadline=None)
@given(families, knowns)
def test_no_sum_of_told_figures_tells_of_fewer_than_five_people(
    sets: dict[int, frozenset[UUID]], known: list[frozenset[UUID]]
) -> None:
    """Whatever is added and subtracted, how often ever; what the known figures alone give away is not ours."""
    told = [sets[key] for key in tellable(sets, known)]
    named = frozenset(chain.from_iterable(one for one in known if len(one) == 1))

    for few in fewer_than_five([*told, *known], without=named):
        assert learned([*told, *known], few | named) == learned(known, few | named)


@given(families, knowns)
def test_the_same_is_told_each_time_whatever_the_keys(
    sets: dict[int, Collection[UUID]], known: list[Collection[UUID]]
) -> None:
    renamed = {f"team {key}": list(reversed(list(one))) for key, one in sets.items()}

    assert {f"team {key}" for key in tellable(sets, known)} == tellable(renamed, known)


@given(families)
def test_the_largest_set_of_five_or_more_is_always_told(sets: dict[int, Collection[UUID]]) -> None:
    largest = max(map(len, sets.values()), default=0)

    assert largest < FLOOR or largest in {len(sets[key]) for key in tellable(sets)}


def test_teams_of_five_or_more_are_told_beside_the_whole() -> None:
    sets = {"all": PEOPLE, "a": PEOPLE[:6], "b": PEOPLE[6:11], "c": PEOPLE[11:]}

    assert tellable(sets) == {"all", "a", "b", "c"}


def test_a_small_team_takes_the_smallest_told_one_with_it() -> None:
    """Otherwise the whole without the other two would be the small one."""
    sets = {"all": PEOPLE[:14], "a": PEOPLE[:6], "b": PEOPLE[6:11], "small": PEOPLE[11:14]}

    assert tellable(sets) == {"all", "a"}


def test_five_people_of_whom_the_reader_knows_one_by_name_are_four() -> None:
    assert tellable({"a": PEOPLE[:5]}, [{PEOPLE[0]}]) == frozenset()
    assert tellable({"a": PEOPLE[:6]}, [{PEOPLE[0]}]) == {"a"}
    assert tellable({"a": PEOPLE[:5]}, [{person} for person in PEOPLE[:5]]) == {"a"}


def test_ten_thousand_teams_are_told_beside_the_whole() -> None:
    chance = random.Random(5)
    people = [UUID(int=n) for n in range(100_000)]
    teams = {n: people[n * 10 : n * 10 + 10] + chance.choices(people, k=n % 3) for n in range(10_000)}

    told = tellable({**teams, "all": people})

    assert "all" in told
    assert len(told) > 5_000


def some_of(sets: Sequence[set[UUID]]) -> Iterator[tuple[set[UUID], ...]]:
    return chain.from_iterable(combinations(sets, n) for n in range(1, len(sets) + 1))


def fewer_than_five(sets: Sequence[Collection[UUID]], without: frozenset[UUID]) -> Iterator[frozenset[UUID]]:
    """Each group of fewer than five people that a sum of the sets' figures could be about.

    A sum counts people alike who are in the same sets, so it is about all of such people or none.
    """
    alike: dict[tuple[bool, ...], set[UUID]] = {}
    for person in frozenset(chain.from_iterable(sets)) - without:
        alike.setdefault(tuple(person in one for one in sets), set()).add(person)
    few = [one for one in alike.values() if len(one) < FLOOR]
    for n in range(1, FLOOR):
        for chosen in combinations(few, n):
            if len(union := frozenset(chain.from_iterable(chosen))) < FLOOR:
                yield union


def learned(sets: Sequence[Collection[UUID]], about: frozenset[UUID]) -> int:
    """How many independent sums of the sets' figures are about nobody but `about`."""
    others = [person for person in PEOPLE if person not in about]
    return rank(sets, PEOPLE) - rank(sets, others)


def rank(sets: Sequence[Collection[UUID]], people: Sequence[UUID]) -> int:
    rows = [[int(person in one) for person in people] for one in sets]
    found = 0
    for column in range(len(people)):
        pivot = next((n for n in range(found, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        inverse = pow(rows[found][column], -1, PRIME)
        for n in range(found + 1, len(rows)):
            if factor := rows[n][column] * inverse % PRIME:
                rows[n] = [(a - factor * b) % PRIME for a, b in zip(rows[n], rows[found], strict=True)]
        found += 1
    return found
