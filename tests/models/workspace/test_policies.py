"""What admins set: saved as a whole, by one of them at a time; and the company's values."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from models.kudos import KudosValue
from models.storage.database import Database
from models.storage.requests import Outcome
from models.workspace import governing, onboarding, policies, values
from models.workspace.governing import Rules
from models.workspace.policies import Asks, Guests, Period, Policy, PolicyRow
from models.workspace.values import CompanyValue
from tests.concurrency import at_once
from tests.models import rows
from tests.models.gifts import gift, give
from tests.people import Cast

PATS = "C0PATS0000"
LATER = timedelta(hours=1)


def seen(database: Database, cast: Cast) -> str:
    return database.query(governing.standing, cast.workspace_id).version


def change(database: Database, cast: Cast, rules: Rules, version: str, now: datetime, **more: Any) -> Outcome:
    admin = {"admin": str(cast.finn.slack_user_id), "key": f"view:{version}:{rules!r}"[:200]}
    return database.write(
        governing.change, workspace_id=cast.workspace_id, wanted=rules, seen=version, now=now, **(admin | more)
    )


def named(database: Database, cast: Cast) -> list[str]:
    return [value.name for value in database.query(values.current, cast.workspace_id)]


def name(database: Database, cast: Cast, now: datetime, *names: str) -> None:
    database.write(values.set_values, workspace_id=cast.workspace_id, names=names, now=now)


def test_a_workspace_without_a_policy_has_the_defaults(database: Database, cast: Cast) -> None:
    assert database.query(policies.current, cast.workspace_id) == Policy(kudos_channel=PATS)
    standing = database.query(governing.standing, cast.workspace_id)
    assert standing.rules == Rules(Policy(kudos_channel=PATS))
    assert (standing.changed_at, standing.changed_by) == (None, None)


def test_all_of_it_is_saved_with_who_and_when(database: Database, cast: Cast, now: datetime) -> None:
    policy = Policy(
        channels=("C0SUPPORT0",),
        guests=Guests.NONE,
        external=True,
        asks=Asks.REQUIRE,
        values_required=True,
        allowance=5,
        period=Period.MONTH,
        emoji=("clap", "own"),
        reactions_give=True,
        board=True,
        kudos_channel=None,
    )
    rules = Rules(policy, (str(cast.carol.slack_user_id),), ("Courage", "Care"))
    assert change(database, cast, rules, seen(database, cast), now) == {"code": "saved"}
    assert database.query(policies.current, cast.workspace_id) == replace(policy, exempt=(cast.carol.id,))
    standing = database.query(governing.standing, cast.workspace_id)
    assert standing.rules == rules
    assert (standing.changed_at, standing.changed_by and standing.changed_by.id) == (now, cast.finn.id)
    assert database.query(policies.current, cast.elsewhere.id) == Policy()


def test_whoever_saw_an_older_policy_changes_nothing(database: Database, cast: Cast, now: datetime) -> None:
    before = seen(database, cast)
    first, second = (Rules(Policy(allowance=most, kudos_channel=PATS)) for most in (3, 7))
    assert change(database, cast, first, before, now)["code"] == "saved"
    assert change(database, cast, second, before, now + LATER)["code"] == "changed"
    assert database.query(policies.current, cast.workspace_id).allowance == 3
    assert change(database, cast, second, seen(database, cast), now + LATER)["code"] == "saved"


def test_of_many_who_save_at_once_one_does(database: Database, cast: Cast, now: datetime) -> None:
    before = seen(database, cast)
    wanted = [Rules(Policy(allowance=most), values=(f"Value {most}",)) for most in range(1, 7)]
    outcomes = at_once(*[lambda one=one: change(database, cast, one, before, now) for one in wanted])
    assert sorted(outcome["code"] for outcome in outcomes) == ["changed"] * 5 + ["saved"]
    won = next(one for one, outcome in zip(wanted, outcomes, strict=True) if outcome["code"] == "saved")
    assert database.query(governing.standing, cast.workspace_id).rules == won


@pytest.mark.parametrize("what", ["values", "kudos channel", "policy"])
def test_whatever_is_set_in_another_way_is_seen_to_have_changed(
    database: Database, cast: Cast, now: datetime, what: str
) -> None:
    before = seen(database, cast)
    where: dict[str, Any] = {"workspace_id": cast.workspace_id, "now": now}
    if what == "values":
        name(database, cast, now, "Courage")
    elif what == "kudos channel":
        database.write(onboarding.set_channel, channel_id="C0OTHER000", **where)
    else:
        database.write(policies.save, policy=Policy(board=True), by_id=None, **where)
    assert change(database, cast, Rules(Policy()), before, now)["code"] == "changed"


def test_a_form_that_was_refused_is_mended_under_its_key_and_saved_once(
    database: Database, cast: Cast, now: datetime
) -> None:
    version = seen(database, cast)
    wrong, right = Rules(Policy(allowance=0)), Rules(Policy(allowance=4))
    refused = change(database, cast, wrong, version, now, key="view:1")
    assert (refused["code"], list(refused["problems"])) == ("mend", ["allowance"])
    codes = [change(database, cast, right, version, now, key="view:1")["code"] for _ in range(2)]
    assert codes == ["saved", "saved"]
    assert rows.count(database, PolicyRow) == 1


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        (Rules(Policy(allowance=1001)), "allowance"),
        (Rules(Policy(emoji=())), "emoji_none"),
        (Rules(Policy(emoji=("a b",))), "emoji_unfit"),
        (Rules(Policy(emoji=tuple(f"own{n}" for n in range(21)))), "emoji_many"),
        (Rules(Policy(values_required=True)), "value_needed"),
        (Rules(Policy(), values=("!",)), "value_wordless"),
        (Rules(Policy(), values=("x" * 61,)), "value_long"),
        (Rules(Policy(), values=tuple(f"Value {n}" for n in range(41))), "values_many"),
        (Rules(Policy(channels=tuple(f"C{n}" for n in range(101)))), "channels_many"),
        (Rules(Policy(), exempt=tuple(f"U{n}" for n in range(101))), "exempt_many"),
    ],
)
def test_what_cannot_be_set_is_named(rules: Rules, problem: str) -> None:
    assert list(governing.problems(rules)) == [problem]


def test_the_widest_rules_can_be_set() -> None:
    emoji = ("+1", "e-mail", "d'oh", "お祝い", "100", *(f"own_{n}" for n in range(15)))
    assert governing.problems(Rules(Policy(allowance=1000, emoji=emoji), values=("Übermut", "x" * 60))) == {}


def test_values_keep_their_order_and_their_past(database: Database, cast: Cast, now: datetime) -> None:
    name(database, cast, now, "Courage", "Care")
    (courage, _care) = database.query(values.current, cast.workspace_id)
    give(database, cast, gift(cast.bo, cast.ana, tags=("courage",)), now=now)
    name(database, cast, now + LATER, "Care", "Own it")
    assert named(database, cast) == ["Care", "Own it"]
    assert rows.by_id(database, CompanyValue, courage.id).archived_at == now + LATER
    assert rows.one(database, KudosValue).value_id == courage.id
    name(database, cast, now + 2 * LATER, "Courage", "Care")
    assert database.query(values.current, cast.workspace_id)[0].id == courage.id


def test_a_value_that_is_only_spelt_otherwise_is_the_same(database: Database, cast: Cast, now: datetime) -> None:
    name(database, cast, now, "customer first", "Care")
    before = [value.id for value in database.query(values.current, cast.workspace_id)]
    name(database, cast, now, "Customer First!", "Care")
    assert named(database, cast) == ["Customer First!", "Care"]
    assert [value.id for value in database.query(values.current, cast.workspace_id)] == before


def test_a_spelling_that_is_a_value_of_its_own_stays_its_own(database: Database, cast: Cast, now: datetime) -> None:
    name(database, cast, now, "Care")
    (old,) = database.query(values.current, cast.workspace_id)
    name(database, cast, now, "Courage")
    name(database, cast, now, "care", "Care")
    spelt = {value.name: value.id for value in database.query(values.current, cast.workspace_id)}
    assert spelt["Care"] == old.id
    assert spelt["care"] != old.id


def test_where_what_is_required_a_form_that_only_praises_is_refused_too(
    database: Database, cast: Cast, now: datetime
) -> None:
    database.write(policies.save, workspace_id=cast.workspace_id, policy=Policy(asks=Asks.REQUIRE), by_id=None, now=now)
    for fields in ({"message": "Great job!"}, {"message": None, "decision": "Thanks!"}):
        assert give(database, cast, gift(cast.bo, cast.ana, **fields), now=now)["code"] == "what"
    said = {"message": None, "decision": "Thanks!", "outcome": "The customer stayed"}
    assert give(database, cast, gift(cast.bo, cast.ana, **said), now=now)["code"] == "given"


def test_a_decision_that_says_what_is_never_called_vague(database: Database, cast: Cast, now: datetime) -> None:
    vague = give(database, cast, gift(cast.bo, cast.ana, message="Great job!"), now=now)
    clear = give(database, cast, gift(cast.bo, cast.ana, message="Great job!", decision="Refunded it"), now=now)
    assert (vague["vague"], clear["vague"]) == (True, False)
