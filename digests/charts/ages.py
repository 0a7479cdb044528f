"""How long ago each person was last thanked: a bar each, the longest first. Names, so for their lead only."""

from collections.abc import Callable
from dataclasses import dataclass

from digests import prose
from digests.charts import fonts
from digests.charts.figures import AgesChart, PersonAge
from digests.charts.labels import spoken
from digests.figures.ages import AMBER_FROM, RED_FROM, Band

TITLE = "How long since each heard a thank-you"
WIDTH = 640
TOP, ROW, BAR = 116.0, 26.0, 16.0
NAMES, BARS, SAID = 24.0, 186.0, 438.0
"""Where each column begins."""
LONGEST = 65
"""Working days, a quarter of a year: a longer bar is cut and ends in an arrow."""
SIZE = 13
NOBODY = "Nobody is counted yet."
KINDS = {Band.FRESH: "first", Band.AMBER: "second", Band.RED: "third"}
MEANS = {
    Band.FRESH: f"under {AMBER_FROM} working days",
    Band.AMBER: f"{AMBER_FROM} to {RED_FROM - 1}",
    Band.RED: f"{RED_FROM} or more",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A bar from `x` on; `y` is its middle."""

    name: str
    y: float
    length: float
    kind: str
    cut: bool
    said: str


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    names: float
    x: float
    said: float
    bar: float
    rows: tuple[Row, ...]
    more: str
    legend: tuple[tuple[float, str, str], ...]
    """Where each entry begins, its kind, and what it means."""
    scale: tuple[float, ...]
    """Where amber and red begin."""
    top: float
    end: float


def subtitle(_chart: AgesChart) -> str:
    return "In working days. A gap tells us where we looked, not how someone works."


def description(chart: AgesChart) -> str:
    if not chart.people:
        return NOBODY
    means = ", ".join(MEANS.values())
    people = "; ".join(f"{spoken(one.name)}: {_days(one)}" for one in chart.people)
    more = f" {_more(chart).capitalize()}." if chart.more else ""
    return f"{subtitle(chart)} In three bands: {means}. {people}.{more}"


def draw(chart: AgesChart, label: Callable[[str, int], str]) -> Drawing:
    scale = (SAID - BARS - 16) / max(RED_FROM + 10, min(LONGEST, max((one.days for one in chart.people), default=0)))
    rows = tuple(_row(n, one, label(one.name, n + 1), scale) for n, one in enumerate(chart.people))
    end = TOP + ROW * max(len(rows), 1)
    return Drawing(
        width=WIDTH,
        height=round(end + (44 if chart.more else 20)),
        names=NAMES,
        x=BARS,
        said=SAID,
        bar=BAR,
        rows=rows,
        more=_more(chart) if chart.more and chart.people else "",
        legend=tuple(_legend()) if chart.people else (),
        scale=(round(BARS + AMBER_FROM * scale, 1), round(BARS + RED_FROM * scale, 1)),
        top=TOP,
        end=end,
    )


def _row(n: int, one: PersonAge, name: str, scale: float) -> Row:
    return Row(
        name=fonts.fit(name, SIZE, BARS - NAMES - 14),
        y=TOP + ROW * n + ROW / 2,
        length=round(max(min(one.days, LONGEST) * scale, 2.0), 1),
        kind=KINDS[one.band],
        cut=one.days > LONGEST,
        said=_days(one),
    )


def _legend() -> list[tuple[float, str, str]]:
    x, made = NAMES, []
    for band, means in MEANS.items():
        made.append((round(x, 1), KINDS[band], means))
        x += 20 + fonts.width(means, 12) + 24
    return made


def _days(one: PersonAge) -> str:
    return prose.counted(one.days, "day", "days") + (f" ({prose.age(one.days)})" if one.days >= 5 else "")


def _more(chart: AgesChart) -> str:
    return f"and {prose.number(chart.more)} more, thanked more recently"
