"""What can be typed at the demonstration, and what time it can be."""

from datetime import datetime

import pytest

from demo import company
from demo.clock import BEGIN, ZONE, BadMoment, moment, spoken
from demo.lines import Line, Unclear, parse
from demo.telling import readable


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("bo: /pat @ana for x: y", Line("slash", "bo", "", "/pat @ana for x: y")),
        ("Bo in #general: /pat", Line("slash", "bo", "#general", "/pat")),
        ("@ana in support: hello everyone", Line("says", "ana", "support", "hello everyone")),
        ("ana: home is where I am", Line("says", "ana", "", "home is where I am")),
        ("ana: says home", Line("says", "ana", "", "home")),
        ("ana : HOME", Line("home", "ana")),
        ("ana in #support: sees", Line("sees", "ana", "#support")),
        ("ana: click Add my pat", Line("click", "ana", "", "Add my pat")),
        ("ana: submit", Line("submit", "ana")),
        ("carol: reacts :tada:", Line("reacts", "carol", "", ":tada:")),
        ("clock: monday 09:00", Line("clock", words="monday 09:00")),
        ("clock", Line("clock")),
        ("QUIT", Line("quit")),
        ("who", Line("who")),
        ("  # a comment", None),
        ("", None),
    ],
)
def test_a_line_says_who_does_what_where(typed: str, line: Line | None) -> None:
    assert parse(typed) == line


def test_fields_of_a_form_are_told_apart_by_semicolons_that_a_label_follows() -> None:
    line = parse("bo: fill Who?=@ana, @gita; What did they decide?=Paid; then called; Value=a=b")
    assert line
    assert line.fields == {"Who?": "@ana, @gita", "What did they decide?": "Paid; then called", "Value": "a=b"}


@pytest.mark.parametrize(
    "typed", ["hello", "bo:", "bo: click", "bo: fill", "bo: fill nothing", ": x", "/pat @ana for x"]
)
def test_what_is_not_understood_is_answered_with_an_example(typed: str) -> None:
    with pytest.raises(Unclear, match="It looks like: "):
        parse(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("monday 09:00", "Monday, 9 March 2026, 09:00"),
        ("Monday", "Monday, 9 March 2026, 09:00"),
        ("wednesday 10:00", "Wednesday, 11 March 2026, 10:00"),
        ("wednesday 10:01", "Wednesday, 4 March 2026, 10:01"),
        ("14:30", "Wednesday, 4 March 2026, 14:30"),
        ("9:59", "Thursday, 5 March 2026, 09:59"),
        ("tomorrow", "Thursday, 5 March 2026, 09:00"),
        ("+2 hours", "Wednesday, 4 March 2026, 12:00"),
        ("+ 90 minutes", "Wednesday, 4 March 2026, 11:30"),
        ("+1 week", "Wednesday, 11 March 2026, 10:00"),
    ],
)
def test_the_clock_goes_forward_to_what_was_named(typed: str, expected: str) -> None:
    assert spoken(moment(typed, BEGIN)) == expected


def test_an_hour_is_an_hour_where_the_clocks_change() -> None:
    before = datetime(2026, 3, 29, 1, 0, tzinfo=ZONE)
    assert spoken(moment("+2 hours", before)) == "Sunday, 29 March 2026, 04:00"
    assert spoken(moment("+1 day", before)) == "Monday, 30 March 2026, 01:00"


@pytest.mark.parametrize("typed", ["", "moonday", "25:00", "09:60", "-2 hours", "+2 moons", "monday 9", "yesterday"])
def test_a_clock_that_makes_no_sense_says_what_would(typed: str) -> None:
    with pytest.raises(BadMoment, match="Try: clock: monday 09:00"):
        moment(typed, BEGIN)


def test_people_speak_where_they_work() -> None:
    people = company.everyone()
    usual = {name: people[name].usual for name in ("ana", "eve", "dave", "ines", "maya", "zed")}
    assert usual == {
        "ana": "support",
        "eve": "support",
        "dave": "returns",
        "ines": "returns",
        "maya": "general",
        "zed": "desk",
    }
    assert not {"rotabot", "nils"} & people.keys()
    with pytest.raises(company.Unknown, match="There are: ana, bo"):
        company.find(people, "nobody")


def test_a_message_reads_as_on_the_screen_with_its_buttons_last() -> None:
    shown = ":clap: *@Ana*, a pat\n> 2 * 3 * 4\n\nAdd my pat"
    assert readable(shown, ["Add my pat"]) == "    👏 \x1b[1m@Ana\x1b[0m, a pat\n    > 2 * 3 * 4\n    [Add my pat]"
