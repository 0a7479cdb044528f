"""Which teams recognise which: from the team of each row to the team of each column."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from digests import prose
from digests.charts import fonts
from digests.charts.figures import TeamsChart
from digests.charts.labels import spoken

TITLE = "Which teams recognise which"
WIDTH = 720
LEFT, NAMES, HEAD = 24.0, 150.0, 88.0
"""`NAMES` is the room for a row's name."""
WIDEST, TALLEST = 64.0, 38.0
SIZE = 13
SLANTED, SLOPE = 116.0, math.radians(38)
"""Room for a column's name, and how it rises."""
WITHHELD = "Striped: not told, as it would be about fewer than five people"


@dataclass(frozen=True, slots=True)
class Cell:
    """`step`: how dark, from 0; None: nothing was given. `said` is empty where the figure is withheld."""

    x: float
    y: float
    said: str
    step: int | None
    withheld: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    left: float
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
    wide, tall = min(WIDEST, (WIDTH - grid - 64) / many), min(TALLEST, 30.0 + 30.0 / many)
    names = [label(name, n + 1) for n, name in enumerate(chart.teams)]
    over = [fonts.fit(name, SIZE, SLANTED) for name in names]
    top = round(HEAD + 14 + math.sin(SLOPE) * max((fonts.width(name, SIZE) for name in over), default=0))
    most = max((kudos for row in chart.kudos for kudos in row if kudos), default=0)
    cells = tuple(
        Cell(
            round(grid + wide * c, 1),
            round(top + tall * r, 1),
            _number(kudos),
            _step(kudos, most),
            kudos is None,
            r == c,
        )
        for r, row in enumerate(chart.kudos)
        for c, kudos in enumerate(row)
    )
    end = top + tall * many
    notes = [note for note in (WITHHELD if _withholds(chart) else "", _more(chart)) if note]
    return Drawing(
        width=WIDTH,
        height=round(end + 24 + 20 * len(notes)),
        left=LEFT,
        grid=grid,
        top=top,
        cell_width=round(wide, 1),
        cell_height=round(tall, 1),
        rows=tuple((top + tall * (n + 0.5), fonts.fit(name, SIZE, NAMES - 14)) for n, name in enumerate(names)),
        columns=tuple((grid + wide * (n + 0.5), name) for n, name in enumerate(over)),
        cells=cells,
        notes=tuple((end + 26 + 20 * n, note) for n, note in enumerate(notes)),
    )


def _step(kudos: int | None, most: int) -> int | None:
    """By its square root: a team thanks itself most, and the rest would all look alike."""
    return min(3, int(4 * math.sqrt(kudos / most))) if kudos else None


def _number(kudos: int | None) -> str:
    return "" if kudos is None else prose.number(kudos)


def _row(name: str, kudos: tuple[int | None, ...]) -> str:
    return f"{spoken(name)}: {' '.join(_number(n) or '–' for n in kudos)}"


def _withholds(chart: TeamsChart) -> bool:
    return any(kudos is None for row in chart.kudos for kudos in row)


def _more(chart: TeamsChart) -> str:
    return f"And {prose.counted(chart.more, 'more team', 'more teams')}." if chart.more else ""
