"""What an ID token has to say before we believe it (OpenID Connect Core 3.1.3.7)."""

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any, TypeGuard

from elearn.accounts.oidc.service import Came, Service, UnbelievableError

LEEWAY_SECONDS = 60
OLDEST_SECONDS = 600
LONGEST_SUBJECT = 255
LONGEST_LABEL = 100
A_TENANT = re.compile(r"/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/|$)", re.IGNORECASE)


def believed(claims: Mapping[str, Any], *, service: Service, nonce: str, now: int) -> Came:
    """Who a token is about whose signature fits. UnbelievableError if anything else does not:
    ``now`` is in seconds."""
    _for_us(claims, service)
    _in_time(claims, now)
    if not nonce or claims.get("nonce") != nonce:
        raise UnbelievableError("nonce")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise UnbelievableError("sub")
    if not subject.isascii() or not subject.isprintable():
        raise UnbelievableError("sub")
    return Came(service.issuer, subject, _label(claims), _is_strong(claims, service), nonce)


def _for_us(claims: Mapping[str, Any], service: Service) -> None:
    if claims.get("iss") != service.issuer:
        raise UnbelievableError("iss")
    audience = claims.get("aud")
    several = audience if isinstance(audience, list) else [audience]
    if service.client_id not in several:
        raise UnbelievableError("aud")
    party = claims.get("azp")
    if (len(several) > 1 or party is not None) and party != service.client_id:
        raise UnbelievableError("azp")
    tenant = A_TENANT.search(service.issuer)
    if tenant and claims.get("tid") != tenant[1].lower():
        raise UnbelievableError("tid")


def _in_time(claims: Mapping[str, Any], now: int) -> None:
    expires, issued = claims.get("exp"), claims.get("iat")
    if not _is_moment(expires) or expires <= now - LEEWAY_SECONDS:
        raise UnbelievableError("exp")
    if not _is_moment(issued) or not now - OLDEST_SECONDS <= issued <= now + LEEWAY_SECONDS:
        raise UnbelievableError("iat")
    begins = claims.get("nbf")
    if begins is not None and not (_is_moment(begins) and begins <= now + LEEWAY_SECONDS):
        raise UnbelievableError("nbf")


def _is_moment(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _is_strong(claims: Mapping[str, Any], service: Service) -> bool:
    shown = claims.get("amr")
    ways = [*(shown if isinstance(shown, list) else ()), claims.get("acr")]
    return any(isinstance(one, str) and one in service.trusted for one in ways)


def _label(claims: Mapping[str, Any]) -> str:
    """What the service calls somebody. It proves nothing and finds nobody: it is shown only."""
    for name in ("preferred_username", "email", "name"):
        said = claims.get(name)
        if isinstance(said, str) and said.strip():
            plain = "".join(one for one in said if one.isprintable())
            return plain.encode("utf-8", "ignore").decode()[:LONGEST_LABEL]
    return ""
