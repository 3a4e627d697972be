"""A passkey made of software: it answers as a security key does, and can be made to misbehave."""

import base64
import hashlib
import json
import secrets

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40
ES256 = -7


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class SoftwareKey:
    """One passkey for one site. ``verifies``: it asks for a PIN."""

    def __init__(self, origin="http://localhost", *, verifies=True):
        self.origin = origin
        self.flags = PRESENT | (VERIFIED if verifies else 0)
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.count = 0

    @property
    def public(self) -> bytes:
        """The public half as a site keeps it (COSE)."""
        point = self.private.public_key().public_numbers()
        return cbor2.dumps(
            {1: 2, 3: ES256, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}
        )

    def make(self, options) -> str:
        """The answer to being made, with no attestation."""
        asked = json.loads(options)
        key = bytes(16) + len(self.id).to_bytes(2) + self.id + self.public
        seen = self._seen(asked["rp"]["id"], self.flags | HAS_KEY) + key
        return self._sent(
            clientDataJSON=self._client("webauthn.create", asked["challenge"]),
            attestationObject=cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": seen}),
        )

    def answer(self, options, *, count=None) -> str:
        """The answer at sign-in. ``count`` in the place of one more than before."""
        asked = json.loads(options)
        self.count = self.count + 1 if count is None else count
        seen = self._seen(asked["rpId"], self.flags)
        client = self._client("webauthn.get", asked["challenge"])
        signed = seen + hashlib.sha256(client).digest()
        return self._sent(
            clientDataJSON=client,
            authenticatorData=seen,
            signature=self.private.sign(signed, ec.ECDSA(SHA256())),
        )

    def _seen(self, site, flags) -> bytes:
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind, challenge) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _sent(self, **parts) -> str:
        return json.dumps(
            {
                "id": base64url(self.id),
                "rawId": base64url(self.id),
                "type": "public-key",
                "response": {name: base64url(raw) for name, raw in parts.items()},
                "clientExtensionResults": {},
            }
        )
