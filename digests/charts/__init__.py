"""Pictures where looking beats reading: figures in, SVG and the same facts as text out. Pure."""

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from digests.charts import ages, card, coverage, labels, sources, teams
from digests.charts.figures import AgesChart, Chart, CoverageChart, SourcesChart, TeamsChart
from digests.charts.palette import DARK, LIGHT, Palette

__all__ = [
    "AgesChart",
    "Chart",
    "CoverageChart",
    "SourcesChart",
    "TeamsChart",
    "alternative",
    "inline",
    "name",
    "svg",
    "title",
]

KINDS: dict[type[Any], Any] = {CoverageChart: coverage, AgesChart: ages, SourcesChart: sources, TeamsChart: teams}


def title(chart: Chart) -> str:
    return str(KINDS[type(chart)].TITLE)


def name(chart: Chart) -> str:
    """Of a file: "coverage", "ages", "sources" or "teams"."""
    return str(KINDS[type(chart)].__name__).rpartition(".")[2]


def alternative(chart: Chart) -> str:
    """All that the picture says, in words: every number and name that it shows, and names whole."""
    return f"{title(chart)}. {KINDS[type(chart)].description(chart)}"


def svg(chart: Chart, palette: Palette = LIGHT) -> str:
    """A picture in one colour scheme, with names as the bundled fonts can show them: to make a PNG of."""
    return _render(chart, labels.shown, palette)


def inline(chart: Chart) -> str:
    """The same for a page: light and dark by the reader's choice, and in the browser's fonts."""
    return _render(chart, lambda name, _: labels.clean(name), LIGHT, dark=DARK)


def _render(chart: Chart, label: Any, palette: Palette, dark: Palette | None = None) -> str:
    kind, called = KINDS[type(chart)], name(chart)
    named = isinstance(chart, AgesChart | TeamsChart)
    return (
        _environment()
        .get_template(f"{called}.svg")
        .render(
            id=f"bp-{called}",
            card=card.headed(kind.TITLE, kind.subtitle(chart)),
            d=kind.draw(chart, label) if named else kind.draw(chart),
            width=card.WIDTH,
            left=card.LEFT,
            right=card.RIGHT,
            title=kind.TITLE,
            description=kind.description(chart),
            palette=palette,
            dark=dark,
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("digests.charts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
