"""A message of a channel: whether it is a kudos. `<@U1> ++ for …`, and a configured emoji beside a mention."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import regex

from bot.parsing import parts
from bot.parsing.leading import DROPPED, Lead, is_lead, lead
from bot.parsing.parts import Head
from bot.parsing.runs import Run, find
from bot.parsing.sentences import Sentence, sentences
from bot.parsing.standing import NEAR, Standing, object_of, opens, opens_with_for, said_from, spoken_of, standing
from bot.parsing.typed import Typed
from bot.parsing.view import CHEER, seen

PLUS = regex.compile(r"(?P<space>[^\S\r\n]|[,:])*+\+\++(?P<glued>\w++)?+")
"""After people. `++i` after a space is code."""
SHORTEST_WORD = 3
PLUS_FIRST = regex.compile(r"^[^\S\r\n]*+\+\+[^\S\r\n]*+(?=<@|<!subteam)", regex.MULTILINE)


class Mark(Enum):
    """What makes a run one that receives."""

    PLUS = auto()
    CHEER = auto()
    UNCLEAR = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """A run where it stands; `since` is the end of the run before it."""

    run: Run
    sentence: Sentence
    mark: Mark | None
    since: int = 0
    alone: bool = True
    """No other run begins in the sentence."""
    near_mark: bool = False
    """A run of the sentence has a mark."""

    @property
    def begins(self) -> bool:
        """Whether it is the first run of its sentence."""
        return self.since <= self.sentence.start


def message(text: str, emoji: Collection[str]) -> Typed | None:
    """Read a message, in Slack's escaped form; `emoji` are the configured names, without colons.

    Returns "give" when it is a kudos for sure, "doubtful" when it is one but who or what for can't be told apart, None
    when it is none.
    """
    view = seen(text, emoji)
    if "++" not in view and CHEER not in view:
        return None
    runs = find(view)
    mentions = _mentions(view, runs)
    if not any(mention.mark for mention in mentions):
        return parts.doubtful(text, view, runs) if runs and PLUS_FIRST.search(view) else None
    heads = _heads(view, mentions)
    return (heads and parts.given(text, view, heads)) or parts.doubtful(text, view, runs)


def _mentions(view: str, runs: Sequence[Run]) -> list[Mention]:
    where = sentences(view, runs)
    marks = [_mark(view, run, sentence) for run, sentence in zip(runs, where, strict=True)]
    many = Counter(where)
    near = {sentence for sentence, mark in zip(where, marks, strict=True) if mark}
    ends = [0, *(run.end for run in runs)]
    return [
        Mention(run, sentence, mark, since, many[sentence] == 1, sentence in near)
        for run, sentence, mark, since in zip(runs, where, marks, ends, strict=False)
    ]


def _mark(view: str, run: Run, sentence: Sentence) -> Mark | None:
    if plus := _plus(view, run):
        if plus["glued"] and plus["space"]:
            return Mark.UNCLEAR if len(plus["glued"]) >= SHORTEST_WORD else None
        return Mark.PLUS
    if run.split:
        return Mark.UNCLEAR
    if not (run.people or run.groups) or not (sentence.cheers(view) or _beside_emoji(view, run)):
        return None
    return Mark.UNCLEAR if sentence.asks(view) else Mark.CHEER


def _plus(view: str, run: Run) -> "regex.Match[str] | None":
    """What follows the run. Only what is near: else the whole rest would be searched for a `+`, for each run."""
    return PLUS.match(view, run.end, run.end + NEAR)


def _beside_emoji(view: str, run: Run) -> bool:
    """Whether only spaces are between the run and an emoji."""
    before, after = view[max(0, run.start - NEAR) : run.start], view[run.end : run.end + NEAR]
    return before.rstrip().endswith(CHEER) or after.lstrip().startswith(CHEER)


def _heads(view: str, mentions: Sequence[Mention]) -> list[Head] | None:
    """The runs that receive. None: it is doubtful."""
    heads: list[Head] = []
    here: Sentence | None = None
    for mention in mentions:
        if here == mention.sentence:
            stands, found = _further(view, mention, heads[-1].run)
        else:
            stands, found = _first(view, mention, heads)
        if stands is Standing.UNCLEAR:
            return None
        if found and stands is Standing.OWN:
            heads.append(Head(mention.run, found))
            here = mention.sentence
    return heads


def _first(view: str, mention: Mention, heads: Sequence[Head]) -> tuple[Standing, Lead | None]:
    """Of a run in whose sentence nobody receives yet."""
    if mention.mark is None:
        return _unmarked(view, mention), None
    if mention.mark is Mark.UNCLEAR or (mention.mark is Mark.CHEER and not _meant(view, mention)):
        return Standing.UNCLEAR, None
    since = mention.sentence.start if heads else 0
    dropped = DROPPED.fullmatch(view, since, mention.run.start)
    return Standing.OWN, Lead(since, mention.run.start if dropped else since)


def _meant(view: str, mention: Mention) -> bool:
    """Whether the emoji of the sentence is for this run."""
    run = mention.run
    if mention.begins and is_lead(view[mention.sentence.start : run.start]):
        return True
    if _beside_emoji(view, run):
        return not spoken_of(view, run)
    return mention.alone and run.count == 1 and not object_of(view, run)


def _further(view: str, mention: Mention, last: Run) -> tuple[Standing, Lead | None]:
    """Of a run after `last`, which receives and stands in the same sentence."""
    run = mention.run
    since = said_from(view, last, run.start) if mention.since == last.end else mention.since
    if mention.mark is Mark.PLUS:
        return Standing.OWN, (lead(view, since, run.start) if since else None) or Lead(run.start, run.start)
    if mention.mark is None:
        return _unmarked(view, mention), None
    if mention.mark is Mark.UNCLEAR or not (opens(view, last) or _plus(view, last)):
        return Standing.UNCLEAR, None
    return standing(view, since, run)


def _unmarked(view: str, mention: Mention) -> Standing:
    """Somebody without a mark of their own, where one more receiver might stand, is not left out in silence."""
    run, since = mention.run, mention.since
    if not run.count:
        return Standing.INSIDE
    opens_clause = mention.begins and is_lead(view[mention.sentence.start : run.start])
    might = opens_clause or lead(view, since, run.start) is not None
    return Standing.UNCLEAR if might and (mention.near_mark or opens_with_for(view, run)) else Standing.INSIDE
