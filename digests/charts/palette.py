"""The colours of pictures: after Okabe and Ito (2008), that colour-blind people tell apart too. Never colour alone.

A picture is drawn on a card of its own, so that it reads on whatever the reader's theme is.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """`first`, `second`, `third`: neighbours in one picture. `steps`: from little to much."""

    card: str
    line: str
    ink: str
    soft: str
    track: str
    first: str
    faint: str
    """The first, for what is past."""
    second: str
    third: str
    steps: tuple[str, str, str, str]
    on_steps: tuple[str, str, str, str]
    """Ink on each of them."""


LIGHT = Palette(
    card="#fdfcf9",
    line="#ddd7ca",
    ink="#23211d",
    soft="#5f5a50",
    track="#efebe2",
    first="#0072b2",
    faint="#5495c3",
    second="#e69f00",
    third="#8f2d00",
    steps=("#d9e8f3", "#9cc6e2", "#2f7cb3", "#083f66"),
    on_steps=("#23211d", "#23211d", "#ffffff", "#ffffff"),
)
DARK = Palette(
    card="#211f1c",
    line="#3f3b35",
    ink="#f0ece4",
    soft="#b3ac9f",
    track="#2e2b27",
    first="#56b4e9",
    faint="#3a83ad",
    second="#f0b429",
    third="#ff7a4d",
    steps=("#213949", "#2a5f80", "#3f93c4", "#8fd0f5"),
    on_steps=("#f0ece4", "#f0ece4", "#14130f", "#14130f"),
)
