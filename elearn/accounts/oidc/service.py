"""Which service people may sign in with, and what it may say of them."""

import hashlib
import hmac
from dataclasses import dataclass

from flask import current_app

from elearn.config import Settings

BACK = "/sign-in/elsewhere/back"


class UnreachableError(Exception):
    """The service does not answer, or not as one does: nobody can sign in with it just now."""


class UnbelievableError(Exception):
    """What came back does not hold: nobody signs in with it. The message is for the log, and holds
    nothing of what came."""


@dataclass(frozen=True, slots=True)
class Service:
    """The service of the settings. ``trusted`` are the values of ``amr`` and ``acr`` that count as
    a second step; ``back`` is where it sends people."""

    issuer: str
    client_id: str
    client_secret: str
    name: str
    trusted: frozenset[str]
    back: str

    @classmethod
    def of(cls, settings: Settings) -> "Service | None":
        """None where there is no such service."""
        if not settings.oidc_issuer:
            return None
        return cls(
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            name=settings.oidc_name,
            trusted=frozenset(settings.oidc_mfa.replace(",", " ").split()),
            back=f"{settings.base_url}{BACK}",
        )


@dataclass(frozen=True, slots=True)
class Came:
    """Who came, as far as the service's word goes. ``label`` is what it calls them, for the eye
    only; ``strong`` whether they showed a second step there; ``nonce`` makes it work once."""

    issuer: str
    subject: str
    label: str
    strong: bool
    nonce: str


def service() -> Service | None:
    """The service of this installation."""
    return Service.of(current_app.extensions["settings"])


def secret_of(purpose: str, state: str) -> str:
    """The nonce or the PKCE verifier of one way there and back. They follow from the state and our
    own secret, so that the cookie, which keeps the state, gives neither away."""
    key = current_app.extensions["settings"].secret_key
    return hmac.new(key.encode(), f"oidc-{purpose}:{state}".encode(), hashlib.sha256).hexdigest()
