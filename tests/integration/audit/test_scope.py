"""A scope limits everything that is counted, and nothing else is in the edition."""

import pytest

from elearn.audit.actions import freeze, recompute
from elearn.audit.queries import editions
from elearn.audit.queries.facts import frozen
from elearn.domain.audit_scope import WHOLE, AuditScope
from tests.integration.audit.conftest import ON, counted_first
from tests.integration.audit.test_freezing import NOW


@pytest.fixture
def place(partnership):
    """Two agencies in an area each; in the council two roles, and a second module."""
    make = partnership.make
    isle = make.area("Isle")
    port = make.agency("Port", area=isle)
    other_role, other_module = make.role(), make.module()
    make.requirement(other_role, other_module)
    make.requirement(partnership.role, other_module)
    people = partnership.handlers(10, done_on=ON)
    for person in people[:4]:
        partnership.answers(person, [True] * 3)
    for _ in range(3):
        make.worker(partnership.council, other_role)
        make.worker(port, other_role)
    return Place(partnership, port, isle, other_role, other_module)


class Place:
    def __init__(self, partnership, port, isle, role, module):
        self.partnership, self.port, self.isle = partnership, port, isle
        self.role, self.module = role, module

    def counted(self, **scope):
        return counted_first(self.partnership.make.session, scope=AuditScope(**scope))

    def whole(self, **scope):
        """In scope and in date of the partnership."""
        rows = [row for row in self.counted(**scope).coverage if not row.agency and not row.module]
        return [(row.in_scope, row.in_date) for row in rows]


def test_the_whole_scope_counts_what_no_scope_counts(place):
    assert place.whole() == [(26, 10)]


def test_agencies_and_areas_let_in_only_their_own(place):
    port = place.port.slug
    assert place.whole(agencies=(port,)) == [(3, 0)]
    assert place.whole(areas=(place.isle.slug,)) == [(3, 0)]
    assert [row.agency for row in place.counted(agencies=(port,)).agencies] == [port]
    assert place.whole(agencies=(place.partnership.council.slug,), areas=("isle",)) == []


def test_roles_and_modules_let_in_only_their_own(place):
    assert place.whole(roles=(place.role.code,)) == [(6, 0)]
    assert place.whole(modules=(place.partnership.module.slug,)) == [(10, 10)]
    both = {"roles": (place.role.code,), "modules": (place.partnership.module.slug,)}
    assert place.whole(**both) == []


def test_knowledge_is_of_people_and_questions_in_scope(place):
    mine = place.counted(modules=(place.partnership.module.slug,)).knowledge
    assert {row.people for row in mine if not row.agency} == {4}
    assert place.counted(modules=(place.module.slug,)).knowledge == ()
    assert place.counted(roles=(place.role.code,)).knowledge == ()


def test_an_edition_keeps_its_scope_and_is_counted_again_within_it(session, place):
    scope = AuditScope(roles=(place.role.code,))
    audit = freeze(session, name="Ports", as_of=ON, now=NOW, by=None, scope=scope)
    session.commit()
    assert editions.edition(session, audit.id).scope == scope
    assert audit.manifest["scope"]["roles"] == [place.role.code]
    assert recompute(session, audit_id=audit.id) == []
    assert {row.role for row in frozen(session, audit.id).coverage} == {"", place.role.code}


def test_an_edition_is_compared_with_the_one_before_of_the_same_scope(session, place):
    def made(day, scope):
        return freeze(session, name=f"{day}", as_of=day, now=NOW, by=None, scope=scope).id

    first = made(ON.replace(day=1), WHOLE)
    made(ON.replace(day=2), AuditScope(roles=(place.role.code,)))
    last = editions.edition(session, made(ON, WHOLE))
    assert editions.before(session, last).id == first
