"""Coverage over eight weeks: the last week's number large, and a column a week."""

from dataclasses import dataclass

from digests import prose
from digests.charts import fonts
from digests.charts.card import LEFT
from digests.charts.figures import CoverageChart, Week

TITLE = "Who heard a thank-you, week by week"
HEIGHT = 232
TOP, FLOOR = 84.0, 194.0
PITCH, COLUMN = 43.0, 27.0
LARGE = 34
"""Pixels: the size of the last week's number."""


@dataclass(frozen=True, slots=True)
class Column:
    """`top`: of the filled part; `said`, in percent, above it. A week that was not counted has nothing.

    `label` is empty in every other week: there is no room for more.
    """

    x: float
    middle: float
    top: float
    said: str
    label: str
    counted: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    height: int
    columns: tuple[Column, ...]
    top: float
    floor: float
    column: float
    side: float
    """Where what stands beside the large number begins."""
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
    columns = tuple(_column(n, week, len(chart.weeks) - 1 - n) for n, week in enumerate(chart.weeks))
    last = chart.weeks[-1] if chart.weeks else Week("", None, 0)
    counted = last.reached is not None
    share = percent(last) if counted else ""
    return Drawing(
        height=HEIGHT,
        columns=columns,
        top=TOP,
        floor=FLOOR,
        column=COLUMN,
        side=LEFT + (fonts.width(share, LARGE, bold=True) + 14 if share else 0),
        share=share,
        people=_reached(last) if counted else "nothing counted yet",
        week=f"in the week of {last.label}" if last.label else "",
    )


def percent(week: Week) -> str:
    """As every digest says it."""
    return f"{prose.percent(week.reached or 0, week.people)} %"


def _column(n: int, week: Week, left: int) -> Column:
    """`left`: weeks after it."""
    x = LEFT + PITCH * n
    counted = week.reached is not None
    height = (FLOOR - TOP) * week.share
    top = FLOOR - max(height, 2.0)
    said = percent(week).removesuffix(" %") if counted else ""
    return Column(x, x + COLUMN / 2, round(top, 1), said, "" if left % 2 else week.label, counted, not left)


def _week(week: Week) -> str:
    return "not counted yet" if week.reached is None else f"{percent(week)}, {_reached(week)}"


def _reached(week: Week) -> str:
    return f"{prose.number(week.reached or 0)} of {prose.counted(week.people, 'person', 'people')}"
