"""What was said before one comes in, so that the channels are not empty."""

from simulator.driver import Simulator

SAID = (
    ("carol", "support", "Morning all. The 08:40 van is late again, so expect calls from Bergedorf."),
    ("gita", "support", "Thanks @carol. Two here already, both from the same street."),
    ("dave", "returns", "The depot wants the pallet labels by noon."),
    ("leo", "returns", "@ines and I are on it."),
    ("finn", "general", "The new packing tables are here. Tell @maya where you want them."),
)


async def begin(slack: Simulator) -> None:
    for who, channel, text in SAID:
        await slack.person(who).says(text, channel)
