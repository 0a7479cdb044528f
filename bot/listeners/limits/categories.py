"""What limits are about: categories, renamed and retired by admins."""

from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import instead, open_view
from bot.listeners.fields import id_of, ticked, typed_plain
from bot.listeners.home import publish
from bot.listeners.limits.setting import show
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import limits as replies
from bot.services import Incoming, Services
from bot.surfaces.limits import limit_form
from models.limits import categories


async def _open_categories(services: Services, incoming: Incoming, _value: str) -> None:
    used = await services.database.read(categories.in_use, incoming.workspace_id)
    open_view(services, incoming, limit_form.categories(used))


async def _open_category(services: Services, incoming: Incoming, value: str) -> None:
    one = await services.database.read(categories.get, incoming.workspace_id, id_of(value))
    show(services, incoming, limit_form.category(one) if one else None)


async def _save_category(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    outcome = await services.write(
        incoming,
        categories.change,
        category_id=id_of(view["private_metadata"]),
        name=typed_plain(view, BlockId.CATEGORY_NAME),
        training_url=typed_plain(view, BlockId.CATEGORY_TRAINING) or None,
        retired=ticked(view, BlockId.CATEGORY_GONE),
        actor=incoming.user_id,
    )
    if outcome["code"] in {"changed", "retired"}:
        publish(services, incoming)
        done = "Saved." if outcome["code"] == "changed" else "Retired. Its limits are no longer shown, and stay stored."
        return instead("Categories", done)
    block, said = replies.category_problem(outcome)
    return {"response_action": "errors", "errors": {block.value: said}}


BUTTONS: dict[str, Button] = {
    ActionId.CATEGORIES: Button(_open_categories, Who.ADMIN, "see the categories of limits"),
    ActionId.CATEGORY_CHANGE: Button(_open_category, Who.ADMIN, "open the form that changes a category"),
}
FORMS: dict[str, Form] = {
    ViewId.CATEGORY: Form(_save_category, Who.ADMIN, "rename or retire a category"),
}
