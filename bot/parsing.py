"""What a person typed after `/pat`: pure, no database, no Slack."""

from dataclasses import dataclass

import regex

MENTION = regex.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
GROUP = regex.compile(r"<!(channel|here|everyone|subteam\^[A-Z0-9]+)(?:\|[^<>]*)?>")
RAW_NAME = regex.compile(r"(?<![\w.@])@[\w][\w.\-]*")
BETWEEN = regex.compile(r"(?:[\s,+:]|&amp;|\band\b|\bto\b)*", regex.IGNORECASE)
WORDS_ALONE = ("help", "undo", "gaps")


@dataclass(frozen=True, slots=True)
class Typed:
    """A `/pat` command. `verb` is "form", "help", "undo", "gaps", "give" or "doubtful" (ask in the form)."""

    verb: str
    people: tuple[str, ...] = ()
    message: str = ""
    raw_names: tuple[str, ...] = ()
    """`@name` that Slack handed over as plain text: nobody can tell who is meant."""
    groups: tuple[str, ...] = ()
    """`channel`, `here`, `everyone` or a user group, where people were expected."""


def parse(text: str) -> Typed:
    """Read the text of a command, in Slack's escaped form."""
    text = text.strip()
    if not text:
        return Typed("form")
    if text.casefold() in WORDS_ALONE:
        return Typed(text.casefold())
    people, rest, groups = _leading_people(text)
    if people or groups:
        return Typed("give", people, rest, groups=groups)
    anywhere = tuple(dict.fromkeys(match[1] for match in MENTION.finditer(text)))
    if len(anywhere) > 1:
        return Typed("doubtful", anywhere, text)
    raw_names = () if anywhere else tuple(RAW_NAME.findall(text))
    return Typed("give", anywhere, text, raw_names)


def _leading_people(text: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The mentions that the text begins with, what follows them, and groups mentioned among them."""
    people: list[str] = []
    groups: list[str] = []
    at = end = BETWEEN.match(text).end()
    while match := MENTION.match(text, at) or GROUP.match(text, at):
        (people if match.re is MENTION else groups).append(match[1].partition("^")[0])
        end = match.end()
        at = BETWEEN.match(text, end).end()
    rest = text[end:].lstrip(" ,;:").strip()
    return tuple(dict.fromkeys(people)), "" if rest.casefold() == "for" else rest, tuple(groups)
