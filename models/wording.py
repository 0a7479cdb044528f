"""What a kudos' words look like: only praise, or details of a customer that don't belong there. Pure."""

import regex

EMAIL = regex.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PRAISE = frozenset({"thanks", "thank", "you", "great", "good", "job", "work", "awesome", "well", "done", "nice"})


def only_praise(stored: str) -> bool:
    """Whether the words say that it was good, but not what it was."""
    said = regex.findall(r"\w+", stored.casefold())
    return all(word in PRAISE for word in said)


def details(stored: str) -> tuple[str, ...]:
    """Which details of a customer they seem to hold: "email", "phone", "order"."""
    return ("email",) if EMAIL.search(stored) else ()
