"""What a ranking was made from, as bytes that stay: canonical JSON, read back to equal values.

Keys are sorted and what is not known is left out, so that a field added later changes no old bytes.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from services.partners.matching.facts import Facets, OfferingFacts
from services.partners.matching.policy import Policy, Scales, Weight

DAYS = frozenset({"as_of", "period_from", "period_to"})


def canonical(value: object) -> bytes:
    """Write plain values in the one way they are ever written; there are no fractions in them."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest(content: bytes) -> str:
    """Return the fingerprint by which frozen bytes are known."""
    return sha256(content).hexdigest()


def freeze_facets(facets: Facets) -> bytes:
    """Freeze what was known of a congregation."""
    return canonical(_plain(facets))


def thaw_facets(frozen: bytes) -> Facets:
    """Read back what was known of a congregation."""
    return Facets(**_known(json.loads(frozen)))


def freeze_offerings(offerings: Iterable[OfferingFacts]) -> bytes:
    """Freeze what was offered; the order in which it came does not matter."""
    ordered = sorted(offerings, key=lambda offering: offering.offering_id)
    return canonical([_plain(offering) for offering in ordered])


def thaw_offerings(frozen: bytes) -> list[OfferingFacts]:
    """Read back what was offered."""
    return [OfferingFacts(**_known(each)) for each in json.loads(frozen)]


def freeze_policy(policy: Policy) -> bytes:
    """Freeze every number of a policy, so that its version can be ranked by when it is past."""
    numbers = {field.name: getattr(policy, field.name) for field in fields(Policy)}
    return canonical(
        {**numbers, "weights": weights_of(policy), "scales": _plain_scales(policy.scales)}
    )


def thaw_policy(frozen: bytes) -> Policy:
    """Read back a policy, of whatever version."""
    found = json.loads(frozen)
    weights = {name: Weight(*pair) for name, pair in found.pop("weights").items()}
    scales = {name: _scale(value) for name, value in found.pop("scales").items()}
    return Policy(weights=MappingProxyType(weights), scales=Scales(**scales), **found)


def weights_of(policy: Policy) -> dict[str, list[int]]:
    """Return the table of weights in plain values: criterion, for the church, for the agency."""
    return {name: list(weight) for name, weight in policy.weights.items()}


def _plain(known: Facets | OfferingFacts) -> dict[str, object]:
    values = ((field.name, getattr(known, field.name)) for field in fields(known))
    return {name: _value(value) for name, value in values if value is not None}


def _value(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    return value.isoformat() if isinstance(value, date) else value


def _known(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _read(name, value) for name, value in plain.items()}


def _read(name: str, value: Any) -> Any:
    if name in DAYS:
        return date.fromisoformat(value)
    return frozenset(value) if isinstance(value, list) else value


def _plain_scales(scales: Scales) -> dict[str, object]:
    named = ((field.name, getattr(scales, field.name)) for field in fields(Scales))
    return {name: dict(v) if isinstance(v, Mapping) else list(v) for name, v in named}


def _scale(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else MappingProxyType(value)
