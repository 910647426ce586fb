"""Structured log lines that carry one trace and no personal data."""

import logging
import re
import secrets
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

# W3C Trace Context, version 00; anything else that is sent as one is not kept
TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def configure(level: str = "INFO") -> None:
    """Set up logging for this process: one JSON line per message on standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_words,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )


def get(name: str) -> structlog.stdlib.BoundLogger:
    """Return the logger of one part of the house."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(part=name)
    return logger


@contextmanager
def traced(traceparent: str | None = None) -> Iterator[str]:
    """Carry a W3C trace through everything done inside; a new one when none is given."""
    given = traceparent is not None and TRACEPARENT.fullmatch(traceparent)
    trace = traceparent if given and traceparent else _new()
    with structlog.contextvars.bound_contextvars(trace=trace):
        yield trace


def current_trace() -> str | None:
    """Return the trace of what is being done now, if any."""
    trace: str | None = structlog.contextvars.get_contextvars().get("trace")
    return trace


def current_trace_id() -> str | None:
    """Return what a person can quote of the trace: the part that is the same everywhere."""
    trace = current_trace()
    return trace.split("-")[1] if trace else None


def _new() -> str:
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def _without_words(
    _logger: object, _method: str, line: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Tell of a fault its kind and where it was; its words may quote what somebody wrote."""
    given = line.pop("exc_info", None)
    fault = sys.exc_info()[1] if given is True else given
    if isinstance(fault, tuple):
        fault = fault[1]
    if isinstance(fault, BaseException):
        line["exception"] = "\n".join(_told(fault))
    return line


def _told(fault: BaseException) -> Iterator[str]:
    earlier = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if earlier is not None:
        yield from _told(earlier)
    yield "".join(traceback.format_tb(fault.__traceback__)) + type(fault).__name__
