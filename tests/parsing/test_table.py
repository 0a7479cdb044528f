"""The tables of docs/giving.md, row by row."""

from pathlib import Path

import pytest
import regex

from bot.parsing import Part, Typed, command, message
from bot.parsing.commands import WITH_WORDS, WORDS_ALONE
from models import words

PAGE = (Path(__file__).parent.parent.parent / "docs" / "giving.md").read_text()
EMOJI = {"clap", "taco"}
MENTIONED = regex.compile(r"@(ana|bo|carol|night|channel|here)(?![\w-])|https?://\S+")
TOKEN = regex.compile(r"<@U0(\w+)>|<!subteam\^S0(\w+)>|<!(\w+)>|<(https?://[^<>]+)>")
CODE = regex.compile(r"(`+) ?(.*?) ?\1")
NO_WORDS = "(asks what for)"


def rows(heading: str) -> list[tuple[str, str]]:
    """The two cells of each row of the tables whose first column has this heading."""
    found, inside = [], False
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        inside = line.startswith("|") and (inside or cells[0] == heading)
        if inside and cells[0] != heading and not cells[0].startswith("---"):
            found.append((cells[0], cells[1]))
    return found


def as_slack_sends(cell: str) -> str:
    typed = CODE.fullmatch(cell)
    assert typed, cell
    return str(MENTIONED.sub(lambda match: token(match[0]), words.from_plain(typed[2].replace("⏎", "\n"))))


def token(said: str) -> str:
    if said.startswith("http"):
        return f"<{said}>"
    if said == "@night":
        return "<!subteam^S0NIGHT>"
    return f"<!{said[1:]}>" if said[1:] in {"channel", "here"} else f"<@U0{said[1:].upper()}>"


def as_typed(text: str) -> str:
    return words.unescape(TOKEN.sub(lambda match: match[4] or f"@{match[1] or match[2] or match[3]}".lower(), text))


def told(typed: Typed | None) -> str:
    """As the right-hand column says it."""
    if typed is None:
        return "nothing"
    if typed.verb == "doubtful":
        return "the form asks"
    called = f" (asks for names instead of {' '.join(f'@{call}' for call in typed.calls)})" if typed.calls else ""
    return "<br>".join(told_part(part) for part in typed.parts) + called


def told_part(part: Part) -> str:
    people = [f"@{person.removeprefix('U0').lower()}" for person in part.people]
    people += [f"@{group.removeprefix('S0').lower()} (group)" for group in part.groups]
    people += [f"{name} (by handle)" for name in part.names]
    said = as_typed(part.words).replace("\n", "⏎") or NO_WORDS
    values = f" (values: {', '.join(part.tags)})" if part.tags else ""
    return f"**{', '.join(people) or 'nobody'}**: {said}{values}"


@pytest.mark.parametrize(("cell", "gives"), rows("typed"))
def test_a_command_gives_what_the_page_says(cell: str, gives: str) -> None:
    assert told(command(as_slack_sends(cell))) == gives


@pytest.mark.parametrize(("cell", "gives"), rows("written"))
def test_a_message_gives_what_the_page_says(cell: str, gives: str) -> None:
    assert told(message(as_slack_sends(cell), EMOJI)) == gives


def test_the_page_names_every_word_that_stands_alone() -> None:
    assert {cell.strip("`*") for cell, _ in rows("typed alone")} == WORDS_ALONE | {"nothing"}


def test_the_page_names_every_word_that_may_have_more_after_it() -> None:
    typed_words = [cell.strip("`").partition(" ") for cell, _ in rows("begins with")]
    assert {first for first, _, _ in typed_words} == WITH_WORDS
    for first, _, rest in typed_words:
        assert command(f"{first} {rest}") == Typed(first, (Part(words=rest),))


def test_the_tables_are_found() -> None:
    assert len(rows("typed")) > 60
    assert len(rows("written")) > 35
