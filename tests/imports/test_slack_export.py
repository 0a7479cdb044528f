"""Reading exports: whole ones, wrapped ones, damaged ones, and files that are none."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from bot.imports import archive as archives
from bot.imports.archive import Archive, Unusable
from bot.imports.reading import Found, Tally, read
from bot.imports.recognition import EMOJI
from bot.imports.slack_export import SlackExport
from models.people.members import Kind
from tests.imports.zips import export, person, said


def read_all(path: Path) -> tuple[SlackExport, list[Found], Tally]:
    tally = Tally()
    with Archive(path) as archive:
        opened = SlackExport(archive, path.name)
        return opened, list(read(opened, tally, emoji=EMOJI)), tally


def givers(found: list[Found]) -> list[str]:
    return [one.kudos.giver for one in found]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "export.zip"


def test_thanks_are_found_with_their_channel_and_time(file: Path) -> None:
    export(file, {"floor/2023-11-14.json": [said("thanks <@UANA> for the parcel")]})
    opened, found, tally = read_all(file)
    kudos = found[0].kudos
    assert (found[0].channel, kudos.channel_id, kudos.message_ts) == ("floor", "C0FLOOR", "1700000000.000100")
    assert kudos.receivers == ("UANA",)
    assert kudos.given_at.isoformat() == "2023-11-14T22:13:20.000100+00:00"
    assert (opened.team_id, opened.people, tally.messages, tally.recognitions) == ("T0PARCELS", 4, 1, 1)


def test_an_export_in_a_wrapping_folder_works_too(file: Path) -> None:
    export(file, {"floor/2023-11-14.json": [said("thanks <@UANA>")]}, wrapped_in="Parcels Slack export/")
    assert len(read_all(file)[1]) == 1


def test_days_are_read_in_the_order_of_their_dates(file: Path) -> None:
    export(
        file,
        {
            "floor/2023-11-15.json": [said("thanks <@UANA>", "1700040000.000100", "UBO")],
            "desk/2023-11-14.json": [said("thanks <@UANA>", "1700000000.000100", "UCAROL")],
        },
    )
    assert givers(read_all(file)[1]) == ["UCAROL", "UBO"]


@pytest.mark.parametrize("kind", ["groups", "dms", "mpims"])
def test_what_was_not_said_in_public_is_not_read(file: Path, kind: str) -> None:
    export(
        file,
        {
            f"{kind}.json": [{"id": "G0SECRET", "name": "secret"}, {"id": "D0EVE"}],
            "secret/2023-11-14.json": [said("thanks <@UANA>")],
            "D0EVE/2023-11-14.json": [said("thanks <@UANA>")],
        },
    )
    _, found, tally = read_all(file)
    assert (found, tally.messages) == ([], 0)


def test_a_channel_that_calls_itself_private_is_not_read(file: Path) -> None:
    channels = [{"id": "C0FLOOR", "name": "floor", "is_private": True}]
    export(file, {"floor/2023-11-14.json": [said("thanks <@UANA>")]}, channels=channels)
    assert read_all(file)[1] == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[{", "is not JSON"),
        (b"\xff\xfe\x00", "is not JSON"),
        (b"", "is not JSON"),
        (b'{"ok": true}', "is not a list of messages"),
        (b"[" * 100_000, "is not JSON"),
    ],
)
def test_a_bad_day_is_named_and_skipped_and_the_rest_read(file: Path, content: bytes, reason: str) -> None:
    export(file, {"floor/2023-11-13.json": content, "floor/2023-11-14.json": [said("thanks <@UANA>")]})
    _, found, tally = read_all(file)
    assert [(day.file, day.reason) for day in tally.skipped] == [("floor/2023-11-13.json", reason)]
    assert (len(found), tally.days) == (1, 1)


def test_a_damaged_day_is_skipped(file: Path) -> None:
    export(file, {"floor/2023-11-13.json": [said("A" * 500)], "floor/2023-11-14.json": [said("thanks <@UANA>")]})
    with zipfile.ZipFile(file) as archive:
        at = archive.getinfo("floor/2023-11-13.json").header_offset + 60
    content = bytearray(file.read_bytes())
    content[at : at + 8] = b"\xff" * 8
    file.write_bytes(content)
    _, found, tally = read_all(file)
    assert [(day.file, day.reason) for day in tally.skipped] == [("floor/2023-11-13.json", "is damaged")]
    assert len(found) == 1


def test_a_day_that_unpacks_to_too_much_is_skipped(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.imports.slack_export.LARGEST_DAY", archives.MEGABYTE)
    export(file, {"floor/2023-11-13.json": b" " * 2_000_000, "floor/2023-11-14.json": [said("thanks <@UANA>")]})
    _, found, tally = read_all(file)
    assert [day.reason for day in tally.skipped] == ["is larger than 1 MB"]
    assert len(found) == 1


@pytest.mark.parametrize(
    "entry",
    [
        None,
        7,
        [],
        {"type": "message"},
        said("thanks <@UANA>", user=""),
        said("thanks <@UANA>", ts="yesterday"),
        said("thanks <@UANA>", ts="99999999999999999.0"),
        said("thanks <@UANA>", subtype="bot_message"),
        said("thanks <@UANA>", subtype=["me_message"]),
        {"type": ["message"]},
        said("thanks <@UANA> for joining", subtype="channel_join"),
        said("thanks <@UANA>", user="USLACKBOT"),
        said("thanks <@UANA>", user="UROBOT"),
        said("thanks <@UROBOT>"),
        said("thanks <@USLACKBOT>"),
        said("thanks <@UEVE>"),
        {"type": "message", "text": "thanks <@UANA>", "ts": "1700000000.000100"},
        {"type": "message", "user": "UEVE", "text": None, "ts": "1700000000.000100"},
        {"type": "message", "user": ["UEVE"], "text": "thanks <@UANA>", "ts": 1700000000.0001},
        said("nice", attachments=[{"text": "thanks <@UANA>"}]),
    ],
)
def test_entries_that_no_person_wrote_to_a_person_are_no_recognition(file: Path, entry: Any) -> None:
    users = [person("UANA", "Ana"), person("UEVE", "Eve"), person("UROBOT", "Robot", is_bot=True)]
    bot = person("USLACKBOT", "Slackbot")
    export(file, {"floor/2023-11-14.json": [entry, said("thanks <@UANA>", "1700000001.000100")]}, users=[*users, bot])
    opened, found, _ = read_all(file)
    assert [one.kudos.message_ts for one in found] == ["1700000001.000100"]
    assert opened.people == 2


@pytest.mark.parametrize("subtype", ["me_message", "thread_broadcast", "file_share"])
def test_other_forms_of_a_persons_message_count(file: Path, subtype: str) -> None:
    export(file, {"floor/2023-11-14.json": [said("thanks <@UANA>", subtype=subtype)]})
    assert len(read_all(file)[1]) == 1


def test_a_short_fraction_of_a_second_is_a_fraction(file: Path) -> None:
    export(file, {"floor/2023-11-14.json": [said("thanks <@UANA>", ts="1700000000.5")]})
    assert read_all(file)[1][0].kudos.given_at.microsecond == 500_000


def test_replies_and_edited_messages_count(file: Path) -> None:
    reply = said("thanks <@UANA>", thread_ts="1699999999.000100", edited={"user": "UEVE", "ts": "1700000009.000000"})
    export(file, {"floor/2023-11-14.json": [reply]})
    assert len(read_all(file)[1]) == 1


def test_a_bot_among_people_is_left_out(file: Path) -> None:
    users = [person("UANA", "Ana"), person("UROBOT", "Robot", is_bot=True)]
    export(file, {"floor/2023-11-14.json": [said("thanks <@UANA> and <@UROBOT>")]}, users=users)
    assert read_all(file)[1][0].kudos.receivers == ("UANA",)


def test_someone_whom_the_directory_does_not_know_is_thanked_all_the_same(file: Path) -> None:
    export(file, {"floor/2023-11-14.json": [said("thanks <@UGONE>")]})
    assert read_all(file)[1][0].kudos.receivers == ("UGONE",)


def test_a_message_that_stands_in_two_days_is_taken_once(file: Path) -> None:
    day = [said("thanks <@UANA>")]
    export(file, {"floor/2023-11-14.json": day, "floor/2023-11-15.json": day})
    assert len(read_all(file)[1]) == 1


def test_what_no_database_stores_is_taken_out_of_words_and_names(file: Path) -> None:
    day = b'[{"type": "message", "user": "UEVE", "ts": "1.0", "text": "thanks <@UANA> \\u0000\\ud800!"}]'
    export(file, {"floor/2023-11-14.json": day}, users=[person("UANA", "A\x00na")])
    opened, found, _ = read_all(file)
    assert found[0].kudos.message == "thanks <@UANA> ?!"
    assert opened.profiles[0].name == "Ana"


def test_a_long_message_is_cut_to_what_a_kudos_can_hold(file: Path) -> None:
    export(file, {"floor/2023-11-14.json": [said("thanks <@UANA>! " + "so kind " * 1_000)]})
    assert len(read_all(file)[1][0].kudos.message) <= 3_000


def test_people_are_read_as_slacks_directory_tells_of_them(file: Path) -> None:
    users = [
        person("UANA", "Ana", deleted=True),
        person("UBO", "Bo", is_restricted=True),
        person("UCAROL", "Carol", is_admin=True, is_owner=True),
        person("UZED", "Zed", team_id="T0ELSEWHER"),
        {"id": "UODD", "profile": "none"},
        {"id": "UODDER", "name": ["x"]},
        {"id": "U" * 50, "name": "long"},
        {"id": ["U1"], "name": "list"},
        person("UDAVE", "Dave", tz="Mars/Phobos", updated=10**30),
        {"name": "no id"},
        "nobody",
    ]
    export(file, {}, users=users)
    people = {profile.slack_user_id: profile for profile in read_all(file)[0].profiles}
    assert people.keys() == {"UANA", "UBO", "UCAROL", "UZED", "UDAVE"}
    assert (people["UANA"].zone, people["UDAVE"].zone) == ("Europe/London", None)
    assert people["UDAVE"].updated < 2**63
    assert not people["UANA"].active
    assert (people["UBO"].kind, people["UZED"].kind) == (Kind.GUEST, Kind.EXTERNAL)
    assert not people["UCAROL"].is_slack_admin  # that is for Slack to say


def test_other_files_of_a_channel_are_left_alone(file: Path) -> None:
    export(
        file, {"floor/canvas_in_the_conversation.json": "{}", "floor/2023-13-45.json": "{}", "x/2023-11-14.json": "{}"}
    )
    _, _, tally = read_all(file)
    assert (tally.days, tally.skipped) == (0, [])


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "is not a zip file"), (b"not a zip at all", "is not a zip file"), (b"PK\x03\x04 cut off", "is damaged")],
)
def test_a_file_that_is_no_zip_is_refused(file: Path, content: bytes, says: str) -> None:
    file.write_bytes(content)
    with pytest.raises(Unusable, match=says):
        read_all(file)


def test_a_zip_cut_short_is_refused(file: Path) -> None:
    export(file, {"floor/2023-11-14.json": [said("thanks <@UANA>")]})
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(Unusable, match="is damaged"):
        read_all(file)


def test_a_zip_of_something_else_is_refused(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("holiday/photo.json", "{}")
    with pytest.raises(Unusable, match=r"not a Slack export: it has no users\.json"):
        read_all(file)


def test_an_export_without_channels_is_refused(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("users.json", "[]")
    with pytest.raises(Unusable, match=r"it has no channels\.json"):
        read_all(file)


@pytest.mark.parametrize(("content", "says"), [("{", r"users\.json in .* is not JSON"), ("{}", "is not a list")])
def test_a_directory_that_can_not_be_read_is_refused(file: Path, content: str, says: str) -> None:
    export(file, {}, users=content)
    with pytest.raises(Unusable, match=says):
        read_all(file)
