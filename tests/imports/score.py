"""How well the extractor does on the labelled half of a real archive: `python -m tests.imports.score dev FOLDER`.

FOLDER is `../shared`. `docs/import.md` says when the held-out half was scored, and has its figures.
"""

import csv
import sys
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from bot.imports.archive import Archive
from bot.imports.reading import Tally, read
from bot.imports.recognition import EMOJI
from bot.imports.slack_export import SlackExport

LABELS = Path(__file__).parent / "labels" / "racket.csv"
ARCHIVE = Path("data") / "slack-export-racket.zip"
Z = 1.959964  # 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`, with its Wilson interval (Wilson 1927, "Probable inference", JASA 22)."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of

    @property
    def interval(self) -> tuple[float, float]:
        p, n = self.value, self.of
        middle, half = p + Z * Z / (2 * n), Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        return (middle - half) / (1 + Z * Z / n), (middle + half) / (1 + Z * Z / n)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.3f} ({self.hits} of {self.of}; {low:.3f} to {high:.3f})"


@dataclass(frozen=True, slots=True)
class Score:
    """Of messages: recognition or not. Of receivers: pairs of message and person."""

    precision: Share
    recall: Share
    receiver_precision: Share
    receiver_recall: Share


def score(shared: Path, half: str) -> Score:
    wanted, everything = labels(half), found(shared)
    got = {ts: everything.get(ts, frozenset()) for ts in wanted}
    both = sum(1 for ts in wanted if wanted[ts] and got[ts])
    hits = sum(len(wanted[ts] & got[ts]) for ts in wanted)
    return Score(
        Share(both, sum(1 for people in got.values() if people)),
        Share(both, sum(1 for people in wanted.values() if people)),
        Share(hits, sum(map(len, got.values()))),
        Share(hits, sum(map(len, wanted.values()))),
    )


def labels(half: str) -> dict[str, frozenset[str]]:
    """Who is thanked in each labelled message of that half, by its timestamp."""
    with LABELS.open(newline="") as file:
        return {row["ts"]: frozenset(row["receivers"].split()) for row in csv.DictReader(file) if row["half"] == half}


def found(shared: Path) -> dict[str, frozenset[str]]:
    """Who is found to be thanked in each message of the archive."""
    with Archive(shared / ARCHIVE) as archive:
        export = SlackExport(archive, ARCHIVE.name)
        return {one.kudos.message_ts: frozenset(one.kudos.receivers) for one in read(export, Tally(), emoji=EMOJI)}


if __name__ == "__main__":
    result = score(Path(sys.argv[2]), sys.argv[1])
    for name in Score.__slots__:
        print(f"{name}: {getattr(result, name)}")
