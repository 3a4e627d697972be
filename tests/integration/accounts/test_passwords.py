"""Passwords as ASVS 5.0 asks in 6.2.1 to 6.2.12, on the pages where they are chosen and typed."""

from datetime import timedelta

import pytest

from elearn.models import Password
from elearn.web.clock import now
from tests.integration.accounts.conftest import PASSWORD

pytestmark = pytest.mark.any_database
PAGE = "/account/security"
COMMON, OURS = "among the first that people guess", "names that others know"


@pytest.fixture
def kept(session, make, visitor, with_password):
    """The hash now kept of Sam Okoye of Aldermouth Council, who is signed in."""
    person = with_password()
    make.posting(person, make.agency("Aldermouth Council"), make.role())
    visitor.sign_in(person)

    def read():
        session.expire_all()
        return session.get(Password, person.id).hash

    return read


def change(visitor, new, old=PASSWORD):
    return visitor.post(PAGE, data={"old_password": old, "new_password": new})


@pytest.mark.parametrize(
    ("row", "password", "says"),
    [
        ("6.2.1 short", "elevenchars", "at least 12"),
        ("6.2.4 common", "Password12345!", COMMON),
        ("6.2.12 leaked", "qwertyuiop123456", COMMON),
        ("6.2.11 the agency", "Aldermouth-2026!", OURS),
        ("6.2.11 the person", "Sam.Okoye.1990", OURS),
        ("6.2.11 the product", "ELEARN-training-1", OURS),
        ("longer than is taken", "a1-B" * 65, "at most 256"),
    ],
)
def test_what_may_not_be_used_is_refused_with_one_sentence(visitor, kept, row, password, says):
    before = kept()
    answer = change(visitor, password)
    assert answer.status_code == 422, row
    assert says in answer.text, row
    assert kept() == before


@pytest.mark.parametrize(
    ("row", "password"),
    [
        ("6.2.1 twelve", "plum-kestrel"),
        ("6.2.5 small letters alone", "plumkestrellamp"),
        ("6.2.5 digits alone", "194210661815773"),
        (
            "6.2.5 no Latin letter",
            "\u043f\u0430\u0440\u043e\u043b\u044c \u0438\u0437 \u0441\u043b\u043e\u0432",
        ),
        ("6.2.9 sixty-four", "plum kestrel lamp " * 4),
        ("6.2.9 the longest", "plum kestrel lamp-" * 14),
    ],
)
def test_what_is_long_and_uncommon_may_be_used(app, visitor, kept, sign_in, row, password):
    assert change(visitor, password).status_code == 303, row
    other = app.test_client()
    assert sign_in(password=password, client=other).status_code == 303, row


@pytest.mark.parametrize(
    "nearly",
    ["plum Kestrel lamp and a tail that is long", "Plum Kestrel lamp and a tail that is lon",
     " Plum Kestrel lamp and a tail that is long", "Plum Kestrel lamp and a tail that is long "],
)  # fmt: skip
def test_it_is_checked_as_it_was_typed_whole_and_in_its_case(app, visitor, kept, sign_in, nearly):
    """6.2.8: nothing is cut off, trimmed or folded."""
    password = "Plum Kestrel lamp and a tail that is long"
    assert change(visitor, password).status_code == 303
    assert sign_in(password=nearly, client=app.test_client()).status_code == 422
    assert sign_in(password=password, client=app.test_client()).status_code == 303


def test_it_is_changed_with_the_old_one_only(visitor, kept):
    """6.2.2 and 6.2.3."""
    before = kept()
    assert change(visitor, "plum kestrel lamp", old="not this one").status_code == 422
    assert kept() == before


@pytest.mark.parametrize(
    ("path", "kinds"),
    [(PAGE, {"current-password", "new-password"}), ("/sign-in", {"current-password"})],
)
def test_managers_and_pasting_are_welcome_and_nobody_reads_along(app, visitor, kept, path, kinds):
    """6.2.6 and 6.2.7."""
    page = (visitor if path == PAGE else app.test_client()).page(path)
    fields = page.select("input[type=password]")
    assert {one["autocomplete"] for one in fields} == kinds
    for one in fields:
        assert not {"maxlength", "minlength", "pattern", "onpaste", "readonly"} & one.attrs.keys()


def test_an_old_password_is_good_for_ever(app, session, kept, sign_in):
    """6.2.10."""
    session.query(Password).update({"changed_at": now() - timedelta(days=3650)})
    session.commit()
    answer = sign_in(client=app.test_client())
    assert answer.status_code == 303
    assert "security" not in answer.location
