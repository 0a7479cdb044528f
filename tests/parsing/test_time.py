"""The time that a text takes grows with its length, whatever it holds."""

from time import process_time

import pytest

from bot.parsing import command, message

SHORT, LONG = 5_000, 40_000
SLOWEST = 3 * LONG / SHORT
"""Eight times the text: 8 where time grows with length, 64 where it grows with its square."""
REPEATED = (
    *(
        "<@U1>",
        "<@U1> x ",
        "<@U1>'s ",
        "<@U1>++ x ",
        "<@U1> for x, ",
        "<@U1>? :clap: ",
        "*<@U1>* ",
        "<@U1|",
        "<@U1",
        "<",
    ),
    *(
        "@",
        "@a",
        "@a.",
        "@lee and ",
        "<!here> x ",
        "#",
        "#1-",
        "#a ",
        "&gt;",
        "&gt;\n",
        "&amp;",
        "`",
        "` ",
        "``` ",
        "+",
        "++ ",
    ),
    *(
        " ",
        "\n",
        "\r",
        "\n ",
        "\u00a0",
        "\u200d",
        ", ",
        ", thanks",
        "thanks ",
        " and",
        "me and ",
        ". ",
        " - ",
        "-",
        "\n- ",
        "1. ",
    ),
    *(
        ":",
        ":a",
        ":clap:",
        ":tada:",
        "👏🏽",
        "http://",
        "<http:",
        "with ",
        "ing",
        "x",
        "for ",
        "!",
        "/",
        "for <@U1> x ",
    ),
)
FRAMES = ("{}", "<@U1> for x{}<@U2> for y", "{} <@U1>", "<@U1> {}:clap:", "<@U1> ++ {}")


def seconds(text: str) -> float:
    start = process_time()
    command(text)
    message(text, {"clap"})
    return process_time() - start


@pytest.mark.long
@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("piece", REPEATED)
def test_time_grows_with_length_only(piece: str, frame: str) -> None:
    short, long = (frame.format((piece * length)[:length]) for length in (SHORT, LONG))
    tries = ((seconds(long), seconds(short)) for _ in range(5))
    assert any(much < max(SLOWEST * little, 0.05) for much, little in tries), "in each of five tries"


@pytest.mark.parametrize("frame", FRAMES)
def test_long_texts_of_many_kinds_are_read(frame: str) -> None:
    for piece in REPEATED:
        text = frame.format((piece * 3_000)[:3_000])
        assert command(text).verb in {"give", "doubtful", "form"}
        message(text, {"clap"})
