"""What Northwind's people said before Backpat came, as the export of their Slack that an admin has imported."""

import json
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

from demo.clock import BEGIN, ZONE
from simulator.company import Company, load

SAID = (
    (50, "carol", "support", "Thanks @bo for taking the call of the florist, twice."),
    (48, "gita", "support", "Thank you @ana for staying on the phone until the van was found."),
    (43, "dave", "returns", "Well done @ines, the wedding dress went back in one day."),
    (41, "carol", "support", "Thanks @ana, the bakery called back only to say how kind you were."),
    (40, "bo", "support", "Thank you @gita for the list of streets that the new driver doesn’t know."),
    (36, "finn", "general", "Thanks @carol and @dave for the week before the fair."),
    (34, "jon", "returns", "Thanks @leo for sorting the returns that came without a form."),
    (33, "jon", "returns", "Thank you @kim, nobody else would have read that handwriting."),
    (30, "ana", "support", "Thanks @bo for driving to the pharmacy yourself."),
    (27, "maya", "general", "Thank you @finn for the packing tables."),
    (22, "ines", "returns", "Thanks @jon for calling the customer before she called us."),
    (20, "gita", "support", "Thanks @bo, you found the parcel in the wrong van."),
    (19, "kim", "general", "Thank you @ana for explaining the refund to my customer in her own language."),
    (14, "carol", "support", "Well done @gita: that reply should hang on the wall."),
    (13, "leo", "returns", "Thanks @ines for the shelf plan."),
    (8, "dave", "returns", "Thanks @kim for a night without one open return."),
    (6, "ana", "support", "Thank you @bo for the coffee and the quiet voice."),
)
"""Days before the demonstration begins, who, where, what. Nobody has thanked Hugo, who is new."""
HOUR = time(11, 20)


def write(name: str, file: Path) -> Path:
    """The export of this company, as Slack makes one; returns `file`."""
    company = load(name)
    with zipfile.ZipFile(file, "w") as export:
        export.writestr("users.json", json.dumps([_person(one.id, one.handle, one.name) for one in company.people]))
        rooms = {room.name: room.id for room in company.channels}
        channels = [{"id": rooms[name], "name": name} for name in sorted({where for _, _, where, _ in SAID})]
        export.writestr("channels.json", json.dumps(channels))
        for before, who, where, text in SAID:
            day = BEGIN.date() - timedelta(days=before)
            export.writestr(f"{where}/{day.isoformat()}.json", json.dumps([_message(company, day, who, text)]))
    return file


def _person(id_: str, handle: str, name: str) -> dict[str, object]:
    return {"id": id_, "name": handle, "profile": {"real_name": name, "display_name": name}}


def _message(company: Company, day: date, who: str, text: str) -> dict[str, str]:
    ids = {role.handle: role.id for role in company.people}
    for handle, id_ in ids.items():
        text = text.replace(f"@{handle}", f"<@{id_}>")
    ts = datetime.combine(day, HOUR, ZONE).timestamp()
    return {"type": "message", "user": ids[who], "text": text, "ts": f"{ts:.6f}"}
