"""How a run stands in a text: on its own, inside of what is said of others, or so that nobody can tell."""

from enum import Enum, auto

import regex

from bot.parsing.leading import PRONOUN, WORD, Lead, lead
from bot.parsing.runs import BULLET, Run
from bot.parsing.view import CHEER

SIGNS = rf"(?:[\s{CHEER}]|#[\w-]++|\+\++)*+"
"""What may stand between people and their reason."""
OPENER = regex.compile(
    rf"{SIGNS}(?:(?P<word>for|because|cause|coz)\b|:(?![\w+'-]++:)|[–—]|--?+(?=\s))", regex.IGNORECASE
)
"""What says that a reason for just these people follows."""
PREPOSITION = regex.compile(
    r"\b(?:with|without|to|of|at|on|for|about|than|like|after|before|behind|near|around|against|over|via|cc)\s++$",
    regex.IGNORECASE,
)
DOING = regex.compile(r"\w++(?<=ing)\s++$")
BULLETED = regex.compile(rf"[^\S\r\n]*+{BULLET}\s*+")
NEAR = 40
"""Characters to look back for one short word."""


class Standing(Enum):
    OWN = auto()
    INSIDE = auto()
    UNCLEAR = auto()


def opens(view: str, run: Run) -> bool:
    """Whether a reason follows that says it is one."""
    return OPENER.match(view, run.end) is not None


def opens_with_for(view: str, run: Run) -> bool:
    opener = OPENER.match(view, run.end)
    return opener is not None and (opener["word"] or "").casefold() == "for"


def bulleted(view: str, run: Run) -> bool:
    """Whether the run begins a line of a list."""
    return BULLETED.fullmatch(view, line(view, run), run.start) is not None


def line(view: str, run: Run) -> int:
    """Where the line of the run begins."""
    return max(view.rfind("\n", 0, run.start), view.rfind("\r", 0, run.start)) + 1


def spoken_of(view: str, run: Run) -> bool:
    """Whether a preposition makes the run a part of what is said: "working with @ana"."""
    return PREPOSITION.search(view[max(0, run.start - NEAR) : run.start]) is not None


def object_of(view: str, run: Run) -> bool:
    """Whether something was done with or for the run: "helping @ana" praises somebody else."""
    return spoken_of(view, run) or DOING.search(view[max(0, run.start - NEAR) : run.start]) is not None


def standing(view: str, since: int | None, run: Run) -> tuple[Standing, Lead | None]:
    """Of a run that is not the first. `since` is where others' words are sure to have begun; None: they have none."""
    if since is None:
        return Standing.UNCLEAR, None
    found = lead(view, since, run.start)
    if found is None:
        unclear = opens_with_for(view, run) and (run.count > 1 or not spoken_of(view, run))
        return (Standing.UNCLEAR if unclear else Standing.INSIDE), None
    if not run.count:
        return Standing.INSIDE, None
    both = PRONOUN.search(view[max(since, run.start - NEAR) : run.start])
    sure = not both and (found.bulleted or opens(view, run))
    return (Standing.OWN if sure else Standing.UNCLEAR), found


def said_from(view: str, run: Run, until: int) -> int | None:
    """The end of the first word that is said of `run`, before `until`."""
    opener = OPENER.match(view, run.end, until)
    word = WORD.search(view, opener.end() if opener else run.end, until)
    return int(word.end()) if word else None
