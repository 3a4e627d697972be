"""Whatever is sent to whichever field of whichever page: an answer, never an error of ours."""

import io
import time
from itertools import product
from urllib.parse import quote

import pytest
from itsdangerous import URLSafeTimedSerializer

from elearn.audit.run.routes import found
from elearn.operations.heartbeat import beat
from elearn.web import clock
from tests.support.hostile import (
    SCRIPT,
    TAKEN_ALIKE,
    encoded,
    forms,
    names_read,
    payloads,
    query_names,
)
from tests.support.walk import Sender, build_house, cookie_of, pages
from tests.support.world import standing

FORM = "application/x-www-form-urlencoded"
NOT_READY = {"health.readyz"}  # no worker runs here, which it says
BIG = b"x" * 11_000_000
BODIES = [
    ("application/json", b'{"email": ["a", {"b": 1}], "act": null}'),
    ("application/json", b"[" * 100_000),
    ("application/json", b'"\\ud800"'),
    ("text/xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: nonsense\r\n\r\n"),
    ("multipart/form-data; boundary=x", b"--x--"),
    ("\u2603/\u2603".encode().decode("latin-1"), b"a=b"),
    (f"{FORM}; charset=utf-7", b"email=+ADw-"),
    (FORM, b"&=&&=%&%ZZ=%"),
]
# Refused by its length, which the test after that asks of every page; here in turns.
LARGE = [(FORM, BIG), ("multipart/form-data; boundary=x", BIG)]
# One in so many of what could be sent goes to each place, in turns, and something else to it on the
# other database; all of it with --thorough.
PARTS = {"sqlite": 4, "postgresql": 4}
OWN = {"sqlite": 3, "postgresql": 6}
OTHERS = {"sqlite": 20, "postgresql": 40}
FIELDS = {"sqlite": 3, "postgresql": 6}
FIRST = {"sqlite": 0, "postgresql": 2}
COOKIES = ("", "junk", "\xff\xfe", "e30.e30.e30", "." * 4000, "eyJ.x", "a=b; c", '"')


class Walk:
    """Sends what it is given and remembers what was answered with an error of ours."""

    def __init__(self, sender):
        self.sender = sender
        self.count = 0
        self.wrong: list[str] = []

    def send(self, method, url, what, **more):
        self.count += 1
        with self.sender.send(method, url, **more) as response:
            at = f"{method} {url[:120]} with {what}: {response.status}"
            if response.status_code >= 500:
                self.wrong.append(at)
            if response.mimetype == "text/html" and SCRIPT in response.text:
                self.wrong.append(f"{at}, and the script came back")
            if response.headers.get("Set-Cookie", "").startswith("a="):
                self.wrong.append(f"{at}, and made a header of it")
        return response

    def end(self):
        assert self.count
        assert not self.wrong, "\n".join(self.wrong)


@pytest.fixture(scope="module")
def house(app):
    """Built once for all these tests: what a request does to it is undone. A large installation,
    where counting an audit is left to the worker."""
    with standing(app) as make, pytest.MonkeyPatch.context() as large:
        large.setattr(found, "AT_ONCE", -1)
        built = build_house(make)
        beat(make.session, name="worker", now=clock.now())
        make.session.commit()
        yield built


@pytest.fixture(scope="module")
def everyone(app, house):
    return Sender(app, cookie_of(app, house.everyone))


@pytest.fixture(scope="module")
def shown(app, house, everyone):
    """Every page with its address and what it shows."""
    walk = Walk(everyone)
    pages_seen = list(_shown(app, house, walk))
    walk.end()
    return pages_seen


@pytest.fixture(scope="module")
def all_forms(shown):
    """Every form that is posted, once."""
    known = {}
    for _rule, url, html in shown:
        for form in forms(html, url):
            known[form.action, tuple(name for name, _ in form.values)] = form
    return tuple(known.values())


@pytest.fixture
def walk(everyone):
    walk = Walk(everyone)
    yield walk
    walk.end()


def test_any_part_of_any_address_may_be_anything(app, house, walk, database, turns):
    place = FIRST[database]
    for method in ("GET", "POST"):
        for rule in pages(app, method):
            for name in sorted(rule.arguments):
                place += 1
                for what, payload in turns(place, payloads(database).items(), PARTS[database]):
                    template = _template(house, app, rule, name)
                    url = template.replace("HERE", quote(payload, safe=""))
                    walk.send(method, url, f"{what} as {name}")


def _template(house, app, rule, name) -> str:
    """The address of a rule with the word HERE in one place of it."""
    known = house.values | house.apart.get(rule.endpoint, {})
    parts = []
    for is_part, text in rule._trace:
        if is_part:
            kinds = sorted(getattr(rule._converters[text], "items", ["x" * 32]))
            text = "HERE" if text == name else str(known.get(text, kinds[0]))
        parts.append(text)
    return "".join(parts).removeprefix("|")


