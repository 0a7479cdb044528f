"""A CSV file of people, read line by line. Pure: it knows no database, only what a cell may hold."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

COLUMNS = ("slack_id", "email", "name", "lead", "team", "team_lead", "start_date")
SPELLINGS = {column.replace("_", ""): column for column in COLUMNS}
SEPARATORS = ",;\t"
LONGEST = 200
"""Characters of a cell: what the name of a team may have."""

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
    lead: str = ""
    team: str = ""
    team_lead: bool | None = None
    started_on: date | None = None

    @property
    def called(self) -> str:
        return self.name or self.email or self.slack_id or "someone unnamed"


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
    for line, cells in records:
        found = _row(line, dict(zip(columns, cells, strict=False)), problems)
        if len(cells) > len(columns):
            problems.append(Problem(line, f"It has {len(cells)} cells, and the header has {len(columns)} columns."))
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
            cells = next(reader, None)
        except csv.Error as error:
            raise NotATable(f"From line {line} on the cells can’t be told apart ({error}). Check its quotes.") from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _columns(header: list[str]) -> list[str]:
    """Our names for the columns; those we don't know keep theirs."""
    columns = [SPELLINGS.get(re.sub(r"[^a-z]", "", name.casefold()), name) for name in header]
    if twice := next((column for column in COLUMNS if columns.count(column) > 1), None):
        raise NotATable(f"The column {twice} is there twice. Keep one of them.")
    if not {"slack_id", "email"} & set(columns):
        known = ", ".join(COLUMNS)
        raise NotATable(f"Its first line names neither slack_id nor email. The columns it may have: {known}.")
    return columns


def _row(line: int, cells: Mapping[str, str], problems: list[Problem]) -> Row:
    said = {column: " ".join(cells.get(column, "").split()) for column in COLUMNS}
    for column, cell in said.items():
        if len(cell) > LONGEST:
            problems.append(Problem(line, f"{column} has {len(cell)} characters; {LONGEST} fit."))
            said[column] = cell[:LONGEST]
    started_on = _date(line, said.pop("start_date"), problems)
    team_lead = _yes_no(line, said.pop("team_lead"), problems)
    return Row(line, team_lead=team_lead, started_on=started_on, **said)


def _date(line: int, cell: str, problems: list[Problem]) -> date | None:
    if not cell:
        return None
    try:
        if DATE.fullmatch(cell) and cell >= EARLIEST:
            return date.fromisoformat(cell)
    except ValueError:
        pass
    problems.append(Problem(line, f"start_date can’t be “{cell}”. It looks like: 2024-04-02."))
    return None


def _yes_no(line: int, cell: str, problems: list[Problem]) -> bool | None:
    if cell and cell.casefold() not in YES_NO:
        problems.append(Problem(line, f"team_lead can’t be “{cell}”. It is yes or no."))
    return YES_NO.get(cell.casefold())
