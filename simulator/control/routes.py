"""`/sim/…`: the strings behind the stage. JSON in, JSON out; loopback only."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from simulator.acting.trouble import Impossible
from simulator.company import BadCompany
from simulator.control.acts import ACTS
from simulator.control.desk import Order
from simulator.control.glances import GLANCES
from simulator.control.queries import QUERIES
from simulator.control.settings import SETTINGS
from simulator.control.traffic import TRAFFIC
from simulator.jsontypes import Json
from simulator.manifest import BadManifest
from simulator.world import World

VERBS: dict[str, Callable[[Order], Awaitable[Json]]] = ACTS | SETTINGS | QUERIES | GLANCES | TRAFFIC


async def answer(world: World, request: Request) -> Response:
    """Runs one verb: 200 with what it says, 404 for a verb there is not, 409 with the reason when it cannot be."""
    verb = VERBS.get(request.path_params["verb"])
    if verb is None:
        return _response({"error": f"no such verb; there are: {', '.join(sorted(VERBS))}"}, 404)
    try:
        answered = await verb(Order(world, await _body(request)))
        if request.path_params["verb"] in ACTS | SETTINGS:
            world.records.pulse.beat()
        return _response(answered, 200)
    except (Impossible, BadCompany, BadManifest) as error:
        return _response({"error": str(error)}, 409)
    except (KeyError, TypeError, ValueError) as error:
        return _response({"error": f"bad request: {error!r}"}, 400)


async def _body(request: Request) -> Json:
    if request.method == "GET":
        return dict(request.query_params)
    body = json.loads(await request.body() or b"{}")
    if not isinstance(body, dict):
        raise TypeError("the body must be a JSON object")
    return body


def _response(body: Json, status: int) -> Response:
    return Response(json.dumps(body), status, media_type="application/json")


async def stream(world: World, request: Request) -> Response:
    """Every happening as a line of JSON, from the beginning or after `since`, for as long as one listens."""
    since = int(request.query_params.get("since", 0))
    return StreamingResponse(_lines(world, since), media_type="application/x-ndjson")


async def _lines(world: World, since: int) -> AsyncIterator[str]:
    while not world.records.pulse.closed:
        for one in world.records.after(since):
            since = one["number"]
            yield json.dumps(one) + "\n"
        await world.records.pulse.wait(60)
