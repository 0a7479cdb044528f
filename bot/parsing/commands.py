"""What a person typed after `/pat`."""

from collections.abc import Sequence
from itertools import pairwise

import regex

from bot.parsing import parts
from bot.parsing.leading import DROPPED, Lead, is_lead
from bot.parsing.parts import Head
from bot.parsing.runs import Run, find
from bot.parsing.standing import NEAR, Standing, bulleted, line, object_of, opens, said_from, standing
from bot.parsing.typed import Part, Typed
from bot.parsing.view import seen

WORDS_ALONE = frozenset({"help", "undo", "fairness", "privacy", "board", "history", "decisions", "ideas"})
"""Each is a verb when nothing else is typed."""
WITH_WORDS = frozenset({"decision", "limits", "limit", "idea", "pledge", "digest", "gaps"})
"""Each is a verb whatever comes after it, which is its words."""
FIRST_WORD = regex.compile(r"\s*+[/\"'“‘`]*+(\p{L}++)[\"'”’`]*+(?:[:,]?\s++(.*)|[:.!?…]*+)", regex.DOTALL)
LONGEST_WORD = 20
AROUND = " \t\"'“”‘’`.!?…/"
"""May stand around such a word."""
MENTION = r"<@[UW][A-Z0-9]++(?:\|[^<>]*+)?+>"
PLAIN = regex.compile(rf"({MENTION}(?:[\s,]*+(?:(?:and\b|&amp;)\s*+)?+{MENTION})*+)\s++(?=\w)([^<@#＠＃]++)")
"""What nearly everybody types, nearly all the time: people, and words in which nothing is to be looked for."""
ID = regex.compile(r"<@(\w++)")
REASON_FIRST = regex.compile(r"\W*+(?:for|because)\b", regex.IGNORECASE)
AND_NOW = regex.compile(r"(?:(?<!:[\w+'-]{1,40}):|[–—]|(?<=\s)--?)\s*+$")
"""What may stand between words and the people whom they are about. The colon that ends an emoji is none."""
TAIL = regex.compile(r"(?::[\w+'-]++:|#[\w-]++|\W)*+")


def command(text: str) -> Typed:
    """Read the text of a command, in Slack's escaped form."""
    text = text.strip()
    if match := PLAIN.fullmatch(text):
        return Typed("give", (Part(tuple(dict.fromkeys(ID.findall(match[1]))), words=parts.unless_empty(match[2])),))
    if not text:
        return Typed("form")
    if len(text) <= LONGEST_WORD and (verb := text.strip(AROUND).casefold()) in WORDS_ALONE:
        return Typed(verb)
    if (first := FIRST_WORD.fullmatch(text)) and (verb := first[1].casefold()) in WITH_WORDS:
        return Typed(verb, (Part(words=(first[2] or "").strip()),))
    view = seen(text)
    runs = find(view)
    if not runs:
        return Typed("give", (Part(words=text, tags=parts.tags(view)),))
    return _people_last(text, view, runs) or _given(text, view, runs) or parts.doubtful(text, view, runs)


def _given(text: str, view: str, runs: Sequence[Run]) -> Typed | None:
    """Each run that receives, with its words. None: it is doubtful."""
    receiving = runs if DROPPED.fullmatch(view, 0, runs[0].start) else [run for run in runs if run.count] or runs
    lead = _lead_of_first(view, receiving)
    heads = lead and _heads(view, receiving, Head(receiving[0], lead))
    return parts.given(text, view, heads) if heads else None


def _lead_of_first(view: str, runs: Sequence[Run]) -> Lead | None:
    run, starts_line = runs[0], line(view, runs[0])
    listed = bulleted(view, run)
    if DROPPED.fullmatch(view, 0, run.start):
        return Lead(0, run.start, listed)
    if is_lead(view[: run.start]) or (starts_line and (listed or (starts_line == run.start and opens(view, run)))):
        return Lead(0, 0, listed)
    only_one = len(runs) == 1 and run.count <= 1
    return Lead(0, 0) if only_one and not REASON_FIRST.match(view) and not object_of(view, run) else None


def _heads(view: str, runs: Sequence[Run], first: Head) -> list[Head] | None:
    heads = [first]
    for before, run in pairwise(runs):
        since = said_from(view, before, run.start) if before is heads[-1].run else before.end
        stands, lead = standing(view, since, run)
        if stands is Standing.UNCLEAR:
            return None
        if lead and stands is Standing.OWN:
            heads.append(Head(run, lead))
    several = len(heads) > 1
    return None if several and not all(head.lead.bulleted or opens(view, head.run) for head in heads) else heads


def _people_last(text: str, view: str, runs: Sequence[Run]) -> Typed | None:
    """`for the late parcel: @ana`."""
    run = runs[0]
    before = AND_NOW.search(view, max(0, run.start - NEAR), run.start)
    if len(runs) > 1 or not before or is_lead(view[: run.start]) or not TAIL.fullmatch(view, run.end):
        return None
    alone = not view[run.end :].strip(" .!\n")
    words = text[: before.start()] if alone else text
    return Typed("give", (Part(run.people, run.groups, run.names, words.strip(), parts.tags(view)),), run.calls)
