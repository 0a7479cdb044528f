"""Which teams' figures may be told beside everyone's: no two of them differ by fewer than five people."""

from collections.abc import Mapping

FLOOR = 5


def tellable(teams: Mapping[str, set[str]], everyone: set[str], named: set[str]) -> list[str]:
    """Of these teams, the larger first. `named`: whose own figure the reader knows, so that they hide nobody."""
    told = [everyone - named]
    found = []
    for team in sorted(teams, key=lambda one: (-len(teams[one]), one)):
        rest = teams[team] - named
        if len(teams[team]) >= FLOOR and all(_apart(rest, other) for other in (set[str](), *told)):
            told.append(rest)
            found.append(team)
    return found


def _apart(one: set[str], other: set[str]) -> bool:
    """Neither lies within the other and leaves out one to four."""
    large, small = (one, other) if len(one) >= len(other) else (other, one)
    return not small <= large or len(large - small) not in range(1, FLOOR)
