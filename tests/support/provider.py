"""A service to sign in with, as agencies have: Authlib's server on loopback, told how to lie."""

import base64
import hashlib
import hmac
import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import requests
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, jsonify, redirect
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "elearn", "a-secret-between-the-two"
TENANT = "11111111-2222-3333-4444-555555555555"
OTHER_TENANT = "99999999-2222-3333-4444-555555555555"
KEY = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
STRANGER = RSAKey.generate_key(2048, {"kid": "stranger", "use": "sig"})


def _plain(part) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def _unsigned(claims):
    return f"{_plain({'alg': 'none', 'kid': 'first'})}.{_plain(claims)}."


def _by_public_key(claims):
    """HS256 with our own public key as the shared secret."""
    signed = f"{_plain({'alg': 'HS256', 'kid': 'first'})}.{_plain(claims)}"
    seal = hmac.new(KEY.as_pem(private=False), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(seal).rstrip(b'=').decode()}"


def _by_stranger(header):
    return lambda claims: jwt.encode({"alg": "RS256"} | header, claims, STRANGER)


# How a token is signed that should not be believed.
FORGED = {
    "alg none": _unsigned,
    "HS256 with the public key": _by_public_key,
    "an unknown key": _by_stranger({"kid": "stranger"}),
    "another's signature": _by_stranger({"kid": "first"}),
    "a key of its own": lambda claims: jwt.encode(
        {"alg": "RS256", "kid": "first", "jwk": STRANGER.as_dict(private=False)}, claims, STRANGER
    ),
    "a key from an address": lambda claims: jwt.encode(
        {"alg": "RS256", "kid": "first", "jku": "http://127.0.0.1:9/"}, claims, KEY
    ),
    "no token at all": lambda claims: None,
    "not a token": lambda claims: "a.b.c",
}
# What a signed token says that should not be believed; None takes a claim out.
FALSE = {
    "another issuer": {"iss": "https://elsewhere.example"},
    "another audience": {"aud": "another"},
    "several audiences": {"aud": [CLIENT, "another"]},
    "another party": {"azp": "another"},
    "another nonce": {"nonce": "of another sign-in"},
    "no nonce": {"nonce": None},
    "an old token": {"exp": 1_500_000_000, "iat": 1_499_999_000},
    "no end": {"exp": None},
    "an endless end": {"exp": float("nan")},
    "from the future": {"iat": 4_000_000_000, "exp": 4_000_003_600},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "a subject that is a list": {"sub": ["one"]},
    "a subject of 300 letters": {"sub": "x" * 300},
    "another tenant": {"tid": OTHER_TENANT},
    "no tenant": {"tid": None},
}
# What it answers where a token is asked for.
ODD = {
    "a huge answer": lambda: Response(b" " * 2_000_000, mimetype="application/json"),
    "not JSON": lambda: Response("<html>", mimetype="text/html"),
    "a list": lambda: jsonify([1]),
    "a redirect to loopback": lambda: redirect("http://127.0.0.1:9/", 307),
    "a redirect elsewhere": lambda: redirect("http://elsewhere.example/", 307),
    "an error": lambda: (jsonify(error="invalid_grant"), 400),
    "an error of its own": lambda: ("broken", 500),
    "packed": lambda: Response(b"x", headers={"Content-Encoding": "gzip"}),
}


@dataclass
class User:
    """Whoever signs in there; ``claims`` are said of them besides."""

    sub: str = "subject-1"
    claims: dict = field(default_factory=dict)

    def get_user_id(self):
        return self.sub


class Client:
    """This service, as the other one knows it."""

    def __init__(self, back):
        self.back = back

    def get_client_id(self):
        return CLIENT

    def get_default_redirect_uri(self):
        return self.back

    def get_allowed_scope(self, scope):
        return scope

    def check_redirect_uri(self, redirect_uri):
        return redirect_uri == self.back

    def check_client_secret(self, client_secret):
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method, endpoint):
        return method == "client_secret_basic"

    def check_response_type(self, response_type):
        return response_type == "code"

    def check_grant_type(self, grant_type):
        return grant_type == "authorization_code"


@dataclass
class Code:
    """A code that waits to be handed in."""

    code: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    user: User

    def get_redirect_uri(self):
        return self.redirect_uri

    def get_scope(self):
        return self.scope

    def get_nonce(self):
        return self.nonce

    def get_auth_time(self):
        return int(time.time())

    def get_acr(self):
        return None

    get_amr = get_acr


