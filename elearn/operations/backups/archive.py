"""The file of a backup: a ZIP of one part a table and a manifest, sealed by its own SHA-256.

The seal is the ZIP's comment and covers every byte before it, so that one byte that is not as it
was written, or one that is missing, is seen before anything is read. ``unzip`` opens the file.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from elearn.operations.backups.tables import Column, Kind, Shape

FORMAT = 1
MANIFEST = "manifest.json"
SEAL = b"elearn backup, sha256 "
SEAL_BYTES = len(SEAL) + 64
PIECE = 1 << 20
LEVEL = 4


class BackupError(Exception):
    """Why a backup is not made, read or put back, in a sentence that says what to do."""


class DamagedError(BackupError):
    """The file is not, byte for byte, a backup as it was written."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table in the file: its shape, how many rows, and the SHA-256 of its lines."""

    shape: Shape
    rows: int
    sha256: str

    @property
    def file(self) -> str:
        return f"tables/{self.shape.name}.tsv"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: when it was made, by which version of the product, of which
    kind of database, at which revision of the schema, and its parts, referred-to tables first."""

    made_at: str
    version: str
    database: str
    revision: str
    parts: tuple[Part, ...]
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)


class _Sealing:
    """A file that is only written forwards and hashed on the way; its last bytes are its seal."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.hashed, self.kept = file, hashlib.sha256(), b""

    def write(self, data: bytes) -> int:
        held = self.kept + bytes(data)
        out, self.kept = held[:-SEAL_BYTES], held[-SEAL_BYTES:]
        self.hashed.update(out)
        self.file.write(out)
        return len(data)

    def flush(self) -> None:
        self.file.flush()

    def close(self) -> None:
        """The seal is still to come."""

    def seal(self) -> None:
        self.file.write(SEAL + self.hashed.hexdigest().encode())
        self.file.flush()
        os.fsync(self.file.fileno())


class Writer:
    """An archive in the making: parts first, the manifest last."""

    def __init__(self, file: IO[bytes]) -> None:
        self.sealing = _Sealing(file)
        self.zip = zipfile.ZipFile(self.sealing, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
        self.zip.comment = b" " * SEAL_BYTES

    def add(self, shape: Shape, pieces: Iterator[bytes]) -> Part:
        """Write a table's lines."""
        rows, hashed = 0, hashlib.sha256()
        with self._open(f"tables/{shape.name}.tsv") as entry:
            for piece in pieces:
                rows += piece.count(b"\n")
                hashed.update(piece)
                entry.write(piece)
        return Part(shape, rows, hashed.hexdigest())

    def close(self, manifest: Manifest) -> None:
        """Write the manifest and the seal, onto the disk."""
        with self._open(MANIFEST) as entry:
            entry.write(json.dumps(asdict(manifest), indent=1, sort_keys=True).encode())
        self.zip.close()
        self.sealing.seal()

    def _open(self, name: str) -> IO[bytes]:
        return self.zip.open(name, "w", force_zip64=True)


def seal_of(path: Path) -> str:
    """The SHA-256 that the file says it has; DamagedError if it has another, or says none."""
    hashed, left = hashlib.sha256(), path.stat().st_size - SEAL_BYTES
    with path.open("rb") as file:
        while left > 0 and (piece := file.read(min(PIECE, left))):
            hashed.update(piece)
            left -= len(piece)
        if left or file.read() != SEAL + hashed.hexdigest().encode():
            raise DamagedError(
                f"{path.name} is not a whole backup: bytes are missing or were changed. "
                "Nothing was touched. Take another copy of it, or another backup."
            )
    return hashed.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup whose seal holds and whose manifest names exactly what is in it."""
    seal_of(path)
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(json.loads(archive.read(MANIFEST)))
            if set(archive.namelist()) != {MANIFEST, *(part.file for part in manifest.parts)}:
                raise DamagedError(f"{path.name} does not hold what its manifest says.")
            yield archive, manifest
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise DamagedError(f"{path.name} cannot be read as a backup. Take another.") from error


def _manifest(said: dict[str, Any]) -> Manifest:
    if said["format"] != FORMAT:
        raise BackupError(
            "The backup is of a format that this version of the service does not know. "
            "Install the version that made it, or a newer one."
        )
    parts = tuple(
        Part(
            Shape(
                one["shape"]["name"],
                tuple(Column(it["name"], Kind(it["kind"])) for it in one["shape"]["columns"]),
                tuple(one["shape"]["key"]),
            ),
            one["rows"],
            one["sha256"],
        )
        for one in said["parts"]
    )
    return Manifest(
        str(said["made_at"]),
        str(said["version"]),
        str(said["database"]),
        str(said["revision"]),
        parts,
    )


def check(path: Path) -> Manifest:
    """Read all of a backup: every part's rows counted and its hash worked out anew."""
    with opened(path) as (archive, manifest):
        for part in manifest.parts:
            rows, hashed = 0, hashlib.sha256()
            with archive.open(part.file) as entry:
                while piece := entry.read(PIECE):
                    rows += piece.count(b"\n")
                    hashed.update(piece)
            if (rows, hashed.hexdigest()) != (part.rows, part.sha256):
                raise DamagedError(f"{path.name}: {part.shape.name} is not as it was written.")
        return manifest
