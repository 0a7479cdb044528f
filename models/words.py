"""What people wrote: its stored form, and the forms it is shown in.

Stored is Slack's own escaped text: `&amp; &lt; &gt;`, `<@U…>` for a mention, `<#C…|name>`, `<!channel>`, `<url|label>`.
This is the one module that escapes, reads mentions and cuts. It cuts by grapheme and never inside a mention.
"""

from collections.abc import Callable, Iterator
from itertools import takewhile
from unicodedata import bidirectional

import regex

TOKEN = regex.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
ATOM = regex.compile(r"<[^<>]+>|&(?:amp|lt|gt);|\X")
ELLIPSIS = "…"
ISOLATE, POP = "\u2068", "\u2069"
RIGHT_TO_LEFT = ("R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI")
"""Unicode's classes of letters, and of the marks that turn what follows them."""
PLAIN_ASCII_NEEDS_MORE = frozenset("<&\r")
"""What makes plain ASCII shorter than it is written: mentions, escapes, and a line end of two characters."""

NameOf = Callable[[str], str | None]


def from_plain(text: str) -> str:
    """The stored form of text that was typed into a form."""
    text = storable(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def storable(text: str) -> str:
    """Without what a database can't hold: NUL, and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mentions(words: str) -> list[str]:
    """Slack ids of the people mentioned, in order, each once."""
    found = (match[2] for match in TOKEN.finditer(words) if match[1] == "@")
    return list(dict.fromkeys(found))


def plain(words: str, name_of: NameOf = lambda _: None) -> str:
    """For text, HTML (which escapes it) and counting: mentions become names."""
    return unescape(TOKEN.sub(lambda match: _spoken(match, name_of), words))


def mrkdwn(words: str) -> str:
    """For a Slack message: mentions of people, channels and links stay; nothing in it can call a whole channel."""
    safe = str(TOKEN.sub(lambda match: match[0] if match[1] != "!" else _special(match), words))
    return safe.replace("<!", "&lt;!")


def length(words: str) -> int:
    """Characters as a person counts them."""
    if words.isascii() and not PLAIN_ASCII_NEEDS_MORE & set(words):
        return len(words)
    return sum(1 for _ in regex.finditer(r"\X", plain(words)))


def cut(words: str, most: int) -> str:
    """At most `most` characters (of the stored form), with an ellipsis where something went."""
    if len(words) <= most:
        return words
    return next(_pieces(words, most - 1), "") + ELLIPSIS


def cut_plain(text: str, most: int) -> str:
    """The same of plain text, as a form's field holds it."""
    if len(text) <= most:
        return text
    ends = (match.end() for match in regex.finditer(r"\X", text))
    end = max(takewhile(lambda end: end < most, ends), default=0)
    return text[:end].rstrip() + ELLIPSIS


def isolated(said: str) -> str:
    """A name, or words in a sentence, that run from right to left keep to themselves: so does what turns them round."""
    return f"{ISOLATE}{said}{POP}" if any(bidirectional(one) in RIGHT_TO_LEFT for one in said) else said


def pieces(words: str, most: int) -> list[str]:
    """`words` in pieces of at most `most` characters, split at a line or a word where there is one."""
    return list(_pieces(words, most))


def quote(words: str) -> str:
    """As a Slack block quote: every line of it."""
    return "\n".join(f"> {line}" for line in mrkdwn(words).splitlines())


def quotes(words: str, most: int) -> list[str]:
    """As block quotes of at most `most` characters each."""
    found: list[str] = []
    for line in mrkdwn(words).splitlines():
        for piece in pieces(line, most - 2) or [""]:
            if found and len(found[-1]) + len(piece) + 3 <= most:
                found[-1] += f"\n> {piece}"
            else:
                found.append(f"> {piece}")
    return found


def _pieces(words: str, most: int) -> Iterator[str]:
    piece, best = "", 0
    for atom in ATOM.findall(words):
        while piece and len(piece) + len(atom) > most:
            at = best or len(piece)
            yield piece[:at].rstrip()
            piece, best = piece[at:], 0
        if atom.isspace() and not piece:
            continue
        piece += atom
        if atom.isspace():
            best = len(piece)
    if piece:
        yield piece


def _spoken(match: "regex.Match[str]", name_of: NameOf) -> str:
    sigil, target, label = str(match[1]), str(match[2]), match[3]
    if sigil == "@":
        return "@" + (name_of(target) or label or "someone")
    if sigil == "#":
        return "#" + (label or "a channel")
    return _special(match) if sigil == "!" else (str(label or target))


def _special(match: "regex.Match[str]") -> str:
    target, label = str(match[2]), str(match[3] or "")
    if label:
        return label if label.startswith("@") or target.startswith("date") else f"@{label}"
    return "@" + str(target).partition("^")[0]