class Provider:
    """The service. ``lie`` names how it lies; ``seen`` counts what it was asked for."""

    def __init__(self, back):
        self.user, self.lie, self.codes, self.seen = User(), "", {}, []
        self.app = Flask("provider")
        self.client = Client(back)
        self.server = make_server("127.0.0.1", 0, self.app, threaded=True)
        self.issuer = f"http://127.0.0.1:{self.server.port}/{TENANT}/v2.0"
        self._oauth = AuthorizationServer(self.app, self._known, lambda *_: None)
        self._oauth.register_grant(
            _grant(self), [CodeChallenge(required=True), _tokens(self)(require_nonce=True)]
        )
        self.app.add_url_rule(f"/{TENANT}/v2.0/.well-known/openid-configuration", "f", self._facts)
        self.app.add_url_rule("/keys", "keys", self._keys)
        self.app.add_url_rule("/authorize", "authorize", self._authorize)
        self.app.add_url_rule("/token", "token", self._token, methods=["POST"])

    def visit(self, address) -> str:
        """What a browser does there: it is sent back to our address with a code."""
        answer = requests.get(address, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        parts = urlsplit(answer.headers["Location"])
        return f"{parts.path}?{parts.query}"

    def _known(self, client_id):
        return self.client if client_id == CLIENT else None

    def _facts(self):
        self.seen.append("facts")
        here = f"http://127.0.0.1:{self.server.port}"
        token = "http://elsewhere.example" if self.lie == "tokens elsewhere" else here
        return jsonify(
            issuer=self.issuer + ("x" if self.lie == "says it is another" else ""),
            authorization_endpoint=f"{here}/authorize",
            token_endpoint=f"{token}/token",
            jwks_uri=f"{here}/keys",
        )

    def _keys(self):
        self.seen.append("keys")
        return jsonify(KeySet([KEY]).as_dict(private=False))

    def _authorize(self):
        grant = self._oauth.get_consent_grant(end_user=self.user)
        return self._oauth.create_authorization_response(grant_user=self.user, grant=grant)

    def _token(self):
        self.seen.append("token")
        if self.lie == "slow":
            return Response(self._drip(), mimetype="application/json")
        if self.lie in ODD:
            return ODD[self.lie]()
        return self._oauth.create_token_response()

    def _drip(self):
        for _ in range(60):
            time.sleep(0.05)
            yield b" "


def _grant(provider):
    class Grant(AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]

        def save_authorization_code(self, code, request):
            sent = request.payload.data
            provider.codes[code] = Code(
                code,
                request.payload.redirect_uri,
                request.payload.scope,
                sent.get("nonce"),
                sent.get("code_challenge"),
                sent.get("code_challenge_method"),
                request.user,
            )

        def query_authorization_code(self, code, client):
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code):
            provider.codes.pop(authorization_code.code)

        def authenticate_user(self, authorization_code):
            return authorization_code.user

    return Grant


def _tokens(provider):
    class Tokens(OpenIDCode):
        def exists_nonce(self, nonce, request):
            return any(one.nonce == nonce for one in provider.codes.values())

        def resolve_client_private_key(self, client):
            return KEY

        def get_client_claims(self, client):
            return {"iss": provider.issuer, "aud": CLIENT, "tid": TENANT}

        def generate_user_info(self, user, scope):
            return {"sub": user.sub} | user.claims

        def encode_id_token(self, token, request):
            claims = self.get_compatible_claims(request)
            claims |= self.get_authorization_code_claims(request.authorization_code)
            claims |= self.generate_user_info(request.user, token["scope"])
            claims |= FALSE.get(provider.lie, {})
            claims = {name: value for name, value in claims.items() if value is not None}
            if provider.lie in FORGED:
                return FORGED[provider.lie](claims)
            return jwt.encode({"alg": "RS256", "kid": "first"}, claims, KEY)

    return Tokens


def sent_with(address) -> dict[str, str]:
    """What is said in the address somebody is sent to."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@contextmanager
def running(back):
    """The service for as long as the block lasts."""
    provider = Provider(back)
    thread = threading.Thread(target=provider.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        provider.server.server_close()
        thread.join()