def test_any_name_in_any_query_may_be_anything(shown, walk, database, turns):
    place = FIRST[database]
    for rule, url, html in shown:
        own = query_names(html, url)
        for name in sorted(own | set(names_read(rule.endpoint.partition(".")[0]))):
            place += 1  # less of it for names that only other pages of the feature read
            share = OWN[database] if name in own else OTHERS[database]
            for what, payload in turns(place, payloads(database).items(), share):
                query = encoded([(name, payload)]).decode()
                walk.send("GET", f"{url}?{query}", f"{what} as {name}")
            for query in turns(place, [f"{name}=1&{name}=2&{name}[]=3"], 2 if name in own else 4):
                walk.send("GET", f"{url}?{query}", f"a list as {name}")


def _shown(app, house, walk):
    """Every page with its address and what it shows."""
    for rule in pages(app):
        if rule.endpoint not in NOT_READY:
            url = house.urls(app, rule)[0]
            response = walk.send("GET", url, "nothing")
            yield rule, url, response.text if response.mimetype == "text/html" else ""


def _sent(form, names, payload):
    """A form with something in some of its fields, as a browser would send it."""
    pairs = [(key, value.encode()) for key, value in form.values if key not in names]
    if not form.files:
        return {"data": encoded([*pairs, *((n, payload) for n in names)]), "content_type": FORM}
    data = {key: value.decode() for key, value in pairs if key not in form.files}
    for name in names:
        text = payload.decode("latin-1")
        data[name] = (io.BytesIO(payload), text) if name in form.files else text
    return {"data": data, "content_type": "multipart/form-data"}


def test_any_field_of_any_form_may_be_anything(all_forms, walk, database, turns):
    seen, place = set(), FIRST[database]
    for form in all_forms:
        seen.add(form.action)
        for name, value in form.values:
            place += 1
            for what, payload in turns(place, payloads(database).items(), FIELDS[database]):
                if database == "sqlite" or what not in TAKEN_ALIKE:
                    sent = _sent(form, [name], payload)
                    walk.send("POST", form.action, f"{what} as {name}", **sent)
            if not form.files:
                twice = encoded([(name, value.encode()), (name, b"2"), *_rest(form, name)])
                walk.send("POST", form.action, f"two {name}", data=twice, content_type=FORM)
        for names, what in product(form.together(), TAKEN_ALIKE if database != "sqlite" else ()):
            sent = _sent(form, names, payloads(database)[what])
            walk.send("POST", form.action, f"{what} as {names}", **sent)
    assert len(seen) > 10


def _rest(form, name):
    return [(key, value.encode()) for key, value in form.values if key != name]


@pytest.mark.any_database
def test_any_body_may_be_anything(app, house, walk, turns):
    """Read in one place before any page begins, so each page gets half of them."""
    many = encoded([(f"field-{number}", b"1") for number in range(600)])
    parts = {f"field-{number}": "1" for number in range(600)}
    for turn, rule in enumerate(pages(app, "POST")):
        url = house.urls(app, rule)[0]
        for kind, body in [*turns(turn, BODIES, 2), *LARGE * (turn % 10 == 0)]:
            walk.send("POST", url, kind, data=body, content_type=kind)
        for kind, data in turns(turn, [(FORM, many), ("multipart/form-data", parts)], 2):
            walk.send("POST", url, "600 fields", data=data, content_type=kind)


@pytest.mark.any_database
def test_a_body_that_is_too_large_is_refused_without_being_read(app, house, everyone):
    class Unread(io.BytesIO):
        def read(self, *_sizes):
            raise AssertionError("nobody should read this")

        readinto = readline = read

    for rule in pages(app, "POST"):
        url = house.urls(app, rule)[0]
        said = {"CONTENT_LENGTH": str(1024**3), "CONTENT_TYPE": FORM}
        response = everyone.send("POST", url, input_stream=Unread(), environ_overrides=said)
        assert response.status_code == 413, url


@pytest.mark.any_database
def test_any_cookie_may_be_anything(app, house, walk):
    name = app.config["SESSION_COOKIE_NAME"]
    signed = _signer(app)
    odd = [signed.dumps(one) for one in ({"_user_id": 7}, {"_user_id": ["a"], "seen": "x"}, {})]
    for value in (*COOKIES, *odd):
        for url in ("/", "/sign-in", "/account", "/no-such-page", "/signs"):
            walk.send("GET", url, value[:20], headers={"Cookie": f"{name}={value}"})


def _signer(app) -> URLSafeTimedSerializer:
    return app.session_interface.get_signing_serializer(app)


@pytest.mark.any_database
@pytest.mark.parametrize("text", [b"(" * 100_000, b"a" * 100_000 + b"!", b"a@" * 50_000])
def test_a_hundred_thousand_letters_take_less_than_a_second(all_forms, walk, text):
    for form in all_forms:
        for names in form.together():
            began = time.thread_time()
            walk.send("POST", form.action, str(names), **_sent(form, names, text))
            assert time.thread_time() - began < 1, f"{form.action} {names}"
