"""Reading JSON as strictly as two parsers that must agree would have to.

Refused: anything but UTF-8, deeper than 32 levels, duplicate keys, NaN and infinities, integers
of more than 18 digits, lone surrogates and NUL in texts.
"""

import json
import re
from typing import Any, NoReturn

from shared.errors import Refusal

DEEPEST = 32
# the escapes of which one alone is half a character; in UTF-8 itself there are none
_HALVES = re.compile(r"\\u[dD][89a-fA-F]")


class Malformed(Refusal):
    """The body is no JSON that we accept."""

    status = 400
    title = "Not readable"


def loads(body: bytes | str) -> Any:
    """Return the value; raises `Malformed` with one sentence."""
    text = body if isinstance(body, str) else _decoded(body)
    _check_depth(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_no_constant,
            parse_int=_small_int,
            parse_float=_finite,
        )
    except json.JSONDecodeError as fault:
        raise Malformed(f"Not JSON: {fault.msg} at character {fault.pos}.") from fault
    if _HALVES.search(text):
        _check_characters(value)
    return value


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Malformed("The body is not UTF-8.") from fault


def _check_depth(text: str) -> None:
    if "\\u0000" in text or "\x00" in text:
        raise Malformed("The character NUL is not allowed.")
    depth, in_string, escaped = 0, False, False
    for character in text:
        if in_string:
            in_string = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            in_string = True
        elif character in "[{":
            depth += 1
            if depth > DEEPEST:
                raise Malformed(f"Nested deeper than {DEEPEST} levels.")
        elif character in "]}":
            depth -= 1


def _check_characters(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as fault:
        raise Malformed("A text holds half of a character (lone surrogate).") from fault


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise Malformed("A key occurs twice in one object.")
    return result


def _no_constant(name: str) -> NoReturn:
    raise Malformed(f"{name} is not a number.")


def _small_int(digits: str) -> int:
    if len(digits.lstrip("-")) > 18:
        raise Malformed("A number has more than 18 digits.")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise Malformed("A number is too large.")
    return number
