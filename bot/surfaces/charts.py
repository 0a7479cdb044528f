"""Pictures in messages."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement

from bot.surfaces.message import Message, Picture, button
from bot.surfaces.text import section
from digests import charts
from digests.actions import DigestAction
from digests.charts import Chart
from digests.gaps.report import Scope, ScopeKind
from models import words

NOW = "now"
LABEL = 60
"""Characters of a team's name."""


def pictures(drawn: Sequence[Chart], *, needed: bool = False) -> tuple[Picture, ...]:
    """`needed`: where there is no picture, its facts are said in words."""
    return tuple(_picture(chart, needed) for chart in drawn)


def asked_for(drawn: Sequence[Chart], scope: Scope) -> Message:
    """To a lead who asked."""
    team = words.from_plain(words.cut_plain(scope.label, LABEL))
    whose = {ScopeKind.TEAM: team, ScopeKind.TREE: "Everyone below you"}.get(scope.kind, "Your people")
    text = f"{whose}, in pictures. Only you see this."
    return Message(text, (section(text),), pictures=pictures(drawn, needed=True))


def charted(scope: str) -> str:
    """What the button carries for a scope of gaps, as it is now."""
    return NOW if scope == ScopeKind.OWN else f"{NOW}:{scope}"


def show_chart(value: str = NOW, *, part: str | None = None) -> ButtonElement:
    return button("Show chart", DigestAction.CHART, value, part=part)


def _picture(chart: Chart, needed: bool) -> Picture:
    said = charts.alternative(chart)
    instead = words.from_plain(said) if needed else ""
    return Picture(charts.name(chart), charts.title(chart), said, charts.svg(chart), instead)
