"""The files that screens play, whole or in pieces."""

from dataclasses import dataclass

from sqlalchemy import LargeBinary, func, select
from sqlalchemy.orm import Session

from elearn.models import MediaFile


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file without its content; ``size`` in bytes."""

    sha256: str
    mime: str
    size: int


def file_facts(session: Session, *, sha256: str) -> FileFacts | None:
    """What is known of a file, or None when there is none of that hash."""
    statement = select(MediaFile.sha256, MediaFile.mime, MediaFile.size).where(
        MediaFile.sha256 == sha256
    )
    row = session.execute(statement).one_or_none()
    return FileFacts(*row) if row else None


def piece_of(session: Session, *, sha256: str, start: int, length: int) -> bytes:
    """``length`` bytes of a file from ``start`` (counted from 0): the database reads no others into
    the answer. Empty when there is no such file."""
    piece = func.substr(MediaFile.content, start + 1, length, type_=LargeBinary())
    found = session.scalar(select(piece).where(MediaFile.sha256 == sha256))
    return bytes(found or b"")
