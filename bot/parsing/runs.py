"""People in a row: `<@U1>, <@U2> and <!subteam^S1|@night>` is one run."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from bot.parsing.view import CHEER

TARGET = regex.compile(
    r"<@(?P<people>[UW][A-Z0-9]++)(?:\|[^<>]*+)?+>"
    r"|<!subteam\^(?P<groups>S[A-Z0-9]++)(?:\|[^<>]*+)?+>"
    r"|<!(?P<calls>channel|here|everyone)(?:\|[^<>]*+)?+>"
    r"|(?<![\w.@<])@(?P<names>[^\W\d_]\w*+(?:[.\-]\w++)*+)"
)
ALSO = "and|also|plus|as well as|und|et|y|och|og"
"""Words that stand between people. Not `e`, `en` or `i`, which are also other words."""
BULLET = r"(?:[•◦▪‣·*–—-]|\d{1,3}[.)])(?=\s)"
BETWEEN = regex.compile(
    rf"(?:[\r\n][^\S\r\n]*+{BULLET}|[\s,;:/+&{CHEER}]|(?<!\w)(?:{ALSO}|to)(?!\w))*+", regex.IGNORECASE
)
STYLE = "*_~"
CALLS = ("channel", "here", "everyone")


@dataclass(frozen=True, slots=True)
class Run:
    """`view[start:end]` names these; `people` are Slack ids, `groups` ids of user groups, `names` begin with an @."""

    start: int
    end: int
    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    split: bool = False
    """A `++` stands between them."""

    @property
    def count(self) -> int:
        return len(self.people) + len(self.groups) + len(self.names)


def find(view: str) -> list[Run]:
    """The runs of a text, in order."""
    return [_run(view, targets) for targets in _rows(view)]


def _rows(view: str) -> Iterator[list["regex.Match[str]"]]:
    row: list[regex.Match[str]] = []
    for target in TARGET.finditer(view):
        if row and not BETWEEN.fullmatch(view, _dressed(view, *row[-1].span())[1], _dressed(view, *target.span())[0]):
            yield row
            row = []
        row.append(target)
    if row:
        yield row


def _run(view: str, targets: list["regex.Match[str]"]) -> Run:
    first, last = _dressed(view, *targets[0].span()), _dressed(view, *targets[-1].span())
    start, end = _dressed(view, first[0], last[1])
    found = _named(targets)
    return Run(start, end, found["people"], found["groups"], found["names"], found["calls"], "++" in view[start:end])


def _dressed(view: str, start: int, end: int) -> tuple[int, int]:
    """Where people begin and end, with the bold or the italics that they wear."""
    while start > 0 and end < len(view) and view[start - 1] == view[end] and view[end] in STYLE:
        start, end = start - 1, end + 1
    return start, end


def _named(targets: Iterable["regex.Match[str]"]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {"people": {}, "groups": {}, "names": {}, "calls": {}}
    for target in targets:
        kind, name = target.lastgroup, target[target.lastgroup]
        if kind == "names":
            kind, name = ("calls", name) if name in CALLS else ("names", f"@{name}")
        found[kind][name] = None
    return {kind: tuple(names) for kind, names in found.items()}
