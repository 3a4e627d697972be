"""Talking to the service over the network. Import it late: authlib and requests cost 365 ms.

Every answer is bounded in size and time, redirects are not followed, and nothing is asked but at
the issuer's own host (and those that are known to belong to it)."""

import logging
import time
from typing import Any
from urllib.parse import urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from requests import RequestException, Response

from elearn.accounts.oidc.claims import believed
from elearn.accounts.oidc.service import Came, Service, UnbelievableError, UnreachableError

KINDS: dict[str, type[RSAKey] | type[ECKey]] = {
    "RS256": RSAKey,
    "PS256": RSAKey,
    "ES256": ECKey,
}  # the algorithms there are for us
NEVER = frozenset({"jku", "jwk", "x5u", "x5c", "crit", "b64"})  # a token names no key of its own
SMALLEST_RSA_BITS = 2048
LONGEST_BYTES = 262_144
LONGEST_TOKEN = 20_000
PIECE = 16_384
CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 3.0, 4.0, 6.0
KEPT_SECONDS = 3_600  # what the service says of itself
AGAIN_AFTER_SECONDS = 60  # keys are asked for anew, for a key we do not know
REST_SECONDS = 10  # nobody waits for a service that has just not answered
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
FURTHER_HOSTS = {"accounts.google.com": {"oauth2.googleapis.com", "www.googleapis.com"}}
ODD = (RequestException, ValueError, TypeError, KeyError, AttributeError)

log = logging.getLogger(__name__)


class Bounded(OAuth2Session):
    """Reads no more and waits no longer than is decent, and goes where it was sent only."""

    def request(self, method: str, url: str, **more: Any) -> Response:
        more |= {
            "stream": True,
            "allow_redirects": False,
            "timeout": (CONNECT_SECONDS, READ_SECONDS),
            "verify": True,
            "headers": {**(more.get("headers") or {}), "Accept-Encoding": "identity"},
        }
        until = time.monotonic() + WHOLE_SECONDS
        response: Response = super().request(method, url, **more)
        with response:
            _read(response, until)
        return response


def _read(response: Response, until: float) -> None:
    if response.is_redirect or response.headers.get("Content-Encoding"):
        raise UnreachableError("a redirect or a packed answer")
    body = bytearray()
    try:
        while piece := response.raw.read1(PIECE):
            body += piece
            if len(body) > LONGEST_BYTES or time.monotonic() > until:
                raise UnreachableError("too much or too slow")
    except UnreachableError:
        raise
    except Exception as error:  # urllib3 and http.client have a dozen of their own
        raise UnreachableError(type(error).__name__) from error
    response._content = bytes(body)  # what requests itself would set


