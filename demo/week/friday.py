"""Friday: the power fails between a pat and its post; a lead looks at gaps; Ana opens her Home."""

import asyncio
from datetime import timedelta

from demo.clock import BEGIN
from demo.scene import Scene
from demo.week import reached
from demo.week.stories import NIGHT, REFUND
from simulator.driver import Reply
from simulator.tallies import found

STORED = 0.5
"""Seconds in which a busy machine has stored that Slack said “not now”."""


async def play(scene: Scene) -> None:
    await scene.it_is(BEGIN + timedelta(days=2))
    await _power_cut(scene)
    await reached.play(scene)
    await _home(scene)


async def _power_cut(scene: Scene) -> None:
    await scene.slack.fault("chat.postMessage", "ratelimited", seconds=1, lasting=60)
    given = await scene.types("Leo’s pat for Kim is taken", "leo", f"/pat @kim for {NIGHT}", "returns", "stored")
    await scene.checks.that("Slack takes no message just then", _refused(scene))
    await scene.stage.backpat.kill()
    await scene.sees_nothing("Backpat is killed before anyone has seen it", "jon", NIGHT)
    await scene.slack.heal()
    await scene.checks.that("It is started again", scene.stage.start_backpat())
    await scene.sees("Jon reads Leo’s pat now", "jon", NIGHT, "returns", "@Kim")
    await scene.sees("Kim was told of it", "kim", NIGHT, "app")
    if given:
        await scene.checks.that("The same request comes three times more", _again(scene, given))
    await scene.count("There is one post of it, its copy in #pats and one receipt", 3, text=NIGHT)


async def _refused(scene: Scene) -> None:
    wire, patience = scene.slack.wire, scene.checks.patience
    await found(wire, "calls", timeout=patience, method="chat.postMessage", error="ratelimited")
    await asyncio.sleep(STORED)


async def _again(scene: Scene, given: Reply) -> None:
    answers = await scene.slack.resend(given, times=3)
    if not all(answer["ok"] for answer in answers):
        raise AssertionError(f"expected it to be answered each time, but: {answers}")


async def _home(scene: Scene) -> None:
    await scene.home("Ana’s Home holds what she was given and gave", "ana", REFUND, "given *5 pats*", "gave *3 pats*")
    await scene.home("Zed’s Home holds his own company’s only", "zed", "given *0 pats*", "gave *1 pat*")
