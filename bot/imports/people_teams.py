"""The teams that a list of people names: which each line means, and what can't be. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.imports.cells import tidy
from bot.imports.people_table import Problem, Row
from models.people.staffing import Person
from models.people.teams import Role


class Teams:
    """Finds teams by name, however it is spelt; of two that differ in case only, as it is written."""

    def __init__(self, rows: Sequence[Row], known: Iterable[str]) -> None:
        names = list(known)
        times = Counter(_folded(name) for name in names)
        self._known = {_folded(name): name for name in names if times[_folded(name)] == 1}
        self._exact = set(names)
        self._first = {_folded(name): name for row in reversed(rows) for name in reversed(row.teams)}

    def of(self, person: Person, row: Row) -> tuple[tuple[str, Role], ...]:
        """The teams they are to be in: these, and those they are in unless the line says these and no others."""
        has = dict(person.teams)
        stays = {} if "team" in row.ended else has
        leads = row.team_lead * len(row.teams) if len(row.team_lead) == 1 else row.team_lead
        said = dict(zip(row.teams, leads, strict=False))
        places = dict(stays)
        for written in row.teams:
            name = self._named(written)
            places[name] = has.get(name, Role.MEMBER) if written not in said else _role(leads=said[written])
        return tuple(sorted(places.items()))

    def said(self, person: Person, row: Row) -> frozenset[str]:
        """The teams that the line names, and those that it ends."""
        named = {self._named(written) for written in row.teams}
        left = {name for name, _ in person.teams} - named if "team" in row.ended else set()
        return frozenset(named | left)

    def problems(self, rows: Sequence[Row]) -> list[Problem]:
        """A lead of no team, answers that fit no number of teams, and one team spelt in two ways."""
        found = []
        for row in rows:
            if any(row.team_lead) and not row.teams:
                found.append(Problem(row.line, f"{row.called} leads a team, says team_lead, but team is empty."))
            elif len(row.team_lead) > 1 and len(row.team_lead) != len(row.teams):
                count = f"{len(row.team_lead)} answers for {len(row.teams)} teams"
                found.append(Problem(row.line, f"{row.called}: team_lead has {count}: give one, or one for each."))
            found += [problem for name in row.teams for problem in self._spelt_otherwise(row.line, name)]
        return found

    def _spelt_otherwise(self, line: int, name: str) -> list[Problem]:
        first = self._first[_folded(name)]
        if name == first or _folded(name) in self._known or name in self._exact:
            return []
        return [Problem(line, f"“{name}” was “{first}” in a line before. Is it the same team?")]

    def _named(self, written: str) -> str:
        return written if written in self._exact else self._known.get(_folded(written), written)


def _role(*, leads: bool) -> Role:
    return Role.LEAD if leads else Role.MEMBER


def _folded(name: str) -> str:
    return tidy(name).casefold()