class Provider:
    """One service, with what it says of itself kept for an hour."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._facts: dict[str, Any] = {}
        self._keys: list[dict[str, Any]] = []
        self._facts_at = self._keys_at = self._failed_at = float("-inf")

    def address(self, *, state: str, nonce: str, verifier: str) -> str:
        """Where to send somebody. UnreachableError if the service cannot be asked."""
        facts = self._known()
        address, _ = self._client().create_authorization_url(
            facts["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
        )
        return str(address)

    def came(self, *, code: str, nonce: str, verifier: str) -> Came:
        """Who came back with a code. UnreachableError or UnbelievableError."""
        facts = self._known()
        try:
            answer = self._client().fetch_token(
                facts["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=verifier,
            )
            token = answer["id_token"]
        except AuthlibBaseError as error:
            raise UnbelievableError("the code was refused") from error
        except ODD as error:
            raise UnreachableError(type(error).__name__) from error
        if not isinstance(token, str) or len(token) > LONGEST_TOKEN:
            raise UnbelievableError("no ID token")
        claims = self._signed(token)
        return believed(claims, service=self.service, nonce=nonce, now=int(time.time()))

    def _signed(self, token: str) -> dict[str, Any]:
        """The claims of a token that one of the service's keys has signed."""
        try:
            header = jws.extract_compact(token.encode()).headers()
            algorithm = header.get("alg")
            kind = KINDS.get(algorithm) if isinstance(algorithm, str) else None
            if kind is None or NEVER & set(header):
                raise UnbelievableError("algorithm or header")
            key = kind.import_key(self._key(header.get("kid"), kind.key_type))
            if kind is RSAKey and key.public_key.key_size < SMALLEST_RSA_BITS:
                raise UnbelievableError("a short key")
            return dict(jwt.decode(token, key, algorithms=[str(algorithm)]).claims)
        except UnbelievableError:
            raise
        except (JoseError, *ODD) as error:
            raise UnbelievableError(type(error).__name__) from error

    def _key(self, kid: object, kind: str) -> dict[str, Any]:
        """The service's key of that name; keys are asked for anew where it is not among them."""
        now = time.monotonic()
        if now - self._keys_at > KEPT_SECONDS or (
            not self._has(kid) and now - self._keys_at > AGAIN_AFTER_SECONDS
        ):
            found = self._get(self._known()["jwks_uri"]).get("keys")
            if not isinstance(found, list):
                raise UnreachableError("no keys")
            self._keys, self._keys_at = [one for one in found if isinstance(one, dict)], now
        for one in self._keys:
            if one.get("kid") == kid and one.get("kty") == kind and one.get("use") != "enc":
                return {name: value for name, value in one.items() if name not in ("x5c", "alg")}
        raise UnbelievableError("a key we do not know")

    def _has(self, kid: object) -> bool:
        return isinstance(kid, str) and any(one.get("kid") == kid for one in self._keys)

    def _known(self) -> dict[str, Any]:
        """What the service says of itself, asked anew each hour."""
        now = time.monotonic()
        if now - self._facts_at <= KEPT_SECONDS:
            return self._facts
        if now - self._failed_at <= REST_SECONDS:
            raise UnreachableError("it has just not answered")
        try:
            place = self.service.issuer.rstrip("/")
            facts = self._get(f"{place}/.well-known/openid-configuration")
            self._check(facts)
        except UnreachableError:
            self._failed_at = time.monotonic()
            raise
        self._facts, self._facts_at = facts, now
        return facts

    def _check(self, facts: dict[str, Any]) -> None:
        """The issuer to the letter, and addresses of its own."""
        if facts.get("issuer") != self.service.issuer:
            raise UnreachableError("another issuer")
        ours = urlsplit(self.service.issuer)
        hosts = {ours.netloc} | FURTHER_HOSTS.get(ours.netloc, set())
        for name in NEEDED:
            place = urlsplit(str(facts.get(name)))
            if place.scheme != ours.scheme or place.netloc not in hosts:
                raise UnreachableError(f"an odd {name}")

    def _get(self, address: str) -> dict[str, Any]:
        try:
            with self._client() as client:
                answer = client.get(address, withhold_token=True)
            answer.raise_for_status()
            found = answer.json()
        except ODD as error:
            raise UnreachableError(type(error).__name__) from error
        if not isinstance(found, dict):
            raise UnreachableError("no object")
        return found

    def _client(self) -> Bounded:
        service = self.service
        methods = self._facts.get("token_endpoint_auth_methods_supported")
        posts = isinstance(methods, list) and "client_secret_basic" not in methods
        how = "client_secret_post" if posts else "client_secret_basic"
        return Bounded(
            client_id=service.client_id,
            client_secret=service.client_secret or None,
            token_endpoint_auth_method=how if service.client_secret else "none",
            scope="openid profile email",
            redirect_uri=service.back,
            code_challenge_method="S256",
        )


_PROVIDERS: dict[Service, Provider] = {}


def provider_of(service: Service) -> Provider:
    """The one of a service in this process."""
    if service not in _PROVIDERS:
        _PROVIDERS.clear()
        _PROVIDERS[service] = Provider(service)
    return _PROVIDERS[service]
