"""Reads of published training: which modules there are, what a version says, who to call."""

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from elearn.content.document import ModuleDocument
from elearn.content.packing import from_dict
from elearn.models.content import Contact, Module, ModuleKind, ModuleVersion
from elearn.models.places import Level
from elearn.models.rows import rows

MOST_DOCUMENTS_KEPT = 64

# Statements of many pages are put together once: building one costs more than asking it.
_DIGESTS = select(ModuleVersion.id, ModuleVersion.content_hash).where(
    ModuleVersion.id.in_(bindparam("ids", expanding=True))
)
_CONTACTS = select(
    Contact.key,
    Contact.agency_id,
    Contact.name,
    Contact.number,
    Contact.url,
    Contact.hours,
    Contact.what,
    Contact.source,
    Contact.verified_on,
    Contact.verified_by,
    Contact.review_by,
).order_by(Contact.agency_id.is_not(None), Contact.id)
_CONTACTS_OF = _CONTACTS.where(
    or_(Contact.agency_id.is_(None), Contact.agency_id.in_(bindparam("of", expanding=True)))
)

_documents: OrderedDict[tuple[int, str], ModuleDocument] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class PublishedModule:
    """A module with its newest version, which is the one learners are served."""

    module_id: int
    slug: str
    code: str
    version_id: int
    number: int
    title: str
    level: Level
    minutes: int
    refresh_months: int | None
    why: str
    law_as_at: date
    review_by: date
    kind: ModuleKind = ModuleKind.MODULE
    digest: str = ""  # of what the version says

    @property
    def is_check(self) -> bool:
        """Whether it is the knowledge check, which nobody is asked for or holds."""
        return self.kind is ModuleKind.CHECK


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Who to call. ``agency_id`` is None for a contact of the whole partnership."""

    key: str
    agency_id: int | None
    name: str
    number: str | None
    url: str | None
    hours: str
    what: str
    source: str
    verified_on: date | None
    verified_by: str | None
    review_by: date | None


def published(session: Session) -> tuple[PublishedModule, ...]:
    """Every published module, by code. Knowledge checks are none: nobody is asked for them."""
    return tuple(one for one in everything(session) if one.kind is ModuleKind.MODULE)


def everything(session: Session) -> tuple[PublishedModule, ...]:
    """Everything published, knowledge checks (K01) and modules, by code."""
    return tuple(_module(row) for row in rows(session, _newest()))


def current(session: Session, slug: str) -> PublishedModule | None:
    """The module or knowledge check of that slug, or None when there is none or it is only
    planned."""
    row = rows(session, _newest_of_slug(), {"slug": slug}).one_or_none()
    return _module(row) if row else None


def document(session: Session, version_id: int, digest: str = "") -> ModuleDocument:
    """What a version says. KeyError when there is no such version.

    A version never changes, so each process keeps the documents it has read. They are known by
    hash as well as by id: one statement without the text decides, and two databases in one
    process cannot be mistaken for one another. Whoever has read the hash as ``digest`` already
    spares that statement.
    """
    found = _kept({version_id: digest}) if digest else {}
    return found.get(version_id) or documents(session, (version_id,))[version_id]


def documents(session: Session, version_ids: Collection[int]) -> dict[int, ModuleDocument]:
    """Several versions at once, by id: one statement when this process has read them before."""
    wanted = sorted(set(version_ids))
    if not wanted:
        return {}
    digests = {row.id: row.content_hash for row in rows(session, _DIGESTS, {"ids": wanted})}
    for version_id in wanted:
        if version_id not in digests:
            raise KeyError(version_id)
    found = _kept(digests)
    missing = [version_id for version_id in wanted if version_id not in found]
    if missing:
        read = _read(session, missing)
        _keep(read, digests)
        found |= read
    return found


def _kept(digests: Mapping[int, str]) -> dict[int, ModuleDocument]:
    found = {}
    with _lock:
        for key in digests.items():
            if key in _documents:
                _documents.move_to_end(key)
                found[key[0]] = _documents[key]
    return found


def _keep(read: Mapping[int, ModuleDocument], digests: Mapping[int, str]) -> None:
    with _lock:
        for version_id, one in read.items():
            _documents[version_id, digests[version_id]] = one
        while len(_documents) > MOST_DOCUMENTS_KEPT:
            _documents.popitem(last=False)


def _read(session: Session, version_ids: list[int]) -> dict[int, ModuleDocument]:
    statement = (
        select(ModuleVersion.id, ModuleVersion.document)
        .where(ModuleVersion.id.in_(version_ids))
        .order_by(ModuleVersion.id)
    )
    return {row.id: from_dict(row.document) for row in session.execute(statement)}


def contacts(session: Session, *, of: Collection[int] | None = None) -> tuple[ContactRow, ...]:
    """The partnership's contacts in the order of contacts.yaml, then the agencies': of the agencies
    with the ids ``of``, or of every agency."""
    if of is None:
        return tuple(ContactRow(*row) for row in rows(session, _CONTACTS))
    return tuple(ContactRow(*row) for row in rows(session, _CONTACTS_OF, {"of": sorted(of)}))


@cache
def _newest_of_slug() -> Select[Any]:
    return _newest().where(Module.slug == bindparam("slug"))


@cache
def _newest() -> Select[Any]:
    """Put together once a process: every learner's page asks it, and building it costs more."""
    newest = (
        select(ModuleVersion.module_id, func.max(ModuleVersion.number).label("number"))
        .group_by(ModuleVersion.module_id)
        .subquery()
    )
    statement: Select[Any] = (
        select(  # type: ignore[assignment]  # mypy counts ten columns and no more
            Module.id,
            Module.slug,
            Module.code,
            ModuleVersion.id,
            ModuleVersion.number,
            ModuleVersion.title,
            ModuleVersion.level,
            ModuleVersion.minutes,
            ModuleVersion.refresh_months,
            ModuleVersion.why,
            ModuleVersion.law_as_at,
            ModuleVersion.review_by,
            Module.kind,
            ModuleVersion.content_hash,
        )
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .join(
            newest,
            (newest.c.module_id == ModuleVersion.module_id)
            & (newest.c.number == ModuleVersion.number),
        )
        .order_by(Module.code, Module.id)
    )
    return statement


def _module(row: Sequence[Any]) -> PublishedModule:
    return PublishedModule(*row)
