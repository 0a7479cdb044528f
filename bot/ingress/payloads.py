"""The shape that every payload from Slack has: what is not of it is refused before anything looks inside."""

from typing import Any

LONGEST_ID = 40
LONGEST_KEY = 200


def is_wellformed(payload: dict[str, Any]) -> bool:
    """Whether the parts that are read of a payload of its type are there, of their type and of a sane length."""
    if "command" in payload:
        ids = _ids(payload, "user_id", "team_id", "channel_id")
        return ids and _text(payload.get("trigger_id"), LONGEST_KEY) and isinstance(payload.get("text", ""), str)
    if payload.get("type") == "event_callback":
        event = payload.get("event")
        return isinstance(event, dict) and _text(event.get("type"), 80) and _text(payload.get("event_id"), LONGEST_KEY)
    if payload.get("type") == "block_actions":
        return _of_a_person(payload) and _list_of_objects(payload.get("actions"))
    if payload.get("type") == "message_action":
        place, message = payload.get("channel"), payload.get("message")
        stands = isinstance(place, dict) and _ids(place, "id") and isinstance(message, dict) and _ids(message, "ts")
        return stands and _of_a_person(payload)
    if payload.get("type") == "shortcut":
        return _of_a_person(payload)
    if payload.get("type") == "view_submission":
        return _of_a_person(payload) and _is_view(payload.get("view"))
    return isinstance(payload.get("type"), str)


def _is_view(view: Any) -> bool:
    if not (isinstance(view, dict) and _text(view.get("id"), LONGEST_KEY) and isinstance(view.get("blocks"), list)):
        return False
    state = view.get("state")
    has_state = isinstance(state, dict) and isinstance(state.get("values"), dict)
    return has_state and isinstance(view.get("callback_id"), str) and isinstance(view.get("private_metadata"), str)


def _of_a_person(payload: dict[str, Any]) -> bool:
    user = payload.get("user")
    return isinstance(user, dict) and _ids(user, "id")


def _ids(values: dict[str, Any], *names: str) -> bool:
    return all(_text(values.get(name), LONGEST_ID) for name in names)


def _text(value: Any, longest: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= longest


def _list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
