"""The card that every picture is drawn on: as wide as a phone shows it, so that its type is read there as it is."""

from dataclasses import dataclass

from digests.charts import fonts

WIDTH = 360
"""Pixels. What Slack shows on a phone; elsewhere it is as wide, or larger."""
LEFT, RIGHT = 16.0, 344.0
HEAD, TEXT, SMALL, SMALLEST = 16, 14, 13, 12
"""Sizes of type, in pixels; nothing is written smaller, but a number that would not fit."""


@dataclass(frozen=True, slots=True)
class Card:
    """The title and what is below it, line by line, each with its height; the picture begins at `top`."""

    title: tuple[tuple[int, str], ...]
    subtitle: tuple[tuple[int, str], ...]
    top: int


def headed(title: str, subtitle: str) -> Card:
    heads = fonts.wrap(title, HEAD, RIGHT - LEFT, bold=True)
    said = fonts.wrap(subtitle, TEXT, RIGHT - LEFT)
    first = 30 + 22 * len(heads) + 2
    return Card(
        title=tuple((30 + 22 * n, line) for n, line in enumerate(heads)),
        subtitle=tuple((first + 19 * n, line) for n, line in enumerate(said)),
        top=first + 19 * len(said) + 6,
    )
