"""Forms that are submitted."""

from bot.listeners.answering import instead, is_admin
from bot.listeners.answers import answers, asking_another, guidance, pat_sharing, standing_in
from bot.listeners.decisions import deciding, decision_editing, pledge
from bot.listeners.digests import times, working_week
from bot.listeners.gaps import away, gap_rules
from bot.listeners.improving import answering_ideas, causes, ideas, leadership, training
from bot.listeners.kudos import editing, giving, history, pats, reports
from bot.listeners.limits import categories, room, setting, starter_set
from bot.listeners.registry import Answer, Form, Who
from bot.listeners.workspace import decision_rules, personal, policies, readers, setup, team
from bot.replies import trouble
from bot.services import Incoming, Services

FORMS: dict[str, Form] = {
    **giving.FORMS,
    **pats.FORMS,
    **policies.FORMS,
    **editing.FORMS,
    **reports.FORMS,
    **personal.FORMS,
    **causes.FORMS,
    **deciding.FORMS,
    **decision_editing.FORMS,
    **training.FORMS,
    **leadership.FORMS,
    **history.FORMS,
    **away.FORMS,
    **setup.FORMS,
    **team.FORMS,
    **readers.FORMS,
    **ideas.FORMS,
    **answering_ideas.FORMS,
    **pledge.FORMS,
    **asking_another.FORMS,
    **standing_in.FORMS,
    **decision_rules.FORMS,
    **gap_rules.FORMS,
    **answers.FORMS,
    **guidance.FORMS,
    **pat_sharing.FORMS,
    **setting.FORMS,
    **starter_set.FORMS,
    **categories.FORMS,
    **room.FORMS,
    **times.FORMS,
    **working_week.FORMS,
}


async def submit(services: Services, incoming: Incoming) -> Answer:
    """A form was submitted; the answer closes it, changes it, or says under which field it can't be right."""
    form = FORMS.get(incoming.body["view"]["callback_id"])
    if form is None:
        return None
    if form.who == Who.ADMIN and not await is_admin(services, incoming):
        return instead("Not for you", trouble.NOT_ADMIN.text)
    return await form.handler(services, incoming)
