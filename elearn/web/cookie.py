"""The cookie of the session, which a server believes whose clock is behind that of the one that
signed it."""

from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer


class PatientSigner(TimestampSigner):
    """Refuses what is too old and not what is from a moment to come: of two servers one is always
    a little ahead, and a clock may be put back. When a session ends stands in its row."""

    def unsign(
        self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False
    ) -> Any:
        value, at = super().unsign(signed_value, return_timestamp=True)
        age = (datetime.now(UTC) - at).total_seconds()
        if max_age is not None and age > max_age:
            raise SignatureExpired("too old", payload=value, date_signed=at)
        return (value, at) if return_timestamp else value


class SessionCookie(SecureCookieSessionInterface):
    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        serializer = super().get_signing_serializer(app)
        if serializer is not None:
            serializer.signer = PatientSigner
        return serializer
