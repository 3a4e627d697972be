"""Every page says who may open it, and means it."""

from pathlib import Path

import pytest
from werkzeug.routing import AnyConverter

from elearn.access.policy import Role
from elearn.cli.access import SOMEWHERE, access_lines, actor_with

ROOT = Path(__file__).parent.parent.parent
TABLE = ROOT / "docs" / "access.txt"


def rules(app):
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


def test_every_page_declares_a_need(app):
    missing = {rule.endpoint for rule in rules(app)} - app.extensions["needs"].keys()
    assert not missing, f"no needs=... on {sorted(missing)}"


def test_a_page_about_an_agency_checks_the_permission_there(app):
    for rule in rules(app):
        if "agency" in rule.arguments:
            assert app.extensions["needs"][rule.endpoint].at == "agency", rule


def test_who_may_open_what_is_the_table_in_the_docs(app):
    """A changed table is a changed promise: write it anew with `flask access > docs/access.txt`."""
    lines = list(access_lines(app))
    wide = max(len(address) for _, address, _ in lines)
    shown = "".join(f"{methods:9} {address:{wide}}  {who}\n" for methods, address, who in lines)
    assert TABLE.read_text("utf-8") == shown


@pytest.fixture
def house(make):
    """An agency with a team, a person, a module, and an agency next door."""
    agency, other = make.agency(), make.agency()
    team = make.team(agency)
    role, module = make.role(), make.module()
    make.requirement(role, module)
    person = make.worker(agency, role, team=team)
    values = {
        "agency": agency.slug,
        "about": agency.slug,
        "person": person.public_id,
        "module": module.slug,
        "page": "first",
        "kind": "labour",
        "token": "x" * 32,
        "attempt": "x" * 32,
        "code": "AAAA-AAAA-AAAA",
        "audit": 1,
        "session": "x" * 32,
        "number": 1,
        "chase": 1,
        "role": role.code.lower(),
        **dict.fromkeys(("posting", "absence", "merged", "grant", "briefing", "line", "year"), 1),
        "survey": 1,
        "action": 1,
        "rule": 1,
    }
    return agency, other, team, values


def url_of(app, rule, values):
    known = {
        name: sorted(kind.items)[0]
        if isinstance(kind := rule._converters[name], AnyConverter)
        else values.get(name, values["token"])
        for name in rule.arguments
    }
    with app.test_request_context():
        return app.url_for(rule.endpoint, **known)


def is_refused(response):
    to_sign_in = response.status_code == 302 and "/sign-in" in response.headers["Location"]
    return to_sign_in or response.status_code in (401, 403)


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "nobody")
@pytest.mark.parametrize("where", ["own", "next-door"])
def test_pages_admit_exactly_whom_their_need_admits(app, visitor, make, house, role, where):
    agency, other, team, values = house
    if role:
        at = agency if role in (Role.AGENCY_LEAD, Role.TEAM_LEAD) else None
        person = make.somebody(role, at, team if role is Role.TEAM_LEAD else None)
        visitor.sign_in(person)
    if where == "next-door":
        values = values | {"agency": other.slug}
    for rule in rules(app):
        need = app.extensions["needs"][rule.endpoint]
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            if rule.endpoint == "accounts.sign_out":
                continue
            response = visitor.open(url_of(app, rule, values), method=method)
            expected = _admitted(app, need, role, where)
            what = f"{method} {rule.rule} as {role} at {where}: {response.status}"
            assert response.status_code < 500 or rule.endpoint == "public.readyz", what
            if expected:
                assert not is_refused(response), what
            elif role is None:
                assert is_refused(response), what
            else:  # of another agency not even that it is there
                assert response.status_code in ((404,) if need.at else (403, 404)), what


def _admitted(app, need, role, where):
    if need.public_because:
        return True
    if role is None:
        return False
    if need.signed_in_because:
        return True
    if need.at and where == "next-door" and role in (Role.AGENCY_LEAD, Role.TEAM_LEAD):
        return False
    return need.admits(actor_with(role), SOMEWHERE if need.at else None)
