"""Pictures in messages."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement

from bot.surfaces.message import Message, Picture, button
from bot.surfaces.text import section
from digests import charts
from digests.actions import DigestAction
from digests.charts import Chart
from models import words

NOW = "now"


def pictures(drawn: Sequence[Chart], *, needed: bool = False) -> tuple[Picture, ...]:
    """`needed`: where there is no picture, its facts are said in words."""
    return tuple(_picture(chart, needed) for chart in drawn)


def asked_for(drawn: Sequence[Chart]) -> Message:
    """To a lead who asked."""
    text = "Your people, in pictures. Only you see this."
    return Message(text, (section(text),), pictures=pictures(drawn, needed=True))


def show_chart(value: str = NOW, *, part: str | None = None) -> ButtonElement:
    return button("Show chart", DigestAction.CHART, value, part=part)


def _picture(chart: Chart, needed: bool) -> Picture:
    said = charts.alternative(chart)
    instead = words.from_plain(said) if needed else ""
    return Picture(charts.name(chart), charts.title(chart), said, charts.svg(chart), instead)
