"""What an import of people changes, in plain words: person by person, and in all."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from models.people.placing import Change
from models.people.staffing import Person
from models.people.teams import Role

COUNTED = {
    "people": ("new person without Slack", "new people without Slack"),
    "leads": ("lead", "leads"),
    "teams": ("place in a team", "places in teams"),
    "sites": ("site or shift", "sites and shifts"),
    "starts": ("start date", "start dates"),
    "names": ("name", "names"),
}


def lines(changes: Sequence[Change], names: Mapping[UUID, str]) -> Iterable[str]:
    """A line for each person; `names` are everybody's."""
    return (f"{change.after.name}: {'; '.join(text for _, text in _told(change, names))}." for change in changes)


def counted(changes: Sequence[Change], names: Mapping[UUID, str]) -> str:
    """How many of each kind."""
    times = Counter(kind for change in changes for kind, _ in _told(change, names))
    return ", ".join(
        f"{times[kind]} {one if times[kind] == 1 else many}" for kind, (one, many) in COUNTED.items() if times[kind]
    )


def _told(change: Change, names: Mapping[UUID, str]) -> list[tuple[str, str]]:
    """(what it counts as, what it says) of everything that changes for this person."""
    before, after = change.before, change.after
    found = [*_themselves(before, after), *_lead(before, after, names), *_teams(before, after)]
    for kind, label, was, now in (
        ("sites", "site", before and before.site, after.site),
        ("sites", "shift", before and before.shift, after.shift),
        ("starts", "here since", before and before.started_on, after.started_on),
    ):
        if was != now:
            found.append((kind, f"{label} {now if now is not None else 'no longer known'}{_instead(was)}"))
    return found


def _themselves(before: Person | None, after: Person) -> list[tuple[str, str]]:
    if before is None:
        return [("people", f"new, without Slack, typed @{after.handle}")]
    back = [("people", "here again")] if not before.active else []
    return back + ([("names", f"was called {before.name}")] if before.name != after.name else [])


def _lead(before: Person | None, after: Person, names: Mapping[UUID, str]) -> list[tuple[str, str]]:
    was = before.lead_id if before else None
    if was == after.lead_id:
        return []
    now = f"reports to {names[after.lead_id]}" if after.lead_id else "reports to nobody any more"
    return [("leads", f"{now}{_instead(names.get(was) if was else None)}")]


def _teams(before: Person | None, after: Person) -> list[tuple[str, str]]:
    was, now = dict(before.teams if before else ()), dict(after.teams)
    left = [("teams", f"leaves {name}") for name in was if name not in now]
    return left + [("teams", _place(name, role, was)) for name, role in now.items() if was.get(name) != role]


def _place(name: str, role: Role, was: Mapping[str, Role]) -> str:
    if role == Role.LEAD:
        return f"leads {name}"
    return f"no longer leads {name}, stays in it" if name in was else f"joins {name}"


def _instead(was: object) -> str:
    return f" (was {was})" if was is not None else ""
