"""Whom the figures of one report may be about, so that no sum of what its reader sees is about fewer than five.

Why is in docs/adr/0024. The reader is the lead of their own people: whom they read by name, or, where names are
switched off, in figures of five or more, for all of them and for each team that they lead. What is told besides is
measured against that, whichever of their reports they open. Pure.
"""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from digests.figures import disclosure, group_gaps
from digests.gaps.reading import Found
from digests.gaps.report import ScopeKind

OWN, WHOLE = "own", "whole"

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Told:
    whole: frozenset[UUID] | None
    """Whom all the report's figures are about; None: nobody, they are too few."""
    teams: dict[UUID, frozenset[UUID]]
    """By lead below the reader."""
    groups: dict[group_gaps.Group, frozenset[UUID]]
    withheld: int = 0
    """Teams that are not told."""


def told(found: Found, today: date) -> Told:
    """What may be told of `found` to its lead."""
    known = _known(found)
    whole = _whole(found, known)
    teams = _teams(found)
    if whole is None:
        return Told(None, {}, {}, len(teams))
    of = {member: found.people[member] for member in sorted(whole)}
    groups = {group: some for group, some in group_gaps.groups(of, today).items() if _has_rest(some, whole)}
    within = {lead: some for lead, some in teams.items() if some <= whole}
    known = [*known, whole]
    named = _free(within, known)  # before groups: a lead of leads acts by team
    return Told(whole, named, _free(groups, [*known, *named.values()]), len(teams) - len(named))


def _free(wanted: dict[K, frozenset[UUID]], known: Collection[frozenset[UUID]]) -> dict[K, frozenset[UUID]]:
    free = disclosure.tellable(wanted, known)
    return {key: some for key, some in wanted.items() if key in free}


def _known(found: Found) -> list[frozenset[UUID]]:
    """What the lead reads of their own people, whichever report they open."""
    if found.history.rules.names:
        return [frozenset([one]) for one in found.own]
    mine: dict[Any, frozenset[UUID]] = {OWN: found.own, **found.led}
    return list(_free(mine, ()).values())


def _whole(found: Found, known: Collection[frozenset[UUID]]) -> frozenset[UUID] | None:
    """All of the scope; of a tree whose other people are too few, the lead's own alone."""
    people, names = frozenset(found.people), found.history.rules.names
    if found.scope.kind != ScopeKind.TREE:
        return people if names or people in known else None
    if names and people == found.own:
        return people
    if disclosure.tellable({WHOLE: people}, known):
        return people
    return found.own if names or found.own in known else None


def _teams(found: Found) -> dict[UUID, frozenset[UUID]]:
    """By lead below the reader, whom they lead."""
    people: dict[UUID, set[UUID]] = {lead: set() for lead in sorted(found.last.names)}
    for one in found.people:
        for lead in found.placed.leads.at(one, found.now) & people.keys():
            people[lead].add(one)
    return {lead: frozenset(some) for lead, some in people.items() if some}


def _has_rest(some: frozenset[UUID], whole: frozenset[UUID]) -> bool:
    return min(len(some), len(whole) - len(some)) >= disclosure.FLOOR
