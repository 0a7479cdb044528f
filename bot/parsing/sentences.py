"""Where sentences begin and end: as far as a mention and an emoji belong together."""

from bisect import bisect_right
from dataclasses import dataclass

import regex

from bot.parsing.runs import Run
from bot.parsing.view import CHEER

END = regex.compile(rf"[\r\n]++|[.!?…]++(?=[\s{CHEER}])[^\S\r\n]*+(?:{CHEER}++[^\S\r\n]*+)*+")
"""Of a sentence; the emoji right after its last mark belong to it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int

    def cheers(self, view: str) -> bool:
        return view.find(CHEER, self.start, self.end) >= 0

    def asks(self, view: str) -> bool:
        return view.find("?", self.start, self.end) >= 0


class Sentences:
    """Of one view."""

    def __init__(self, view: str) -> None:
        self._starts = [0, *(match.end() for match in END.finditer(view))]
        self._end = len(view)

    def of(self, run: Run) -> Sentence:
        """The sentence in which `run` begins."""
        at = bisect_right(self._starts, run.start)
        end = self._starts[at] if at < len(self._starts) else self._end
        return Sentence(self._starts[at - 1], max(end, run.end))
