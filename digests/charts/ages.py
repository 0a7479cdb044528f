"""How long ago each person was last thanked: a bar each, the longest first. Names, so for their lead only."""

from collections.abc import Callable
from dataclasses import dataclass

from digests import prose
from digests.charts import fonts
from digests.charts.card import LEFT, RIGHT, SMALL, TEXT
from digests.charts.figures import AgesChart, PersonAge
from digests.charts.labels import spoken
from digests.figures.ages import AMBER_FROM, RED_FROM, Band

TITLE = "How long since each heard a thank-you"
TOP, ROW, BAR = 30.0, 42.0, 13.0
"""A row: the name, and how long, with the bar below."""
ARROW = 10
LONGEST = 65
"""Working days, a quarter of a year: a longer bar is cut and ends in an arrow."""
NOBODY = "Nobody is counted yet."
KINDS = {Band.FRESH: "first", Band.AMBER: "second", Band.RED: "third"}
MEANS = {
    Band.FRESH: f"under {AMBER_FROM}",
    Band.AMBER: f"{AMBER_FROM} to {RED_FROM - 1}",
    Band.RED: f"{RED_FROM} or more",
}


@dataclass(frozen=True, slots=True)
class Row:
    """`y`: of the name's foot; the bar is below."""

    name: str
    y: float
    length: float
    kind: str
    cut: bool
    said: str


@dataclass(frozen=True, slots=True)
class Drawing:
    height: int
    bar: float
    rows: tuple[Row, ...]
    more: str
    legend: tuple[tuple[float, str, str], ...]
    """Where each entry begins, its kind, and what it means."""
    scale: tuple[float, ...]
    """Where amber and red begin."""
    end: float


def subtitle(_chart: AgesChart) -> str:
    return "In working days. A gap tells us where we looked, not how someone works."


def description(chart: AgesChart) -> str:
    if not chart.people:
        return NOBODY
    means = f"{MEANS[Band.FRESH]} working days, {MEANS[Band.AMBER]}, {MEANS[Band.RED]}"
    people = "; ".join(f"{spoken(one.name)}: {_days(one)}" for one in chart.people)
    more = f" {_more(chart).capitalize()}." if chart.more else ""
    return f"{subtitle(chart)} In three bands: {means}. {people}.{more}"


def draw(chart: AgesChart, label: Callable[[str, int], str]) -> Drawing:
    scale = (RIGHT - LEFT - ARROW) / max(
        RED_FROM + 10, min(LONGEST, max((one.days for one in chart.people), default=0))
    )
    rows = tuple(_row(n, one, label(one.name, n + 1), scale) for n, one in enumerate(chart.people))
    end = TOP + ROW * max(len(rows), 1)
    return Drawing(
        height=round(end + (32 if chart.more else 8)),
        bar=BAR,
        rows=rows,
        more=_more(chart) if chart.more and chart.people else "",
        legend=tuple(_legend()) if chart.people else (),
        scale=(round(LEFT + AMBER_FROM * scale, 1), round(LEFT + RED_FROM * scale, 1)),
        end=end,
    )


def _row(n: int, one: PersonAge, name: str, scale: float) -> Row:
    return Row(
        name=fonts.fit(name, TEXT, RIGHT - LEFT - 12 - fonts.width(_days(one), SMALL)),
        y=TOP + ROW * n + TEXT,
        length=round(max(min(one.days, LONGEST) * scale, 2.0), 1),
        kind=KINDS[one.band],
        cut=one.days > LONGEST,
        said=_days(one),
    )


def _legend() -> list[tuple[float, str, str]]:
    x, made = LEFT, []
    for band, means in MEANS.items():
        made.append((round(x, 1), KINDS[band], means))
        x += 18 + fonts.width(means, SMALL) + 20
    return made


def _days(one: PersonAge) -> str:
    return prose.counted(one.days, "day", "days") + (f" ({prose.age(one.days)})" if one.days >= 5 else "")


def _more(chart: AgesChart) -> str:
    return f"and {prose.number(chart.more)} more, thanked more recently"
