"""The traffic between the app and Slack, as the page's inspector lists it."""

from simulator.acting.trouble import Impossible
from simulator.control.desk import Order
from simulator.control.queries import Query
from simulator.delivery.parcels import Parcel
from simulator.jsontypes import Json
from simulator.ledger import ApiCall

MOST_TRAFFIC = 200


async def traffic(order: Order) -> Json:
    """The newest calls of the app and deliveries to it, oldest first; `at` is real time, unix seconds."""
    records = order.world.records
    first = max(0, len(records.calls) - MOST_TRAFFIC)
    rows = [_call_row(number, call) for number, call in enumerate(records.calls[first:], first)]
    rows += [_parcel_row(order, parcel) for parcel in order.world.dispatcher.parcels[-MOST_TRAFFIC:]]
    return {"traffic": sorted(rows, key=lambda row: float(row["at"]))[-MOST_TRAFFIC:], "beat": records.pulse.beats}


def _call_row(number: int, call: ApiCall) -> Json:
    return {
        "key": f"call-{number}",
        "way": "call",
        "at": call.received,
        "name": call.method,
        "outcome": "refused" if call.error else "ok",
        "code": call.error,
        "status": call.status,
        "more": call.more,
    }


def _parcel_row(order: Order, parcel: Parcel) -> Json:
    last: Json = parcel.attempts[-1] if parcel.attempts else {}
    whose = order.world.workspaces.get(parcel.workspace)
    person = whose.people.get(parcel.person) if whose else None
    return {
        "key": f"delivery-{parcel.number}",
        "way": "delivery",
        "at": parcel.made,
        "name": parcel.name,
        "kind": parcel.kind,
        "person": person.handle if person else "",
        "outcome": "waiting" if not last else "ok" if last["ok"] else "refused",
        "code": last.get("reason", ""),
        "status": last.get("status", 0),
        "seconds": last.get("seconds", 0),
        "attempts": len(parcel.attempts),
    }


async def parcel_or_call(order: Order) -> Json:
    """All that went in one row of the traffic, by its `key`."""
    way, _, number = order.text("key").partition("-")
    calls, parcels = order.world.records.calls, order.world.dispatcher.parcels
    if way == "call" and int(number) < len(calls):
        call = calls[int(number)]
        reply = {"ok": not call.error} | ({"error": call.error} if call.error else {}) | call.more
        return {"arguments": call.args, "reply": reply}
    for parcel in parcels if way == "delivery" else ():
        if parcel.number == int(number):
            return {"payload": parcel.payload, "attempts": parcel.attempts}
    raise Impossible(f"there is no {order.text('key')!r} in the traffic")


TRAFFIC: dict[str, Query] = {"traffic": traffic, "carried": parcel_or_call}
