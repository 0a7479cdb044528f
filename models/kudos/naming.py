"""Words in a field of a form, which holds plain text: mentions and links are shown by name, and found again by it."""

from collections import Counter, defaultdict, deque

import regex

from models import words
from models.words import NameOf

GOES_ON = regex.compile(r"\.?[\w/?#=&%-]")
"""After a name or an address: it is another, longer one."""


def shown(stored: str, name_of: NameOf) -> str:
    """What the field holds. `name_of` gives the name of a Slack id."""
    pieces, at = [], 0
    for match in words.TOKEN.finditer(stored):
        pieces += [words.unescape(stored[at : match.start()]), _name(match, name_of)]
        at = match.end()
    return "".join([*pieces, words.unescape(stored[at:])])


def restored(typed: str, stored: str, name_of: NameOf) -> str:
    """The stored form of what was `typed` over `shown(stored)`: who was mentioned there still is, and nobody else.

    Names that stand as often as before are who they were, in their order. Of a name that stands more or less often,
    each is that person, unless two share it: then it can't be told, and it stays as it was typed.
    """
    typed = _even(typed)
    if typed == _even(shown(stored, name_of)):
        return stored
    tokens: dict[str, deque[str]] = defaultdict(deque)
    for match in words.TOKEN.finditer(stored):
        tokens[words.from_plain(_name(match, name_of))].append(match[0])
    text = words.from_plain(typed)
    if not tokens:
        return text
    # The longest first: "@Ana" is not in "@Ana Lima".
    names = regex.compile("|".join(map(regex.escape, sorted(tokens, key=len, reverse=True))))
    found = Counter(match[0] for match in names.finditer(text))
    as_before = {name for name, those in tokens.items() if found[name] == len(those)}

    def token(match: "regex.Match[str]") -> str:
        those = tokens[match[0]]
        if match[0] in as_before:
            return those.popleft()
        certain = len(set(those)) == 1 and not GOES_ON.match(text, match.end())
        return those[0] if certain else str(match[0])

    return str(names.sub(token, text))


def _name(match: "regex.Match[str]", name_of: NameOf) -> str:
    target, label = words.unescape(str(match[2])), words.unescape(str(match[3] or ""))
    if match[1] or target.endswith(label):
        return words.plain(match[0], name_of)
    return f"{label} ({target})"


def _even(text: str) -> str:
    """Without what a form changes by itself: line ends, and space around it."""
    return "\n".join(text.splitlines()).strip()
