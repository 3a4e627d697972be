"""Passkeys as a browser speaks of them (WebAuthn), checked by the ``webauthn`` library.

It takes 160 ms to import, so it is asked only where somebody uses a passkey.
"""

import base64
import ipaddress
import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from elearn.accounts.second.queries import KeyRow

CHALLENGE_BYTES = 32
LONGEST_ANSWER = 20_000
LONGEST_NAME = 60
PATIENCE_MS = 300_000


class AnswerError(Exception):
    """What the browser sent is not an answer of this passkey to this question."""


@dataclass(frozen=True, slots=True)
class Site:
    """Which site passkeys are for: the name of the host, and the origin pages have."""

    host: str
    origin: str

    @property
    def takes_passkeys(self) -> bool:
        """Browsers make passkeys for names over https, and for localhost; never for numbers."""
        try:
            ipaddress.ip_address(self.host)
        except ValueError:
            return self.origin.startswith("https://") or self.host == "localhost"
        return False


@dataclass(frozen=True, slots=True)
class NewKey:
    """A passkey that was just made."""

    credential: str
    public_key: bytes
    sign_count: int


def site_of(base_url: str) -> Site:
    """The site of an address such as ``https://training.example:8443/x``."""
    parts = urlsplit(base_url)
    return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


def new_challenge() -> bytes:
    """What a passkey is asked to sign."""
    return secrets.token_bytes(CHALLENGE_BYTES)


def to_make(
    site: Site, *, challenge: bytes, handle: str, called: str, name: str, held: tuple[str, ...]
) -> str:
    """What the browser is asked when a passkey is made, as JSON. ``held`` are those on file: one
    device makes one."""
    from webauthn import generate_registration_options, options_to_json  # noqa: PLC0415
    from webauthn.helpers.structs import (  # noqa: PLC0415
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=site.host,
        rp_name=site.host,
        user_id=handle.encode(),
        user_name=called,
        user_display_name=name,
        challenge=challenge,
        timeout=PATIENCE_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=_descriptors(held),
    )
    return options_to_json(options)


def to_answer(site: Site, *, challenge: bytes, held: tuple[str, ...]) -> str:
    """What the browser is asked at sign-in, as JSON. Without ``held`` the passkey must say by
    itself whose it is, and must check that it is them."""
    asked = {
        "challenge": _base64url(challenge),
        "rpId": site.host,
        "timeout": PATIENCE_MS,
        "allowCredentials": [{"type": "public-key", "id": one} for one in held],
        "userVerification": "preferred" if held else "required",
    }
    return json.dumps(asked)


def made(site: Site, answer: str, *, challenge: bytes) -> NewKey:
    """The passkey a browser has made. Raises AnswerError."""
    from webauthn import verify_registration_response  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    try:
        key = verify_registration_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise AnswerError from error
    return NewKey(_base64url(key.credential_id), key.credential_public_key, key.sign_count)


def named(answer: str) -> str:
    """Which passkey an answer says it is from. Raises AnswerError."""
    called = _read(answer).get("id")
    if not isinstance(called, str) or not called.isascii() or "\0" in called:
        raise AnswerError
    return called


def answered(site: Site, answer: str, *, challenge: bytes, key: KeyRow, must_verify: bool) -> int:
    """How often the passkey says it was used, if the answer is its own. Raises AnswerError; also
    when the count went back, as that of a copy does."""
    from webauthn import verify_authentication_response  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    try:
        verified = verify_authentication_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=must_verify,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise AnswerError from error
    return verified.new_sign_count


def _descriptors(held: tuple[str, ...]) -> list[Any]:
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor  # noqa: PLC0415

    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in held]


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise AnswerError
    try:
        read = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise AnswerError from error
    if not isinstance(read, dict):
        raise AnswerError
    return read
