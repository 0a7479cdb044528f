"""How people without Slack are typed: `@lee-wong`. Pure."""

import unicodedata
from collections.abc import Container

import regex

HANDLE = regex.compile(r"[^\W\d_]\w*(?:[.\-]\w+)*")
"""What can be typed after an @, and is then read as one name."""
TAKEN_BY_SLACK = frozenset({"channel", "here", "everyone"})
LONGEST = 80


def of_name(name: str) -> str:
    """How a name is typed: "Lee Wong" is `lee-wong`, "Inés" is `ines`; empty when there is no letter in it."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    typed = "-".join(regex.findall(r"\w+", folded.replace("'", "").replace("’", "")))
    return str(regex.sub(r"^[\d_\-]+", "", typed))[:LONGEST].rstrip("-")


def free(handle: str, taken: Container[str]) -> str:
    """The handle, or the first of `handle-2`, `handle-3` … that is not taken; empty when it is empty."""
    number, one = 1, handle
    while handle and (one in taken or one in TAKEN_BY_SLACK):
        number += 1
        one = f"{handle}-{number}"
    return one


def usable(handle: str) -> bool:
    """Whether it can be typed; it is casefolded and has no @."""
    return bool(HANDLE.fullmatch(handle)) and len(handle) <= LONGEST and handle not in TAKEN_BY_SLACK
