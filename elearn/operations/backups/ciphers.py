"""Backups encrypted with age (https://age-encryption.org): to a public key, so that the server
that makes them cannot read them; the secret key stays with whoever restores."""

import os
from pathlib import Path
from typing import Any

from elearn.operations.backups.archive import BackupError, DamagedError

HEADER = b"age-encryption.org/"


def recipient(key: str) -> Any:
    """The public key to encrypt to."""
    import pyrage  # noqa: PLC0415 - a compiled library only backups need

    try:
        return pyrage.x25519.Recipient.from_str(key.strip())
    except pyrage.RecipientError:
        raise BackupError(
            "ELEARN_BACKUP_KEY is an age public key that begins with age1 (age-keygen makes one)."
        ) from None


def encrypt(plain: Path, into: Path, key: str) -> None:
    """Write the encrypted file, onto the disk."""
    import pyrage  # noqa: PLC0415 - as above

    to = recipient(key)
    with plain.open("rb") as source, into.open("wb") as target:
        pyrage.encrypt_io(source, target, [to])
        target.flush()
        os.fsync(target.fileno())


def is_encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(HEADER)) == HEADER


def decrypt(path: Path, into: Path, identity: Path | None) -> None:
    """Write the plain file, with the secret key that the identity file holds."""
    import pyrage  # noqa: PLC0415 - as above

    if identity is None:
        raise BackupError(f"{path.name} is encrypted: say --identity FILE with its age secret key.")
    keys = _identities(identity)
    try:
        with path.open("rb") as source, into.open("wb") as target:
            pyrage.decrypt_io(source, target, keys)
    except (pyrage.DecryptError, OSError) as error:
        raise DamagedError(
            f"{path.name} cannot be decrypted: it was encrypted to another key, or is damaged."
        ) from error


def _identities(identity: Path) -> list[Any]:
    import pyrage  # noqa: PLC0415 - as above

    try:
        written = identity.read_text("utf-8").splitlines()
        lines = [line.strip() for line in written if line.strip() and not line.startswith("#")]
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        keys = []
    if not keys:
        raise BackupError(f"{identity.name} holds no age secret key (AGE-SECRET-KEY-1...).")
    return keys
