"""views.*: modals and Home."""

from simulator.api.call import Call, Method, Refused, refused_arguments
from simulator.grants import Trigger
from simulator.jsontypes import Json
from simulator.screens import DEEPEST, OpenView, Screen, made, remade
from simulator.surfaces.forms import first_values, kept_values
from simulator.surfaces.views import too_large, view_problems


def views_open(call: Call) -> Json:
    view, trigger = _view(call, "modal"), _trigger(call)
    screen = call.world.screens.of(call.workspace.id, trigger.person)
    opened = shown(call, screen, view, trigger.person, under=None)
    return _done(call, "view_open", opened)


def views_push(call: Call) -> Json:
    view, trigger = _view(call, "modal"), _trigger(call)
    screen = call.world.screens.of(call.workspace.id, trigger.person)
    if screen.top is None:
        raise Refused("not_found")
    if len(screen.modals) >= DEEPEST:
        raise Refused("push_limit_reached")
    return _done(call, "view_push", shown(call, screen, view, trigger.person, under=screen.top))


def shown(call: Call, screen: Screen, view: Json, person: str, *, under: OpenView | None) -> OpenView:
    """Puts a view on someone's screen, on top of `under` or in place of everything."""
    _external_free(call, view)
    full = made(call.workspace, call.world.app.id, view, call.world.ids, under=under)
    opened = OpenView(full, person, first_values(full["blocks"]))
    screen.modals = [*screen.modals, opened] if under else [opened]
    screen.trouble = ""
    return opened


def views_update(call: Call) -> Json:
    found = call.world.screens.find(call.workspace.id, call.text("view_id"), call.text("external_id"))
    given = call.data("view", "invalid_arguments")
    kind = str(found[1].view["type"]) if found else str(given.get("type") if isinstance(given, dict) else "modal")
    view = _view(call, kind)
    if found is None:
        raise Refused("not_found")
    _same_hash(call, found[1])
    _external_free(call, view, beside=found[1])
    replaced(call, found[1], view)
    return _done(call, "view_update", found[1])


def replaced(call: Call, opened: OpenView, view: Json) -> None:
    """New contents for an open view; what was filled in stays where block and action are still there."""
    opened.view = remade(call.workspace, opened.view, view, call.world.ids)
    opened.values = kept_values(opened.view["blocks"], opened.values)
    opened.errors = {}


def views_publish(call: Call) -> Json:
    person = call.text("user_id")
    if not call.world.app.manifest.home_tab:
        raise Refused("not_enabled")
    if person not in call.workspace.people or call.workspace.people[person].role.bot:
        raise refused_arguments("invalid `user_id`")
    view = _view(call, "home")
    screen = call.world.screens.of(call.workspace.id, person)
    _external_free(call, view, beside=screen.home)
    if screen.home:
        _same_hash(call, screen.home)
        replaced(call, screen.home, view)
    else:
        full = made(call.workspace, call.world.app.id, view, call.world.ids)
        screen.home = OpenView(full, person, first_values(full["blocks"]))
    return _done(call, "home", screen.home)


def _view(call: Call, kind: str) -> Json:
    view = call.data("view", "invalid_arguments")
    if too_large(view):
        raise Refused("view_too_large")
    if problems := view_problems(view, kind):
        raise refused_arguments(*problems)
    assert isinstance(view, dict)
    return view


def _trigger(call: Call) -> Trigger:
    if not (given := call.text("trigger_id")):
        raise refused_arguments("invalid `trigger_id`")
    trigger = call.world.grants.use(given, call.workspace.id, call.world.clock.real())
    if isinstance(trigger, str):
        raise Refused(trigger)
    return trigger


def _external_free(call: Call, view: Json, *, beside: OpenView | None = None) -> None:
    external = view.get("external_id")
    found = call.world.screens.find(call.workspace.id, "", external) if external else None
    if found and found[1] is not beside:
        raise Refused("duplicate_external_id")


def _same_hash(call: Call, opened: OpenView) -> None:
    given = call.text("hash")
    if given and given != opened.view["hash"]:
        raise Refused("hash_conflict")


def _done(call: Call, kind: str, opened: OpenView) -> Json:
    view, person = opened.view, call.workspace.people[opened.person]
    call.world.records.post(
        kind, call.workspace.id, person=opened.person, blocks=view["blocks"], detail={"view_id": view["id"]}
    )
    title = "Home" if view["type"] == "home" else view["title"]["text"]
    call.world.records.happened(kind, call.workspace.id, f"{person.handle} is shown “{title}”", person=person.id)
    return {"view": opened.as_sent()}


_OPENING = (
    "invalid_trigger_id",
    "exchanged_trigger_id",
    "expired_trigger_id",
    "view_too_large",
    "duplicate_external_id",
)
_CHANGING = ("not_found", "hash_conflict", "view_too_large", "duplicate_external_id")
_PUBLISHING = ("hash_conflict", "view_too_large", "not_enabled")

ROWS = (
    Method("views.open", "POST", views_open, (), 4, ("view",), _OPENING, json=True),
    Method(
        "views.push", "POST", views_push, (), 4, ("view",), (*_OPENING, "not_found", "push_limit_reached"), json=True
    ),
    Method("views.update", "POST", views_update, (), 4, ("view",), _CHANGING, json=True),
    Method("views.publish", "POST", views_publish, (), 4, ("user_id", "view"), _PUBLISHING, json=True),
)
