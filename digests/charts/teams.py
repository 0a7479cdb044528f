"""Which teams recognise which: from the team of each row to the team of each column."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from digests import prose
from digests.charts import fonts
from digests.charts.card import LEFT, RIGHT, SMALL, WIDTH
from digests.charts.figures import TeamsChart
from digests.charts.labels import spoken

TITLE = "Which teams recognise which"
NAMES = 104.0
"""The room for a row's name."""
WIDEST, TALLEST = 48.0, 42.0
SLANTED, SLOPE = 96.0, math.radians(60)
"""Room for a column's name, and how it rises."""
WITHHELD = "Striped: not told, as it would be about fewer than five people"


@dataclass(frozen=True, slots=True)
class Cell:
    """`step`: how dark, from 0; None: nothing was given. `said` is empty where the figure is withheld."""

    x: float
    y: float
    said: str
    size: float
    """Of its type, in pixels: a large number is written smaller than it would be."""
    step: int | None
    withheld: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    height: int
    grid: float
    top: int
    cell_width: float
    cell_height: float
    rows: tuple[tuple[float, str], ...]
    columns: tuple[tuple[float, str], ...]
    cells: tuple[Cell, ...]
    notes: tuple[tuple[float, str], ...]


def subtitle(chart: TeamsChart) -> str:
    return f"Pats from the team of each row to the team of each column, {chart.span}"


def description(chart: TeamsChart) -> str:
    rows = "; ".join(_row(name, kudos) for name, kudos in zip(chart.teams, chart.kudos, strict=True))
    withheld = " A dash: not told, as it would be about fewer than five people." if _withholds(chart) else ""
    more = f" {_more(chart)}" if chart.more else ""
    return f"{subtitle(chart)}; the columns are in the order of the rows. {rows}.{withheld}{more}"


def draw(chart: TeamsChart, label: Callable[[str, int], str]) -> Drawing:
    many = max(len(chart.teams), 1)
    grid = LEFT + NAMES
    over_right = math.cos(SLOPE) * SLANTED
    wide = min(
        WIDEST, (WIDTH - 4 - over_right - grid) / (many - 0.5)
    )  # the last name begins in the middle of its column
    tall = min(TALLEST, 32.0 + 30.0 / many)
    names = [label(name, n + 1) for n, name in enumerate(chart.teams)]
    over = [fonts.fit(name, SMALL, SLANTED) for name in names]
    top = round(14 + math.sin(SLOPE) * max((fonts.width(name, SMALL) for name in over), default=0))
    most = max((kudos for row in chart.kudos for kudos in row if kudos), default=0)
    cells = tuple(
        Cell(
            round(grid + wide * c, 1),
            round(top + tall * r, 1),
            _number(kudos),
            _size(kudos, wide),
            _step(kudos, most),
            kudos is None,
            r == c,
        )
        for r, row in enumerate(chart.kudos)
        for c, kudos in enumerate(row)
    )
    end = top + tall * many
    said = [note for note in (WITHHELD if _withholds(chart) else "", _more(chart)) if note]
    notes = [line for note in said for line in fonts.wrap(note, SMALL, RIGHT - LEFT)]
    return Drawing(
        height=round(end + 16 + 19 * len(notes)),
        grid=grid,
        top=top,
        cell_width=round(wide, 1),
        cell_height=round(tall, 1),
        rows=tuple((top + tall * (n + 0.5), fonts.fit(name, SMALL, NAMES - 10)) for n, name in enumerate(names)),
        columns=tuple((grid + wide * (n + 0.5), name) for n, name in enumerate(over)),
        cells=cells,
        notes=tuple((end + 22 + 19 * n, note) for n, note in enumerate(notes)),
    )


def _step(kudos: int | None, most: int) -> int | None:
    """By its square root: a team thanks itself most, and the rest would all look alike."""
    return min(3, int(4 * math.sqrt(kudos / most))) if kudos else None


def _size(kudos: int | None, wide: float) -> float:
    needs = fonts.width(_number(kudos), SMALL) or 1.0
    return round(min(SMALL, SMALL * (wide - 6) / needs), 1)


def _number(kudos: int | None) -> str:
    return "" if kudos is None else prose.number(kudos)


def _row(name: str, kudos: tuple[int | None, ...]) -> str:
    return f"{spoken(name)}: {' '.join(_number(n) or '–' for n in kudos)}"


def _withholds(chart: TeamsChart) -> bool:
    return any(kudos is None for row in chart.kudos for kudos in row)


def _more(chart: TeamsChart) -> str:
    return f"And {prose.counted(chart.more, 'more team', 'more teams')}." if chart.more else ""
