"""Which kudos are told as stories. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from digests.facts.pats import Pat

MOST = 3


def choose(pats: Sequence[Pat], most: int = MOST) -> tuple[Pat, ...]:
    """At most `most`: decisions first, the customer's words on top, and nobody twice while others have a story."""
    ranked = _ranked(pats)
    chosen = list(_rotating(ranked))[:most]
    rest = [pat for pat in ranked if pat not in chosen]
    return tuple(chosen + rest[: most - len(chosen)])


def _ranked(pats: Sequence[Pat]) -> list[Pat]:
    """Among equals, those whose receivers were thanked least this time come first: the light moves around."""
    often = Counter(receiver for pat in pats for receiver in pat.receivers)

    def key(pat: Pat) -> tuple[bool, bool, bool, int, float, UUID]:
        shine = min(often[receiver] for receiver in pat.receivers)
        told = (not pat.has_decision, not pat.has_customer, not pat.has_outcome)
        return (*told, shine, -pat.given_at.timestamp(), pat.id)

    return sorted(pats, key=key)


def _rotating(ranked: Iterable[Pat]) -> Iterable[Pat]:
    seen: set[UUID] = set()
    for pat in ranked:
        if seen.isdisjoint(pat.receivers):
            seen.update(pat.receivers)
            yield pat
