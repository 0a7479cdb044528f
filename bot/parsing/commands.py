"""What a person typed after `/pat`."""

import regex

from bot.parsing.typed import Part, Typed

MENTION = regex.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
GROUP = regex.compile(r"<!(channel|here|everyone|subteam\^[A-Z0-9]+)(?:\|[^<>]*)?>")
RAW_NAME = regex.compile(r"(?<![\w.@])@[\w][\w.\-]*")
BETWEEN = regex.compile(r"(?:[\s,+:]|&amp;|\band\b|\bto\b)*", regex.IGNORECASE)
WORDS_ALONE = ("help", "undo", "gaps", "privacy", "board", "history")


def command(text: str) -> Typed:
    """Read the text of a command, in Slack's escaped form."""
    text = text.strip()
    if not text:
        return Typed("form")
    if text.casefold() in WORDS_ALONE:
        return Typed(text.casefold())
    people, rest, groups = _leading_people(text)
    if people or groups:
        teams = tuple(group.partition("^")[2] for group in groups if "^" in group)
        return Typed("give", (Part(people, teams, words=rest),), tuple(group for group in groups if "^" not in group))
    anywhere = tuple(dict.fromkeys(match[1] for match in MENTION.finditer(text)))
    if len(anywhere) > 1:
        return Typed("doubtful", (Part(anywhere, words=text),))
    names = () if anywhere else tuple(RAW_NAME.findall(text))
    return Typed("give", (Part(anywhere, names=names, words=text),))


def _leading_people(text: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The mentions that the text begins with, what follows them, and groups mentioned among them."""
    people: list[str] = []
    groups: list[str] = []
    at = end = BETWEEN.match(text).end()
    while match := MENTION.match(text, at) or GROUP.match(text, at):
        (people if match.re is MENTION else groups).append(match[1])
        end = match.end()
        at = BETWEEN.match(text, end).end()
    rest = text[end:].lstrip(" ,;:").strip()
    return tuple(dict.fromkeys(people)), "" if rest.casefold() == "for" else rest, tuple(groups)
