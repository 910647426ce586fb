"""Structured log lines that carry one trace and no personal data."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import structlog


def configure(level: str = "INFO") -> None:
    """Set up logging for this process: one JSON line per message on standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.WriteLoggerFactory(file=__import__("sys").stderr),
    )


def get(name: str) -> structlog.stdlib.BoundLogger:
    """Return the logger of one part of the house."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(part=name)
    return logger


@contextmanager
def traced(traceparent: str | None = None) -> Iterator[str]:
    """Carry a W3C trace through everything done inside; a new one when none is given."""
    trace = traceparent or f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    with structlog.contextvars.bound_contextvars(trace=trace):
        yield trace


def current_trace() -> str | None:
    """Return the trace of what is being done now, if any."""
    trace: str | None = structlog.contextvars.get_contextvars().get("trace")
    return trace
