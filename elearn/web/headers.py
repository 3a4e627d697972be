"""Headers on every answer, errors and files included, and the number each request is known by."""

import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, g, request

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'none'",
        "form-action 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
# For the screens that play a recording, which comes from here too.
POLICY_WITH_MEDIA = POLICY.replace("media-src 'none'", "media-src 'self'")
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Frame-Options": "DENY",
}
A_YEAR = 31_536_000


class SecurityHeaders:
    """Adds the security headers to every answer that goes out: pages, errors, static files."""

    def __init__(self, inner: WSGIApplication, *, https: bool) -> None:
        self.inner = inner
        self.always = list(ALWAYS.items())
        if https:
            stay = f"max-age={A_YEAR}; includeSubDomains"
            self.always.append(("Strict-Transport-Security", stay))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start_with_headers(
            status: str, headers: list[tuple[str, str]], *error: Any
        ) -> Callable[[bytes], object]:
            given = {name.lower() for name, _ in headers}
            added = [one for one in self.always if one[0].lower() not in given]
            return start_response(status, headers + added, *error)

        return self.inner(environ, start_with_headers)


def number_requests(app: Flask) -> None:
    """Number each request, and say of each answer its number and whether it may be kept."""

    @app.before_request
    def number() -> None:
        g.request_id = secrets.token_hex(6)
        g.began = time.monotonic()

    @app.after_request
    def add(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "none")
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        if request.endpoint == "accounts.sign_out" and response.status_code < 400:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
