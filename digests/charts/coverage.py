"""Coverage over eight weeks: a column a week, and the last week's number large beside them."""

from dataclasses import dataclass

from digests import prose
from digests.charts.figures import CoverageChart, Week

TITLE = "Who heard a thank-you, week by week"
WIDTH, HEIGHT = 640, 280
LEFT, TOP, FLOOR = 24.0, 112.0, 232.0
PITCH, COLUMN = 50.0, 32.0


@dataclass(frozen=True, slots=True)
class Column:
    """`top`: of the filled part; `said` stands above it. A week that was not counted has nothing."""

    x: float
    middle: float
    top: float
    said: str
    label: str
    counted: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    columns: tuple[Column, ...]
    top: float
    floor: float
    right: float
    side: float
    share: str
    people: str
    week: str


def subtitle(chart: CoverageChart) -> str:
    return f"The share of {chart.whose} whom a pat reached"


def description(chart: CoverageChart) -> str:
    if not chart.weeks:
        return "Nothing was counted yet."
    said = [f"{week.label}: {_week(week)}" for week in chart.weeks]
    return f"{subtitle(chart)}. By week: {'; '.join(said)}."


def draw(chart: CoverageChart) -> Drawing:
    columns = tuple(_column(n, week, n == len(chart.weeks) - 1) for n, week in enumerate(chart.weeks))
    right = LEFT + PITCH * max(len(columns), 1) - (PITCH - COLUMN)
    last = chart.weeks[-1] if chart.weeks else Week("", None, 0)
    counted = last.reached is not None
    return Drawing(
        width=WIDTH,
        height=HEIGHT,
        columns=columns,
        top=TOP,
        floor=FLOOR,
        right=right,
        side=right + 28,
        share=percent(last) if counted else "",
        people=_reached(last) if counted else "nothing counted yet",
        week=f"in the week of {last.label}" if last.label else "",
    )


def percent(week: Week) -> str:
    """As every digest says it."""
    return f"{prose.percent(week.reached or 0, week.people)} %"


def _column(n: int, week: Week, last: bool) -> Column:
    x = LEFT + PITCH * n
    counted = week.reached is not None
    height = (FLOOR - TOP) * week.share
    top = FLOOR - max(height, 2.0)
    return Column(x, x + COLUMN / 2, round(top, 1), percent(week) if counted else "", week.label, counted, last)


def _week(week: Week) -> str:
    return "not counted yet" if week.reached is None else f"{percent(week)}, {_reached(week)}"


def _reached(week: Week) -> str:
    return f"{prose.number(week.reached or 0)} of {prose.counted(week.people, 'person', 'people')}"
