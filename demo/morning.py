"""What happened before one comes in: a pledge that is signed, limits, and words in the channels."""

from demo import promise
from simulator.driver import Simulator

SAID = (
    ("carol", "support", "Morning all. The 08:40 van is late again, so expect calls from Bergedorf."),
    ("gita", "support", "Thanks @carol. Two here already, both from the same street."),
    ("dave", "returns", "The depot wants the pallet labels by noon."),
    ("leo", "returns", "@ines and I are on it."),
    ("finn", "general", "The new packing tables are here. Tell @maya where you want them."),
)


async def begin(slack: Simulator) -> int:
    """Returns the number of the last happening of all that."""
    for deed in (promise.written, promise.signed, promise.co_signed, promise.limited):
        await deed(slack)
    for who, channel, text in SAID:
        await slack.person(who).says(text, channel)
    happened = (await slack.wire.do("happenings", since=0, timeout=0))["happenings"]
    return int(happened[-1]["number"])
