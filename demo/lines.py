"""What is typed at the demonstration: pure, from a line to who does what where."""

import re
from dataclasses import dataclass, field

SOMEONE = re.compile(
    r"@?(?P<who>[a-z][a-z0-9._-]*)(?:\s+in\s+(?P<where>[#@]?[\w.-]+))?\s*:\s*(?P<what>.*)", re.IGNORECASE
)
ALONE = {"help": "help", "?": "help", "who": "who", "quit": "quit", "exit": "quit", "bye": "quit", "clock": "clock"}
DEEDS = {"home": "home", "sees": "sees", "submit": "submit", "close": "close", "cancel": "close"}
WITH_WORDS = {"click": "click", "fill": "fill", "says": "says", "reacts": "reacts"}


class Unclear(ValueError):
    """The line can't be understood; the message says what could be typed."""


@dataclass(frozen=True, slots=True)
class Line:
    """`deed` is one of ALONE, DEEDS, WITH_WORDS or "slash"; `where` is empty for the usual place."""

    deed: str
    who: str = ""
    where: str = ""
    words: str = ""
    fields: dict[str, str] = field(default_factory=dict)


def parse(typed: str) -> Line | None:
    """None for an empty line or a comment. Raises `Unclear`."""
    typed = typed.strip()
    if not typed or typed.startswith("# "):
        return None
    if typed.casefold() in ALONE:
        return Line(ALONE[typed.casefold()])
    someone = SOMEONE.fullmatch(typed)
    if someone is None:
        raise Unclear(f"I don’t understand “{typed}”. It looks like: ana: /pat @bo for …  (or: help)")
    who, where, what = someone["who"].lower(), someone["where"] or "", someone["what"].strip()
    return Line("clock", words=what) if who == "clock" else _deed(who, where, what)


def _deed(who: str, where: str, what: str) -> Line:
    first, _, rest = what.partition(" ")
    verb, rest = first.casefold(), rest.strip()
    if not what:
        raise Unclear(f"What does {who} do? It looks like: {who}: /pat @bo for …  (or: help)")
    if what.startswith("/"):
        return Line("slash", who, where, what)
    if verb in DEEDS and not rest:
        return Line(DEEDS[verb], who, where)
    if verb in WITH_WORDS and not rest:
        raise Unclear(f"{verb.capitalize()} what? It looks like: {_example(who, verb)}")
    if verb == "fill":
        return Line("fill", who, where, fields=_fields(who, rest))
    return Line(WITH_WORDS[verb], who, where, rest) if verb in WITH_WORDS else Line("says", who, where, what)


def _fields(who: str, text: str) -> dict[str, str]:
    """`Who?=@bo; What did they decide?=…`: a part without "=" belongs to the one before it."""
    fields: dict[str, str] = {}
    for part in text.split(";"):
        label, equals, value = part.partition("=")
        if equals:
            fields[label.strip()] = value.strip()
        elif fields:
            fields[next(reversed(fields))] += f";{part.rstrip()}"
    if not fields:
        raise Unclear(f"Fill in what? It looks like: {_example(who, 'fill')}")
    return fields


def _example(who: str, verb: str) -> str:
    examples = {
        "click": "click Add my pat",
        "fill": "fill Who?=@bo; What did they decide?=Refunded it on the spot",
        "says": "says hello everyone",
        "reacts": "reacts :tada:",
    }
    return f"{who}: {examples[verb]}"
