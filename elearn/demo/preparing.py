"""Whether anything is to be done before the service starts, found out without slow libraries."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from elearn.config import ROOT
from elearn.models import ModuleVersion

STAMP = "published"
SOFTWARE = ROOT / "elearn" / "content"  # it renders the text, and so has a part in each version


def schema_is_current(session: Session) -> bool:
    """Whether the database is at the revision that this software is for."""
    wanted = (ROOT / "migrations" / ".head").read_text("utf-8").strip()
    if not inspect(session.connection()).has_table("alembic_version"):
        return False
    return list(session.scalars(text("SELECT version_num FROM alembic_version"))) == [wanted]


def is_published(session: Session, *, modules: Path, instance: Path) -> bool:
    """Whether these modules were published to this database by this software: nothing is read but
    the bytes of the files."""
    stamp = instance / STAMP
    known = stamp.read_text("utf-8") if stamp.is_file() else ""
    return known == fingerprint(session, modules)


def remember(session: Session, *, modules: Path, instance: Path) -> None:
    """Keep in the instance folder what is published now."""
    (instance / STAMP).write_text(fingerprint(session, modules), "utf-8")


def fingerprint(session: Session, modules: Path) -> str:
    """One number for the module files, the software that reads them and the versions there are."""
    whole = hashlib.sha256()
    for path in (*_files(modules), *_files(SOFTWARE)):
        content = path.read_bytes()
        whole.update(f"{path.name} {len(content)}\n".encode())
        whole.update(content)
    versions = select(
        ModuleVersion.module_id, ModuleVersion.number, ModuleVersion.content_hash
    ).order_by(ModuleVersion.module_id, ModuleVersion.number)
    for row in session.execute(versions):
        whole.update(repr(tuple(row)).encode())
    return whole.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield path
