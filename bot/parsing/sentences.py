"""Where sentences begin and end: as far as a mention and an emoji belong together."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from bot.parsing.runs import Run
from bot.parsing.view import CHEER

END = regex.compile(rf"[\r\n]++|(?<![.!?…])[.!?…]++(?=[\s{CHEER}])[^\S\r\n]*+(?:{CHEER}++[^\S\r\n]*+)*+")
"""Of a sentence; the emoji right after its last mark belong to it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int

    def cheers(self, view: str) -> bool:
        return view.find(CHEER, self.start, self.end) >= 0

    def asks(self, view: str) -> bool:
        return view.find("?", self.start, self.end) >= 0


def sentences(view: str, runs: Sequence[Run]) -> list[Sentence]:
    """The sentence of each run. Line ends between the people of a run end none."""
    starts = [0]
    begun = [run.start for run in runs]
    for match in END.finditer(view):
        before = bisect_right(begun, match.start()) - 1
        if before < 0 or runs[before].end <= match.start():
            starts.append(match.end())
    ends = [*starts[1:], len(view)]
    at = [bisect_right(starts, run.start) - 1 for run in runs]
    return [Sentence(starts[number], ends[number]) for number in at]
