"""files.*: an address to send the bytes to, then sharing them."""

from simulator import objects
from simulator.api.call import Call, Method, Refused, refused_arguments
from simulator.conversing import add
from simulator.files import Upload
from simulator.jsontypes import Json
from simulator.workspace import Channel


def get_upload_url(call: Call) -> Json:
    length = call.text("length")
    if not length.isdigit() or length == "0":
        raise refused_arguments("length must be a positive number")
    upload = Upload(
        call.world.ids.next("F0"), call.workspace.id, call.text("filename"), int(length), call.text("alt_txt")
    )
    call.world.files.uploads[upload.id] = upload
    return {"file_id": upload.id, "upload_url": f"{call.world.address}/upload/v1/{upload.id}"}


def complete_upload(call: Call) -> Json:
    given = call.data("files", "invalid_arguments")
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) for one in given):
        raise refused_arguments("files must be a list of objects")
    uploads = [_uploaded(call, one) for one in given]
    channel = _channel(call)
    titles = [
        {"id": upload.id, "title": one.get("title") or upload.name} for upload, one in zip(uploads, given, strict=True)
    ]
    for upload in uploads:
        upload.completed = True
    if channel:
        _share(call, channel, uploads, titles)
    return {"files": titles}


def _uploaded(call: Call, given: Json) -> Upload:
    upload = call.world.files.uploads.get(str(given.get("id")))
    if upload is None or upload.workspace != call.workspace.id or upload.content is None or upload.completed:
        raise Refused("file_not_found")
    return upload


def _channel(call: Call) -> Channel | None:
    given = call.text("channel_id")
    if not given:
        return None
    channel = call.channel(given)
    if not call.inside(channel):
        raise Refused("not_in_channel")
    return channel


def _share(call: Call, channel: Channel, uploads: list[Upload], titles: list[Json]) -> None:
    files = [described(call, upload, title["title"]) for upload, title in zip(uploads, titles, strict=True)]
    message: Json = {
        "subtype": "file_share",
        "user": call.workspace.bot_user,
        "bot_id": call.workspace.bot_id,
        "bot_profile": objects.bot_profile(call.workspace, call.world.app.id),
        "text": call.text("initial_comment"),
        "files": files,
        "upload": False,
    }
    thread = {"thread_ts": call.text("thread_ts")} if call.text("thread_ts") else {}
    posted = add(call.world, call.workspace, channel, message | thread)
    call.world.records.post(
        "message", call.workspace.id, channel=channel.id, ts=posted["ts"], text=posted["text"], detail={"files": titles}
    )


def delete(call: Call) -> Json:
    upload = call.world.files.uploads.get(call.text("file"))
    if upload is None or upload.workspace != call.workspace.id:
        raise Refused("file_not_found")
    del call.world.files.uploads[upload.id]
    return {}


def described(call: Call, upload: Upload, title: str) -> Json:
    """The file object; its private address is here on loopback."""
    kind = upload.name.rpartition(".")[2].lower()
    return {
        "id": upload.id,
        "created": int(call.world.clock.now()),
        "timestamp": int(call.world.clock.now()),
        "name": upload.name,
        "title": title,
        "mimetype": f"image/{kind}" if kind in ("png", "gif", "jpeg") else "application/octet-stream",
        "filetype": kind,
        "user": call.workspace.bot_user,
        "size": len(upload.content or b""),
        "mode": "hosted",
        "is_external": False,
        "is_public": True,
        "alt_txt": upload.alt_text,
        "url_private": f"{call.world.address}/files/{upload.id}",
    }


_WRITE = ("files:write",)
_COMPLETING = ("file_not_found", "channel_not_found", "not_in_channel")

ROWS = (
    Method("files.getUploadURLExternal", "POST", get_upload_url, _WRITE, 4, ("filename", "length")),
    Method("files.completeUploadExternal", "POST", complete_upload, _WRITE, 4, ("files",), _COMPLETING, json=True),
    Method("files.delete", "POST", delete, _WRITE, 3, ("file",), ("file_not_found",), json=True),
)
