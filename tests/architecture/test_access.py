"""Every page says who may open it, and means it: whoever asks, whatever the address is about."""

import re
from functools import partial
from pathlib import Path

import pytest
from werkzeug.routing import AnyConverter

from elearn.access.policy import Role
from elearn.cli.access import SOMEWHERE, access_lines, actor_with
from tests.support.page_rules import check_page
from tests.support.walk import pages
from tests.support.world import build_world, standing

ROOT = Path(__file__).parent.parent.parent
TABLE = ROOT / "docs" / "access.txt"
NOT_READY = {"health.readyz"}  # no worker runs here, which it says
ELSEWHERE = {
    "lead of another agency",
    "lead of another agency's team",
    "staff of another agency",
}
PEOPLE = (
    "nobody",
    "suspended",
    *(role.value for role in Role),
    "staff of the same team",
    *sorted(ELSEWHERE),
)
SAME_FOR_ALL = {"agency", "about", "module", "page", "kind", "place", "role", "year", "language"}


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


@pytest.fixture(scope="module")
def world(app):
    with standing(app) as make:
        yield build_world(app, make)


def ways(app, *, but=frozenset({"accounts.sign_out"})):
    """Every page with each method that it answers."""
    for method in ("GET", "POST"):
        for rule in pages(app, method):
            if rule.endpoint not in but:
                yield method, rule


def is_refused(response):
    to_sign_in = response.status_code == 302 and "/sign-in" in response.headers["Location"]
    return to_sign_in or response.status_code in (401, 403)


def told(response, words):
    """Which of these words an answer holds."""
    return sorted(word for word in words if word.encode() in response.data)


@pytest.fixture
def on(database, turns):
    """Whether it is the turn of something at a place, one in so many, on this database: the two of
    them never have the same turn."""
    second = database != "sqlite"
    return lambda place, share: bool(turns(place + second * (share // 2), [place], share))


@pytest.mark.parametrize("who", PEOPLE)
def test_pages_admit_exactly_whom_their_need_admits(app, world, who, on):
    """At the house, which is the actor's own or another's. Whoever is admitted opens every page, on
    one of the databases or the other; who is not, is refused before a page begins, by one guard:
    a third of those are tried, of each page others."""
    wrong = []
    for place, (method, rule) in enumerate(ways(app), PEOPLE.index(who)):
        need = app.extensions["needs"][rule.endpoint]
        if not on(place, 2 if is_admitted(need, world.roles[who], who in ELSEWHERE) else 6):
            continue
        url = world.house.urls(app, rule)[0]
        response = world.people[who].send(method, url)
        what = f"{method} {url} as {who}: {response.status}"
        wrong += [f"{what}, {fault}" for fault in faults(world, who, rule, need, response)]
        if response.status_code == 200 and response.mimetype == "text/html" and place % 3 == 0:
            check_page(response.text)
        response.close()
    assert not wrong, "\n".join(wrong)


def faults(world, who, rule, need, response):
    """What an answer got wrong."""
    status, role = response.status_code, world.roles[who]
    if status >= 500 and rule.endpoint not in NOT_READY:
        yield "an error of ours"
    if is_admitted(need, role, who in ELSEWHERE):
        if is_refused(response):
            yield "refused"
    elif role is None and not is_refused(response):
        yield "admitted"
    elif role is not None and status not in ((404,) if need.at else (403, 404)):
        yield "admitted, or told that it is there"  # of another agency not even that
    if who in ELSEWHERE or role is None:
        yield from (f"told of {name}" for name in told(response, world.names))


def is_admitted(need, role, is_elsewhere):
    if need.public_because:
        return True
    if role is None:
        return False
    if need.signed_in_because:
        return True
    if need.at and is_elsewhere:
        return False
    return need.admits(actor_with(role), SOMEWHERE if need.at else None)


@pytest.mark.parametrize("who", sorted(ELSEWHERE))
def test_at_the_own_agency_nothing_of_another_is_found_by_its_number(app, world, who, on):
    """A child is looked up through its parent: /agencies/mine/people/yours is not there."""
    agency = world.next_door["agency"]
    wrong = []
    for place, (method, rule) in enumerate(ways(app), PEOPLE.index(who)):
        if not rule.arguments & {"agency", "about"} or not on(place, 2):
            continue
        url = world.house.urls(app, rule, agency=agency, about=agency)[0]
        response = world.people[who].send(method, url)
        names = told(response, world.names)
        if names or response.status_code >= 500:
            wrong.append(f"{method} {url}: {response.status}, told of {names}")
        response.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", [Role.LEARNER.value, Role.AGENCY_LEAD.value])
def test_next_door_is_not_there_and_nobody_is_named(app, world, who, on):
    """With the numbers of what really is there."""
    values = world.next_door
    wrong = []
    for place, (method, rule) in enumerate(ways(app), PEOPLE.index(who)):
        if not rule.arguments & values.keys() or not on(place, 2):
            continue
        known = {name: values[name] for name in rule.arguments & values.keys()}
        response = world.people[who].send(method, world.house.urls(app, rule, **known)[0])
        names = told(response, world.marks)
        need = app.extensions["needs"][rule.endpoint]
        is_open = need.public_because or need.signed_in_because or not need.at
        if names or (not is_open and response.status_code != 404):
            wrong.append(f"{method} {rule.rule} as {who}: {response.status}, told of {names}")
        response.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.any_database
@pytest.mark.parametrize("who", ["nobody", "staff of the same team"])
def test_what_is_not_there_is_not_there(app, world, who):
    """A number or a secret that belongs to nothing: no page, and no error. Where one has to sign
    in first, nobody comes as far."""
    sender = world.people[who]
    wrong = []
    for method, rule in ways(app):
        if who == "nobody" and not app.extensions["needs"][rule.endpoint].public_because:
            continue
        named = rule.arguments - SAME_FOR_ALL
        for name in sorted(named):
            if isinstance(rule._converters[name], AnyConverter):
                continue
            url = missing(partial(world.house.urls, app, rule), name)
            response = sender.send(method, url)
            if response.status_code >= 500 or (who != "nobody" and response.status_code == 200):
                wrong.append(f"{method} {url} as {who}: {response.status}")
            response.close()
    assert not wrong, "\n".join(wrong)


def missing(urls, name):
    """The address with something in one place that fits there and belongs to nothing."""
    for nothing in (987_654_321, "x" * 32, "Z" * 22, "no-such-thing", "f" * 64):
        try:
            return urls(**{name: nothing})[0]
        except (ValueError, TypeError):
            continue
    raise AssertionError(name)


def test_the_walk_finds_the_pages_it_is_for(app):
    found = {rule.rule for _method, rule in ways(app)}
    assert {"/learn", "/sign-in", "/admin"} <= found
    assert any(re.search("<[^>]*agency>.*<[^>]*person>", rule) for rule in found)
