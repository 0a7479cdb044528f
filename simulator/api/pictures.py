"""Pictures in blocks that are files of the workspace: `slack_file`, by id or by private address."""

from collections.abc import Iterator
from typing import Any

from simulator.api.call import Call
from simulator.jsontypes import Json

KINDS = ("png", "jpg", "jpeg", "gif")


def unknown_files(call: Call, node: Any) -> list[str]:
    """What Slack says of each file that is not here, or not shared yet, or no picture."""
    return [
        f"invalid slack file [json-pointer:{pointer}]" for pointer, file in _files(node) if not _is_here(call, file)
    ]


def _files(node: Any, pointer: str = "/blocks") -> Iterator[tuple[str, Any]]:
    if isinstance(node, list):
        for number, one in enumerate(node):
            yield from _files(one, f"{pointer}/{number}")
    elif isinstance(node, dict):
        for key, one in node.items():
            if key == "slack_file":
                yield f"{pointer}/slack_file", one
            else:
                yield from _files(one, f"{pointer}/{key}")


def _is_here(call: Call, file: Any) -> bool:
    given: Json = file if isinstance(file, dict) else {}
    id_ = str(given.get("id") or str(given.get("url", "")).rpartition("/")[2])
    upload = call.world.files.uploads.get(id_)
    if upload is None or upload.workspace != call.workspace.id or not upload.completed:
        return False
    return upload.name.rpartition(".")[2].lower() in KINDS
