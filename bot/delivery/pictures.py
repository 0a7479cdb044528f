"""A message's pictures: painted, uploaded, and put into it as blocks. What fails costs the message a picture, no more.

A picture that the message has already keeps its file: which file shows which picture is kept with the delivery. A file
that it shows no more is deleted.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.models.blocks import Block, ImageBlock
from slack_sdk.models.blocks.basic_components import SlackFile
from slack_sdk.web.async_client import AsyncWebClient

from bot import log
from bot.delivery.painting import Painter
from bot.delivery.sending import Sending, send
from bot.slack import code_of
from bot.surfaces.message import Message, Picture
from bot.surfaces.text import section
from models.delivery.outbox import FILES
from models.delivery.rate_buckets import Limit
from models.delivery.settling import Again, Dropped, Failed, Result, Sent

READY = (1.0, 2.0)
"""Seconds to wait until Slack, which takes a file in at its leisure, knows it: until then it refuses the message."""
UNKNOWN = Failed("invalid_blocks")
LATE = Again(1, "there was no time left to send it")
"""Slack has nothing of it."""


@dataclass(frozen=True, slots=True)
class Gallery:
    """Where pictures are painted and uploaded. `seconds`: that all of a message's may take."""

    client: AsyncWebClient
    painter: Painter
    seconds: float

    async def hang(self, sending: Sending) -> dict[str, str]:
        """The file that shows each picture of the message, by its hash; those that could not be had are missing."""
        pictures = sending.message.pictures if sending.message else ()
        kept: dict[str, str] = sending.post.detail.get(FILES, {})
        files = {one: kept[one] for picture in pictures if (one := hashed(picture)) in kept}
        try:
            async with asyncio.timeout(self.seconds):
                for picture in pictures:
                    if hashed(picture) not in files and (file := await self._upload(picture)):
                        files[hashed(picture)] = file
        except TimeoutError:
            log.warning("no picture in time", purpose=sending.row.purpose)
        return files

    async def take_down(self, sending: Sending, result: Result) -> None:
        """Delete the files that the message, changed or gone, shows no more: a picture can hold names."""
        if not isinstance(result, Sent | Dropped) or sending.row is sending.post:
            return
        shown = (result.files or {}) if isinstance(result, Sent) else {}
        for file in set(sending.post.detail.get(FILES, {}).values()) - set(shown.values()):
            try:
                await self.client.files_delete(file=file)
            except SlackApiError as error:
                log.warning("picture not deleted", code=code_of(error))
            except (SlackRequestError, aiohttp.ClientError, OSError, ValueError) as error:
                log.failure("picture", error)

    async def _upload(self, picture: Picture) -> str | None:
        if (drawn := await self.painter.paint(picture.svg)) is None:
            return None
        file = {"filename": f"{picture.name}.png", "title": picture.title, "alt_txt": picture.alternative}
        try:
            answer = await self.client.files_upload_v2(file_uploads=[file | {"content": drawn}])
        except SlackApiError as error:
            log.warning("picture not uploaded", code=code_of(error))
        except (SlackRequestError, aiohttp.ClientError, OSError, ValueError) as error:
            log.failure("picture", error)
        else:
            return str(answer["files"][0]["id"])
        return None


async def send_with_pictures(
    gallery: Gallery, sending: Sending, files: dict[str, str], limit: Limit, is_over: Callable[[], bool]
) -> Result:
    """`send`, with those pictures that there are `files` of. Raises `InDoubt`.

    `is_over`: whether there is no time left for one more call; what Slack refused so far is sent another time.
    """
    told = with_files(sending, files)
    result = await send(gallery.client, told, limit)
    for seconds in READY if files else ():
        if result == UNKNOWN and not is_over():
            await asyncio.sleep(seconds)
            result = await send(gallery.client, told, limit)
    if files and result == UNKNOWN:
        if is_over():
            return LATE
        files, result = {}, await send(gallery.client, with_files(sending, {}), limit)
    has_some = files or FILES in sending.post.detail
    return replace(result, files=files) if isinstance(result, Sent) and has_some else result


def with_files(sending: Sending, files: dict[str, str]) -> Sending:
    """The message as it is sent: each picture as an image, or what is said instead of it."""
    message = sending.message
    if message is None or not message.pictures:
        return sending
    shown = [_shown(picture, files.get(hashed(picture))) for picture in message.pictures]
    blocks = (*message.blocks, *(block for block in shown if block))
    return replace(sending, message=Message(message.text, blocks))


def hashed(picture: Picture) -> str:
    return sha256(picture.svg.encode()).hexdigest()[:16]


def _shown(picture: Picture, file: str | None) -> Block | None:
    if file:
        return ImageBlock(alt_text=picture.alternative, slack_file=SlackFile(id=file))
    return section(picture.instead) if picture.instead else None
