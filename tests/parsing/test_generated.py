"""Every receiver is found, and every word, in texts of the documented grammar."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.parsing import Typed, command, message
from tests.parsing import grammar
from tests.parsing.grammar import Written

QUICK = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
EMOJI = ("clap", "raised_hands")
APART = grammar.CLAUSES + grammar.SENTENCES
CHEERS = (":clap:", ":clap::skin-tone-4:", "👏", "👏🏽", ":raised_hands:", "🙌🏿", ":clap: :clap:")


def commands() -> st.SearchStrategy[Written]:
    return grammar.texts() | grammar.listings()


def pluses() -> st.SearchStrategy[Written]:
    """`<@U1> ++ for …`."""
    return st.sampled_from(["++", " ++", "+++", ": ++", "\u00a0＋＋"]).flatmap(
        lambda plus: grammar.texts(trigger=plus, apart=APART)
    )


def cheers() -> st.SearchStrategy[Written]:
    """An emoji after the people of every sentence, in front, or at the end."""
    return beside() | in_front() | at_the_end()


def beside() -> st.SearchStrategy[Written]:
    return st.sampled_from(CHEERS).flatmap(lambda cheer: seen(grammar.texts(trigger=f" {cheer}", apart=APART)))


def in_front() -> st.SearchStrategy[Written]:
    def put(written: Written, cheer: str) -> Written:
        first, *others = written.parts
        led = f"{cheer} {first.words}" if written.text.startswith(first.words) else first.words
        return Written(f"{cheer} {written.text}", (replace(first, words=led), *others))

    return st.builds(put, seen(grammar.texts(apart=grammar.CLAUSES)), st.sampled_from(CHEERS))


def at_the_end() -> st.SearchStrategy[Written]:
    def put(written: Written, mark: str, cheer: str) -> Written:
        *others, last = written.parts
        end = f"{mark} {cheer}"
        return Written(written.text + end, (*others, replace(last, words=last.words + end)))

    return st.builds(
        put, seen(grammar.texts(apart=grammar.CLAUSES)), st.sampled_from(["", "!", "."]), st.sampled_from(CHEERS)
    )


def seen(texts: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    """An emoji beside nothing but typed names is no kudos."""
    return texts.filter(lambda written: all(part.people or part.groups for part in written.parts))


def is_read_right(written: Written, kind: str) -> None:
    typed = command(written.text) if kind == "command" else message(written.text, EMOJI)
    assert typed == Typed("give", written.parts)


@given(commands())
@QUICK
def test_a_command_gives_to_everybody_what_was_said_of_them(written: Written) -> None:
    is_read_right(written, "command")


@given(pluses() | cheers())
@QUICK
def test_a_message_gives_to_everybody_what_was_said_of_them(written: Written) -> None:
    is_read_right(written, "message")


@pytest.mark.takes(15)
@pytest.mark.long
@given(commands())
@MANY
def test_thousands_of_commands_give_to_everybody_what_was_said_of_them(written: Written) -> None:
    is_read_right(written, "command")


@pytest.mark.takes(15)
@pytest.mark.long
@given(pluses())
@MANY
def test_thousands_of_messages_with_pluses_give_to_everybody_what_was_said_of_them(written: Written) -> None:
    is_read_right(written, "message")


@pytest.mark.takes(15)
@pytest.mark.long
@given(cheers())
@MANY
def test_thousands_of_messages_with_emoji_give_to_everybody_what_was_said_of_them(written: Written) -> None:
    is_read_right(written, "message")
