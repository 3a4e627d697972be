"""What several evidence pages share: the agency in the address, modules as they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.access.policy import AgencyScope, Permission
from elearn.content.document import ModuleDocument
from elearn.content.queries import PublishedModule, documents, published
from elearn.extensions import db
from elearn.records.places import AgencyName
from elearn.web.feature import Need
from elearn.web.guard import scope
from elearn.web.places import whole_agency

HOME = "/agencies/<slug:agency>/evidence"
DECIDE = Need(Permission.DECIDE_EVIDENCE, at="agency")
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Office:
    """The agency of the address and what may be seen there."""

    of: AgencyName
    scope: AgencyScope

    @property
    def agency_id(self) -> int:
        return self.of.agency_id

    @property
    def slug(self) -> str:
        return self.of.slug


def office(slug: str) -> Office:
    """The agency of that slug, or 404 unless the whole of it is in the actor's scope."""
    return Office(whole_agency(slug), scope())


def texts_of(module_ids: Iterable[int]) -> dict[int, ModuleDocument]:
    """These modules as they are published now, by module id."""
    wanted = set(module_ids)
    if not wanted:
        return {}
    return texts(one for one in published(db.session()) if one.module_id in wanted)


def texts(modules: Iterable[PublishedModule]) -> dict[int, ModuleDocument]:
    """What these modules say, by module id."""
    versions = {one.module_id: one.version_id for one in modules}
    if not versions:
        return {}
    found = documents(db.session(), versions.values())
    return {module_id: found[version_id] for module_id, version_id in versions.items()}
