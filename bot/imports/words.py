"""What an author says in their own words: no code, no quotes, no links, nothing struck, in sentences."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from emoji import demojize

PERSON = r"<@[UW]\w+>"
"""A mention, once `spoken` has taken its label away."""


def either(phrases: str) -> str:
    """A pattern for any of these words; `_` stands for a space."""
    return "(?:" + "|".join(phrase.replace("_", r"\s") for phrase in phrases.split()) + ")"


UNKNOWN = " □ "  # stands where something was taken out, so that its neighbours don't become neighbours
CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.S)
QUOTED_REST = re.compile(r"^(?:&gt;|>){3}.*\Z", re.S | re.M)
QUOTED_LINE = re.compile(r"^[ \t]*(?:&gt;|>).*$", re.M)
QUOTED_SPEECH = re.compile(r"\"[^\"\n]{1,2000}\"|«[^»\n]{1,2000}»|„[^\"\n]{1,2000}\"|(?<![\w>])'[^'\n]{1,300}'(?!\w)")
LABELLED = re.compile(r"<@([UW]\w+)\|[^<>]*>")
OTHER_TOKEN = re.compile(r"<(?!@[UW]\w+>)[^<>]*>")
BARE_LINK = re.compile(r"\b(?:https?|ftp|mailto):\S+")
SKIN_TONE = re.compile(r":skin-tone-\d:|[\U0001f3fb-\U0001f3ff]")
COPIED_IN = re.compile(
    rf"(?:^\+|/cc|\bb?cc\b|\bfyi\b|\bping(?:ing)?\b|\bvia\b)[\s:,]*{PERSON}(?:[\s,&/+]*(?:and\s+)?{PERSON})*",
    re.I | re.M,
)
DRAWN_OUT = re.compile(rf"({PERSON})|([a-z])\2{{2,}}", re.I)
STRUCK = re.compile(r"(?<![\w~])~(?=\S)[^~\n]+(?<=\S)~(?![\w~])")
STYLE = re.compile(r"(?<!\w)[*_]+(?=\S)|(?<=\S)[*_]+(?!\w)")
CURLY = str.maketrans("“”„‟‘’‚´", "\"\"\"\"''''")
BREAK = re.compile(rf"(?<=[.!?…;])(?:\s+|(?={PERSON})|(?=[:)]))|(?<=[。！？])")
BULLET = re.compile(r"^(?:[\s•◦▪·*\-–—]|\d+[.)])+(?=\S)")


LONGEST = 600  # characters of a sentence: the patterns' time grows faster than its length
PIECE = re.compile(rf"\S.{{0,{LONGEST - 1}}}(?:\s|$)|\S{{{LONGEST}}}", re.S)


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    opens_line: bool


def spoken(text: str) -> str:
    """Slack's text as its author's own speech, mentions as `<@U…>`, emoji as `:name:` without skin tones."""
    text = STRUCK.sub(UNKNOWN, CODE.sub(UNKNOWN, text))
    text = QUOTED_LINE.sub(UNKNOWN, QUOTED_REST.sub(UNKNOWN, text))
    text = OTHER_TOKEN.sub(UNKNOWN, LABELLED.sub(r"<@\1>", text))
    text = QUOTED_SPEECH.sub(UNKNOWN, text.translate(CURLY))
    text = BARE_LINK.sub(UNKNOWN, text)
    text = SKIN_TONE.sub("", text)
    if not text.isascii():
        text = demojize(text, language="alias")
    text = DRAWN_OUT.sub(lambda match: match[1] or match[2], text).replace("&amp;", "&").replace("\xa0", " ")
    return STYLE.sub("", COPIED_IN.sub(UNKNOWN, text))


def sentences(speech: str) -> Iterator[Sentence]:
    """Cut by line, then by the marks that end a sentence."""
    for line in speech.splitlines():
        whole = (piece for piece in BREAK.split(BULLET.sub("", line)) if piece.strip())
        pieces = (piece.strip() for sentence in whole for piece in PIECE.findall(sentence))
        for position, piece in enumerate(pieces):
            yield Sentence(piece, opens_line=position == 0)


def plain_emoji(name: str) -> str:
    """`:clap:`, `clap` or the character itself as `clap`."""
    return demojize(html.unescape(name), language="alias").strip(": ")
