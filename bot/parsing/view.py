"""A text of the same length in which only what may be understood is left to see: offsets hold in both."""

from collections.abc import Collection

import regex

from bot.parsing import emoji

OPAQUE = "\ue000"
"""Stands for each character of code, of a quote, of a link and of a channel."""
CHEER = "\ue001"
"""Stands for each character of a configured emoji."""
HIDDEN = regex.compile(
    r"```.*?```|`[^`\n]++`"
    r"|^[^\S\n]*+(?:&gt;|>)(?:(?:&gt;|>){2}.*+|[^\n]*+)"
    r"|<(?!@[UW]|!subteam\^S|!(?:channel|here|everyone)[|>])[^<>\n]*+>"
    r"|\bhttps?://[^\s<>]++",
    regex.DOTALL | regex.MULTILINE,
)
ENTITY = regex.compile("&(?:amp|lt|gt);")
OURS = str.maketrans({OPAQUE: "\ufffd", CHEER: "\ufffd"})
INVISIBLE = dict.fromkeys([0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
ALIKE = str.maketrans("＠＋，、：；。＃＆’‘′", "@+,,:;.#&'''") | dict.fromkeys(INVISIBLE, " ")
"""Marks of other keyboards for ours; joiners, marks of direction and what else takes no room, for a space."""


def seen(text: str, cheers: Collection[str] = ()) -> str:
    """`text` with what is not the writer's own speech hidden, and the emoji named in `cheers` marked."""
    plain = text.isascii()
    view: str = HIDDEN.sub(_hide, text if plain else text.translate(OURS))
    if "&" in view:
        view = ENTITY.sub(_spoken, view)
    if cheers:
        view = emoji.pattern(frozenset(cheers)).sub(lambda match: CHEER * len(match[0]), view)
    return view if plain else view.translate(ALIKE)


def _spoken(match: "regex.Match[str]") -> str:
    return "&    " if match[0] == "&amp;" else _hide(match)


def _hide(match: "regex.Match[str]") -> str:
    return OPAQUE * len(match[0])
