"""What stands before people: "thanks a lot to …", "and a big hand for …", the end of what was said of others."""

from dataclasses import dataclass

import regex

from bot.parsing.runs import ALSO, BULLET
from bot.parsing.view import CHEER

LEADING = """
    a an the my our all so very much many such lots lot of to from us me i we want would like d ve ll also and again
    just say give gives giving gave send sending today this week
    thanks thank thankyou thx ty tysm cheers kudos props respect bravo congrats congratulations hats off hat tip
    shout shoutout shoutouts out pat pats on back round hand applause love
    well done great good nice awesome amazing fantastic brilliant excellent lovely wonderful superb stellar super
    job work stuff one going teamwork team effort catch save
    high five big huge massive warm special enormous sincere another mad
    goes go you guys both hi hey hello dear morning evening
    danke dank merci gracias grazie obrigado obrigada bedankt tack dzięki an vielen und et y och og
"""
LEAD = frozenset(LEADING.split())
"""Words that say nothing but that people follow."""
APPLAUSE = frozenset({"pat", "pats", "back", "applause", "hand", "love", "clap", "respect", "props", "kudos"})
"""What may be "for" somebody: "thanks for @ana" is about her, "applause for @ana" is hers."""
WORD = regex.compile(r"\w++")
SPOKEN = regex.compile(r":[\w+'-]++:|#[\w-]++|(?P<word>\w++)")
"""A word; not an emoji, not a tag."""
DROPPED = regex.compile(rf"(?:[\s,:+&{CHEER}]|(?<!\w)(?:and|to)(?!\w)|(?<!\S){BULLET})*+", regex.IGNORECASE)
"""Before people and worth nothing alone; what else stands there is kept."""
MARK = (
    rf"(?:[,;.!?…–—]|(?<=\s)[/+](?=\s)|[\r\n]++[^\S\r\n]*+(?P<bullet>{BULLET})?+|(?<=\s)--?+(?=\s)|(?<!\w)(?:{ALSO}|then)(?!\w)"
    r"|&)"
)
BOUNDARY = regex.compile(rf"{MARK}(?:\s*+{MARK})*+\s*+", regex.IGNORECASE)
"""Where one person's reason may end."""
SENTENCE_END = regex.compile(r"[.!?…]*+")
PRONOUN = regex.compile(r"\b(?:me|you|him|her|us|them)\s++(?:and|&)\s*+$", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lead:
    """What comes before a run: others' words end at `cut`, its own begin at `start`."""

    cut: int
    start: int
    bulleted: bool = False


def is_lead(words: str) -> bool:
    """Whether these words, before people, only lead up to them."""
    before = ""
    for match in SPOKEN.finditer(words):
        word = (match["word"] or "").casefold()
        if word and word not in LEAD and not (word == "for" and before in APPLAUSE):
            return False
        before = word
    return True


def lead(view: str, since: int, until: int) -> Lead | None:
    """What leads to the run at `until`, after others' words from `since` on; None: it stands in those words."""
    found, own, kept = None, until, False
    for boundary in reversed(list(BOUNDARY.finditer(view, since, until))):
        if not is_lead(view[boundary.end() : own]):
            break
        kept = kept or not DROPPED.fullmatch(view, boundary.end(), own)
        own = boundary.end()
        cut = SENTENCE_END.match(view, boundary.start()).end()
        found = Lead(cut, own if kept else until, found.bulleted if found else boundary["bullet"] is not None)
    return found
