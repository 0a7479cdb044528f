"""Where recognition comes from: one bar in three parts, and each part's number below."""

from dataclasses import dataclass

from digests import prose
from digests.charts import fonts
from digests.charts.card import LEFT, RIGHT, TEXT
from digests.charts.figures import SourcesChart

TITLE = "Where recognition comes from"
HEIGHT = 164
BAR = 34.0
ROWS, ROW = 56.0, 32.0
NAMES = ("from their lead", "from peers in the team", "from other teams")
KINDS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class Part:
    """Of the bar, from `x` on (nothing, when its `length` is 0); and the row that explains it."""

    x: float
    length: float
    kind: str
    name: str
    said: str
    share: str
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    height: int
    bar: float
    numbers: float
    """Where the column of numbers ends."""
    parts: tuple[Part, ...]
    empty: bool


def subtitle(chart: SourcesChart) -> str:
    return f"{prose.counted(_all(chart), 'pat', 'pats')} to {chart.whose}, {chart.span}"


def description(chart: SourcesChart) -> str:
    said = [f"{part.said} {part.name} ({part.share})" for part in draw(chart).parts]
    return f"{subtitle(chart)}: {', '.join(said)}." if _all(chart) else f"{subtitle(chart)}."


def draw(chart: SourcesChart) -> Drawing:
    counts = (chart.lead, chart.peers, chart.other_teams)
    whole, x, parts = _all(chart), LEFT, []
    shares = percentages(counts)
    for n, count in enumerate(counts):
        length = (RIGHT - LEFT) * count / whole if whole else 0.0
        said, share = prose.number(count), _share(shares[n], count, whole)
        parts.append(Part(round(x, 1), round(length, 1), KINDS[n], NAMES[n], said, share, ROWS + ROW * n))
        x += length
    numbers = LEFT + 26 + max(fonts.width(part.said, TEXT, bold=True) for part in parts)
    return Drawing(HEIGHT, BAR, round(numbers, 1), tuple(parts), not whole)


def percentages(counts: tuple[int, ...]) -> list[int]:
    """Whole percents that sum to 100: the largest remainders are rounded up. Zeros when there is nothing."""
    whole = sum(counts)
    if not whole:
        return [0] * len(counts)
    floors = [100 * count // whole for count in counts]
    by_rest = sorted(range(len(counts)), key=lambda n: -(100 * counts[n] % whole))
    for n in by_rest[: 100 - sum(floors)]:
        floors[n] += 1
    return floors


def _share(percent: int, count: int, whole: int) -> str:
    if count and not percent:
        return "under 1 %"
    return "over 99 %" if percent == 100 and count < whole else f"{percent} %"


def _all(chart: SourcesChart) -> int:
    return chart.lead + chart.peers + chart.other_teams
