"""A CSV file of people, read line by line. Pure: it knows no database, only what a cell may hold."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.imports import cells
from bot.imports.cells import NONE

COLUMNS = (
    *("slack_id", "email", "name", "handle", "slack", "lead"),
    *("team", "team_lead", "site", "shift", "start_date"),
)
FIND = ("slack_id", "email", "handle", "slack")
"""The columns by which a person is found, or said not to be in Slack."""
ENDED = ("lead", "team", "site", "shift", "start_date")
"""The columns in which `-` says: none any more."""
SPELLINGS = {column.replace("_", ""): column for column in COLUMNS}
SEPARATORS = ",;\t"
LONGEST = 200
"""Characters of a cell's text: what the name of a team may have."""

YES_NO = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EARLIEST = "1900"
"""A start before that is a slip of the pen."""


class NotATable(Exception):
    """The file can't be read as a table at all; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person's line. An empty text, or None, is a cell that says nothing."""

    line: int
    slack_id: str = ""
    email: str = ""
    name: str = ""
    handle: str = ""
    slack: bool | None = None
    """Whether they are in Slack."""
    lead: str = ""
    teams: tuple[str, ...] = ()
    team_lead: tuple[bool, ...] = ()
    """One for all teams, or one for each."""
    site: str = ""
    shift: str = ""
    started_on: date | None = None
    ended: frozenset[str] = frozenset()
    """The columns that say: none any more. In `team`, with others beside it: these and no others."""

    @property
    def called(self) -> str:
        return self.name or self.email or self.slack_id or self.handle or "someone unnamed"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one line of the file (counted from 1, the header included)."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    unknown_columns: tuple[str, ...]


def read(data: bytes) -> Table:
    """The rows of a file in UTF-8, with or without a byte order mark. Raises `NotATable`."""
    records = _records(_text(data))
    _, header = next(records, (1, []))
    columns = _columns(header)
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, record in records:
        found = _Line(line, dict(zip(columns, record, strict=False)), problems).row()
        if len(record) > len(columns):
            problems.append(Problem(line, f"It has {len(record)} cells, and the header has {len(columns)} columns."))
        rows.append(found)
    unknown = [name.strip() for name, column in zip(header, columns, strict=True) if column not in COLUMNS]
    return Table(tuple(rows), tuple(problems), tuple(name for name in unknown if name))


def _text(data: bytes) -> str:
    if data.startswith(b"PK"):
        raise NotATable("That is a workbook, not a CSV. Save it as “CSV UTF-8” first.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise NotATable(f"Line {line} is not UTF-8. Save the file as “CSV UTF-8” and import that.") from None
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise NotATable(f"Line {line} holds a NUL character, which no CSV has. Save the file as “CSV UTF-8”.")
    return text


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line it begins on, cells) of every record that is not empty."""
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise NotATable(f"From line {line} on the cells can’t be told apart ({error}). Check its quotes.") from None
        if record is None:
            return
        if any(cell.strip() for cell in record):
            yield line, record


def _columns(header: list[str]) -> list[str]:
    """Our names for the columns; those we don't know keep theirs."""
    columns = [SPELLINGS.get(re.sub(r"[^a-z]", "", name.casefold()), name) for name in header]
    if twice := next((column for column in COLUMNS if columns.count(column) > 1), None):
        raise NotATable(f"The column {twice} is there twice. Keep one of them.")
    if not set(FIND) & set(columns):
        known = ", ".join(COLUMNS)
        raise NotATable(f"Its first line names neither slack_id nor email. The columns it may have: {known}.")
    return columns


@dataclass(slots=True)
class _Line:
    """One record being read; what is wrong goes to `problems`."""

    line: int
    cells: Mapping[str, str]
    problems: list[Problem]

    def row(self) -> Row:
        teams = cells.parts(self.cells.get("team", ""))
        ended = {column for column in ENDED if cells.tidy(self.cells.get(column, "")) == NONE}
        return Row(
            self.line,
            slack_id=self._one("slack_id"),
            email=self._one("email"),
            name=self._one("name"),
            handle=self._one("handle").lstrip("@").casefold(),
            slack=self._yes_no("slack", cells.tidy(self.cells.get("slack", ""))),
            lead=self._one("lead"),
            teams=tuple(dict.fromkeys(self._short("team", cells.read(one)) for one in teams if one != NONE)),
            team_lead=self._team_lead(),
            site=self._one("site"),
            shift=self._one("shift"),
            started_on=self._date(self._one("start_date")),
            ended=frozenset(ended | ({"team"} if NONE in teams else set())),
        )

    def _one(self, column: str) -> str:
        cell = self.cells.get(column, "")
        return "" if column in ENDED and cells.tidy(cell) == NONE else self._short(column, cells.read(cell))

    def _short(self, column: str, text: str) -> str:
        if len(text) > LONGEST:
            self._wrong(f"{column} has {len(text)} characters; {LONGEST} fit.")
        return text[:LONGEST]

    def _team_lead(self) -> tuple[bool, ...]:
        said = [self._yes_no("team_lead", part) for part in cells.parts(self.cells.get("team_lead", ""))]
        return tuple(bool(one) for one in said)

    def _date(self, cell: str) -> date | None:
        if not cell:
            return None
        try:
            if DATE.fullmatch(cell) and cell >= EARLIEST:
                return date.fromisoformat(cell)
        except ValueError:
            pass
        self._wrong(f"start_date can’t be “{cell}”. It looks like: 2024-04-02.")
        return None

    def _yes_no(self, column: str, cell: str) -> bool | None:
        if cell and cell.casefold() not in YES_NO:
            self._wrong(f"{column} can’t be “{cell}”. It is yes or no.")
        return YES_NO.get(cell.casefold())

    def _wrong(self, text: str) -> None:
        self.problems.append(Problem(self.line, text))
