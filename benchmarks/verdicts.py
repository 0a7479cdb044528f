"""What is owed, what was measured, and whether that is met. Ratios are of one run; seconds are never a promise."""

from collections.abc import Sequence
from dataclasses import dataclass

HEAD = ("what", "owed", "measured", "verdict")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One figure. `met` None: nothing is owed, it is there to compare with."""

    what: str
    owed: str
    measured: str
    met: bool | None = None

    @property
    def row(self) -> tuple[str, str, str, str]:
        return self.what, self.owed, self.measured, {True: "met", False: "MISSED", None: ""}[self.met]


def at_least(what: str, measured: float, owed: float) -> Verdict:
    return Verdict(what, f"≥ {owed:g}", f"{measured:.2f}", measured >= owed)


def at_most(what: str, measured: float, owed: float, unit: str = "") -> Verdict:
    return Verdict(what, f"≤ {owed:g}{unit}", f"{measured:.3g}{unit}", measured <= owed)


def beside(what: str, measured: str) -> Verdict:
    """A figure to compare with."""
    return Verdict(what, "", measured)


def table(verdicts: Sequence[Verdict]) -> str:
    """In Markdown."""
    rows = [HEAD, *(verdict.row for verdict in verdicts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])
