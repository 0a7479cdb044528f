"""Logs: structured lines without tokens, message texts or e-mail addresses.

An exception is logged by its type and the places it passed, never by its message: that may hold someone's words.
"""

import logging
import sys
import traceback
from typing import Any

import structlog

LIBRARIES = ("slack_sdk", "apscheduler", "aiohttp", "asyncio", "alembic", "uvicorn.error")


def configure(level: str) -> None:
    """Send our lines to standard error; let libraries speak only of errors, and never with their messages."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=24),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    levels = {**dict.fromkeys(LIBRARIES, logging.WARNING), "slack_bolt": logging.ERROR}  # it warns of its own settings
    for name, lowest in levels.items():
        library = logging.getLogger(name)
        library.handlers, library.propagate = [WithoutMessages()], False
        library.setLevel(lowest)


def info(event: str, **fields: Any) -> None:
    structlog.get_logger().info(event, **fields)


def warning(event: str, **fields: Any) -> None:
    structlog.get_logger().warning(event, **fields)


def failure(event: str, error: BaseException, **fields: Any) -> None:
    """Something unexpected: the exception's type and where it came from."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    structlog.get_logger().error(event, error=type(error).__name__, where=where, **fields)


class WithoutMessages(logging.Handler):
    """A library's warning: who says it and where; its message may hold a payload."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            failure(record.name, record.exc_info[1], at=f"{record.module}:{record.lineno}")
        else:
            warning(record.name, level=record.levelname, at=f"{record.module}:{record.lineno}")
